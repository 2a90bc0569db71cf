/**
 * Stretches of time and what is counted with them: "four-year", "the past three months", "a year and a half",
 * "several weeks", "12 to 18 months", "two weeks ago", "three days later", "a year earlier", "five days after the attack".
 *
 * @module
 */
import type { Recogniser } from '../language.ts';
import { type DurationMeaning, type Found, found, type ShiftUnit, shift } from '../meaning.ts';
import { glued, isDash, type Words } from '../words.ts';
import { readCardinal, readOrdinal } from './numbers.ts';

interface Amount {
  readonly last: number;
  readonly count: number | null;
  /** Unit as in `ShiftUnit`, or a fortnight. */
  readonly unit: string;
  readonly value: string;
  readonly approximate: boolean;
}

const LETTER: Record<string, string> = {
  second: 'S',
  minute: 'M',
  hour: 'H',
  day: 'D',
  week: 'W',
  fortnight: 'W',
  weekend: 'W',
  month: 'M',
  quarter: 'Q',
  year: 'Y',
  decade: 'DE',
  century: 'CE',
  millennium: 'ML',
};
const isClockUnit = (unit: string) => unit === 'second' || unit === 'minute' || unit === 'hour';

/** TIMEX3 value of so many units; a half of one goes into the next smaller ("P1Y6M"). */
export function durationValue(unit: string, count: number | null): string {
  const t = isClockUnit(unit) ? 'T' : '';
  const letter = LETTER[unit]!;
  if (count === null) return `P${t}X${letter}`;
  if (unit === 'fortnight') return `P${count * 2}W`;
  if (unit === 'decade' && count > 1) return `P${count * 10}Y`;
  if (unit === 'century') return `P${count * 100}Y`;
  if (Number.isInteger(count)) return `P${t}${count}${letter}`;
  const whole = Math.floor(count);
  const smaller: Record<string, [number, string]> = {
    year: [12, 'M'],
    hour: [60, 'M'],
    minute: [60, 'S'],
    day: [24, 'H'],
  };
  const [parts, part] = smaller[unit] ?? [0, ''];
  const rest = Math.round((count - whole) * parts);
  if (parts === 0 || Math.abs(rest - (count - whole) * parts) > 0.01) return `P${t}${count}${letter}`;
  const big = whole > 0 ? `${whole}${letter}` : '';
  return unit === 'day' ? `P${big}T${rest}${part}` : `P${t}${big}${rest}${part}`;
}

/** A number and a unit: "four-year", "a couple of weeks", "half an hour", "two and a half years", "years". */
export function readAmount(w: Words, i: number): Amount | null {
  const stop = w.stop[i]!;
  const { role, unit, plural } = w.entry[i]!;
  if (unit !== '' && plural)
    return { last: i + 1, count: null, unit, value: durationValue(unit, null), approximate: false };
  if (role === 'half') return readHalf(w, i, stop);
  let at = i;
  let count: number | null = 1;
  let approximate = false;
  const number = readCardinal(w, i);
  if (role === 'couple' || (role === 'a' && i + 1 < stop && w.entry[i + 1]!.role === 'couple')) {
    at = role === 'couple' ? i + 1 : i + 2;
    if (at < stop && w.entry[at]!.role === 'of') at++;
    count = 2;
    approximate = true;
  } else if (number) {
    count = number.value;
    at = number.last;
  } else if (role === 'a') {
    at = i + 1;
    if (at < stop && w.entry[at]!.role === 'half') return readHalf(w, at, stop);
  } else if (role === 'another') at = i + 1;
  else return null;
  // "two and a half years", "12 to 18 months", "six or seven weeks"
  const more = readMore(w, at, stop);
  if (more && number) {
    at = more.last;
    count = more.half ? (count ?? 0) + 0.5 : more.count === null ? null : count;
    if (more.count !== null && !more.half) return rangeAmount(w, i, at, number.value, more.count, stop);
  }
  at = skipWithin(w, at, stop);
  if (at >= stop) return null;
  const noun = w.entry[at]!;
  if (noun.unit === '') return null;
  const article = role === 'a' || role === 'another';
  const after = at + 1 < stop ? w.lower[at + 1]! : '';
  // "a year-earlier loss" is read by `yearEnd`; "a second attack" is no stretch.
  if (article && isDash(w, at + 1) && at + 2 < stop && /^(?:earlier|ago|end)$/.test(w.lower[at + 2]!))
    return null;
  if (article && noun.unit === 'second' && !/^(?:later|ago|earlier)$/.test(after)) return null;
  if (article && noun.plural && count === 1) return null;
  return amountOf(w, at + 1, noun.unit, count, approximate, stop);
}

