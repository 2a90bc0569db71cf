import { codesOfFilter, daysOfFilter, type Filter } from './filter.ts';
import { parseQuery } from './query-language.ts';

/**
 * What is wrong with a filter, said at once: a list that is streamed has begun when its first page is asked for.
 *
 * @throws {FilterError}
 */
export function checkFilter(filter: Filter): void {
  daysOfFilter(filter);
  codesOfFilter(filter);
  parseQuery(filter.q ?? '');
}
