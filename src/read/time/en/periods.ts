/**
 * Granules of the calendar told from now or from the time that the text speaks of: "last week", "this year",
 * "the weekend", "the following month", "the same day", "last October", "next summer"; and quarters, halves, seasons:
 * "the third quarter", "Q3 2015", "the first half of 1990", "summer", "the winter of 1914".
 *
 * @module
 */
import type { Recogniser } from '../language.ts';
import {
  calendar,
  type Direction,
  type Found,
  found,
  type Meaning,
  type ShiftUnit,
  shift,
} from '../meaning.ts';
import type { Granularity } from '../moment.ts';
import { isCapital, isDash, isNoun, type Words } from '../words.ts';
import { durationValue } from './amounts.ts';
import { readDay, readMonth } from './dates.ts';
import { readDirection } from './days.ts';
import { readOrdinal, readYear, readYearInWords } from './numbers.ts';

/** Units that are granules of the calendar. */
const GRANULES = new Set([
  'day',
  'week',
  'weekend',
  'month',
  'quarter',
  'year',
  'decade',
  'century',
  'millennium',
]);

/** What a direction makes of a unit. */
export function directedUnit(direction: Direction, unit: Granularity, article: boolean): Meaning {
  switch (direction) {
    case 'last':
      return shift(unit, -1);
    case 'next':
      // "the next day" goes on from the story, "next week" from now.
      return shift(unit, 1, { from: article || unit === 'day' ? 'reference' : 'published' });
    case 'this':
      return shift(unit, 0, { from: unit === 'day' ? 'reference' : 'published' });
    case 'previous':
      return shift(unit, -1, { from: 'reference' });
    case 'following':
      return shift(unit, 1, { from: 'reference' });
    default:
      return shift(unit, 0, { from: 'reference' });
  }
}

/** "last week", "this year", "the previous month", "that day", "the current fiscal year", "the latest period". */
export const directedGranule: Recogniser = {
  name: 'granule with a direction',
  begins: (w, i) => w.entry[i]!.direction !== '' || w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    const directed = readDirection(w, i);
    if (!directed) return null;
    let at = directed.last;
    if (at < stop && w.entry[at]!.role === 'fiscal') at++;
    if (at < stop && w.lower[at] === 'calendar') at++;
    if (at >= stop) return null;
    const { unit, plural } = w.entry[at]!;
    if (plural || !GRANULES.has(unit)) return null;
    // "This Week" is a programme; "the last week of May" is read by `takeStretch`.
    if (isCapital(w, at) && !isCapital(w, at - 1)) return null;
    if (isCapital(w, at) && i > 0 && w.lower[i - 1] !== '.' && w.start[i]! > 0 && w.stop[i - 1] === w.stop[i])
      return null;
    if (directed.direction === 'last' && at + 1 < stop && w.entry[at + 1]!.role === 'of') return null;
    // "the past decade" ends now, "the last decade" is the one before.
    if (w.lower[at - 1] === 'past') {
      const meaning = {
        kind: 'duration',
        value: durationValue(unit, 1),
        unit: unit as ShiftUnit,
        count: 1,
        reach: -1,
      } as const;
      return unit === 'weekend' || unit === 'day' ? null : found(i, at + 1, meaning);
    }
    // "last year's third quarter" is read by `quarter`; "this day-long", "this week-old" are durations.
    if (at + 2 < stop && isDash(w, at + 1) && /^(?:long|old)$/.test(w.lower[at + 2]!)) return null;
    if (directed.direction === 'last' && unit === 'day') return null;
    return found(i, at + 1, directedUnit(directed.direction, unit as Granularity, directed.article));
  },
};

/** "the weekend", "the week", "the month", "the year", "the quarter", "the full year": the one that is spoken of. */
export const plainGranule: Recogniser = {
  name: 'granule with an article',
  begins: (w, i) => w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    let at = i + 1;
    if (at < stop && w.entry[at]!.role === 'whole') at++;
    if (at < stop && (w.entry[at]!.role === 'fiscal' || w.lower[at] === 'calendar')) at++;
    if (at >= stop) return null;
    const { unit, plural } = w.entry[at]!;
    if (plural) return null;
    if (unit !== 'weekend' && unit !== 'week' && unit !== 'month' && unit !== 'year' && unit !== 'quarter')
      return null;
    if (at + 1 < stop && isDash(w, at + 1)) return null;
    return found(i, at + 1, shift(unit as Granularity, 0, { from: 'reference', count: null }));
  },
};

/** "last October", "this September", "the previous November", "next summer", "last fall". */
export const directedMonth: Recogniser = {
  name: 'month or season with a direction',
  begins: (w, i) => w.entry[i]!.direction !== '' || w.entry[i]!.role === 'the',
  read(w, i) {
    const directed = readDirection(w, i);
    if (!directed || directed.last >= w.stop[i]!) return null;
    // "the next spring" goes on from the story, "next spring" from now.
    const direction = directed.article && directed.direction === 'next' ? 'following' : directed.direction;
    const month = isCapital(w, directed.last) ? readMonth(w, directed.last) : null;
    const day = month && month.last < w.stop[i]! ? readDay(w, month.last, w.stop[i]!) : null;
    if (month && day)
      return found(i, day.last, calendar('day', { month: month.value, day: day.value, direction }));
    if (month) return found(i, month.last, calendar('month', { month: month.value, direction }));
    const { season } = w.entry[directed.last]!;
    return season > 0 ? found(i, directed.last + 1, calendar('season', { index: season, direction })) : null;
  },
};

