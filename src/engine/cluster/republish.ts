/**
 * Puts into the queue again what the ledger has waiting and the queue has not: because whoever wrote it down died
 * before it was queued, because the queue's storage was lost, or because the end of it was.
 *
 * @module
 */
import { sql } from 'kysely';
import type { Archive } from '../../archive/archive.ts';
import { overdueTasks, type Waiting } from '../../archive/ledger.ts';
import { enqueue } from './enqueue.ts';
import type { Queue } from './queue.ts';

/** Names the lock of whoever looks through the ledger: one at a time is enough. */
const REPUBLISHER = 0x6f6e7271;
const PAGE = 500;
/** Questions to the queue that are under way at once. */
const AT_ONCE = 32;

export interface RepublishOptions {
  /** What has waited for less is left alone, in milliseconds: it may be on its way. */
  age: number;
  clock?: () => Date;
}

/** Looks through the ledger once. @returns how many tasks were put into the queue again. */
export async function republish(
  archive: Archive,
  queue: Queue,
  { age, clock = () => new Date() }: RepublishOptions,
): Promise<number> {
  // Said to be read only, so that it keeps nobody from writing; the lock goes with the transaction.
  return archive.db
    .transaction()
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const { rows } = await sql<{
        mine: boolean;
      }>`select pg_try_advisory_xact_lock(${REPUBLISHER}) as mine`.execute(transaction);
      if (!rows[0]!.mine) return 0;
      const stream = await queue.ensure();
      const before = new Date(clock().getTime() - age).toISOString();
      let count = 0;
      let after = 0;
      for (;;) {
        const tasks = await overdueTasks(archive, before, after, PAGE);
        if (tasks.length === 0) return count;
        after = tasks.at(-1)!.n;
        const now = clock();
        // Its earlier name may still be known to the queue as one that came in already.
        const again = `.${now.toISOString()}`;
        count += await enqueue(archive, queue, stream, await missing(queue, stream, tasks), now, again);
      }
    });
}

/** Those that the queue does not hold. */
async function missing(queue: Queue, stream: string, tasks: readonly Waiting[]): Promise<Waiting[]> {
  const gone: Waiting[] = [];
  for (let at = 0; at < tasks.length; at += AT_ONCE) {
    const part = tasks.slice(at, at + AT_ONCE);
    const held = await Promise.all(
      part.map((task) => (task.stream === stream ? queue.holds(task) : Promise.resolve(false))),
    );
    gone.push(...part.filter((_, i) => !held[i]));
  }
  return gone;
}
