/**
 * Numbers, ordinals and years as English writes them, at one place in the words.
 *
 * @module
 */
import { glued, isDash, type Words } from '../words.ts';

export interface ReadNumber {
  /** One past its last unit. */
  readonly last: number;
  /** Null for a number that is not said ("several"). */
  readonly value: number | null;
}

const MARKS_THAT_JOIN = new Set(['.', ',', '/', ':', '$', '£', '€', '%', '#']);

/** Whether the digits at `i` are part of something longer: "1,200", "3.5", "$90", "7/8". */
export function inLongerNumber(w: Words, i: number): boolean {
  if (i > 0 && glued(w, i)) {
    const before = w.lower[i - 1]!;
    if (before === '$' || before === '£' || before === '€' || before === '#') return true;
    if (MARKS_THAT_JOIN.has(before) && i > 1 && glued(w, i - 1) && w.digits[i - 2]! >= 0) return true;
  }
  if (i + 1 < w.length && glued(w, i + 1)) {
    const after = w.lower[i + 1]!;
    if (after === '%') return true;
    if (MARKS_THAT_JOIN.has(after) && i + 2 < w.length && glued(w, i + 2) && w.digits[i + 2]! >= 0)
      return true;
  }
  return false;
}

/** A cardinal in figures or words: "12", "1,200", "2.5", "5 1/2", "twenty-four", "a hundred and fifty", "several". */
export function readCardinal(w: Words, i: number): ReadNumber | null {
  const stop = w.stop[i]!;
  if (w.digits[i]! >= 0) return readFigures(w, i, stop);
  const { vagueNumber, role } = w.entry[i]!;
  if (vagueNumber) return { last: i + 1, value: null };
  if (role === 'a' && i + 1 < stop) {
    const next = w.entry[i + 1]!;
    if (next.vagueNumber) return { last: i + 2, value: null };
    if (next.scale > 0 || next.cardinal === 12) {
      if (next.cardinal === 12) return { last: i + 2, value: 12 };
      return readWords(w, i, stop);
    }
  }
  return readWords(w, i, stop);
}

function readFigures(w: Words, i: number, stop: number): ReadNumber | null {
  let value = w.digits[i]!;
  let at = i + 1;
  while (
    at + 1 < stop &&
    w.lower[at] === ',' &&
    glued(w, at) &&
    glued(w, at + 1) &&
    w.end[at + 1]! - w.start[at + 1]! === 3 &&
    w.digits[at + 1]! >= 0
  ) {
    value = value * 1000 + w.digits[at + 1]!;
    at += 2;
  }
  if (at + 1 < stop && w.lower[at] === '.' && glued(w, at) && glued(w, at + 1) && w.digits[at + 1]! >= 0) {
    value += w.digits[at + 1]! / 10 ** (w.end[at + 1]! - w.start[at + 1]!);
    at += 2;
  } else {
    const fraction = readFraction(w, at, stop);
    if (fraction) return { last: fraction.last, value: value + fraction.value };
  }
  const scale = at < stop ? w.entry[at]!.scale : 0;
  return scale > 0 ? { last: at + 1, value: value * scale } : { last: at, value };
}

function readFraction(w: Words, i: number, stop: number): { last: number; value: number } | null {
  if (i < stop && w.lower[i] === '½') return { last: i + 1, value: 0.5 };
  if (i + 2 >= stop || w.lower[i + 1] !== '/' || !glued(w, i + 1) || !glued(w, i + 2)) return null;
  const above = w.digits[i]!;
  const below = w.digits[i + 2]!;
  return above > 0 && below > above && below <= 10 ? { last: i + 3, value: above / below } : null;
}

