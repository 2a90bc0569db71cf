/**
 * Amounts of time: "four-year", "a year and a half", "several weeks", "12 to 18 months", "half an hour".
 *
 * @module
 */
import { glued, isDash, type Words } from '../words.ts';
import { readCardinal } from './numbers.ts';

export interface Amount {
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
