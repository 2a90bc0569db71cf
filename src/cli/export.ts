/**
 * `onrecord export`: the events or incidents of the archive in a form for other programs.
 *
 * @module
 */
import { Command, Option } from 'commander';
import type { Archive } from '../archive/archive.ts';
import type { ExportName } from '../publish/export.ts';
import type { IncidentFormName } from '../publish/incident-export.ts';
import {
  filterOf,
  type IncidentFilterOptions,
  incidentFilterOf,
  withFilters,
  withIncidentFilters,
} from './chronology.ts';
import { CliError, EXIT } from './exit.ts';
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

/** Incidents have fewer. */
export const INCIDENT_FORMATS = ['csv', 'json', 'jsonl', 'geojson', 'markdown'] as const;

type PackageName = (typeof PACKAGES)[number];
interface ExportOptions extends IncidentFilterOptions {
  archive: string;
  format: ExportName | PackageName;
  incidents?: boolean;
  out?: string;
  unmasked?: boolean;
}

export const exportCommand = () =>
  withIncidentFilters(withFilters(new Command('export')))
    .description(
      'print the events, or with --incidents the incidents, of the archive in a form for other programs; the same filters as chronology. warc and wacz hold the captured bytes of the reports that the filters keep',
    )
    .addOption(new Option('-f, --format <format>').choices([...FORMATS, ...PACKAGES]).default('csv'))
    .option(
      '--incidents',
      `one row an incident, with what people decided, in place of an event of a report: ${INCIDENT_FORMATS.join(', ')}`,
    )
    .option('-o, --out <file>', 'write to a file; to standard output when not given')
    .option('--unmasked', 'with the names of private persons, which are masked otherwise')
    .addOption(archiveOption())
    .action(async (options: ExportOptions) => {
      const { openToLook } = await import('../archive/look.ts');
      check(options);
      warn(options);
      const archive = await openToLook(options.archive);
      try {
        const pieces = await written(archive, options);
        if (options.out) await writeFile(options.out, pieces);
        else for await (const piece of pieces) await print(piece);
      } finally {
        await archive.close();
      }
    });

function check({ format, incidents, origins, grade, storyline }: ExportOptions): void {
  if (incidents && !INCIDENT_FORMATS.some((name) => name === format))
    throw new CliError(`--incidents: one of the formats ${INCIDENT_FORMATS.join(', ')}`, EXIT.usage);
  if (!incidents && (origins ?? grade ?? storyline) !== undefined)
    throw new CliError('--origins, --grade and --storyline are of incidents: add --incidents', EXIT.usage);
}

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
  const { format, unmasked = false } = options;
  if (options.incidents) return writtenIncidents(archive, options);
  const filter = filterOf(options);
  if (format === 'warc' || format === 'wacz') {
    const { writeWacz, writeWarc } = await import('../publish/wacz.ts');
    return format === 'warc' ? writeWarc(archive, filter) : writeWacz(archive, filter);
  }
  const { exportEvents } = await import('../publish/export.ts');
  await warnOfCorrections(archive);
  return exportEvents(archive, filter, format, { unmasked });
}

async function writtenIncidents(archive: Archive, options: ExportOptions): Promise<AsyncIterable<string>> {
  const [{ incidents }, { stateIncident }, { maskedAnswers }, { incidentForm }] = await Promise.all([
    import('../archive/incidents.ts'),
    import('../engine/sentences.ts'),
    import('../publish/masked-answers.ts'),
    import('../publish/incident-export.ts'),
  ]);
  const stated = async function* () {
    for await (const record of incidents(archive, incidentFilterOf(options))) yield stateIncident(record);
  };
  const { write } = incidentForm(
    options.format === 'markdown' ? 'md' : (options.format as Exclude<IncidentFormName, 'md'>),
  );
  return write(options.unmasked ? stated() : maskedAnswers(archive, stated()));
}

/** An event of a report is what the report tells: what people set right is in the incidents. */
async function warnOfCorrections(archive: Archive): Promise<void> {
  const { activeDecisions } = await import('../archive/incidents-rulings.ts');
  const count = (await activeDecisions(archive.db)).filter(({ kind }) => kind === 'correct').length;
  if (count > 0)
    say(
      `note: events are written as their reports tell them; ${count} ${count === 1 ? 'correction' : 'corrections'} by people ${count === 1 ? 'is' : 'are'} in export --incidents`,
    );
}
