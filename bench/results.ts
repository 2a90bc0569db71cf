/**
 * `npm run bench -- results [--without NAMES]`: runs every measurement on the development sets and writes
 * `bench/RESULTS.md`. `--without web,archive` leaves out two that take ten minutes each; the file says so.
 *
 * @module
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LAYERS } from './scorer.ts';

const DATA = '../shared/data';
const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** Sets beside each layer's own one, and what they need. */
const MORE: Record<string, string[][]> = {
  syntax: [['--gold', `${DATA}/syntax/gum/en_gum-ud-dev.conllu`]],
  names: [['--gold', `${DATA}/names/worldwide-eval`, '--types', 'person,organization,location']],
  time: [['--gold', `${DATA}/time/wikiwars`]],
  place: [
    ['--gold', `${DATA}/place/geovirus/GeoVirus.xml`],
    ['--gold', `${DATA}/place/geowebnews`],
  ],
};

interface Result {
  layer: string;
  gold: string;
  items: number;
  words: number;
  seconds: number;
  scores: Record<string, number | Record<string, Record<string, number>>>;
}

function measure(args: string[]): Result | null {
  console.error(`bench ${args.join(' ')}`);
  try {
    const output = execFileSync(process.execPath, ['--import', 'tsx', main, ...args, '--json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(output) as Result;
  } catch {
    console.error('  not measured');
    return null;
  }
}

function accuracyTable(results: Result[]): string {
  const rows = results.map(({ layer, gold, items, scores }) => {
    const told = Object.entries(scores).map(([name, score]) => `${name} ${score}`);
    return `| ${layer} | ${gold.replace(`${DATA}/`, '')} | ${items} | ${told.join(' · ')} |`;
  });
  return ['| layer | gold set | items | scores |', '|---|---|---|---|', ...rows].join('\n');
}

function speedTable({ scores, items, words }: Result): string {
  const { layers, threads, peers, ...whole } = scores as Record<string, unknown>;
  const number = (value: unknown) => Number(value).toLocaleString('en');
  const rows = Object.entries(layers as Record<string, Record<string, number>>).map(
    ([layer, rate]) =>
      `| ${layer} | ${number(rate['words_per_second'])} | ${number(rate['mb_per_second'])} |`,
  );
  return [
    `${number(items)} wire reports (${number(words)} words) on one core: **${number(whole['reports_per_second'])} reports/s**, ` +
      `${number(whole['words_per_second'])} words/s, ${number(whole['mb_per_second'])} MB/s, peak memory ${number(whole['peak_mb'])} MB.`,
    '',
    '| layer | words/s | MB/s |',
    '|---|---|---|',
    ...rows,
    '',
    'In threads and beside other programs on what they do, in turns on the same reports; processor time is the figure',
    'that a busy machine changes least.',
    '',
    '| program | what it does | reports/s | ms of processor a report | peak MB |',
    '|---|---|---|---|---|',
    ...besideRows(threads, 'Onrecord, '),
    ...besideRows(peers, ''),
  ].join('\n');
}

function besideRows(given: unknown, before: string): string[] {
  return Object.entries((given ?? {}) as Record<string, unknown>).flatMap(([name, figures]) => {
    if (typeof figures !== 'object' || figures === null) return [];
    const { does, reports_per_second, cpu_ms_a_report, peak_mb } = figures as Record<string, unknown>;
    return `| ${before}${name} | ${does ?? 'the whole reading'} | ${reports_per_second} | ${cpu_ms_a_report} | ${peak_mb} |`;
  });
}

/** What bench/web.ts measures, in words; the goals are those of the project. */
function webTable({ scores }: Result): string {
  const rows: [name: string, what: string, unit: string][] = [
    ['script_kb', 'script of the first page, gzip (goal: 120 kB)', 'kB'],
    ['interactive_ms', 'from navigation until a row of 10,000 incidents takes the focus (goal: 1 s)', 'ms'],
    ['filter_ms', 'from choosing a filter until its list is painted, median (goal: 100 ms)', 'ms'],
    ['worst_frame_ms', 'longest wait for a frame, 100,000 reports scrolled in ten seconds (goal: 1 s)', 'ms'],
    ['frames_over_100', 'frames that took longer than 100 ms there', ''],
    ['jump_ms', 'from a jump anywhere in them until its rows are there, worst', 'ms'],
  ];
  return [
    'In chromium on loopback, over 100,000 reports and 10,000 incidents (`npm run bench -- web`).',
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, what, unit]) => `| ${what} | ${scores[name]} ${unit} |`),
  ].join('\n');
}

