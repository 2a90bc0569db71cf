/**
 * The log, as it is shown: newest first.
 *
 * @module
 */
import { sql } from 'kysely';
import type { Archive } from './archive.ts';
import { FilterError } from './filter.ts';
import { limitOf, type Page, type PageRequest, pageOf, positionOf } from './pages.ts';

export interface LogLine {
  seq: number;
  at: string;
  kind: string;
  /** Names rows by their hashes and holds no words of a report. */
  body: Record<string, unknown>;
  previous: string;
  hash: string;
}

export async function listLog({ db }: Archive, request: PageRequest): Promise<Page<LogLine>> {
  const limit = limitOf(request);
  const before = positionOf(request);
  if (before !== null && !/^\d{1,15}$/.test(before))
    throw new FilterError('cursor', 'is not one that this list gave');
  const { total } = await db
    .selectFrom('log')
    .select(sql<number>`cast(count(*) as integer)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('log')
    .selectAll()
    .$if(before !== null, (query) => query.where('seq', '<', Number(before)))
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows.map((row) => ({ ...row, position: String(row.seq) })),
    limit,
    total,
    ({ position: _, body, ...row }) => ({ ...row, body: JSON.parse(body) as Record<string, unknown> }),
  );
}
