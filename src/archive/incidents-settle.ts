/**
 * Brings into incidents what was read and kept (`settleLater`). Keeping and settling hold different locks, so that who
 * keeps a reading never waits for incidents, while these have one writer at a time.
 *
 * @module
 */
import type { Archive } from './archive.ts';
import { reconcileReports } from './incidents-reconcile.ts';
import { markTasks, readTasks } from './ledger.ts';
import { unpackReading } from './reports.ts';
import { transact } from './transact.ts';

/** Reports in one transaction. */
const PORTION = 64;

/**
 * Settles the readings that have waited longest, and marks their tasks as done.
 *
 * @returns how many tasks are done; 0 when there was nothing to do, or another process is at it.
 */
export const settleRead = (archive: Archive, clock: () => Date): Promise<number> =>
  transact(
    archive,
    async (transaction) => {
      if (!(await archive.backend.lockIncidents(transaction, false))) return 0;
      const tasks = await readTasks(transaction, PORTION);
      if (tasks.length === 0) return 0;
      // What counts is the reading that is current now: it may be another engine's than the task's.
      const rows = await transaction
        .selectFrom('readings')
        .innerJoin('reports', 'reports.n', 'readings.report')
        .select(['reports.n', 'reports.key', 'readings.body'])
        .where('readings.current', '=', 1)
        .where(
          'reports.n',
          'in',
          tasks.map(({ report }) => report),
        )
        .execute();
      await reconcileReports(
        archive,
        transaction,
        rows.map(({ n, key, body }) => ({ n, key, reading: unpackReading(body) })),
      );
      await markTasks(
        transaction,
        tasks.map(({ n }) => ({ n, state: 'done', reason: null })),
        clock().toISOString(),
      );
      return tasks.length;
    },
    { logs: false },
  );
