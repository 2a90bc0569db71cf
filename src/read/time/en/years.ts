/**
 * Years, decades, centuries: "1942", "1941-45", "'99", "480 BC", "AD 70", "nineteen ninety-one", "the 1970s",
 * "the seventies", "the 19th century", "fiscal 1989", "the years 1955-1963".
 *
 * @module
 */
import type { Recogniser } from '../language.ts';
import { calendar, type Found, found } from '../meaning.ts';
import { glued, isCapital, isDash, type Words } from '../words.ts';
import type { Lexicon, Neighbours } from './lexicon.ts';
import { inLongerNumber, readOrdinal, readYear, readYearInWords } from './numbers.ts';

/** End of the era's letters ("BC", "B.C.", "BCE"), or 0. */
function readEra(w: Words, i: number, stop: number): { last: number; before: boolean } | null {
  if (i >= stop) return null;
  const { role } = w.entry[i]!;
  if (role === 'bc' || role === 'ad') return { last: i + 1, before: role === 'bc' };
  const dotted =
    i + 3 < stop + 1 &&
    w.lower[i + 1] === '.' &&
    i + 2 < stop &&
    glued(w, i + 1) &&
    glued(w, i + 2) &&
    (role === 'b' || role === 'a') &&
    w.lower[i + 2] === (role === 'b' ? 'c' : 'd');
  if (!dotted) return null;
  const last = i + 3 < stop && w.lower[i + 3] === '.' && glued(w, i + 3) ? i + 4 : i + 3;
  return { last, before: role === 'b' };
}

const yearAt = (first: number, last: number, year: number): Found =>
  found(first, last, calendar('year', { year }));

const BEFORE_A_YEAR = new Set([
  'in',
  'since',
  'by',
  'until',
  'of',
  'from',
  'through',
  'between',
  'before',
  'after',
  'fiscal',
]);

/** "1942", "in 1815", "1941-45", "480 BC", "499-498 BC". */
export const yearInFigures = ({ neighbours }: Lexicon): Recogniser => ({
  name: 'year in figures',
  begins: (w, i) => w.digits[i]! > 0,
  read(w, i) {
    const stop = w.stop[i]!;
    const width = w.end[i]! - w.start[i]!;
    if (width > 4 || inLongerNumber(w, i)) return null;
    const era = readEra(w, i + 1, stop);
    if (era) return yearAt(i, era.last, era.before ? 1 - w.digits[i]! : w.digits[i]!);
    const year = readYear(w, i);
    if (!year) return bareBc(w, i, width, stop, neighbours);
    const stands = standsAsYear(w, i, year.year, stop, neighbours);
    if (stands === null) return null;
    if (!stands) {
      const early = yearAt(i, i + 1, year.year);
      early.doubtful = true;
      return early;
    }
    const range =
      i + 2 < stop && isDash(w, i + 1) && glued(w, i + 1) && glued(w, i + 2) ? w.digits[i + 2]! : -1;
    if (
      range >= 0 &&
      w.end[i + 2]! - w.start[i + 2]! === 2 &&
      range > year.year % 100 &&
      !inLongerNumber(w, i + 2)
    )
      return [yearAt(i, i + 1, year.year), yearAt(i + 2, i + 3, year.year - (year.year % 100) + range)];
    return yearAt(i, i + 1, year.year);
  },
});

