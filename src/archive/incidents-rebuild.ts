/**
 * Makes origins and incidents again from the current readings and the decisions.
 *
 * @module
 */
import type { Archive } from './archive.ts';
import { forgetMemory } from './incidents-memory.ts';
import { reconcileReports } from './incidents-reconcile.ts';
import { unpackReading } from './reports.ts';
import { transact } from './transact.ts';

const MADE = ['shingles', 'origins', 'incident_events', 'incidents', 'doubtful_pairs'] as const;
/** Readings in one portion; memory for them is needed at once. */
const PORTION = 64;

export interface Rebuilt {
  reports: number;
  origins: number;
  incidents: number;
}

/** In one transaction: who reads meanwhile sees the incidents as they were. */
export async function rebuildIncidents(
  archive: Archive,
  onPortion: (reports: number) => void = () => {},
): Promise<Rebuilt> {
  try {
    return await transact(archive, async (transaction) => {
      await archive.backend.lockIncidents(transaction, true);
      forgetMemory(archive);
      for (const table of MADE) await transaction.deleteFrom(table).execute();
      let after = 0;
      let reports = 0;
      for (;;) {
        const rows = await transaction
          .selectFrom('readings')
          .innerJoin('reports', 'reports.n', 'readings.report')
          .select(['reports.n', 'reports.key', 'readings.body'])
          .where('readings.current', '=', 1)
          .where('reports.n', '>', after)
          .orderBy('reports.n')
          .limit(PORTION)
          .execute();
        await reconcileReports(
          archive,
          transaction,
          rows.map(({ n, key, body }) => ({ n, key, reading: unpackReading(body) })),
        );
        reports += rows.length;
        onPortion(reports);
        if (rows.length < PORTION) break;
        after = rows.at(-1)!.n;
      }
      // What a cluster read and did not settle is settled now.
      await transaction.updateTable('tasks').set({ state: 'done' }).where('state', '=', 'read').execute();
      const { origins } = await transaction
        .selectFrom('origins')
        .select(({ fn }) => fn.count<number | string>('origin').distinct().as('origins'))
        .executeTakeFirstOrThrow();
      const { incidents } = await transaction
        .selectFrom('incidents')
        .select(({ fn }) => fn.countAll<number | string>().as('incidents'))
        .executeTakeFirstOrThrow();
      return { reports, origins: Number(origins), incidents: Number(incidents) };
    });
  } catch (error) {
    forgetMemory(archive);
    throw error;
  }
}
