/**
 * Stretches of time and what is counted with them: "four-year", "the past three months", "a year and a half",
 * "several weeks", "12 to 18 months", "two weeks ago", "three days later", "a year earlier", "five days after the attack".
 *
 * @module
 */
import type { Recogniser } from '../language.ts';
import { type DurationMeaning, type Found, found, type ShiftUnit, shift } from '../meaning.ts';
import { glued, isDash, type Words } from '../words.ts';
import { type Amount, durationValue, readAmount } from './amounts.ts';
import { readOrdinal } from './numbers.ts';

const AHEAD = new Set(['last', 'next', 'this', 'previous', 'following']);

/** Durations, and the dates that are counted with them. */
export const duration: Recogniser = {
  name: 'duration; so long ago, later, before, after',
  begins: (w, i) => {
    const e = w.entry[i]!;
    return (
      w.digits[i]! >= 0 ||
      e.cardinal >= 0 ||
      e.vagueNumber ||
      e.direction !== '' ||
      e.scale > 0 ||
      (e.unit !== '' && e.plural) ||
      e.role === 'a' ||
      e.role === 'the' ||
      e.role === 'half' ||
      e.role === 'couple' ||
      e.role === 'another' ||
      e.role === 'every' ||
      e.role === 'whole' ||
      e.unit !== ''
    );
  },
  read(w, i) {
    const stop = w.stop[i]!;
    if (i > 0 && glued(w, i) && (w.lower[i - 1] === '.' || w.lower[i - 1] === ',' || w.lower[i - 1] === '$'))
      return null;
    const led = readLead(w, i, stop);
    const at = led.last;
    if (at >= stop) return null;
    const amount = readAmount(w, at);
    if (!amount) return longUnit(w, i, stop);
    if (isAge(w, amount.last, stop)) return null;
    if (amount.unit === 'quarter' && led.reach === 0 && !led.ordinal) return null;
    if (amount.unit === 'second' && w.entry[amount.last - 1]!.plural === false && amount.count !== 1)
      return null;
    const counted = led.reach === 0 && !led.article && !led.ordinal ? readCounted(w, i, amount, stop) : null;
    if (counted) return counted;
    const bare = at === i && amount.last === i + 1;
    // "the years 1955 to 1963" and "the minutes" of a meeting: a bare plural is a stretch only after a preposition
    // or before "of", "later", "ago": the refiner `keepBarePlurals` decides.
    let end = amount.last;
    if (end < stop && w.entry[end]!.role === 'ahead') end++;
    const long = end + 1 < stop && isDash(w, end) && w.entry[end + 1]!.role === 'long' ? end + 2 : 0;
    const meaning: DurationMeaning = {
      kind: 'duration',
      value: amount.value,
      unit: (amount.unit === 'fortnight' ? 'week' : amount.unit) as ShiftUnit,
      count: amount.unit === 'fortnight' && amount.count !== null ? amount.count * 2 : amount.count,
      reach: led.reach,
    };
    const last = long || end;
    const modifies = led.reach === 0 && !led.ordinal && isModifier(w, at, amount, stop);
    // "the four-year blockade": the article belongs to the noun; "a three-year period" is one expression.
    const period = modifies && last < stop && w.entry[last]!.role === 'period';
    const inner = modifies && !period ? (w.entry[at]!.role === 'a' ? at + 1 : at) : i;
    const plain = led.article && led.reach === 0 && !led.ordinal && amount.last === at + 1 ? at : inner;
    const outer = period && i > 0 && w.entry[i - 1]!.role === 'a' ? i - 1 : plain;
    const result = found(outer, period ? last + 1 : last, meaning, amount.approximate ? 'APPROX' : null);
    result.doubtful = bare && !long;
    return result;
  },
};

/** "four-year", "two day": a stretch that only modifies the noun after it. */
function isModifier(w: Words, first: number, amount: Amount, stop: number): boolean {
  const noun = amount.last - 1;
  if (first < noun && isDash(w, noun - 1)) return true;
  if (amount.last + 1 < stop && isDash(w, amount.last) && w.entry[amount.last + 1]!.role === 'long')
    return true;
  return !w.entry[noun]!.plural && amount.count !== 1 && amount.count !== 0.5 && amount.count !== null;
}

