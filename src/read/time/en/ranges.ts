/**
 * Lets the first end of a range have what only the second says: "August and September 1914", "31 May-1 June 1916",
 * "from October 7 to November 3, 2015", "between 1941 and 1945".
 *
 * @module
 */
import type { Refiner } from '../language.ts';
import type { CalendarMeaning, Found } from '../meaning.ts';
import { isDash, type Words } from '../words.ts';

/** "to", "and", "or", "until", a dash or a comma alone between two expressions. */
export function isJoined(w: Words, a: Found, b: Found): boolean {
  if (b.first - a.last !== 1 || w.stop[a.first] !== w.stop[b.first]) return false;
  const { role } = w.entry[a.last]!;
  return (
    role === 'to' ||
    role === 'and' ||
    role === 'or' ||
    role === 'until' ||
    role === 'through' ||
    isDash(w, a.last) ||
    w.lower[a.last] === ','
  );
}

/** "Monday to Wednesday", "between Monday and Wednesday", "Saturday and Sunday"; "Friday and Thursday" go each alone. */
function inOrder(w: Words, { first, last }: Found, a: CalendarMeaning, b: CalendarMeaning): boolean {
  if (a.weekday === null || b.weekday === null) return true;
  const { role } = w.entry[last]!;
  if (role !== 'and' && role !== 'or' && w.lower[last] !== ',') return true;
  return b.weekday === (a.weekday % 7) + 1 || (first > 0 && w.entry[first - 1]!.role === 'between');
}

const shares = (m: CalendarMeaning) => ['day', 'month', 'season', 'part'].includes(m.granularity);

/** The year of the second for the first. */
export const shareYear: Refiner = {
  name: 'share the year of a range',
  refine(w, found) {
    for (let n = found.length - 2; n >= 0; n--) {
      const a = found[n]!;
      const b = found[n + 1]!;
      if (a.meaning.kind !== 'calendar' || b.meaning.kind !== 'calendar' || !isJoined(w, a, b)) continue;
      a.joined = inOrder(w, a, a.meaning, b.meaning);
      const { year, yearFrom, month } = b.meaning;
      const one = a.meaning;
      if (
        (year === null && yearFrom === null) ||
        one.year !== null ||
        one.yearFrom !== null ||
        one.month === null
      )
        continue;
      if (!shares(one) || !shares(b.meaning) || one.direction !== null) continue;
      // "December to January 1943" begins in the year before.
      const back = year !== null && month !== null && one.month > month ? 1 : 0;
      a.meaning = { ...one, year: year === null ? null : year - back, yearFrom };
      a.doubtful = false;
    }
    return found;
  },
};
