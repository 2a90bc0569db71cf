/**
 * Lists that are given page by page: a cursor names the last item of a page by what it is sorted by, so that nothing
 * is skipped or doubled when things are added meanwhile.
 *
 * @module
 */
import { FilterError } from './filter.ts';

export interface Page<T> {
  items: T[];
  /** How many there are on all pages together. */
  total: number;
  /** What to ask the next page with; null on the last. */
  next: string | null;
}

export const DEFAULT_LIMIT = 50;
export const MOST_LIMIT = 1000;

export interface PageRequest {
  cursor?: string | undefined;
  /** Items on a page, 1 to 1000. */
  limit?: number | undefined;
}

/** A page from anywhere in a list, for one that is scrolled; what is added meanwhile moves the rest. */
export interface PlacedRequest extends PageRequest {
  /** Items to pass over; not with a cursor. */
  offset?: number | undefined;
}

export function limitOf({ limit = DEFAULT_LIMIT }: PageRequest): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LIMIT)
    throw new FilterError('limit', `must be a number from 1 to ${MOST_LIMIT}`);
  return limit;
}

export const cursorOf = (position: string): string => Buffer.from(position).toString('base64url');

export function positionOf({ cursor }: PageRequest): string | null {
  if (!cursor) return null;
  const position = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(position) !== cursor) throw new FilterError('cursor', 'is not one that this list gave');
  return position;
}

/** A page of `rows`, of which one more than `limit` was asked for. */
export function pageOf<R extends { position: string }, T>(
  rows: R[],
  limit: number,
  total: number,
  item: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? cursorOf(shown.at(-1)!.position) : null;
  return { items: shown.map(item), total, next };
}
