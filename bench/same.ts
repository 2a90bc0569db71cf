/**
 * The same reports in one process, in threads, and on a cluster of three workers with three NATS servers on this machine:
 * `npx tsx bench/same.ts [REPORTS]`. MUC-4 and re3d; hashes of what the archives say, which must be equal.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../scripts/postgres.mjs';
import { openArchive } from '../src/archive/archive.ts';
import { deadTasks } from '../src/archive/ledger.ts';
import { loadResources } from '../src/engine/resources.ts';
import { addPaths } from '../src/engine/run.ts';
import { give, linesOf, untilSettled, Workers } from '../test/cluster.ts';
import { type Content, contentOf } from '../test/content-of.ts';
import { startNats } from '../test/nats.ts';
import { temporaryFolder } from '../test/sample-archive.ts';
import { allMuc4Reports } from './muc4-reports.ts';

const RE3D = '../shared/data/names/re3d';
const SOURCES = [
  'Australian Department of Foreign Affairs',
  'CENTCOM',
  'Delegation of the European Union to Syria',
  'UK Government',
];

interface Given {
  id: string;
  text: string;
  publisher?: string;
}

function re3dReports(): Given[] {
  return SOURCES.flatMap((publisher) =>
    readFileSync(join(RE3D, publisher, 'documents.json'), 'utf8')
      .split('\n')
      .filter((line) => line.trim())
      .map((line) => {
        const { _id, text } = JSON.parse(line) as { _id: string; text: string };
        return { id: _id, text, publisher };
      }),
  );
}

const all: Given[] = [...allMuc4Reports(), ...re3dReports()];
/** Fewer are taken evenly from all. */
const wanted = Math.min(all.length, Number(process.argv[2] ?? all.length));
const reports = Array.from({ length: wanted }, (_, i) => all[Math.floor((i * all.length) / wanted)]!);
const resources = loadResources();
const folder = temporaryFolder();
const results: { way: string; seconds: number; content: Content }[] = [];

async function take(way: string, work: () => Promise<Content>): Promise<void> {
  const begun = performance.now();
  const content = await work();
  results.push({ way, seconds: Math.round((performance.now() - begun) / 100) / 10, content });
  console.error(results.at(-1));
}

const inOneProcess = (threads: number) => async () => {
  const archive = await openArchive(join(folder.path, `${threads}.db`), { create: true });
  await addPaths(archive, ['-'], { resources, command: 'bench', threads, stdin: linesOf(reports) });
  const content = await contentOf(archive);
  await archive.close();
  return content;
};

await take('one process', inOneProcess(1));
await take('two threads', inOneProcess(2));
const postgres = await startPostgres({ fsync: true });
const nats = await startNats(3);
const settings = {
  ...{ database: postgres.url, nats: nats.url, queue: 'same', replicas: 3 },
  ...{ ackWait: 60_000, every: 15_000 },
};
const archive = await openArchive(postgres.url, { create: true });
const workers = new Workers(() => settings, 3);
try {
  await workers.untilReady();
  await take('three workers, three NATS servers', async () => {
    // From the last to the first, so that the order is another too.
    await give(archive, settings, resources, ['-'], reports.toReversed());
    await untilSettled(archive, 3_600_000);
    for (const dead of await deadTasks(archive, 100)) console.error(dead);
    return contentOf(archive);
  });
} finally {
  await workers.stop();
  await archive.close();
  await nats.stop();
  await postgres.stop();
  folder.dispose();
}
const same = new Set(results.map(({ content }) => content.all)).size === 1;
console.log(JSON.stringify({ reports: reports.length, same, results }));
if (!same) process.exitCode = 1;
