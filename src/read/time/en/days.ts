/**
 * Days of the week, days told from today, feasts: "Friday", "last Friday", "the following Tuesday", "yesterday",
 * "the day before yesterday", "Christmas Eve", "D-Day" is a name and is left.
 *
 * @module
 */

import { UPOS } from '../../syntax/types.ts';
import type { Recogniser } from '../language.ts';
import { calendar, type Direction, found, shift } from '../meaning.ts';
import { glued, isCapital, isDash, type Words } from '../words.ts';
import type { Lexicon } from './lexicon.ts';

const PROPN = UPOS.indexOf('PROPN');

/** A direction and its article: "last", "the previous", "this coming"; null if none begins at `i`. */
export function readDirection(
  w: Words,
  i: number,
): { last: number; direction: Direction; article: boolean } | null {
  const stop = w.stop[i]!;
  const article = w.entry[i]!.role === 'the';
  let at = article ? i + 1 : i;
  if (at >= stop || w.entry[at]!.direction === '') return null;
  let direction = w.entry[at]!.direction as Direction;
  // "this past Friday", "this coming Sunday", "that same day"
  if (at + 1 < stop && w.entry[at + 1]!.direction !== '' && (direction === 'this' || direction === 'same')) {
    at++;
    direction = w.entry[at]!.direction as Direction;
  }
  return { last: at + 1, direction, article };
}

/** "Friday", "last Friday", "the following Tuesday", "Fri." */
export const weekday: Recogniser = {
  name: 'day of the week',
  begins: (w, i) => w.entry[i]!.weekday > 0 || w.entry[i]!.direction !== '' || w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    const directed = readDirection(w, i);
    const at = directed?.last ?? i;
    if (at >= stop) return null;
    const { weekday: day, abbreviated, plural } = w.entry[at]!;
    if (day === 0 || plural || !isCapital(w, at)) return null;
    const dotted = abbreviated && at + 1 < stop && w.lower[at + 1] === '.' && glued(w, at + 1);
    const meaning = calendar('day', { weekday: day, direction: directed?.direction ?? null });
    const result = found(i, dotted ? at + 2 : at + 1, meaning);
    result.doubtful = abbreviated;
    return result;
  },
};

/** "today", "yesterday", "tomorrow", "tonight", "the day before yesterday", "the day after tomorrow". */
export const dayFromToday: Recogniser = {
  name: 'day told from today',
  begins: (w, i) =>
    !Number.isNaN(w.entry[i]!.dayShift) || w.entry[i]!.role === 'the' || w.entry[i]!.role === 'overnight',
  read(w, i) {
    const { dayShift, part, role } = w.entry[i]!;
    if (role === 'overnight') return found(i, i + 1, shift('day', -1, { part: 'NI' }));
    if (role === 'the') {
      if (i + 3 >= w.stop[i]! || w.entry[i + 1]!.unit !== 'day') return null;
      const before = w.entry[i + 2]!.role === 'before';
      const from = w.entry[i + 3]!.dayShift;
      if (!(before && from === -1) && !(w.entry[i + 2]!.role === 'after' && from === 1)) return null;
      return found(i, i + 4, shift('day', before ? -1 : 1, { count: 2 }));
    }
    // "USA Today" is a newspaper.
    if (i > 0 && isCapital(w, i) && isCapital(w, i - 1) && w.upos[i - 1] === PROPN) return null;
    const sign = Math.sign(dayShift) as -1 | 0 | 1;
    return found(i, i + 1, shift('day', sign, { part: part === 'NI' ? 'NI' : null }));
  },
};

/** Feasts and memorial days of `knowledge/time/en/holidays.tsv`, with the year beside them: "Christmas 2007". */
export const feast = ({ holidays }: Lexicon): Recogniser => ({
  name: 'feast or memorial day',
  begins: (w, i) =>
    (w.entry[i]!.role !== '' && isCapital(w, i)) || w.entry[i]!.direction !== '' || w.entry[i]!.month > 0,
  read(w, i) {
    const stop = w.stop[i]!;
    const directed = w.entry[i]!.direction === '' ? null : readDirection(w, i);
    const at = directed?.last ?? i;
    if (at >= stop || !isCapital(w, at)) return null;
    const name = holidays.at(w, at);
    if (!name) return null;
    const direction = directed?.direction ?? null;
    const week = name.last < stop && w.entry[name.last]!.unit === 'week' ? name.last + 1 : 0;
    if (week) return found(i, week, calendar('week', { holiday: name.value, direction }));
    const comma = name.last < stop && w.lower[name.last] === ',' ? name.last + 1 : name.last;
    const year =
      comma < stop && w.digits[comma]! >= 1000 && w.digits[comma]! < 2200 ? w.digits[comma]! : null;
    const end = year === null ? name.last : comma + 1;
    return found(i, end, calendar('day', { holiday: name.value, direction, year }));
  },
});

export const isHyphenated = (w: Words, i: number) => isDash(w, i) && glued(w, i) && glued(w, i + 1);