/** Null: no year. False: one only in a text that speaks of years near it. */
function standsAsYear(
  w: Words,
  i: number,
  year: number,
  stop: number,
  neighbours: Neighbours,
): boolean | null {
  const before = i > 0 ? w.entry[i - 1]!.role : '';
  const next = i + 1 < stop ? w.lower[i + 1]! : '';
  if (neighbours.counted.has(next)) return null;
  if (next === '-' && i + 2 < stop && neighbours.measure.has(w.lower[i + 2]!)) return null;
  if (i > 0 && glued(w, i) && w.entry[i - 1]!.role === '' && /^\p{L}/u.test(w.lower[i - 1]!)) return null;
  if (!isFreeOfDashes(w, i, year, stop)) return null;
  if (year >= 1900 && year <= 2100) {
    const mark = i > 0 ? w.lower[i - 1]! : '';
    return /^(?:no|flight|page|=|\+)$/.test(mark) ? null : true;
  }
  const bracketed = i > 0 && (w.lower[i - 1] === '(' || w.lower[i - 1] === '[');
  const ranged =
    i > 1 && (isDash(w, i - 1) || before === 'and' || before === 'to') && w.digits[i - 2]! >= 1000;
  const ranging =
    i + 2 < stop && (isDash(w, i + 1) || w.entry[i + 1]!.role === 'and') && w.digits[i + 2]! >= 10;
  const stretch =
    i > 0 &&
    (w.entry[i - 1]!.stretch !== '' || (isDash(w, i - 1) && i > 1 && w.entry[i - 2]!.stretch !== ''));
  const season = i > 0 && w.entry[i - 1]!.season > 0;
  const modifies = before === 'the' && /^\p{L}/u.test(next) && w.entry[i + 1]!.role === '';
  return BEFORE_A_YEAR.has(before) || bracketed || ranged || ranging || stretch || season || modifies;
}

/** Whether the digits are no part of a number with hyphens ("555-2016", "2016-13-45"); a range of years is none. */
function isFreeOfDashes(w: Words, i: number, year: number, stop: number): boolean {
  const joined = (k: number) =>
    k > 0 && k < stop && glued(w, k) && isDash(w, k - 1) && glued(w, k - 1) && w.digits[k]! >= 0;
  const width = (k: number) => w.end[k]! - w.start[k]!;
  if (joined(i) && i >= 2 && w.digits[i - 2]! >= 0) {
    const from = w.digits[i - 2]!;
    if (
      width(i - 2) !== 4 ||
      from > year ||
      from < 1000 ||
      (i >= 4 && joined(i - 2) && w.digits[i - 4]! >= 0)
    )
      return false;
  }
  if (!joined(i + 2)) return true;
  const to = w.digits[i + 2]!;
  if (joined(i + 4)) return false;
  return width(i + 2) === 4 ? to >= year : width(i + 2) === 2 && to > year % 100;
}

/** "in 490" of a text on ancient times: kept only where the text speaks of years BC (`refineBc`). */
function bareBc(w: Words, i: number, width: number, stop: number, neighbours: Neighbours): Found | null {
  if (width !== 3 || i === 0) return null;
  const before = w.entry[i - 1]!.role;
  if (!BEFORE_A_YEAR.has(before) || neighbours.counted.has(i + 1 < stop ? w.lower[i + 1]! : '')) return null;
  if (i + 1 < stop && /^\p{L}/u.test(w.lower[i + 1]!) && w.entry[i + 1]!.role === '') return null;
  const year = yearAt(i, i + 1, 1 - w.digits[i]!);
  year.doubtful = true;
  return year;
}

