/**
 * "three days after the attack", "a week before the vote": keeps with a stretch the event that it is counted from.
 *
 * @module
 */
import type { Refiner } from '../language.ts';
import { shift } from '../meaning.ts';
import { isNoun, type Words } from '../words.ts';

/** Most units from "after" to the noun: "after the second large car bomb attack". */
const REACH = 8;

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