/** What bench/archive.ts measures; the goals are those of the project, on SQLite. */
function archiveTable({ scores }: Result): string {
  const { sqlite = {}, postgres = {} } = scores as unknown as Record<string, Record<string, unknown>>;
  const rows: [name: string, what: string][] = [
    ['events', 'events'],
    ['bytes_a_report', 'bytes a report of four events, with indexes, incidents and log'],
    ['text_bytes_a_report', 'of them its text'],
    ['added_reports_per_second', 'reports added a second, incidents settled'],
    ['added_cpu_ms_a_report', 'processor ms a report'],
    ['page_ms', 'first page of events, slowest filter, ms (goal: 50)'],
    ['page_cpu_ms', 'of processor'],
    ['reports_page_ms', 'first page of reports, slowest filter, ms (goal: 50)'],
    ['reports_page_cpu_ms', 'of processor'],
    ['search_ms', 'search, slowest, ms (goal: 100)'],
    ['search_cpu_ms', 'of processor'],
    ['facets_ms', 'facets, slowest filter, ms (goal: 100)'],
    ['facets_cpu_ms', 'of processor'],
    ['facets_slowest', 'that is'],
    ['csv_rows_per_second', 'CSV rows a second (goal: 50,000)'],
    ['csv_rows_per_cpu_second', 'CSV rows a second of processor'],
    ['csv_more_mb', 'memory that the export took, MB'],
  ];
  return [
    'Medians over 100,000 events of made-up reports (`npm run bench -- archive`); of PostgreSQL, which ran on the same',
    "machine with fsync, the processor time is the program's own.",
    '',
    '| | SQLite | PostgreSQL |',
    '|---|---|---|',
    ...rows.map(
      ([name, what]) => `| ${what} | ${sqlite[name] ?? ''} | ${postgres[name] ?? 'not measured'} |`,
    ),
  ].join('\n');
}

/** Copies and incidents at 100,000 made-up reports, and incidents of a few that were written. */
function reconcileTable(results: Result[]): string {
  const rows = results.map(
    ({ layer, items, scores }) =>
      `| ${layer} | ${items.toLocaleString('en')} | ${Object.entries(scores)
        .map(([name, score]) => `${name} ${score}`)
        .join(' · ')} |`,
  );
  return ['| | reports | |', '|---|---|---|', ...rows].join('\n');
}

export function writeResults(without: readonly string[] = []): void {
  const measureUnless = (name: string, ...more: string[]) =>
    without.includes(name) ? null : measure([name, ...more]);
  const runs = LAYERS.flatMap((layer) =>
    [[], ...(MORE[layer] ?? [])].map((more) => ['accuracy', layer, ...more]),
  );
  const measured = runs.filter(([, layer]) => existsSync(new URL(`accuracy/${layer}.ts`, import.meta.url)));
  const results = measured.map(measure).filter((result) => result !== null);
  const reconciled = [
    measureUnless('copies'),
    measureUnless('incidents'),
    measureUnless('told-incidents'),
  ].filter((result) => result !== null);
  const speed = measureUnless('speed', '--peers');
  const web = measureUnless('web');
  const archive = measureUnless('archive');
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const text = `# Results

Made by \`npm run bench -- results\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}, Node ${process.version}.
Scores are per cent on development sets (\`../shared/data\`), each by its set's own rules; \`npm run bench -- accuracy LAYER\`
measures one of them again. What is read of event-location and of ecbplus was learned from these sets, reports and told-incidents
are texts of our own on whose errors we worked: \`docs/method/\` has the first two cross-validated.
Speeds depend on the machine and its neighbours: compare them only within one run.

## Accuracy

${accuracyTable(results)}

## Reconciling

Made-up copies of real texts, readings of made-up reports of ten years, and short reports of our own from raw text to
incidents. \`growth\` is the cost of a reading at the end
over that at a tenth; seconds are of processor time, which a busy machine changes least.

${reconcileTable(reconciled)}

## Speed

${speed ? speedTable(speed) : 'Not measured.'}

## The archive

${archive ? archiveTable(archive) : 'Not measured in this run; [the archive](../docs/archive.md) and [its method](../docs/method/) have what was.'}

## The web app

${web ? webTable(web) : 'Not measured in this run (it needs chromium); [the web app](../docs/web.md) has what was.'}
`;
  writeFileSync(new URL('RESULTS.md', import.meta.url), text);
}
