/**
 * `onrecord gazetteer add`: places of one's own.
 *
 * @module
 */
import { Command } from 'commander';
import { CliError, EXIT } from './exit.ts';
import { archiveOption, jsonOption } from './options.ts';
import { print, say } from './output.ts';
import { placesFolder, resourcesOf } from './resources.ts';

export const gazetteerCommand = () =>
  new Command('gazetteer').description('the places that are known').addCommand(addCommand());

const addCommand = () =>
  new Command('add')
    .description(
      'add places: a GeoNames dump, its alternateNamesV2, or a list (name, lat, lon, country, kind)',
    )
    .argument('<file>', 'tab-separated; may be packed with gzip')
    .addOption(archiveOption())
    .addOption(jsonOption('print what was added as JSON'))
    .action(async (file: string, options: { archive: string; json?: boolean }) => {
      const [{ addToGazetteer }, { knowledge, models }] = await Promise.all([
        import('../engine/gazetteer/add.ts'),
        resourcesOf([], options.archive),
      ]);
      const folder = placesFolder(options.archive);
      const report = await addToGazetteer({ file, folder, knowledge, models }).catch((error: Error) => {
        throw new CliError(`${error.message}; the gazetteer is as it was`, EXIT.impossible);
      });
      for (const { line, problem } of report.problems) say(`${file}:${line}: ${problem}`);
      if (options.json) await print(`${JSON.stringify(report)}\n`);
      else
        say(
          `places added: ${report.places}; lines left out: ${report.leftOut}; bad: ${report.bad}; folder: ${report.folder}`,
        );
      if (report.bad) process.exitCode = EXIT.someFailed;
    });
