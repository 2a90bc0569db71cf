/**
 * "three days after the attack", "a week before the vote": keeps with a stretch the event that it is counted from.
 *
 * @module
 */
import type { Recogniser, Refiner } from '../language.ts';
import { found, shift } from '../meaning.ts';
import { type Entry, isNoun, type Words } from '../words.ts';

/** Most units from "after" to the noun: "after the second large car bomb attack". */
const REACH = 8;

/** "the start of the operation", "the outbreak of fighting": a date only where the text has given it. */
export const startOfEvent: Recogniser = {
  name: 'start of an event',
  begins: (w, i) => w.entry[i]!.role === 'the',
  read(w, i) {
    const stop = w.stop[i]!;
    if (i + 3 >= stop || w.entry[i + 2]!.role !== 'of') return null;
    if (!/^(?:start|beginning|outbreak|onset|outset)$/.test(w.lower[i + 1]!)) return null;
    const noun = eventAfter(w, i + 3, stop);
    if (noun < 0) return null;
    for (let k = i + 3; k <= noun; k++) if (w.digits[k]! >= 0 || isOfCalendar(w.entry[k]!)) return null;
    return found(
      i,
      noun + 1,
      shift('day', 0, { count: 0, from: 'reference', counted: true, event: { noun, value: '' } }),
      'START',
    );
  },
};

/** Gives a plain duration before "after" or "before" the event that follows, as a date to be counted. */
export const countFromEvents: Refiner = {
  name: 'counted from an event',
  refine(w, found) {
    for (const [n, f] of found.entries()) {
      const { meaning } = f;
      if (meaning.kind !== 'duration' || meaning.count === null || meaning.reach !== 0 || f.last >= w.length)
        continue;
      const { role } = w.entry[f.last]!;
      if ((role !== 'after' && role !== 'before') || w.stop[f.first] !== w.stop[f.last]) continue;
      const noun = eventAfter(w, f.last + 1, found[n + 1]?.first ?? w.length);
      if (noun < 0) continue;
      f.meaning = shift(meaning.unit, role === 'after' ? 1 : -1, {
        count: meaning.count,
        from: 'reference',
        counted: true,
        event: { noun, value: meaning.value },
      });
    }
    return found;
  },
};

const isOfCalendar = ({ unit, month, season, weekday, part, direction, decade }: Entry) =>
  unit !== '' || month > 0 || season > 0 || weekday > 0 || part !== '' || direction !== '' || decade >= 0;

/** Head of the noun phrase that begins at `i` ("the attack", "his arrest", "Friday's vote"), or -1. */
function eventAfter(w: Words, i: number, limit: number): number {
  const stop = Math.min(w.stop[i] ?? 0, i + REACH, limit);
  let noun = -1;
  for (let k = i; k < stop; k++) {
    if (isNoun(w, k)) noun = k;
    else if (noun >= 0 || /^[^\p{L}\d'’-]/u.test(w.lower[k]!)) break;
  }
  return noun;
}
