/**
 * How the cost of a report grows with what is there already: `npx tsx bench/growth.ts [REPORTS] [ARCHIVE]`. Adds made-up
 * readings, as many for each day as for any other, to an archive (a new SQLite file, or a PostgreSQL address), incidents and
 * all, and says at each power of two what a report costs by then.
 *
 * @module
 */
import { join } from 'node:path';
import { type AddReport, addBatch, beginRun } from '../src/archive/add.ts';
import { openArchive } from '../src/archive/archive.ts';
import { statusOf } from '../src/archive/status.ts';
import { added, temporaryFolder } from '../test/sample-archive.ts';
import { reports } from './reconcile/incidents.ts';

const REPORTS = Number(process.argv[2] ?? 100_000);
const FIRST = 1000;
const BATCH = 64;

const folder = temporaryFolder();
const archive = await openArchive(process.argv[3] ?? join(folder.path, 'a.db'), { create: true });
const run = await beginRun(archive, 'bench', 'engine');
const points: { reports: number; ms: number; cpuMs: number }[] = [];
const readings = reports(REPORTS);
let count = 0;
for (let from = 0, to = FIRST; from < REPORTS; from = to, to = Math.min(REPORTS, to * 2)) {
  let wall = 0;
  let processor = 0;
  while (count < to) {
    const items: AddReport[] = [];
    for (; items.length < BATCH && count < to; count++) items.push(added(readings.next().value!));
    const [begun, before] = [performance.now(), process.cpuUsage()];
    await addBatch(archive, run, items);
    const used = process.cpuUsage(before);
    wall += performance.now() - begun;
    processor += (used.user + used.system) / 1000;
  }
  points.push({ reports: to, ms: wall / (to - from), cpuMs: processor / (to - from) });
  console.error(points.at(-1));
}
const { size } = await statusOf(archive);
await archive.close();
folder.dispose();

/** Least squares over the logarithms: 0 is the same cost whatever is there, 1 is cost in step with it. */
function slopeOf(value: (point: (typeof points)[number]) => number): number {
  const x = points.map(({ reports }) => Math.log(reports));
  const y = points.map((point) => Math.log(value(point)));
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  const over = x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return Math.round((over / x.reduce((sum, value) => sum + (value - mx) ** 2, 0)) * 1000) / 1000;
}

console.log(
  JSON.stringify({
    points,
    slope: slopeOf(({ ms }) => ms),
    cpuSlope: slopeOf(({ cpuMs }) => cpuMs),
    bytesAReport: Math.round(size / REPORTS),
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
