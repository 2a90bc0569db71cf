/**
 * Pages of lists that are ordered by a count, most first; of equals, the one with the first key.
 *
 * @module
 */
import { FilterError } from './filter.ts';
import { cursorOf, limitOf, type Page, type PageRequest, positionOf } from './pages.ts';

export interface Ranked {
  rank: number;
  /** Unique in the list. It says where a thing first stands and never what it is called, since cursors are shown. */
  key: string;
}

export interface RankedRequest {
  limit: number;
  after: Ranked | null;
}

/** @throws {FilterError} */
export function rankedRequest(request: PageRequest): RankedRequest {
  const limit = limitOf(request);
  const position = positionOf(request);
  if (position === null) return { limit, after: null };
  const [, rank, key] = /^(\d{1,15}) (.+)$/s.exec(position) ?? [];
  if (!rank || !key) throw new FilterError('cursor', 'is not one that this list gave');
  return { limit, after: { rank: Number(rank), key } };
}

/** A page of `rows`, of which one more than `limit` was asked for. */
export function rankedPage<R extends Ranked, T>(
  rows: R[],
  limit: number,
  total: number,
  item: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    total,
    next: rows.length > limit && last ? cursorOf(`${last.rank} ${last.key}`) : null,
  };
}
