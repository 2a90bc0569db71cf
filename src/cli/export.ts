/**
 * `onrecord export`: the events of the archive in a form for other programs.
 *
 * @module
 */
import { Command, Option } from 'commander';
import type { Archive } from '../archive/archive.ts';
import type { ExportName } from '../publish/export.ts';
import { type FilterOptions, filterOf, withFilters } from './chronology.ts';
import { archiveOption } from './options.ts';
import { print, say, writeFile } from './output.ts';

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
  'parquet',
  'plover',
  'acled',
  'ucdp',
];

/** The captures themselves, with what was read in them. */
export const PACKAGES = ['warc', 'wacz'] as const;

type PackageName = (typeof PACKAGES)[number];
interface ExportOptions extends FilterOptions {
  archive: string;
  format: ExportName | PackageName;
  out?: string;
  unmasked?: boolean;
}

export const exportCommand = () =>
  withFilters(new Command('export'))
    .description(
      'print the events of the archive in a form for other programs; the same filters as chronology. warc and wacz hold the captured bytes of the reports that the filters keep',
    )
    .addOption(new Option('-f, --format <format>').choices([...FORMATS, ...PACKAGES]).default('csv'))
    .option('-o, --out <file>', 'write to a file; to standard output when not given')
    .option('--unmasked', 'with the names of private persons, which are masked otherwise')
    .addOption(archiveOption())
    .action(async (options: ExportOptions) => {
      const { openArchive } = await import('../archive/archive.ts');
      warn(options);
      const archive = await openArchive(options.archive);
      try {
        const pieces = await written(archive, options);
        if (options.out) await writeFile(options.out, pieces);
        else for await (const piece of pieces) await print(piece);
      } finally {
        await archive.close();
      }
    });

/** Before it leaves the machine is the time to think of the people in it. */
function warn({ format, unmasked }: ExportOptions): void {
  if (format === 'warc' || format === 'wacz')
    say(
      `note: ${format} holds reports as they came, with the names of victims, witnesses and other private persons`,
    );
  else if (unmasked)
    say(
      'warning: this holds the names of victims, witnesses and other private persons; think before you share it',
    );
}

async function written(
  archive: Archive,
  options: ExportOptions,
): Promise<AsyncIterable<string | Uint8Array>> {
  const { format } = options;
  const filter = filterOf(options);
  if (format === 'warc' || format === 'wacz') {
    const { writeWacz, writeWarc } = await import('../publish/wacz.ts');
    return format === 'warc' ? writeWarc(archive, filter) : writeWacz(archive, filter);
  }
  const { exportEvents } = await import('../publish/export.ts');
  return exportEvents(archive, filter, format, { unmasked: options.unmasked ?? false });
}
