/**
 * Drops what looks like a time and is none: "may", "march", "second", "sat", "fall", a bare plural, a person called May.
 *
 * @module
 */

import { UPOS } from '../../syntax/types.ts';
import type { Refiner } from '../language.ts';
import type { CalendarMeaning, Found } from '../meaning.ts';
import { glued, isCapital, isDash, isNoun, isVerb, type Words } from '../words.ts';

import type { Lexicon } from './lexicon.ts';

const PROPN = UPOS.indexOf('PROPN');

/** A number that may be a year is one where the text speaks of a year so near. */
const NEAR = 60;

const BEFORE_A_DATE = new Set([
  'in',
  'since',
  'by',
  'until',
  'of',
  'from',
  'to',
  'between',
  'through',
  'before',
  'after',
]);
const MODALS_AND_VERBS = new Set([
  'may',
  'march',
  'mar',
  'jan',
  'jun',
  'dec',
  'sun',
  'sat',
  'wed',
  'mon',
  'fri',
]);

/** Keeps a doubtful expression only where the words around it bear it out. */
export const dropDoubtful = ({ neighbours }: Lexicon): Refiner => ({
  name: 'doubt',
  refine(w, found) {
    const years = found.flatMap(({ doubtful, meaning: m }) =>
      !doubtful && m.kind === 'calendar' && m.year !== null ? [m.year] : [],
    );
    return found.filter(
      (f, n) => !f.doubtful || isBorneOut(w, f, found[n - 1], found[n + 1], years, neighbours.seasonal),
    );
  },
});

function isBorneOut(
  w: Words,
  f: Found,
  before: Found | undefined,
  after: Found | undefined,
  years: readonly number[],
  seasonal: ReadonlySet<string>,
): boolean {
  const { meaning } = f;
  if (meaning.kind === 'duration') return f.last - f.first > 1 || isStretch(w, f);
  if (meaning.kind === 'vague') return isVague(w, f);
  // "four flights a week" is a rate; "twice a week" says when.
  if (meaning.kind === 'set') return /^(?:once|twice|thrice|times)$/.test(w.lower[f.first - 1]!);
  if (meaning.kind !== 'calendar') return true;
  switch (meaning.granularity) {
    case 'year':
      return years.some((year) => Math.abs(year - meaning.year!) <= NEAR);
    case 'month':
      return isMonth(w, f, before, after);
    case 'season':
      return (
        isSeason(w, f, seasonal) ||
        (isSeasonal(before) && isBeside(w, before?.last, f.first)) ||
        (isSeasonal(after) && isBeside(w, f.last, after?.first))
      );
    case 'part':
      return isPartOfDay(w, f);
    default:
      // A weekday's abbreviation: with its full stop, before a capital or a figure.
      return w.lower[f.last - 1] === '.';
  }
}

/** Whether a lone month's name is a month. */
function isMonth(w: Words, f: Found, before: Found | undefined, after: Found | undefined): boolean {
  const at = f.first;
  if (!isCapital(w, at)) return false;
  const word = w.lower[at]!;
  const role = at > 0 && w.stop[at - 1] === w.stop[at] ? w.entry[at - 1]!.role : '';
  const led = BEFORE_A_DATE.has(role);
  // "31 February" is no date; "April Jones" is a person.
  if (at > 0 && w.digits[at - 1]! >= 0 && w.digits[at - 1]! < 100 && w.lower[at - 2] !== ',') return false;
  if (
    (!led || role === 'to' || role === 'of') &&
    f.last < w.stop[at]! &&
    isCapital(w, f.last) &&
    w.upos[f.last] === PROPN
  )
    return false;
  const beside = isBeside(w, before?.last, at) || isBeside(w, f.last, after?.first);
  const { abbreviated } = w.entry[at]!;
  // "a March operation": between an article and a noun.
  if ((role === 'a' || role === 'the') && f.last < w.stop[at]! && isNoun(w, f.last)) return true;
  if (MODALS_AND_VERBS.has(word) || abbreviated) {
    const dotted = f.last - f.first > 1;
    return led || (beside && at > 0) || (abbreviated && dotted && role !== '');
  }
  return true;
}

