/**
 * `onrecord chronology`: what is said to have happened, in the order of time.
 *
 * @module
 */
import { Command } from 'commander';
import type { Archive } from '../archive/archive.ts';
import type { Filter } from '../archive/filter.ts';
import type { IncidentFilter } from '../archive/incidents.ts';
import { archiveOption, countOf, jsonOption } from './options.ts';
import { print } from './output.ts';
import { styleOf } from './style.ts';

export interface FilterOptions {
  from?: string;
  to?: string;
  place?: string;
  actor?: string;
  source?: string;
  type?: string[];
  status?: string[];
  outlet?: string;
  search?: string;
}

/** The filters that every list of events has. */
export const withFilters = (command: Command) =>
  command
    .option('--from <date>', 'events on or after it: 2016, 2016-02 or 2016-02-08')
    .option('--to <date>', 'events on or before it')
    .option('--place <words>', 'a place, a region, or a country by name or two-letter code')
    .option('--actor <words>', 'somebody who takes part')
    .option('--source <words>', 'somebody on whose word it is')
    .option('--type <types...>', 'PLOVER types, such as ASSAULT')
    .option(
      '--status <statuses...>',
      'actual, ongoing, planned, possible, denied, hypothetical (default: the first two)',
    )
    .option('--outlet <words>', 'the publisher')
    .option(
      '--search <words>',
      'words, "phrases", OR, -without, place:Homs, date:2016-02/2016-03, … (docs/search.md)',
    );

/** Filters that only incidents have. */
export const withIncidentFilters = (command: Command) =>
  command
    .option('--origins <number>', 'only incidents of so many origins at least', countOf)
    .option('--grade <grades...>', 'only incidents with one of these grades')
    .option('--storyline <id>', 'only incidents of this storyline');

export interface IncidentFilterOptions extends FilterOptions {
  origins?: number;
  grade?: string[];
  storyline?: string;
}

export function filterOf(options: FilterOptions): Filter {
  const { from, to, place, actor, source, type, status, outlet, search } = options;
  return { from, to, place, actor, source, type, status, outlet, q: search };
}

export function incidentFilterOf(options: IncidentFilterOptions): IncidentFilter {
  const { origins, grade, storyline } = options;
  return { ...filterOf(options), origins, grade, storyline };
}

export const chronologyCommand = () =>
  withIncidentFilters(withFilters(new Command('chronology')))
    .description(
      'print the incidents of the archive in the order of time, each with how many reports and origins tell of it',
    )
    .option('--events', 'single events as each report tells them')
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON object a line'))
    .action(run);

interface ChronologyOptions extends IncidentFilterOptions {
  archive: string;
  events?: boolean;
  json?: boolean;
}

async function run(options: ChronologyOptions): Promise<void> {
  const { openToLook } = await import('../archive/look.ts');
  const archive = await openToLook(options.archive);
  const { json = false } = options;
  try {
    if (options.events) await printEvents(archive, filterOf(options), json);
    else await printChronology(archive, incidentFilterOf(options), json);
  } finally {
    await archive.close();
  }
}

export async function printChronology(
  archive: Archive,
  filter: IncidentFilter,
  json: boolean,
): Promise<void> {
  const [{ incidents }, { stateIncident }, { describeIncident }] = await Promise.all([
    import('../archive/incidents.ts'),
    import('../engine/sentences.ts'),
    import('../publish/incident-text.ts'),
  ]);
  const style = styleOf(process.stdout);
  let day: string | null = null;
  let count = 0;
  for await (const record of incidents(archive, filter)) {
    count++;
    const line = stateIncident(record);
    if (json) {
      await print(`${JSON.stringify(line)}\n`);
      continue;
    }
    // "About 21 September" stands under that day: the sentence says how sure it is.
    const when =
      line.firstDay !== null && line.firstDay === line.lastDay ? line.firstDay : (line.when ?? 'undated');
    await print(describeIncident(line, when === day ? null : when, style));
    day = when;
  }
  if (count === 0 && !json) await print('No incidents.\n');
}

async function printEvents(archive: Archive, filter: Filter, json: boolean): Promise<void> {
  const [{ chronology }, { describeEntry }] = await Promise.all([
    import('../archive/chronology.ts'),
    import('../publish/text.ts'),
  ]);
  const style = styleOf(process.stdout);
  let day: string | null = null;
  let count = 0;
  for await (const record of chronology(archive, filter)) {
    count++;
    if (json) {
      await print(`${JSON.stringify(record)}\n`);
      continue;
    }
    const when = record.time.edtf ?? 'undated';
    await print(describeEntry(record, when === day ? null : when, style));
    day = when;
  }
  if (count === 0 && !json) await print('No events.\n');
}
