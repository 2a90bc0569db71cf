/**
 * Faults under load: `npx tsx bench/faults.ts [REPORTS] [FAULT…] [--json]`; a fault is named by a word of its name.
 * Starts its own PostgreSQL and NATS servers on this machine; the figures stand in docs/reliability.md.
 *
 * @module
 */
import { join } from 'node:path';
import { openArchive } from '../src/archive/archive.ts';
import { loadResources } from '../src/engine/resources.ts';
import { addPaths } from '../src/engine/run.ts';
import { linesOf } from '../test/cluster.ts';
import { contentOf } from '../test/content-of.ts';
import { FAULTS, type FaultName, underFault } from '../test/faults.ts';
import { madeUpReports } from '../test/made-up-reports.ts';
import { temporaryFolder } from '../test/sample-archive.ts';

const given = process.argv.slice(2);
const isJson = given.includes('--json');
const [count = '2000', ...words] = given.filter((word) => word !== '--json');
const reports = Number(count);
const names = (Object.keys(FAULTS) as FaultName[]).filter(
  (name) => words.length === 0 || words.some((word) => name.toLowerCase().includes(word.toLowerCase())),
);
const resources = loadResources();
const begun = performance.now();
const say = (words: string) =>
  console.error(`${((performance.now() - begun) / 1000).toFixed(1)} s: ${words}`);

const folder = temporaryFolder();
const archive = await openArchive(join(folder.path, 'one.db'), { create: true });
await addPaths(archive, ['-'], { resources, command: 'bench', stdin: linesOf(madeUpReports(reports)) });
const reference = await contentOf(archive);
await archive.close();
folder.dispose();
say(`one process read ${reports} reports`);

for (const name of names) {
  say(name);
  // Many times what a quiet machine takes for a report, and at least ten minutes.
  const limit = Math.max(600_000, reports * 1000);
  const result = await underFault(name, { reports, resources, reference, limit, told: say });
  if (isJson) console.log(JSON.stringify(result));
  else {
    const { lost, doubled, dead, times, seconds, identical } = result;
    console.log(
      `${name}: ${result.reports} reports, ${times} times, ${lost} lost, ${doubled} doubled, ${dead.length} dead, ` +
        `${identical ? 'the same as from one process' : 'NOT the same as from one process'}, ${seconds} s`,
    );
  }
}
