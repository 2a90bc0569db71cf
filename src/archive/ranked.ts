/**
 * Pages of lists that are ordered by a count, most first; of equals, the one with the first key.
 *
 * @module
 */
import { type AliasedExpression, sql } from 'kysely';
import type { Archive } from './archive.ts';
import { FilterError } from './filter.ts';
import { cursorOf, limitOf, type Page, type PageRequest, positionOf } from './pages.ts';

export interface Ranked {
  rank: number;
  /** Unique in the list. It says where a thing first stands and never what it is called, since cursors are shown. */
  key: string;
}

/** A query whose rows are counted and ranked. */
interface Grouped<R> {
  as(alias: 'g'): AliasedExpression<R, 'g'>;
}

/**
 * One page of the groups of a query.
 *
 * @throws {FilterError}
 */
export async function rankedPage<R extends Ranked>(
  archive: Archive,
  grouped: Grouped<R>,
  request: PageRequest,
): Promise<Page<R>> {
  const limit = limitOf(request);
  const after = positionAfter(request);
  const groups = () => archive.db.selectFrom(grouped.as('g') as AliasedExpression<Ranked, 'g'>);
  const { total } = await groups()
    .select(sql<number>`cast(count(*) as integer)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await groups()
    .selectAll()
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('rank', '<', after!.rank),
          eb.and([eb('rank', '=', after!.rank), eb('key', '>', after!.key)]),
        ]),
      ),
    )
    .orderBy('rank', 'desc')
    .orderBy('key')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit) as R[];
  const last = items.at(-1);
  return { items, total, next: rows.length > limit && last ? cursorOf(`${last.rank} ${last.key}`) : null };
}

function positionAfter(request: PageRequest): Ranked | null {
  const position = positionOf(request);
  if (position === null) return null;
  const [, rank, key] = /^(\d{1,15}) (.+)$/s.exec(position) ?? [];
  if (!rank || !key) throw new FilterError('cursor', 'is not one that this list gave');
  return { rank: Number(rank), key };
}
