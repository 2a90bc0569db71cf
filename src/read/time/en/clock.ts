/**
 * Times of the day: "10 p.m.", "2:05 a.m. EST", "14:05 GMT", "0600 hours", "noon", "five o'clock", "half past three",
 * and parts of the day: "the morning", "this evening", "last night", "early in the morning".
 *
 * @module
 */
import type { Recogniser } from '../language.ts';
import { calendar, type Found, found, shift } from '../meaning.ts';
import type { Clock, PartOfDay } from '../moment.ts';
import { glued, isDash, type Words } from '../words.ts';
import { readDirection } from './days.ts';

/** "a.m.", "pm": its end and whether afternoon. */
function readHalfDay(w: Words, i: number, stop: number): { last: number; afternoon: boolean } | null {
  if (i >= stop) return null;
  const { role } = w.entry[i]!;
  if (role === 'am' || role === 'pm') {
    // "I am": the letters stand against the figure, or are capitals, or a figure with a colon stands before.
    return { last: i + 1, afternoon: role === 'pm' };
  }
  if (role !== 'p' && role !== 'a') return null;
  if (w.lower[i] === 'an' || i + 2 >= stop + 1 || w.lower[i + 1] !== '.' || !glued(w, i + 1)) return null;
  if (i + 2 >= stop || w.entry[i + 2]!.role !== 'm') return null;
  const last = i + 3 < stop && w.lower[i + 3] === '.' && glued(w, i + 3) ? i + 4 : i + 3;
  return { last, afternoon: role === 'p' };
}

function readZone(w: Words, i: number, stop: number): { last: number; zone: string | null } | null {
  if (i >= stop) return null;
  const bracket = w.lower[i] === '(' ? i + 1 : i;
  if (i + 1 < stop && w.lower[i] === 'local' && w.entry[i + 1]!.role === 'time')
    return { last: i + 2, zone: null };
  if (bracket >= stop || w.entry[bracket]!.zone === '') return null;
  if (bracket > i)
    return bracket + 1 < stop && w.lower[bracket + 1] === ')'
      ? { last: bracket + 2, zone: w.entry[bracket]!.zone }
      : null;
  return { last: i + 1, zone: w.entry[i]!.zone };
}

const clockAt = (first: number, last: number, clock: Clock): Found =>
  found(first, last, calendar('time', { clock }));

