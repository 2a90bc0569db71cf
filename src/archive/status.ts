/**
 * What an archive holds.
 *
 * @module
 */
import { sql } from 'kysely';
import type { Problem, ProblemCode } from '../collect/types.ts';
import type { Archive } from './archive.ts';

export interface Status {
  reports: number;
  captures: number;
  readings: number;
  events: number;
  claims: number;
  failures: number;
  runs: number;
  /** Bytes of the database. */
  size: number;
  /** First and last day of publication. */
  published: { first: string | null; last: string | null };
  /** Events by type, most first. */
  types: { type: string; count: number }[];
  outlets: { outlet: string; count: number }[];
}

const count = sql<number>`cast(count(*) as integer)`;

export async function statusOf({ db, backend }: Archive): Promise<Status> {
  const of = async (table: 'reports' | 'captures' | 'readings' | 'events' | 'failures' | 'runs') =>
    (await db.selectFrom(table).select(count.as('count')).executeTakeFirstOrThrow()).count;
  const claims = await db
    .selectFrom('claims')
    .select(count.as('count'))
    .where('source_kind', '!=', 'publisher')
    .executeTakeFirstOrThrow();
  const days = await db
    .selectFrom('reports')
    .select(({ fn }) => [fn.min('published').as('first'), fn.max('published').as('last')])
    .where('published', '<', 'X') // Without a year it stands before and after nothing.
    .executeTakeFirstOrThrow();
  const types = await db
    .selectFrom('events')
    .select(['type', count.as('count')])
    .groupBy('type')
    .orderBy('count', 'desc')
    .orderBy('type')
    .execute();
  const outlets = await db
    .selectFrom('reports')
    .select(['publisher', count.as('count')])
    .where('publisher', 'is not', null)
    .groupBy('publisher')
    .orderBy('count', 'desc')
    .orderBy('publisher')
    .limit(100)
    .execute();
  return {
    reports: await of('reports'),
    captures: await of('captures'),
    readings: await of('readings'),
    events: await of('events'),
    claims: claims.count,
    failures: await of('failures'),
    runs: await of('runs'),
    size: await backend.size(db),
    published: { first: days.first, last: days.last },
    types,
    outlets: outlets.map((row) => ({ outlet: row.publisher!, count: row.count })),
  };
}

/** What could not be read, newest first. */
export async function failuresOf({ db }: Archive, limit = 100): Promise<(Problem & { at: string })[]> {
  const rows = await db.selectFrom('failures').selectAll().orderBy('n', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    at: row.at,
    code: row.code as ProblemCode,
    address: row.address,
    part: row.part || null,
    id: row.sender_id === null ? null : (JSON.parse(row.sender_id) as string | number),
    reason: row.reason,
    advice: row.advice,
  }));
}