function readWords(w: Words, i: number, stop: number): ReadNumber | null {
  let total = 0;
  let group = -1;
  let at = i;
  if (w.entry[at]!.role === 'a' && at + 1 < stop && w.entry[at + 1]!.scale > 0) {
    group = 1;
    at++;
  }
  let last = -1;
  while (at < stop) {
    const { cardinal, scale } = w.entry[at]!;
    if (scale > 0) {
      if (group < 0) {
        if (last >= 0) break;
        group = 1;
      }
      if (scale === 100) group *= 100;
      else {
        total += group * scale;
        group = 0;
      }
      at++;
      last = at;
    } else if (
      cardinal >= 0 &&
      (group < 0 || (group % 100 === 0 && cardinal < 100) || fits(group, cardinal))
    ) {
      group = Math.max(0, group) + cardinal;
      at++;
      last = at;
    } else if (
      last >= 0 &&
      isDash(w, at) &&
      glued(w, at) &&
      at + 1 < stop &&
      fits(group, w.entry[at + 1]!.cardinal)
    )
      at++;
    else if (
      last >= 0 &&
      w.entry[at]!.role === 'and' &&
      group % 100 === 0 &&
      group > 0 &&
      at + 1 < stop &&
      w.entry[at + 1]!.cardinal > 0
    )
      at++;
    else break;
  }
  return last < 0 ? null : { last, value: total + Math.max(0, group) };
}

/** "twenty" + "four", never "twenty" + "twelve". */
const fits = (group: number, next: number) => group % 10 === 0 && group % 100 >= 20 && next > 0 && next < 10;

/** An ordinal: "first", "twenty-first", "3rd". */
export function readOrdinal(w: Words, i: number): { last: number; value: number } | null {
  const stop = w.stop[i]!;
  const { ordinal, cardinal } = w.entry[i]!;
  if (ordinal > 0) return { last: i + 1, value: ordinal };
  if (w.digits[i]! > 0) {
    const suffix = i + 1 < stop && glued(w, i + 1) ? w.entry[i + 1]!.role : '';
    return suffix === 'st' || suffix === 'nd' || suffix === 'rd' || suffix === 'th'
      ? { last: i + 2, value: w.digits[i]! }
      : null;
  }
  if (cardinal >= 20 && cardinal % 10 === 0) {
    const dash = i + 1 < stop && isDash(w, i + 1) ? i + 2 : i + 1;
    const unit = dash < stop ? w.entry[dash]!.ordinal : -1;
    if (unit > 0 && unit < 10) return { last: dash + 1, value: cardinal + unit };
  }
  return null;
}

/** A year of four digits that can be one by its looks alone: 1000 to 2199, not "$1,990" nor "1990%". */
export function readYear(w: Words, i: number): { last: number; year: number } | null {
  const digits = w.digits[i]!;
  if (digits < 0) return null;
  if (w.end[i]! - w.start[i]! !== 4 || digits < 1000 || digits > 2199 || inLongerNumber(w, i)) return null;
  if (i + 1 < w.stop[i]! && glued(w, i + 1) && w.entry[i + 1]!.role === 's') return null;
  return { last: i + 1, year: digits };
}

/** A year in words: "nineteen ninety-one", "nineteen hundred", "two thousand", "two thousand and eight". */
export function readYearInWords(w: Words, i: number): { last: number; year: number } | null {
  const stop = w.stop[i]!;
  const century = w.entry[i]!.cardinal;
  if (i + 1 >= stop) return null;
  if (century === 2 && w.entry[i + 1]!.scale === 1000) {
    const number = readCardinal(w, i);
    return number?.value && number.value >= 2000 && number.value < 2100
      ? { last: number.last, year: number.value }
      : null;
  }
  if (century < 11 || century > 20) return null;
  const next = w.entry[i + 1]!;
  if (next.scale === 100) {
    if (century < 15 || i === 0 || w.entry[i - 1]!.role === '') return null;
    const number = readCardinal(w, i);
    return number?.value ? { last: number.last, year: number.value } : null;
  }
  if (next.cardinal < 10 || next.cardinal > 99) return null;
  const rest = readCardinal(w, i + 1);
  return rest?.value && rest.value < 100 ? { last: rest.last, year: century * 100 + rest.value } : null;
}

/** A year of two digits after a month and day: 1930 to 2029. */
export const fullYear = (twoDigits: number) => twoDigits + (twoDigits < 30 ? 2000 : 1900);