/** Over a hyphen, "-plus", or an adjective that leaves the number alone ("two more weeks", "four straight days"). */
function skipWithin(w: Words, i: number, stop: number): number {
  let at = i;
  if (at < stop && isDash(w, at) && glued(w, at)) at++;
  if (at < stop && (w.lower[at] === 'plus' || w.lower[at] === '+')) {
    at++;
    if (at < stop && isDash(w, at)) at++;
  }
  if (at < stop && WITHIN.has(w.lower[at]!)) at++;
  return at;
}
const WITHIN = new Set([
  'more',
  'full',
  'whole',
  'straight',
  'consecutive',
  'additional',
  'extra',
  'long',
  'short',
  'calendar',
  'business',
  'odd',
  'successive',
  'previous',
  'preceding',
  'bloody',
]);

function readMore(
  w: Words,
  i: number,
  stop: number,
): { last: number; half: boolean; count: number | null } | null {
  if (i + 1 >= stop) return null;
  const { role } = w.entry[i]!;
  if (role === 'and' && w.entry[i + 1]!.role === 'a' && i + 2 < stop && w.entry[i + 2]!.role === 'half')
    return { last: i + 3, half: true, count: null };
  if (role === 'and' && w.entry[i + 1]!.role === 'half') return { last: i + 2, half: true, count: null };
  if (role === 'to' || role === 'or' || (isDash(w, i) && w.digits[i + 1]! >= 0)) {
    const second = readCardinal(w, i + 1);
    if (second?.value != null) return { last: second.last, half: false, count: second.value };
  }
  return null;
}

function rangeAmount(
  w: Words,
  _first: number,
  last: number,
  low: number | null,
  high: number,
  stop: number,
): Amount | null {
  const at = skipWithin(w, last, stop);
  const unit = at < stop ? w.entry[at]!.unit : '';
  if (unit === '' || low === null) return null;
  return { last: at + 1, count: high, unit, value: durationValue(unit, high), approximate: true };
}

function readHalf(w: Words, i: number, stop: number): Amount | null {
  let at = i + 1;
  if (at < stop && isDash(w, at)) at++;
  if (at < stop && w.entry[at]!.role === 'a') at++;
  if (at >= stop) return null;
  const { unit, plural } = w.entry[at]!;
  if (unit === '' || plural) return null;
  const value = unit === 'century' ? 'P50Y' : unit === 'decade' ? 'P5Y' : durationValue(unit, 0.5);
  return { last: at + 1, count: 0.5, unit, value, approximate: false };
}

/** What may follow the unit: "a year and a half", "two years and three months", "weeks or months". */
function amountOf(
  w: Words,
  last: number,
  unit: string,
  count: number | null,
  approximate: boolean,
  stop: number,
): Amount {
  const plain = { last, count, unit, value: durationValue(unit, count), approximate };
  if (last + 2 >= stop || w.entry[last]!.role !== 'and' || count === null) return plain;
  if (w.entry[last + 1]!.role === 'a' && w.entry[last + 2]!.role === 'half')
    return { last: last + 3, count: count + 0.5, unit, value: durationValue(unit, count + 0.5), approximate };
  const second = readCardinal(w, last + 1);
  const smaller = second && second.last < stop ? w.entry[second.last]!.unit : '';
  if (second?.value == null || smaller === '' || order(smaller) >= order(unit)) return plain;
  return {
    last: second.last + 1,
    count,
    unit,
    value: joined(plain.value, durationValue(smaller, second.value)),
    approximate,
  };
}

const ORDER = [
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'fortnight',
  'month',
  'quarter',
  'year',
  'decade',
  'century',
];
const order = (unit: string) => ORDER.indexOf(unit);
const joined = (big: string, small: string) =>
  big.includes('T') && small.startsWith('PT') ? big + small.slice(2) : big + small.slice(1);

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
