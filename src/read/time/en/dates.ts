/**
 * Calendar dates in words and figures: "February 8, 2016", "8 Feb. 2016", "the 25th of August", "19 Apr 89",
 * "May 2015", "2016-02-08", "02/08/2016", and days that share a month: "5 and 8 March", "March 5-9, 1918".
 *
 * @module
 */
import { daysIn } from '../../../record/calendar.ts';
import type { Recogniser } from '../language.ts';
import { calendar, type Found, found } from '../meaning.ts';
import { glued, isCapital, isDash, isNoun, isVerb, type Words } from '../words.ts';
import { fullYear, inLongerNumber, readOrdinal, readYear, readYearInWords } from './numbers.ts';

interface Read {
  readonly last: number;
  readonly value: number;
}

/** A month's name and the full stop of its abbreviation. */
export function readMonth(w: Words, i: number): Read | null {
  if (i >= w.length) return null;
  const { month, abbreviated } = w.entry[i]!;
  if (month === 0) return null;
  const stop = abbreviated && i + 1 < w.stop[i]! && w.lower[i + 1] === '.' && glued(w, i + 1);
  return { last: stop ? i + 2 : i + 1, value: month };
}

/** A day of the month: "8", "8th", "eighth". */
export function readDay(w: Words, i: number, stop: number): Read | null {
  if (i >= stop) return null;
  const ordinal = readOrdinal(w, i);
  if (ordinal) return ordinal.value <= 31 ? ordinal : null;
  const day = w.digits[i]!;
  if (day < 1 || day > 31 || w.end[i]! - w.start[i]! > 2) return null;
  if (inLongerNumber(w, i) && !(w.lower[i + 1] === ',' && i + 2 < stop && readYear(w, i + 2))) return null;
  return { last: i + 1, value: day };
}

/** A year that follows a month or a day: ", 2016", " of 1940", " '89", " 89" (where `short` years are taken). */
function readFollowingYear(w: Words, i: number, stop: number, short: boolean): Read | null {
  if (i >= stop) return null;
  const joined = w.lower[i] === ',' || w.entry[i]!.role === 'of' || w.entry[i]!.role === 'in' ? i + 1 : i;
  if (joined < stop) {
    const year = readYear(w, joined) ?? readYearInWords(w, joined);
    if (year) return { last: year.last, value: year.year };
  }
  const apostrophe = w.lower[i] === "'" || w.lower[i] === '’' ? i + 1 : i;
  if (apostrophe < stop && w.digits[apostrophe]! >= 0 && w.end[apostrophe]! - w.start[apostrophe]! === 2) {
    const sure =
      apostrophe > i || (short && !inLongerNumber(w, apostrophe) && endsPhrase(w, apostrophe + 1, stop));
    if (sure) return { last: apostrophe + 1, value: fullYear(w.digits[apostrophe]!) };
  }
  return null;
}

/** Whether no noun can follow: the text ends, or a mark or word with a part in the grammar stands here. */
function endsPhrase(w: Words, i: number, stop: number): boolean {
  return i >= stop || !/^[\p{L}\d$£€]/u.test(w.lower[i]!) || w.entry[i]!.role !== '' || isCapital(w, i);
}

const real = (year: number | null, month: number, day: number) => day <= daysIn(year, month);

/** "February 8, 2016", "Feb. 8", "March 5-9, 1918", "May 2015", "May". */
export const monthFirst: Recogniser = {
  name: 'month, then day and year',
  begins: (w, i) => w.entry[i]!.month > 0,
  read(w, i) {
    const stop = w.stop[i]!;
    const month = readMonth(w, i)!;
    const article = month.last < stop && w.entry[month.last]!.role === 'the' ? month.last + 1 : month.last;
    const day = readDay(w, article, stop);
    if (day && !(article > month.last && w.digits[article]! >= 0 && day.last === article + 1)) {
      const year = readFollowingYear(w, day.last, stop, false);
      if (real(year?.value ?? null, month.value, day.value)) {
        const first = dateAt(i, year?.last ?? day.last, year?.value ?? null, month.value, day.value);
        return year ? first : withMoreDays(w, first, stop);
      }
      return null;
    }
    const year = readFollowingYear(w, month.last, stop, false);
    if (year) return found(i, year.last, calendar('month', { month: month.value, year: year.value }));
    const alone = found(i, month.last, calendar('month', { month: month.value }));
    alone.doubtful = true;
    return alone;
  },
};

const dateAt = (first: number, last: number, year: number | null, month: number, day: number): Found =>
  found(first, last, calendar('day', { year, month, day }));

/** Further days of the same month: "May 5-9, 1918", "May 5 and 6", "May 5 to 7". */
function withMoreDays(w: Words, first: Found, stop: number): Found[] {
  const all = [first];
  const { month } = first.meaning as { month: number };
  for (let at = first.last; at + 1 < stop; ) {
    const role = w.entry[at]!.role;
    const dash = isDash(w, at);
    if (
      !(dash || role === 'and' || role === 'to' || role === 'or' || role === 'through' || w.lower[at] === ',')
    )
      break;
    const day = readDay(w, at + 1, stop);
    if (!day || readMonth(w, day.last) || !real(null, month, day.value)) break;
    const previous = all.at(-1)!.meaning as { day: number };
    if (day.value <= previous.day) break;
    const year = readFollowingYear(w, day.last, stop, false);
    if (!year && !endsPhrase(w, day.last, stop)) break;
    all.push(dateAt(at + 1, year?.last ?? day.last, year?.value ?? null, month, day.value));
    at = all.at(-1)!.last;
    if (year) {
      for (const found of all) found.meaning = { ...found.meaning, year: year.value } as Found['meaning'];
      break;
    }
  }
  return all;
}

