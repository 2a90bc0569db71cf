/**
 * Times that come again: "every Friday", "each month", "daily", "on Sundays", "twice a week", "per day".
 *
 * @module
 */
import type { Recogniser } from '../language.ts';
import { type Found, found } from '../meaning.ts';
import { isCapital, isDash, type Words } from '../words.ts';
import { durationValue, readAmount } from './amounts.ts';

const setAt = (first: number, last: number, value: string): Found =>
  found(first, last, { kind: 'set', value });

const weekdayValue = (weekday: number, part: string) => `XXXX-WXX-${weekday}${part === '' ? '' : `T${part}`}`;

/** "every Friday", "each year", "every other week", "every two years", "every night". */
export const every: Recogniser = {
  name: 'every',
  begins: (w, i) => w.entry[i]!.role === 'every',
  read(w, i) {
    const stop = w.stop[i]!;
    const other = i + 1 < stop && w.entry[i + 1]!.role === 'other' ? 1 : 0;
    const at = i + 1 + other;
    if (at >= stop) return null;
    const { weekday, unit, plural, part, month } = w.entry[at]!;
    if (weekday > 0 && !w.entry[at]!.abbreviated) {
      const night = at + 1 < stop ? w.entry[at + 1]!.part : '';
      return setAt(i, night === '' ? at + 1 : at + 2, weekdayValue(weekday, night));
    }
    if (part !== '') return setAt(i, at + 1, `XXXX-XX-XXT${part}`);
    if (month > 0 && isCapital(w, at)) return setAt(i, at + 1, `XXXX-${String(month).padStart(2, '0')}`);
    if (unit !== '' && !plural) return setAt(i, at + 1, durationValue(unit, 1 + other));
    const amount = w.lower[i] === 'every' ? readAmount(w, at) : null;
    return amount && amount.count !== null && amount.last > at + 1
      ? setAt(i, amount.last, amount.value)
      : null;
  },
};

/** "daily", "monthly", "annually"; "Fridays", "Monday nights", "nights". */
export const frequency: Recogniser = {
  name: 'how often',
  begins: (w, i) => w.entry[i]!.frequency !== '' || (w.entry[i]!.weekday > 0 && !w.entry[i]!.abbreviated),
  read(w, i) {
    const stop = w.stop[i]!;
    const { frequency: often, weekday, plural } = w.entry[i]!;
    if (often !== '') {
      // "Daily News" is a newspaper.
      if (isCapital(w, i) && i + 1 < stop && isCapital(w, i + 1)) return null;
      return setAt(i, i + 1, often);
    }
    if (!isCapital(w, i)) return null;
    if (plural) return setAt(i, i + 1, weekdayValue(weekday, ''));
    const night = i + 1 < stop ? w.entry[i + 1]! : null;
    return night && night.part !== '' && night.plural
      ? setAt(i, i + 2, weekdayValue(weekday, night.part))
      : null;
  },
};

/** "a day" of a rate ("12 flights a day"), "per month", "twice a week". */
export const rate: Recogniser = {
  name: 'rate',
  begins: (w, i) => w.entry[i]!.role === 'per' || w.entry[i]!.role === 'a',
  read(w, i) {
    const stop = w.stop[i]!;
    if (i + 1 >= stop || i === 0) return null;
    const { unit, plural } = w.entry[i + 1]!;
    if (unit === '' || plural || isDash(w, i + 2)) return null;
    if (w.entry[i]!.role === 'per') return setAt(i, i + 2, durationValue(unit, 1));
    const next = i + 2 < stop ? w.entry[i + 2]!.role : '';
    if (
      next === 'ago' ||
      next === 'later' ||
      next === 'earlier' ||
      next === 'after' ||
      next === 'before' ||
      next === 'and'
    )
      return null;
    if (!ratedBy(w, i)) return null;
    const result = setAt(i, i + 2, durationValue(unit, 1));
    result.doubtful = true;
    return result;
  },
};

/** "twice", "three times", or a number with its noun right before: "four flights a week", "$33 million a year". */
function ratedBy(w: Words, i: number): boolean {
  if (/^(?:once|twice|thrice|times)$/.test(w.lower[i - 1]!)) return true;
  const near = (k: number) =>
    k >= 0 &&
    (w.digits[k]! >= 0 || w.entry[k]!.cardinal > 0 || w.entry[k]!.scale > 0 || w.entry[k]!.vagueNumber);
  if (
    !/^\p{L}|^%$|^\d/u.test(w.lower[i - 1]!) ||
    (w.entry[i - 1]!.role !== '' && w.entry[i - 1]!.scale === 0)
  )
    return false;
  return (
    near(i - 1) ||
    near(i - 2) ||
    (near(i - 3) && /^\p{L}/u.test(w.lower[i - 2]!) && w.entry[i - 2]!.role === '')
  );
}
