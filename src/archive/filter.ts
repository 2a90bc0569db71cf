/**
 * One query object for everything that lists records: the same filters on screen, in the API and in exports.
 *
 * @module
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Backend } from './backend.ts';
import { daysOf } from './days.ts';
import type { Tables } from './schema.ts';
import { fieldTerm, parseSearch, type SearchTerm } from './search-query.ts';

/** All optional; those that are given must all hold. */
export interface Filter {
  /** Words, "phrases", OR, -. */
  q?: string | undefined;
  /** EDTF dates or intervals: an event's time must touch the days from `from` to `to`. */
  from?: string | undefined;
  to?: string | undefined;
  /** A place's name, region or two-letter country. */
  place?: string | undefined;
  /** Words of a participant's name. */
  actor?: string | undefined;
  /** Words of the name of the one on whose word it is. */
  source?: string | undefined;
  /** PLOVER types; any of them. */
  type?: string[] | undefined;
  /** Any of them; `actual` and `ongoing` when none is given for a chronology. */
  status?: string[] | undefined;
  /** Words of the publisher's name, or the name of the outlet's site. */
  outlet?: string | undefined;
  /** A report's key. */
  report?: string | undefined;
}

/** A filter that cannot be understood: `field` and what to write. */
export class FilterError extends Error {
  override name = 'FilterError';
  constructor(
    readonly field: keyof Filter | 'cursor' | 'limit',
    problem: string,
  ) {
    super(`${field}: ${problem}`);
  }
}

/** First day of `from` and last day of `to`. */
export function daysOfFilter({ from, to }: Filter): { first: string | null; last: string | null } {
  const day = (field: 'from' | 'to', value: string | undefined, end: 'first' | 'last') => {
    if (!value) return null;
    const found = daysOf(value)[end];
    if (!found) throw new FilterError(field, `“${value}” is no date; write 2016, 2016-02 or 2016-02-08`);
    return found;
  };
  return { first: day('from', from, 'first'), last: day('to', to, 'last') };
}

/** The condition that an event meets a filter. */
export function eventCondition(
  backend: Backend,
  eb: ExpressionBuilder<Tables, 'events'>,
  filter: Filter,
): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = [];
  const { first, last } = daysOfFilter(filter);
  // An interval that is open at one end is known at the other.
  if (first) all.push(sql<SqlBool>`coalesce(events.last_day, events.first_day) >= ${first}`);
  if (last) all.push(sql<SqlBool>`coalesce(events.first_day, events.last_day) <= ${last}`);
  if (filter.type?.length)
    all.push(
      eb(
        'events.type',
        'in',
        filter.type.map((type) => type.toUpperCase()),
      ),
    );
  if (filter.status?.length) all.push(eb('events.status', 'in', filter.status));
  const { report, outlet } = filter;
  if (report || outlet) {
    // A sub-query, so that a list without these filters need not look at reports at all.
    const reports = eb
      .selectFrom('reports')
      .select('reports.n')
      .$if(Boolean(report), (query) => query.where('reports.key', '=', report!))
      .$if(Boolean(outlet), (query) => query.where(outletCondition(outlet!)));
    all.push(eb('events.report', 'in', reports));
  }
  const terms: SearchTerm[] = [
    ...parseSearch(filter.q ?? ''),
    ...fieldTerm('place', filter.place ?? ''),
    ...fieldTerm('actor', filter.actor ?? ''),
    ...fieldTerm('source', filter.source ?? ''),
  ];
  if (terms.length) all.push(backend.eventMatches(eb, terms));
  return eb.and(all);
}

/** The condition that a report meets a filter: its date of publication, its outlet, its words. */
export function reportCondition(
  backend: Backend,
  eb: ExpressionBuilder<Tables, 'reports'>,
  filter: Filter,
): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = [];
  const { first, last } = daysOfFilter(filter);
  if (first) all.push(sql<SqlBool>`reports.published >= ${first} and reports.published < 'X'`);
  // A date and time of the last day sorts after the day alone.
  if (last) all.push(sql<SqlBool>`reports.published < ${`${last}U`}`);
  if (filter.outlet) all.push(outletCondition(filter.outlet));
  if (filter.report) all.push(eb('reports.key', '=', filter.report));
  const terms = parseSearch(filter.q ?? '');
  if (terms.length) all.push(backend.reportMatches(eb, terms));
  const ofEvents = eventFilter(filter);
  if (ofEvents)
    all.push(
      eb.exists(
        eb
          .selectFrom('events')
          .select(sql<number>`1`.as('one'))
          .whereRef('events.report', '=', 'reports.n')
          .where((inner) =>
            eventCondition(backend, inner as unknown as ExpressionBuilder<Tables, 'events'>, ofEvents),
          ),
      ),
    );
  return eb.and(all);
}

/** The part of a filter that only an event of a report can meet. */
function eventFilter({ place, actor, source, type, status }: Filter): Filter | null {
  return place || actor || source || type?.length || status?.length
    ? { place, actor, source, type, status }
    : null;
}

function outletCondition(outlet: string): Expression<SqlBool> {
  const pattern = `%${outlet.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`(lower(reports.publisher) like ${pattern} escape '\\' or lower(reports.url) like ${pattern} escape '\\')`;
}
