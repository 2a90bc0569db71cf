/**
 * How fast an archive of many events answers: `npx tsx bench/archive.ts [EVENTS]`. The events are made from sample
 * readings of real shape; medians of nine.
 *
 * @module
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { chronology, chronologyPage } from '../src/archive/chronology.ts';
import { facetsOf } from '../src/archive/facets.ts';
import type { Filter } from '../src/archive/filter.ts';
import { listReports } from '../src/archive/reports.ts';
import { statusOf } from '../src/archive/status.ts';
import { EXPORT_NAMES, exportFormat } from '../src/publish/export.ts';
import { archiveOf, temporaryFolder } from '../test/sample-archive.ts';
import { sampleReading } from '../test/sample-reading.ts';

const wanted = Number(process.argv[2] ?? 100_000);
const folder = temporaryFolder();

function* readings() {
  let events = 0;
  for (let seed = 0; events < wanted; seed++) {
    const reading = sampleReading(seed, { events: 4 });
    events += reading.events.length;
    yield reading;
  }
}

async function median(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let i = 0; i < 9; i++) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return `${times.sort((a, b) => a - b)[4]!.toFixed(1)} ms`;
}

try {
  let begin = performance.now();
  const archive = await archiveOf(join(folder.path, 'a.db'), readings());
  const seconds = (performance.now() - begin) / 1000;
  const status = await statusOf(archive);
  console.log(
    `${status.events} events of ${status.reports} reports added in ${seconds.toFixed(1)} s: ${Math.round(status.reports / seconds)} reports a second`,
  );
  console.log(
    `${Math.round(status.size / status.reports)} bytes a report, of them ${Math.round((await textBytes()) / status.reports)} text`,
  );

  const filters: Record<string, Filter> = {
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
    'search: one word': { q: 'villagers' },
    'search: phrase and exclusion': { q: '"killed at least" -gunmen' },
    'search: rare': { q: '"Incident 17 reported"' },
  };
  for (const [name, filter] of Object.entries(filters)) {
    const events = await median(() => chronologyPage(archive, filter, {}));
    const reports = await median(() => listReports(archive, filter, {}));
    console.log(`${name.padEnd(30)} first page of events ${events}, of reports ${reports}`);
  }
  console.log(
    `facets of everything ${await median(() => facetsOf(archive, {}))}, of a place ${await median(() => facetsOf(archive, { place: 'Kesh' }))}`,
  );
  console.log(`status ${await median(() => statusOf(archive))}`);

  for (const name of EXPORT_NAMES) {
    const { needsText, write } = exportFormat(name);
    begin = performance.now();
    let bytes = 0;
    for await (const text of write(chronology(archive, {}, { text: needsText ?? false })))
      bytes += text.length;
    const rate = status.events / ((performance.now() - begin) / 1000);
    console.log(`${name.padEnd(8)} ${Math.round(rate)} events a second, ${(bytes / 1e6).toFixed(0)} MB`);
  }
  console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  await archive.close();

  async function textBytes(): Promise<number> {
    const rows = await archive.db.selectFrom('reports').select('text').execute();
    return rows.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  }
} finally {
  folder.dispose();
}