/** "10 p.m.", "10:30", "14:05:00 GMT", "0600 GMT". */
export const clockInFigures: Recogniser = {
  name: 'time of day in figures',
  begins: (w, i) => w.digits[i]! >= 0 || w.entry[i]!.cardinal > 0,
  read(w, i) {
    const stop = w.stop[i]!;
    if (i > 0 && glued(w, i) && !/^[(["'“‘—–-]$/.test(w.lower[i - 1]!)) {
      // "2016-02-08T14:05"
      if (w.lower[i - 1] !== 't' || i < 2 || !glued(w, i - 1) || w.digits[i - 2]! < 0) return null;
    }
    let hour = w.digits[i]! >= 0 ? w.digits[i]! : w.entry[i]!.cardinal;
    const width = w.digits[i]! >= 0 ? w.end[i]! - w.start[i]! : 0;
    let minute: number | null = null;
    let second: number | null = null;
    let at = i + 1;
    const pair = (k: number) =>
      k + 1 < stop &&
      (w.lower[k] === ':' || w.lower[k] === '.') &&
      glued(w, k) &&
      glued(w, k + 1) &&
      w.end[k + 1]! - w.start[k + 1]! === 2 &&
      w.digits[k + 1]! >= 0 &&
      w.digits[k + 1]! < 60;
    const colon = width > 0 && at < stop && w.lower[at] === ':';
    if (width > 0 && width <= 2 && pair(at)) {
      minute = w.digits[at + 1]!;
      at += 2;
      if (colon && pair(at)) {
        second = w.digits[at + 1]!;
        at += 2;
      }
    } else if (width === 4 && hour < 2400 && hour % 100 < 60) {
      const zone = readZone(w, at, stop);
      const hours =
        at < stop &&
        (w.entry[at]!.unit === 'hour' || w.entry[at]!.role === 'hrs' || w.entry[at]!.role === 'h');
      if (!zone && !hours) return null;
      const clock = {
        hour: Math.floor(hour / 100),
        minute: hour % 100,
        second: null,
        zone: zone?.zone ?? null,
      };
      return clockAt(i, zone?.last ?? at + 1, clock);
    } else if (width > 2) return null;
    const half = readHalfDay(w, at, stop);
    if (half) {
      if (hour < 1 || hour > 12) return null;
      hour = (hour % 12) + (half.afternoon ? 12 : 0);
      at = half.last;
    } else {
      const oclock = readOClock(w, at, stop);
      if (oclock) {
        if (hour < 1 || hour > 24) return null;
        minute = 0;
        at = oclock;
      } else {
        const zone = readZone(w, at, stop);
        if (minute === null || hour > 24 || (!colon && !zone)) return null;
        // "3:12" alone may be a score, a verse, a ratio.
        if (!zone && second === null && width < 2) return null;
      }
    }
    const zone = readZone(w, at, stop);
    return clockAt(i, zone?.last ?? at, { hour, minute: minute ?? 0, second, zone: zone?.zone ?? null });
  },
};

function readOClock(w: Words, i: number, stop: number): number {
  if (i >= stop) return 0;
  if (w.lower[i] === 'oclock') return i + 1;
  const spelled = w.lower[i] === 'o' && i + 2 < stop && w.lower[i + 2] === 'clock' && glued(w, i + 2);
  return spelled ? i + 3 : 0;
}

/** "noon", "midnight", "half past three", "quarter to nine". */
export const clockInWords: Recogniser = {
  name: 'time of day in words',
  begins: (w, i) => {
    const { role, unit } = w.entry[i]!;
    return role === 'noon' || role === 'midnight' || role === 'half' || unit === 'quarter';
  },
  read(w, i) {
    const stop = w.stop[i]!;
    const { role, unit } = w.entry[i]!;
    if (role === 'noon') return clockAt(i, i + 1, { hour: 12, minute: 0, second: null, zone: null });
    if (role === 'midnight') return clockAt(i, i + 1, { hour: 24, minute: 0, second: null, zone: null });
    if (i + 2 >= stop) return null;
    const past = w.lower[i + 1] === 'past';
    if (!past && !(unit === 'quarter' && w.entry[i + 1]!.role === 'to')) return null;
    const hour = w.digits[i + 2]! > 0 ? w.digits[i + 2]! : w.entry[i + 2]!.cardinal;
    if (hour < 1 || hour > 12) return null;
    const minute = role === 'half' ? 30 : past ? 15 : 45;
    return clockAt(i, i + 3, { hour: past ? hour : hour - 1, minute, second: null, zone: null });
  },
};

/** "this morning", "last night", "the night", "that afternoon", "night" after a preposition. */
export const partOfDay: Recogniser = {
  name: 'part of the day',
  begins: (w, i) => w.entry[i]!.part !== '' || w.entry[i]!.direction !== '' || w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    const directed = readDirection(w, i);
    const at = directed?.last ?? (w.entry[i]!.role === 'the' ? i + 1 : i);
    if (at >= stop || w.entry[at]!.part === '' || w.entry[at]!.plural || !Number.isNaN(w.entry[at]!.dayShift))
      return null;
    const part = w.entry[at]!.part as PartOfDay;
    let end = at + 1;
    if (end < stop && w.entry[end]!.unit === 'hour') end++;
    if (directed) {
      switch (directed.direction) {
        case 'last':
          return found(i, end, shift('day', -1, { part }));
        case 'this':
          return found(i, end, shift('day', 0, { part }));
        case 'next':
        case 'following':
          return found(i, end, shift('day', 1, { part, from: 'reference' }));
        case 'previous':
          return found(i, end, shift('day', -1, { part, from: 'reference' }));
        default:
          return found(i, end, shift('day', 0, { part, from: 'reference' }));
      }
    }
    // "at night" is every night.
    if (at === i && part === 'NI' && i > 0 && w.entry[i - 1]!.role === 'at')
      return found(i, end, { kind: 'set', value: 'XXXX-XX-XXTNI' });
    const result = found(i, end, calendar('part', { part }));
    result.doubtful = at === i || isDash(w, at + 1);
    return result;
  },
};