/** "the summer", "summer 1918", "the spring of 1915", "winter". */
export const season: Recogniser = {
  name: 'season',
  begins: (w, i) => w.entry[i]!.season > 0 || w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    const article = w.entry[i]!.role === 'the';
    const at = article ? i + 1 : i;
    if (at >= stop || w.entry[at]!.season === 0) return null;
    const of = at + 1 < stop && (w.entry[at + 1]!.role === 'of' || w.lower[at + 1] === ',') ? at + 2 : at + 1;
    const year = of < stop ? (readYear(w, of) ?? readYearInWords(w, of)) : null;
    // "the summer offensive": the article belongs to the noun.
    const modifies = !year && article && at + 1 < stop && isNoun(w, at + 1);
    const meaning = calendar('season', { index: w.entry[at]!.season, year: year?.year ?? null });
    const result = found(modifies ? at : i, year?.last ?? at + 1, meaning);
    result.doubtful = !year;
    return result;
  },
};

/** "the third quarter", "third-quarter", "Q3 2015", "the second half of 2008", "the year-earlier quarter". */
export const quarter: Recogniser = {
  name: 'quarter or half',
  begins: (w, i) =>
    w.entry[i]!.ordinal > 0 ||
    w.digits[i]! > 0 ||
    w.entry[i]!.role === 'the' ||
    w.lower[i] === 'q' ||
    LAST_HALF.test(w.lower[i]!),
  read(w, i) {
    const stop = w.stop[i]!;
    if (w.lower[i] === 'q') {
      const n = i + 1 < stop ? w.digits[i + 1]! : -1;
      return n >= 1 && n <= 4 ? withYear(w, i, i + 2, 'quarter', n, stop) : null;
    }
    let at = w.entry[i]!.role === 'the' ? i + 1 : i;
    if (at < stop && w.entry[at]!.role === 'fiscal') at++;
    if (at >= stop) return null;
    const ordinal = LAST_HALF.test(w.lower[at]!) ? { last: at + 1, value: 2 } : readOrdinal(w, at);
    if (!ordinal || ordinal.value > 4) return null;
    let noun = ordinal.last < stop && isDash(w, ordinal.last) ? ordinal.last + 1 : ordinal.last;
    if (noun < stop && w.entry[noun]!.role === 'fiscal') noun++;
    if (noun >= stop) return null;
    if (w.entry[noun]!.unit === 'quarter' && !w.entry[noun]!.plural) {
      const century =
        noun + 1 < stop &&
        w.entry[noun + 1]!.role === 'of' &&
        noun + 2 < stop &&
        w.entry[noun + 2]!.role === 'the';
      if (century && noun + 3 < stop && readOrdinal(w, noun + 3)) return null;
      if (LAST_HALF.test(w.lower[at]!)) return null;
      // "the third-quarter loss": the article belongs to the noun.
      const modifies = isDash(w, ordinal.last) || (noun + 1 < stop && isNoun(w, noun + 1));
      const first = modifies && w.entry[i]!.role === 'the' ? i + 1 : i;
      return withYear(w, first, noun + 1, 'quarter', ordinal.value, stop);
    }
    if (w.entry[noun]!.role === 'half' && ordinal.value <= 2)
      return half(w, i, noun + 1, ordinal.value, stop);
    return null;
  },
};

const LAST_HALF = /^(?:latter|last)$/;

/** "first half" counts only where a year is meant: of a year, of this year; never of a match. */
function half(w: Words, first: number, last: number, index: number, stop: number): Found | null {
  if (last + 1 >= stop || w.entry[last]!.role !== 'of') return null;
  const next = w.entry[last + 1]!;
  const named =
    readYear(w, last + 1) !== null ||
    next.role === 'fiscal' ||
    ((next.direction !== '' || next.role === 'the') && last + 2 < stop && w.entry[last + 2]!.unit === 'year');
  return named ? withYear(w, first, last, 'half', index, stop) : null;
}

function withYear(
  w: Words,
  first: number,
  last: number,
  granularity: Granularity,
  index: number,
  stop: number,
): Found {
  const fiscal = (k: number) => (k < stop && w.entry[k]!.role === 'fiscal' ? k + 1 : k);
  const of = last < stop && (w.entry[last]!.role === 'of' || w.lower[last] === ',') ? last + 1 : last;
  const at = fiscal(of);
  const year = at < stop ? readYear(w, at) : null;
  return found(first, year?.last ?? last, calendar(granularity, { index, year: year?.year ?? null }));
}

/** "year-end", "year end", "month's end". */
export const yearEnd: Recogniser = {
  name: 'end of the year or month',
  begins: (w, i) => w.entry[i]!.unit === 'year' || w.entry[i]!.unit === 'month',
  read(w, i) {
    const stop = w.stop[i]!;
    const { unit, plural } = w.entry[i]!;
    if (plural || (unit !== 'year' && unit !== 'month')) return null;
    const possessive =
      i + 2 < stop && (w.lower[i + 1] === "'" || w.lower[i + 1] === '’') && w.lower[i + 2] === 's';
    const end = possessive ? i + 3 : i + 1 < stop && isDash(w, i + 1) ? i + 2 : i + 1;
    if (end >= stop || w.lower[end] !== 'end' || (end === i + 1 && unit !== 'year')) return null;
    if (unit === 'year' && !possessive) return found(i, end + 1, calendar('day', { month: 12, day: 31 }));
    return found(i, end + 1, shift(unit as Granularity, 0, { from: 'reference', count: null }), 'END');
  },
};
