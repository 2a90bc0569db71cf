/**
 * How fast several processes keep readings in one PostgreSQL archive: `npx tsx bench/writers.ts [REPORTS] [PROCESSES]`.
 * Bringing them into incidents at once, in the transaction that keeps them, is set beside leaving it to a step of its own,
 * as workers of a cluster do. Readings are made beforehand: what is timed is the writing.
 *
 * @module
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../scripts/postgres.mjs';
import { addBatch, beginRun } from '../src/archive/add.ts';
import { openArchive } from '../src/archive/archive.ts';
import { settleRead } from '../src/archive/incidents-settle.ts';
import { ledgerStatus } from '../src/archive/ledger.ts';
import { startRounds } from '../src/engine/cluster/rounds.ts';
import { added } from '../test/sample-archive.ts';
import { reports } from './reconcile/incidents.ts';

const BATCH = 32;
const ENGINE = 'engine';
const clock = () => new Date();

interface Work {
  database: string;
  /** Whether incidents are left to a step of their own. */
  later: boolean;
  seed: number;
  reports: number;
}

/** A report's place in the ledger once its reading is kept. */
const task = (input: string, capture: number) => ({
  ...{ input, engine: ENGINE, capture, format: 'text', charset: 'utf-8', report: null, attempts: 0 },
  ...{ state: 'read' as const, reason: null, since: clock().toISOString(), settled: null },
  ...{ queued: null, stream: null, place: null },
});

/** One of the processes: keeps readings when it is told to, and says how long a transaction took it. */
async function write({ database, later, seed, reports: count }: Work): Promise<void> {
  const archive = await openArchive(database, { create: true });
  const items = [...reports(count, seed)].map((reading) => added(reading, `${seed}`));
  const run = await beginRun(archive, 'bench', ENGINE, clock);
  const settle = async () => {
    while ((await settleRead(archive, clock)) > 0);
  };
  const settling = startRounds(settle, { every: 1000, onTrouble: console.error });
  process.send!('ready');
  await once(process, 'message');
  const begun = performance.now();
  for (let at = 0; at < items.length; at += BATCH) {
    const batch = items.slice(at, at + BATCH);
    await addBatch(archive, run, batch, {
      settleLater: later,
      async also(transaction) {
        if (!later) return;
        const tasks = batch.map(({ input }, i) => task(input, seed * count + at + i));
        await transaction.insertInto('tasks').values(tasks).execute();
      },
    });
    settling.wake();
  }
  process.send!((performance.now() - begun) / Math.ceil(items.length / BATCH));
  await settling.stop();
  while ((await ledgerStatus(archive, clock())).read) await settle();
  await archive.close();
  process.disconnect();
}

async function measure(count: number, processes: number, later: boolean) {
  const postgres = await startPostgres({ fsync: true });
  await (await openArchive(postgres.url, { create: true })).close();
  const each = Math.ceil(count / processes);
  const children = Array.from({ length: processes }, (_, seed) => {
    const work: Work = { database: postgres.url, later, seed, reports: each };
    return fork(fileURLToPath(import.meta.url), ['write', JSON.stringify(work)]);
  });
  await Promise.all(children.map((child) => once(child, 'message')));
  const ended = Promise.all(children.map((child) => once(child, 'exit')));
  const kept = Promise.all(children.map(async (child) => Number((await once(child, 'message'))[0])));
  const begun = performance.now();
  const rate = () => Math.round((each * processes * 1e4) / (performance.now() - begun)) / 10;
  for (const child of children) child.send('go');
  const times = await kept;
  const keptASecond = rate();
  await ended;
  const transactionMs = Math.round(times.reduce((a, b) => a + b, 0) / processes);
  const figures = {
    processes,
    incidents: later ? 'later' : 'at once',
    keptASecond,
    settledASecond: rate(),
    transactionMs,
  };
  await postgres.stop();
  return figures;
}

if (process.argv[2] === 'write') await write(JSON.parse(process.argv[3]!));
else {
  const [count = 3000, processes = 3] = process.argv.slice(2).map(Number);
  for (const later of [false, true])
    for (const number of [1, processes]) console.log(JSON.stringify(await measure(count, number, later)));
}
