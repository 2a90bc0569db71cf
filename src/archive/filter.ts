/**
 * One query object for everything that lists records: the same filters on screen, in the API and in exports.
 *
 * @module
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { countryNamed, countryOf } from '../record/countries.ts';
import { EVENT_STATUSES, EVENT_TYPES } from '../record/vocabulary.ts';
import type { Backend } from './backend.ts';
import { daysOf } from './days.ts';
import { FilterError } from './filter-error.ts';
import { parseQuery, type QueryPart, type QueryTerm } from './query-language.ts';
import type { Tables } from './schema.ts';
import { fieldTerm, type SearchTerm, wordsOf } from './search-query.ts';

export { FilterError } from './filter-error.ts';

/** All optional; those that are given must all hold. */
export interface Filter {
  /** Words, "phrases", OR, -, fields: see `query-language.ts`. */
  q?: string | undefined;
  /** EDTF dates or intervals: an event's time must touch the days from `from` to `to`. */
  from?: string | undefined;
  to?: string | undefined;
  /** A place's name, region or country, this by its name or two-letter code. */
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
  /** The terms of a query in place of `q`, where one was parsed already. */
  terms?: QueryTerm[] | undefined;
}

/** First day of `from` and last day of `to`. */
export function daysOfFilter({ from, to }: Filter): { first: string | null; last: string | null } {
  const day = (field: 'from' | 'to', value: string | undefined, end: 'first' | 'last') => {
    if (!value) return null;
    const found = daysOf(value)[end];
    if (!found) throw new FilterError(field, `“${value}” is no date; write 2016, 2016-02 or 2016-02-08`);
    return found;
  };
  const first = day('from', from, 'first');
  const last = day('to', to, 'last');
  if (first && last && first > last)
    throw new FilterError('from', `“${from}” is after “${to}”: change them about`);
  return { first, last };
}

/** Types and statuses as the record writes them; a code that there is not would find nothing without a word. */
export function codesOfFilter({ type = [], status = [] }: Filter): { types: string[]; statuses: string[] } {
  return {
    types: knownCodes(
      'type',
      type.map((code) => code.toUpperCase()),
      EVENT_TYPES,
    ),
    statuses: knownCodes(
      'status',
      status.map((code) => code.toLowerCase()),
      EVENT_STATUSES,
    ),
  };
}

/** @throws {FilterError} with the list, at a code that is not in it. */
export function knownCodes(field: string, codes: string[], known: readonly string[]): string[] {
  for (const code of codes)
    if (!known.includes(code))
      throw new FilterError(field, `“${code}” is unknown; write one of ${known.join(', ')}`);
  return codes;
}

/** The condition that an event meets a filter. */
export function eventCondition(
  backend: Backend,
  eb: ExpressionBuilder<Tables, 'events'>,
  filter: Filter,
): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = [];
  const { first, last } = daysOfFilter(filter);
  if (first || last) all.push(touchesDays(eb, first, last));
  const { types, statuses } = codesOfFilter(filter);
  if (types.length) all.push(eb('events.type', 'in', types));
  if (statuses.length) all.push(eb('events.status', 'in', statuses));
  const { report, outlet } = filter;
  // A sub-query, so that a list without these filters need not look at reports at all.
  const ofReports = (conditions: Expression<SqlBool>[]) =>
    eb('events.report', 'in', eb.selectFrom('reports').select('reports.n').where(eb.and(conditions)));
  if (report || outlet)
    all.push(
      ofReports([
        ...(report ? [sql<SqlBool>`reports.key = ${report}`] : []),
        ...(outlet ? [outletCondition(outlet)] : []),
      ]),
    );
  const query = filter.terms ?? parseQuery(filter.q ?? '');
  const terms: SearchTerm[] = [
    ...query.map(textTerm).filter((term) => term !== null),
    ...fieldTerm('actor', filter.actor ?? ''),
    ...fieldTerm('source', filter.source ?? ''),
  ];
  if (terms.length) all.push(backend.eventMatches(eb, terms));
  const named = wordsOf(filter.place ?? '');
  if (named.length) all.push(placeCondition(backend, eb, named));
  const others = query.filter((term) => textTerm(term) === null);
  all.push(
    ...others.map((term) =>
      termCondition(eb, term, (part) => {
        if (part.kind === 'words' && part.field === 'place') return placeCondition(backend, eb, part.words);
        if (part.kind === 'words')
          return backend.eventMatches(eb, [{ anyOf: [part.words], excluded: false, field: part.field }]);
        if (part.kind === 'type') return eb('events.type', 'in', part.types);
        if (part.kind === 'date') return touchesDays(eb, part.first, part.last);
        return ofReports([reportPart(part)]);
      }),
    ),
  );
  return eb.and(all);
}

/** In a place of this name or region, or in this country: by its name, or by its code in capitals or small letters. */
function placeCondition(
  backend: Backend,
  eb: ExpressionBuilder<Tables, 'events'>,
  words: string[],
): Expression<SqlBool> {
  const name = words.join(' ');
  // "AL" is Albania, and no word of "Al Hasakah".
  const code = countryOf(name.toUpperCase())?.alpha2;
  if (code) return eb('events.country', '=', code);
  const found = backend.eventMatches(eb, [{ anyOf: [words], excluded: false, field: 'place' }]);
  const country = countryNamed(name);
  return country ? eb.or([found, eb('events.country', '=', country)]) : found;
}

