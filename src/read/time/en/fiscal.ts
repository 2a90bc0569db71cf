/**
 * Periods of company reports: "the latest quarter", "the 1988 period", "the 1988 third quarter", "the year-ago period",
 * "the year-earlier third quarter".
 *
 * @module
 */
import type { Recogniser } from '../language.ts';
import { calendar, found, shift } from '../meaning.ts';
import { isDash, type Words } from '../words.ts';
import { readOrdinal, readYear } from './numbers.ts';

/** End of "period", "quarter" or "third quarter" at `i`, with the quarter's number if it is said; null: none. */
function readPeriod(w: Words, i: number, stop: number): { last: number; index: number | null } | null {
  if (i >= stop) return null;
  const { role, unit, plural } = w.entry[i]!;
  if (role === 'period' || (unit === 'quarter' && !plural)) return { last: i + 1, index: null };
  const ordinal = readOrdinal(w, i);
  if (!ordinal || ordinal.value > 4 || ordinal.last >= stop) return null;
  const noun = isDash(w, ordinal.last) ? ordinal.last + 1 : ordinal.last;
  return noun < stop && w.entry[noun]!.unit === 'quarter' ? { last: noun + 1, index: ordinal.value } : null;
}

/** "the 1988 period", "the 1988 third quarter": the year before the period. */
export const yearsPeriod: Recogniser = {
  name: 'period of a named year',
  begins: (w, i) => w.entry[i]!.role === 'the' || w.digits[i]! >= 1000,
  read(w, i) {
    const stop = w.stop[i]!;
    const at = w.entry[i]!.role === 'the' ? i + 1 : i;
    const year = at < stop ? readYear(w, at) : null;
    const period = year && readPeriod(w, year.last, stop);
    return period && found(i, period.last, calendar('quarter', { year: year.year, index: period.index }));
  },
};

/** "the latest period", "the latest quarter": the one that is reported. */
export const latestPeriod: Recogniser = {
  name: 'period that is reported',
  begins: (w, i) => w.entry[i]!.role === 'the' || w.lower[i] === 'latest',
  read(w, i) {
    const stop = w.stop[i]!;
    const at = w.entry[i]!.role === 'the' ? i + 1 : i;
    if (at >= stop || w.lower[at] !== 'latest') return null;
    const period = readPeriod(w, at + 1, stop);
    return period && found(i, period.last, shift('quarter', 0, { from: 'reference', count: null }));
  },
};

/** "year-earlier", "the year-ago quarter", "the comparable year-earlier third quarter". */
export const yearEarlier: Recogniser = {
  name: 'the year before',
  begins: (w, i) =>
    w.entry[i]!.unit === 'year' || w.entry[i]!.role === 'the' || w.entry[i]!.role === 'comparable',
  read(w, i) {
    const stop = w.stop[i]!;
    let at = w.entry[i]!.role === 'the' ? i + 1 : i;
    if (at < stop && w.entry[at]!.role === 'comparable') at++;
    if (at + 2 >= stop || w.entry[at]!.unit !== 'year' || !isDash(w, at + 1)) return null;
    const { role } = w.entry[at + 2]!;
    if (role !== 'earlier' && role !== 'ago') return null;
    const period = readPeriod(w, at + 3, stop);
    if (period?.index) {
      const meaning = calendar('quarter', {
        index: period.index,
        yearFrom: { base: 'published', shift: -1 },
      });
      return found(i, period.last, meaning);
    }
    return found(
      period ? i : at,
      period?.last ?? at + 3,
      shift('year', -1, { from: 'reference', counted: true }),
    );
  },
};
