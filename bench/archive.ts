/**
 * How fast an archive of many events answers, on SQLite and, where there is a server, on PostgreSQL:
 * `npm run bench -- archive [EVENTS]`. The events are made from sample readings of real shape.
 *
 * @module
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import type { Archive } from '../src/archive/archive.ts';
import { chronology, chronologyPage } from '../src/archive/chronology.ts';
import { facetsOf } from '../src/archive/facets.ts';
import type { Filter } from '../src/archive/filter.ts';
import { listReports } from '../src/archive/reports.ts';
import { statusOf } from '../src/archive/status.ts';
import { EXPORT_NAMES, exportFormat } from '../src/publish/export.ts';
import { archiveOf, temporaryFolder } from '../test/sample-archive.ts';
import { sampleReading } from '../test/sample-reading.ts';

const PAGES: Record<string, Filter> = {
  everything: {},
  'from and to': { from: '2014', to: '2014-06' },
  place: { place: 'Bélgara' },
  country: { place: 'LB' },
  actor: { actor: 'Northern Front' },
  source: { source: 'Hale' },
  type: { type: ['COERCE'] },
  outlet: { outlet: 'levant' },
  'all of these': {
    from: '2012',
    to: '2016',
    place: 'Kesh',
    actor: 'gunmen',
    type: ['ASSAULT'],
    outlet: 'wire',
  },
};
const SEARCHES: Record<string, Filter> = {
  'one word': { q: 'villagers' },
  'phrase and exclusion': { q: '"killed at least" -gunmen' },
  'rare phrase': { q: '"Incident 17 reported"' },
  fields: { q: 'place:kesh type:COERCE date:2012/2014 -source:hale' },
  alternatives: { q: 'place:kesh OR type:COERCE' },
};

/** Medians, in milliseconds: by the clock, and of this process's processor time (the server's own is not in it). */
interface Took {
  ms: number;
  cpu_ms: number;
}
type Figures = Record<string, number | string>;

async function took(work: () => Promise<unknown>, times = 5): Promise<Took> {
  const all: Took[] = [];
  for (let i = 0; i < times; i++) {
    const begin = performance.now();
    const used = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(used);
    all.push({ ms: performance.now() - begin, cpu_ms: (user + system) / 1000 });
  }
  const median = (of: keyof Took) => rounded(all.map((one) => one[of]).sort((a, b) => a - b)[times >> 1]!);
  return { ms: median('ms'), cpu_ms: median('cpu_ms') };
}

const rounded = (value: number) => Math.round(value * 10) / 10;

/** The slowest of several, with its name. */
async function slowest(
  archive: Archive,
  filters: Record<string, Filter>,
  name: string,
  work: (filter: Filter) => Promise<unknown>,
  watch: (line: string) => void,
): Promise<Figures> {
  // A busy machine changes the processor time least; of a server only the clock tells.
  const by = archive.backend.name === 'sqlite' ? 'cpu_ms' : 'ms';
  let worst: Took & { of: string } = { of: '', ms: 0, cpu_ms: 0 };
  for (const [of, filter] of Object.entries(filters)) {
    const one = await took(() => work(filter));
    watch(`${archive.backend.name} ${name}, ${of}: ${one.ms} ms, ${one.cpu_ms} ms of processor`);
    if (one[by] > worst[by]) worst = { of, ...one };
  }
  return { [`${name}_ms`]: worst.ms, [`${name}_cpu_ms`]: worst.cpu_ms, [`${name}_slowest`]: worst.of };
}

async function* exported(archive: Archive, name: (typeof EXPORT_NAMES)[number]) {
  const { needsText, write } = exportFormat(name);
  yield* write(chronology(archive, {}, { text: needsText ?? false }));
}

async function figuresOf(
  archive: Archive,
  seconds: number,
  cpu: number,
  watch: (line: string) => void,
): Promise<Figures> {
  const { events, reports, size } = await statusOf(archive);
  const texts = await archive.db.selectFrom('reports').select('text').execute();
  const text = texts.reduce((sum, row) => sum + Buffer.byteLength(row.text), 0);
  const figures: Figures = {
    events,
    reports,
    added_reports_per_second: rounded(reports / seconds),
    added_cpu_ms_a_report: rounded((cpu * 1000) / reports),
    bytes_a_report: Math.round(size / reports),
    text_bytes_a_report: Math.round(text / reports),
  };
  const { backend } = archive;
  if (backend.name === 'postgres') await sql`vacuum analyze`.execute(archive.db);
  const page = (filter: Filter) => chronologyPage(archive, filter, {});
  Object.assign(figures, await slowest(archive, PAGES, 'page', page, watch));
  Object.assign(
    figures,
    await slowest(archive, PAGES, 'reports_page', (filter) => listReports(archive, filter, {}), watch),
  );
  Object.assign(figures, await slowest(archive, SEARCHES, 'search', page, watch));
  Object.assign(
    figures,
    await slowest(archive, { ...PAGES, ...SEARCHES }, 'facets', (filter) => facetsOf(archive, filter), watch),
  );
  for (const name of EXPORT_NAMES) {
    const before = process.memoryUsage().rss;
    let most = before;
    let rows = 0;
    const one = await took(async () => {
      rows = 0;
      for await (const piece of exported(archive, name)) {
        most = Math.max(most, process.memoryUsage().rss);
        if (name === 'csv') rows += String(piece).split('\r\n').length - 1;
      }
    }, 1);
    if (name !== 'csv') {
      watch(`${backend.name} ${name}: ${one.ms} ms, ${one.cpu_ms} ms of processor`);
      continue;
    }
    figures['csv_rows_per_second'] = Math.round((rows * 1000) / one.ms);
    figures['csv_rows_per_cpu_second'] = Math.round((rows * 1000) / one.cpu_ms);
    figures['csv_more_mb'] = Math.round((most - before) / 1e6);
    watch(`${backend.name} csv: ${rows} rows in ${one.ms} ms, ${one.cpu_ms} ms of processor`);
  }
  return figures;
}

function* readings(events: number) {
  for (let seed = 0; seed * 4 < events; seed++) yield sampleReading(seed, { events: 4 });
}

async function measureAt(address: string, events: number, watch: (line: string) => void): Promise<Figures> {
  const begin = performance.now();
  const used = process.cpuUsage();
  const archive = await archiveOf(address, readings(events));
  const { user, system } = process.cpuUsage(used);
  try {
    return await figuresOf(archive, (performance.now() - begin) / 1000, (user + system) / 1e6, watch);
  } finally {
    await archive.close();
  }
}

/** @returns figures by database; `postgres` only where a server could be started. */
export async function measureArchive(
  events = 100_000,
  watch: (line: string) => void = () => {},
): Promise<Record<string, Figures>> {
  const folder = temporaryFolder();
  const { startPostgres } = (await import('../scripts/postgres.mjs')) as {
    startPostgres(options: { fsync: boolean }): Promise<{ url: string; stop(): Promise<void> }>;
  };
  const server = await startPostgres({ fsync: true }).catch((error: Error) => {
    watch(`no PostgreSQL: ${error.message}`);
    return null;
  });
  try {
    const sqlite = await measureAt(join(folder.path, 'a.db'), events, watch);
    if (!server) return { sqlite };
    return { sqlite, postgres: await measureAt(server.url, events, watch) };
  } finally {
    await server?.stop();
    folder.dispose();
  }
}
