/**
 * What a person types into the search field: words, "phrases", `OR` between alternatives, `-` before what must not be,
 * and fields: `place:Homs type:ASSAULT date:2016-02/2016-03 -source:"state television"`. docs/search.md explains it.
 *
 * @module
 */
import { EVENT_TYPES } from '../record/vocabulary.ts';
import { daysOf } from './days.ts';
import { FilterError } from './filter-error.ts';
import { wordsOf } from './search-query.ts';

/** One condition of a query. */
export type QueryPart =
  | { kind: 'words'; field: 'place' | 'actor' | 'source' | null; words: string[] }
  | { kind: 'type'; types: string[] }
  /** Days YYYY-MM-DD; null where the interval is open. */
  | { kind: 'date' | 'published'; first: string | null; last: string | null }
  | { kind: 'outlet'; name: string };

/** Any of its parts must hold; none, when it is excluded. */
export interface QueryTerm {
  anyOf: QueryPart[];
  excluded: boolean;
}

export const QUERY_FIELDS = ['place', 'actor', 'source', 'type', 'date', 'published', 'outlet'] as const;
type Field = (typeof QUERY_FIELDS)[number];

const MOST_TERMS = 32;
const MOST_WORDS = 100;

/** Terms of a query, all of which must hold. @throws {FilterError} saying where in the query and what to write. */
export function parseQuery(query: string): QueryTerm[] {
  const terms: QueryTerm[] = [];
  /** The place of an OR that waits for its right side. */
  let alternative: number | null = null;
  for (const piece of piecesOf(query)) {
    const { start, excluded, field, value, quoted } = piece;
    if (field === null && value === 'OR' && !quoted && !excluded) {
      if (terms.length) alternative = start;
      continue;
    }
    const part = partOf(piece);
    if (!part) continue;
    const last = terms.at(-1);
    if (alternative !== null && last) {
      if (excluded || last.excluded)
        fail(alternative, 'OR', 'cannot stand beside what is excluded: leave out OR, or the -');
      last.anyOf.push(part);
    } else terms.push({ anyOf: [part], excluded });
    alternative = null;
    if (terms.length > MOST_TERMS || (terms.at(-1)?.anyOf.length ?? 0) > MOST_TERMS)
      fail(
        start,
        value,
        `is one word more than a query may have: at most ${MOST_TERMS}; put phrases in quotation marks`,
      );
  }
  return terms;
}

interface Piece {
  /** Where it begins in the query. */
  start: number;
  excluded: boolean;
  field: Field | null;
  value: string;
  quoted: boolean;
}

/** A field's name before a colon; "Warning: …", "10:30" and "https://…" are words. */
const NAME = /^([\p{L}_]{1,20}):(?!\/\/)/u;

function* piecesOf(query: string): Generator<Piece> {
  const space = /\s/;
  let at = 0;
  while (at < query.length) {
    if (space.test(query[at]!)) {
      at++;
      continue;
    }
    const start = at;
    const excluded = query[at] === '-';
    if (excluded) at++;
    const name = NAME.exec(query.slice(at, at + 22))?.[1];
    const after = name === undefined ? at : at + name.length + 1;
    // A colon at the end of a word is punctuation, unless the word is a field that lacks its value.
    const isField =
      name !== undefined && (isFieldName(name) || (after < query.length && !space.test(query[after]!)));
    if (isField) at = after;
    const quoted = query[at] === '"';
    const from = quoted ? at + 1 : at;
    let to = from;
    while (to < query.length && (quoted ? query[to] !== '"' : !space.test(query[to]!))) to++;
    at = quoted ? to + 1 : to;
    const value = query.slice(from, to);
    if (isField && !isFieldName(name!))
      fail(
        start,
        `${name}:`,
        `is no field; there are ${QUERY_FIELDS.map((field) => `${field}:`).join(' ')} To look for the words, write "${name} ${value}"`,
      );
    yield { start, excluded, field: isField ? (name!.toLowerCase() as Field) : null, value, quoted };
  }
}

const isFieldName = (name: string): boolean =>
  (QUERY_FIELDS as readonly string[]).includes(name.toLowerCase());

/** Null for what has no letter or figure in it and asks for nothing. */
function partOf({ start, field, value }: Piece): QueryPart | null {
  const words = wordsOf(value);
  if (words.length > MOST_WORDS)
    fail(start, `${value.slice(0, 20)}…`, `is too long: at most ${MOST_WORDS} words`);
  switch (field) {
    case null:
      return words.length ? { kind: 'words', field, words } : null;
    case 'place':
    case 'actor':
    case 'source':
      if (words.length === 0) fail(start, `${field}:`, `lacks a name: write ${EXAMPLES[field]}`);
      return { kind: 'words', field, words };
    case 'outlet':
      if (value.trim() === '') fail(start, 'outlet:', `lacks a name: write ${EXAMPLES.outlet}`);
      return { kind: 'outlet', name: value.trim() };
    case 'type': {
      const types = value.toUpperCase().split(',').filter(Boolean);
      const unknown = types.find((type) => !(EVENT_TYPES as readonly string[]).includes(type));
      if (unknown !== undefined || types.length === 0)
        fail(start, `type:${value}`, `is no type of event; write one of ${EVENT_TYPES.join(', ')}`);
      return { kind: 'type', types };
    }
    case 'date':
    case 'published': {
      const { first, last } = daysOf(value);
      if (first === null && last === null)
        fail(
          start,
          `${field}:${value}`,
          'is no date; write 2016, 2016-02, 2016-02-08, 2016-02/2016-03 or ../2015',
        );
      return { kind: field, first, last };
    }
  }
}

const EXAMPLES = {
  place: 'place:Homs or place:"Port Said"',
  actor: 'actor:police or actor:"interior ministry"',
  source: 'source:"state television"',
  outlet: 'outlet:Reuters or outlet:bbc.co.uk',
};

function fail(at: number, what: string, problem: string): never {
  throw new FilterError('q', `character ${at + 1}: “${what}” ${problem}`);
}
