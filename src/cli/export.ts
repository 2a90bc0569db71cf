/**
 * `onrecord export`: the events of the archive in a form for other programs.
 *
 * @module
 */
import { Command, Option } from 'commander';
import type { ExportName } from '../publish/export.ts';
import { type FilterOptions, filterOf, withFilters } from './chronology.ts';
import { archiveOption } from './options.ts';
import { print } from './output.ts';

/** Written here too, so that `--help` need not load the exporters; a test holds it to them. */
export const FORMATS = [
  'csv',
  'json',
  'jsonl',
  'geojson',
  'kml',
  'markdown',
  'ics',
  'rss',
  'timeline',
  'annotations',
  'jsonld',
];

export const exportCommand = () =>
  withFilters(new Command('export'))
    .description(
      'print the events of the archive in a form for other programs; the same filters as chronology',
    )
    .addOption(new Option('-f, --format <format>').choices(FORMATS).default('csv'))
    .addOption(archiveOption())
    .action(async (options: FilterOptions & { archive: string; format: ExportName }) => {
      const [{ openArchive }, { chronology }, { exportFormat }] = await Promise.all([
        import('../archive/archive.ts'),
        import('../archive/chronology.ts'),
        import('../publish/export.ts'),
      ]);
      const archive = await openArchive(options.archive);
      try {
        const { needsText, write } = exportFormat(options.format);
        const records = chronology(archive, filterOf(options), { text: needsText ?? false });
        for await (const text of write(records)) await print(text);
      } finally {
        await archive.close();
      }
    });