/** "8 February 2016", "the 8th of February", "19 Apr 89", "5 and 8 March", "6-7 January 1916". */
export const dayFirst: Recogniser = {
  name: 'day, then month and year',
  begins: (w, i) =>
    w.digits[i]! > 0 || w.entry[i]!.ordinal > 0 || w.entry[i]!.cardinal >= 20 || w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    const article = w.entry[i]!.role === 'the' ? i + 1 : i;
    const days: { first: number; last: number; value: number }[] = [];
    for (let at = article; at < stop; ) {
      const day = readDay(w, at, stop);
      if (!day || (days.length > 0 && day.value <= days.at(-1)!.value)) return null;
      days.push({ first: days.length === 0 ? i : at, last: day.last, value: day.value });
      const month = monthAfterDay(w, day.last, stop);
      if (month) return daysOfMonth(w, days, month, stop);
      const role = day.last < stop ? w.entry[day.last]!.role : '';
      const joined = day.last < stop && (isDash(w, day.last) || w.lower[day.last] === ',');
      if (days.length > 4 || !(joined || role === 'and' || role === 'to' || role === 'or')) return null;
      at = day.last + 1;
      if (at < stop && w.entry[at]!.role === 'the') at++;
    }
    return null;
  },
};

function monthAfterDay(w: Words, i: number, stop: number): Read | null {
  if (i >= stop) return null;
  const joined = w.entry[i]!.role === 'of' || (isDash(w, i) && glued(w, i)) ? i + 1 : i;
  return joined < stop ? readMonth(w, joined) : null;
}

function daysOfMonth(
  w: Words,
  days: { first: number; last: number; value: number }[],
  month: Read,
  stop: number,
): Found[] | null {
  // "may" after a number is a verb more often than a month.
  if (w.lower[month.last - 1] === 'may' && !isCapital(w, month.last - 1)) return null;
  // "19-Apr-89" has a hyphen on both sides of the month; "14 August-24 August" is a range.
  const dashes =
    isDash(w, days.at(-1)!.last) && month.last < stop && isDash(w, month.last) && glued(w, month.last);
  const year = readFollowingYear(w, dashes ? month.last + 1 : month.last, stop, true);
  const value = year?.value ?? null;
  if (days.some((day) => !real(value, month.value, day.value))) return null;
  // "the 21 January execution": the article belongs to the noun.
  const end = year?.last ?? month.last;
  const first = days[0]!;
  if (
    w.entry[first.first]!.role === 'the' &&
    w.digits[first.first + 1]! >= 0 &&
    first.last === first.first + 2
  )
    if (end < stop && isNoun(w, end)) first.first++;
  return days.map((day, n) =>
    dateAt(
      day.first,
      n === days.length - 1 ? (year?.last ?? month.last) : day.last,
      value,
      month.value,
      day.value,
    ),
  );
}

/** "the 20th" of the month that the text speaks of. */
export const dayAlone: Recogniser = {
  name: 'day of the month alone',
  begins: (w, i) => w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    if (i === 0 || i + 2 >= w.length || w.digits[i + 1]! < 0) return null;
    const before = w.entry[i - 1]!.role;
    if (!['on', 'until', 'by', 'from', 'to', 'since', 'and', 'before', 'after'].includes(before)) return null;
    const day = readOrdinal(w, i + 1);
    if (!day || day.value > 31) return null;
    const next = day.last < stop ? w.entry[day.last]! : null;
    const word = next !== null && (/^\p{L}/u.test(w.lower[day.last]!) || isDash(w, day.last));
    if (word && next.role === '' && !isVerb(w, day.last)) return null;
    return found(i, day.last, calendar('day', { day: day.value }));
  },
};

/** "2016-02-08", "02/08/2016", "8.2.2016", "2/8/16", "2016/02/08". */
export const inFigures: Recogniser = {
  name: 'date in figures',
  begins: (w, i) => w.digits[i]! >= 0,
  read(w, i) {
    const stop = w.stop[i]!;
    if (i + 4 >= stop || (i > 0 && glued(w, i) && /[\d/.:$£€-]/.test(w.lower[i - 1]!))) return null;
    const mark = w.lower[i + 1]!;
    if ((mark !== '/' && mark !== '-' && mark !== '.') || w.lower[i + 3] !== mark) return null;
    for (let k = i + 1; k <= i + 4; k++) if (!glued(w, k)) return null;
    const [a, b, c] = [w.digits[i]!, w.digits[i + 2]!, w.digits[i + 4]!];
    const width = (k: number) => w.end[k]! - w.start[k]!;
    if (a < 0 || b < 0 || c < 0 || width(i + 2) > 2) return null;
    if (i + 6 < stop && w.lower[i + 5] === mark && glued(w, i + 5) && glued(w, i + 6)) return null;
    if (width(i) === 4) return width(i + 4) <= 2 ? checked(i, a, b, c) : null;
    if (width(i) > 2) return null;
    if (width(i + 4) !== 4 && (width(i + 4) !== 2 || mark === '-')) return null;
    const year = width(i + 4) === 4 ? c : fullYear(c);
    // With a slash month first, as American agencies write it, unless that cannot be; with a full stop day first.
    if (mark === '/' && a <= 12) return checked(i, year, a, b) ?? checked(i, year, b, a);
    return checked(i, year, b, a) ?? (mark === '/' ? null : checked(i, year, a, b));
  },
};

function checked(first: number, year: number, month: number, day: number): Found | null {
  if (year < 1000 || year > 2199 || month < 1 || month > 12 || day < 1 || !real(year, month, day))
    return null;
  return dateAt(first, first + 5, year, month, day);
}