/** "'99", "AD 70", "the year 2000", "nineteen ninety-one", "fiscal 1989". */
export const yearOtherwise: Recogniser = {
  name: 'year in words or after a mark',
  begins: (w, i) => {
    const { role, cardinal, unit } = w.entry[i]!;
    return (
      cardinal >= 2 ||
      role === 'ad' ||
      role === 'fiscal' ||
      role === 'the' ||
      unit === 'year' ||
      w.lower[i] === "'" ||
      w.lower[i] === '’'
    );
  },
  read(w, i) {
    const stop = w.stop[i]!;
    const { role, cardinal } = w.entry[i]!;
    if (cardinal >= 2) {
      const year = readYearInWords(w, i);
      return year && yearAt(i, year.last, year.year);
    }
    if (i + 1 >= stop) return null;
    if (role === 'ad') {
      const year = w.digits[i + 1]!;
      return year > 0 && year < 2100 && !inLongerNumber(w, i + 1) ? yearAt(i, i + 2, year) : null;
    }
    if (role === 'fiscal') {
      const year = readYear(w, i + 1);
      return year && yearAt(i, year.last, year.year);
    }
    if (role === 'the' || w.entry[i]!.unit === 'year') {
      const at = role === 'the' ? i + 1 : i;
      if (w.entry[at]!.unit !== 'year' || at + 1 >= stop) return null;
      const year = readYear(w, at + 1) ?? readYearInWords(w, at + 1);
      return year && yearAt(i, year.last, year.year);
    }
    const glue = i > 0 && glued(w, i) && /^[\p{L}\d]/u.test(w.lower[i - 1]!);
    if (glue || !glued(w, i + 1) || w.digits[i + 1]! < 10 || w.end[i + 1]! - w.start[i + 1]! !== 2)
      return null;
    // "'60 Minutes" is a title in quotation marks.
    if (i + 2 < stop && isCapital(w, i + 2)) return null;
    const next = i + 2 < stop ? w.entry[i + 2]!.role : '';
    const year = w.digits[i + 1]! + (w.digits[i + 1]! < 30 ? 2000 : 1900);
    if (next === 's' && glued(w, i + 2))
      return found(i, i + 3, calendar('decade', { year: year - (year % 10) }));
    return yearAt(i, i + 2, year);
  },
};

/** "1970s", "the 1970's", "the seventies", "the nineteen-seventies". */
export const decade: Recogniser = {
  name: 'decade',
  begins: (w, i) =>
    w.digits[i]! > 0 || w.entry[i]!.decade >= 0 || w.entry[i]!.cardinal >= 11 || w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    const at = w.entry[i]!.role === 'the' ? i + 1 : i;
    if (at >= stop) return null;
    const { decade: word, cardinal } = w.entry[at]!;
    if (word >= 0) {
      if (at === i && !(i > 0 && (w.entry[i - 1]!.stretch !== '' || isDash(w, i - 1)))) return null;
      return found(i, at + 1, calendar('decade', { year: 1900 + word }));
    }
    if (cardinal >= 11 && cardinal < 21) {
      const next = at + 1 < stop && isDash(w, at + 1) ? at + 2 : at + 1;
      const tens = next < stop ? w.entry[next]!.decade : -1;
      return tens < 0 ? null : found(i, next + 1, calendar('decade', { year: cardinal * 100 + tens }));
    }
    const year = w.digits[at]!;
    if (year < 1000 || year > 2099 || year % 10 !== 0 || at + 1 >= stop || !glued(w, at + 1)) return null;
    const apostrophe = w.lower[at + 1] === "'" || w.lower[at + 1] === '’' ? at + 2 : at + 1;
    if (apostrophe >= stop || w.entry[apostrophe]!.role !== 's' || !glued(w, apostrophe)) return null;
    return found(
      i,
      apostrophe + 1,
      calendar(year % 100 === 0 && year < 2000 ? 'century' : 'decade', { year }),
    );
  },
};

/** "the 19th century", "nineteenth-century", "the fifth century BC". */
export const century: Recogniser = {
  name: 'century',
  begins: (w, i) =>
    w.digits[i]! > 0 || w.entry[i]!.ordinal > 0 || w.entry[i]!.cardinal >= 20 || w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    const at = w.entry[i]!.role === 'the' ? i + 1 : i;
    const ordinal = at < stop ? readOrdinal(w, at) : null;
    if (!ordinal || ordinal.value > 30) return null;
    const noun = ordinal.last < stop && isDash(w, ordinal.last) ? ordinal.last + 1 : ordinal.last;
    if (noun >= stop) return null;
    const { unit, plural } = w.entry[noun]!;
    if ((unit !== 'century' && unit !== 'millennium') || plural) return null;
    const span = unit === 'century' ? 100 : 1000;
    const era = readEra(w, noun + 1, stop);
    const year = era?.before ? -ordinal.value * span : (ordinal.value - 1) * span;
    return found(i, era?.last ?? noun + 1, calendar(unit, { year }));
  },
};