const isCountry = (part: QueryPart): boolean =>
  part.kind === 'words' &&
  part.field === 'place' &&
  Boolean(countryOf(part.words.join(' ').toUpperCase()) ?? countryNamed(part.words.join(' ')));

/** A term of the query language that full text search answers alone; null for others. */
function textTerm({ anyOf, excluded }: QueryTerm): SearchTerm | null {
  const [first] = anyOf;
  if (first?.kind !== 'words' || anyOf.some(isCountry)) return null;
  const { field } = first;
  const phrases = anyOf.map((part) => (part.kind === 'words' && part.field === field ? part.words : null));
  return phrases.includes(null)
    ? null
    : { anyOf: phrases.filter((words) => words !== null), excluded, field };
}

/** The condition that a term of the query language is met, given what meets a part of it. */
export function termCondition<T extends keyof Tables>(
  eb: ExpressionBuilder<Tables, T>,
  { anyOf, excluded }: QueryTerm,
  conditionOf: (part: QueryPart) => Expression<SqlBool>,
): Expression<SqlBool> {
  const found = eb.or(anyOf.map(conditionOf));
  return excluded ? eb.not(found) : found;
}

/** An interval that is open at one end is known at the other; what has no date touches no days. */
function touchesDays(
  eb: ExpressionBuilder<Tables, 'events'>,
  first: string | null,
  last: string | null,
): Expression<SqlBool> {
  return eb.and([
    ...(first ? [sql<SqlBool>`coalesce(events.last_day, events.first_day, '') >= ${first}`] : []),
    ...(last ? [sql<SqlBool>`coalesce(events.first_day, events.last_day, '~') <= ${last}`] : []),
  ]);
}

/** The condition that a report meets a filter: its date of publication, its outlet, its words. */
export function reportCondition(
  backend: Backend,
  eb: ExpressionBuilder<Tables, 'reports'>,
  filter: Filter,
): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = [];
  const { first, last } = daysOfFilter(filter);
  if (first || last) all.push(publishedWithin(first, last));
  if (filter.outlet) all.push(outletCondition(filter.outlet));
  if (filter.report) all.push(eb('reports.key', '=', filter.report));
  const query = filter.terms ?? parseQuery(filter.q ?? '');
  const terms = query.map(textTerm).filter((term) => term?.field === null);
  if (terms.length) all.push(backend.reportMatches(eb, terms as SearchTerm[]));
  const withEvent = (ofEvent: Filter) =>
    eb.exists(
      eb
        .selectFrom('events')
        .select(sql<number>`1`.as('one'))
        .whereRef('events.report', '=', 'reports.n')
        .where((inner) =>
          eventCondition(backend, inner as unknown as ExpressionBuilder<Tables, 'events'>, ofEvent),
        ),
    );
  // What only an event can meet, one event must meet all of.
  const ofEvents = query.filter((term) => !term.excluded && term.anyOf.every(isOfEvent));
  const { place, actor, source, type, status } = filter;
  if (place || actor || source || type?.length || status?.length || ofEvents.length)
    all.push(withEvent({ place, actor, source, type, status, terms: ofEvents }));
  const others = query.filter((term) => !ofEvents.includes(term) && textTerm(term)?.field !== null);
  all.push(
    ...others.map((term) =>
      termCondition(eb, term, (part) => {
        if (isOfEvent(part)) return withEvent({ terms: [{ anyOf: [part], excluded: false }] });
        if (part.kind === 'words')
          return backend.reportMatches(eb, [{ anyOf: [part.words], excluded: false, field: null }]);
        return reportPart(part);
      }),
    ),
  );
  return eb.and(all);
}

const isOfEvent = (part: QueryPart): boolean =>
  part.kind === 'type' || part.kind === 'date' || (part.kind === 'words' && part.field !== null);

/** The condition that a report meets a part that is about reports. */
function reportPart(part: QueryPart): Expression<SqlBool> {
  if (part.kind === 'outlet') return outletCondition(part.name);
  if (part.kind === 'published') return publishedWithin(part.first, part.last);
  throw new Error(`${part.kind} is not about reports`);
}

function publishedWithin(first: string | null, last: string | null): Expression<SqlBool> {
  // What nobody knows is no day; a year that nobody knows ("XXXX-02-07") sorts after every year.
  const from = sql<SqlBool>`coalesce(reports.published, 'X') < 'X' and reports.published >= ${first ?? ''}`;
  // A date and time of the last day sorts after the day alone.
  return last ? sql<SqlBool>`(${from} and reports.published < ${`${last}U`})` : sql<SqlBool>`(${from})`;
}

function outletCondition(outlet: string): Expression<SqlBool> {
  const pattern = `%${outlet.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`(lower(coalesce(reports.publisher, '')) like ${pattern} escape '\\' or lower(coalesce(reports.url, '')) like ${pattern} escape '\\')`;
}
