/**
 * `onrecord reconcile`: makes origins and incidents again from the readings.
 *
 * @module
 */
import { Command } from 'commander';
import { archiveOption, jsonOption, quietOption } from './options.ts';
import { print } from './output.ts';
import { Progress } from './progress.ts';

export const reconcileCommand = () =>
  new Command('reconcile')
    .description(
      'make origins and incidents again from the readings and decisions; the outcome is the same as after adding',
    )
    .addOption(archiveOption())
    .addOption(quietOption())
    .addOption(jsonOption('one JSON object'))
    .action(async (options: { archive: string; quiet?: boolean; json?: boolean }) => {
      const [{ openArchive }, { rebuildIncidents }] = await Promise.all([
        import('../archive/archive.ts'),
        import('../archive/incidents-rebuild.ts'),
      ]);
      const archive = await openArchive(options.archive);
      try {
        const progress = new Progress(options.quiet ?? false, null);
        let before = 0;
        const made = await rebuildIncidents(archive, (reports) => {
          for (; before < reports; before++) progress.step(false);
        });
        progress.end();
        await print(
          options.json
            ? `${JSON.stringify({ archive: archive.path, ...made })}\n`
            : `${made.reports} reports of ${made.origins} origins tell of ${made.incidents} incidents.\n`,
        );
      } finally {
        await archive.close();
      }
    });