/** Whether only "and", "or", "to" or a dash stands between two expressions. */
function isBeside(w: Words, last: number | undefined, first: number | undefined): boolean {
  if (last === undefined || first === undefined || first - last !== 1) return false;
  const { role } = w.entry[last]!;
  return role === 'and' || role === 'or' || role === 'to' || isDash(w, last);
}

const isSeasonal = (f: Found | undefined) =>
  f?.meaning.kind === 'calendar' && f.meaning.granularity === 'season';

const SEASONAL = new Set(['in', 'by', 'since', 'until', 'of', 'from', 'through', 'before', 'after']);

function isSeason(w: Words, f: Found, seasonal: ReadonlySet<string>): boolean {
  const article = w.entry[f.first]!.role === 'the';
  const noun = article ? f.first + 1 : f.first;
  const word = w.lower[noun]!;
  const before = f.first > 0 ? w.lower[f.first - 1]! : '';
  const role = f.first > 0 ? w.entry[f.first - 1]!.role : '';
  // "water from the spring" is no season.
  const led =
    (SEASONAL.has(role) && !(word === 'spring' && article && (role === 'from' || role === 'of'))) ||
    before === 'during' ||
    before === 'throughout' ||
    before === 'over';
  const ofSomething = f.last < w.length && w.entry[f.last]!.role === 'of';
  if (word === 'spring' && f.last < w.length && seasonal.has(w.lower[f.last]!)) return true;
  if ((word === 'fall' || word === 'spring') && (led || word === 'fall'))
    return led && !ofSomething && (article || word === 'spring' || !isCapital(w, noun));
  if (word === 'spring' || word === 'fall') return false;
  return !ofSomething;
}

function isPartOfDay(w: Words, f: Found): boolean {
  const { part } = f.meaning as CalendarMeaning;
  const role = f.first > 0 ? w.entry[f.first - 1]!.role : '';
  if (w.entry[f.first]!.role === 'the') return true;
  return part === 'NI' && role === 'at' && !isDash(w, f.last);
}

const BEFORE_A_STRETCH = new Set([
  'for',
  'within',
  'after',
  'over',
  'in',
  'during',
  'take',
  'takes',
  'took',
  'last',
  'lasted',
  'spent',
  'spend',
  'the',
  'follows',
  'until',
  'of',
]);

function isStretch(w: Words, f: Found): boolean {
  const at = f.first;
  const before = at > 0 ? w.lower[at - 1]! : '';
  const after = f.last < w.length ? w.entry[f.last]!.role : '';
  const word = w.lower[at]!;
  if (word === 'seconds' || word === 'minutes' || word === 'quarters') return false;
  if (at > 0 && (glued(w, at) || before === '-')) return false;
  return BEFORE_A_STRETCH.has(before)
    ? before !== 'of' || after !== 'of'
    : after === 'of' ||
        after === 'before' ||
        after === 'after' ||
        after === 'later' ||
        after === 'ago' ||
        after === 'earlier';
}

/** "as soon as", "soon after", "this time they came" speak of an order, not of a time. */
function isVague(w: Words, f: Found): boolean {
  const before = f.first > 0 ? w.lower[f.first - 1]! : '';
  const after = f.last < w.length ? w.lower[f.last]! : '';
  const last = w.lower[f.last - 1]!;
  if (last === 'soon')
    return before !== 'as' && before !== 'so' && after !== 'after' && after !== 'as' && !toldOfThePast(w, f);
  if (last === 'time' && w.lower[f.first] === 'this')
    return /^(?:at|by|during|before|until|since|around)$/.test(before);
  if (last === 'past' || last === 'present' || last === 'future') {
    const next = f.last < w.length ? w.entry[f.last]! : null;
    return !next || !(next.cardinal >= 0 || next.unit !== '' || next.season > 0 || w.digits[f.last]! >= 0);
  }
  return true;
}

/** "was soon replaced", "soon found themselves". */
function toldOfThePast(w: Words, f: Found): boolean {
  return [f.first - 1, f.last].some(
    (k) =>
      k >= 0 &&
      k < w.length &&
      isVerb(w, k) &&
      /(?:ed|was|were|had|found|became|began|came|took|made|saw|led|fell)$/.test(w.lower[k]!),
  );
}