/** "52 years old", "8-year-old", "26 years of age" say how old someone is. */
function isAge(w: Words, i: number, stop: number): boolean {
  const at = i < stop && isDash(w, i) ? i + 1 : i;
  if (at >= stop) return false;
  if (w.lower[at] === 'old') return true;
  return w.entry[at]!.role === 'of' && at + 1 < stop && w.entry[at + 1]!.role === 'age';
}

interface Lead {
  readonly last: number;
  readonly reach: -1 | 0 | 1;
  readonly article: boolean;
  readonly ordinal: boolean;
}

/** "the past", "the next", "the last", "the first", "the", "each of the past". */
function readLead(w: Words, i: number, stop: number): Lead {
  let at = i;
  let article = false;
  if (
    w.entry[at]!.role === 'every' &&
    at + 2 < stop &&
    w.entry[at + 1]!.role === 'of' &&
    w.entry[at + 2]!.role === 'the'
  )
    at += 2;
  if (w.entry[at]!.role === 'the') {
    article = true;
    at++;
  }
  if (at >= stop) return { last: i, reach: 0, article: false, ordinal: false };
  const { direction } = w.entry[at]!;
  if (AHEAD.has(direction)) {
    const reach = direction === 'last' || direction === 'previous' ? -1 : direction === 'this' ? 0 : 1;
    return { last: at + 1, reach: reach as -1 | 0 | 1, article, ordinal: false };
  }
  if (article && at + 1 < stop) {
    const ordinal = readOrdinal(w, at);
    const follows = ordinal && ordinal.last < stop ? w.entry[ordinal.last]! : null;
    if (
      ordinal &&
      follows &&
      (follows.cardinal >= 0 ||
        w.digits[ordinal.last]! >= 0 ||
        follows.vagueNumber ||
        (follows.unit !== '' && follows.plural))
    )
      return { last: ordinal.last, reach: 0, article, ordinal: true };
  }
  return { last: at, reach: 0, article, ordinal: false };
}

/** "month-long", "decades-long", "year-old". */
function longUnit(w: Words, i: number, stop: number): Found | null {
  const { unit } = w.entry[i]!;
  if (unit === '' || i + 2 >= stop || !isDash(w, i + 1) || w.entry[i + 2]!.role !== 'long') return null;
  return found(i, i + 3, {
    kind: 'duration',
    value: durationValue(unit, 1),
    unit: unit as ShiftUnit,
    count: 1,
    reach: 0,
  });
}

/** An amount and the word that counts with it: "ago", "later", "earlier", "from now", "after the attack". */
function readCounted(w: Words, first: number, amount: Amount, stop: number): Found | null {
  const at = amount.last;
  if (at >= stop) return null;
  const unit = (amount.unit === 'fortnight' ? 'week' : amount.unit) as ShiftUnit;
  const count = amount.unit === 'fortnight' && amount.count !== null ? amount.count * 2 : amount.count;
  const mod = amount.approximate ? ('APPROX' as const) : null;
  const counted =
    unit === 'decade'
      ? { unit: 'year' as const, count: count && count * 10 }
      : unit === 'century'
        ? { unit: 'year' as const, count: count && count * 100 }
        : { unit, count };
  const { role } = w.entry[at]!;
  const orMore =
    role === 'or' && at + 2 < stop && (w.lower[at + 1] === 'so' || w.lower[at + 1] === 'more') ? at + 2 : at;
  const cue = w.entry[orMore]!.role;
  const result = (sign: -1 | 1, from: 'published' | 'reference', last: number) =>
    found(
      first,
      last,
      shift(counted.unit, sign, { count: counted.count, from, counted: true }),
      orMore > at ? 'APPROX' : mod,
    );
  if (cue === 'ago') return result(-1, 'published', orMore + 1);
  if (cue === 'earlier') return result(-1, 'reference', orMore + 1);
  if (cue === 'later') return result(1, 'reference', orMore + 1);
  if (cue === 'hence') return result(1, 'published', orMore + 1);
  if (role === 'from' && at + 1 < stop && (w.lower[at + 1] === 'now' || w.lower[at + 1] === 'today'))
    return result(1, 'published', at + 2);
  return null;
}
