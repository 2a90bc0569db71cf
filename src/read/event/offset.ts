/**
 * Events that a sentence counts from: "gathered on Saturday, four days after | the explosion that killed 158".
 *
 * @module
 */

import { edtfDay, edtfDays } from '../../record/edtf.ts';
import type { Event } from '../../record/reading.ts';
import { pathUp } from './circumstance.ts';
import type { Ground } from './ground.ts';

/** What stands in front of an event that is counted from. */
export interface Offset {
  /** Number of the time expression: "four days". */
  readonly length: number;
  /** The "after" or "before", behind which another day begins, and another place. */
  readonly link: number;
  /** Head of what is told in front of it, with whose day and place the story goes on. */
  readonly told: number;
}

/** The count that an event stands behind in its clause, or null. */
export function offsetOf({ doc, timeAt }: Ground, event: number): Offset | null {
  const { tokens, syntax } = doc;
  const first = tokens.sentences[tokens.sentence[event]!]!;
  for (let link = event - 1; link > first; link--) {
    if (/^[,;:–—]$/.test(tokens.lower[link]!)) return null;
    if (!DIRECTION.has(tokens.lower[link]!)) continue;
    const length = timeAt[link - 1]!;
    if (length < 0 || daysIn(doc.times[length]!.value) === 0) return null;
    const up = pathUp(syntax.head, link - 1);
    const told = up.find((t) => t < link && timeAt[t] !== length) ?? up.at(-1)!;
    return { length, link, told };
  }
  return null;
}

const DIRECTION = new Map([
  ['after', -1],
  ['before', 1],
]);

/** Days of a TIMEX3 length in days or weeks; 0 for any other. */
function daysIn(value: string): number {
  const [, count, unit] = /^P(\d+)([DW])$/.exec(value) ?? [];
  return Number(count ?? 0) * (unit === 'W' ? 7 : 1);
}

/** The day of such an event, as far before or after the day of what is told of in front as the count says. */
export function timeAtOffset(
  { doc }: Ground,
  { length, link }: Offset,
  told: Event['time'] | null,
): Event['time'] | null {
  const days = told && edtfDays(told.edtf!);
  if (!days || days.first === null || days.first !== days.last) return null;
  const time = doc.times[length]!;
  const by = DIRECTION.get(doc.tokens.lower[link]!)! * daysIn(time.value);
  return { edtf: edtfDay(days.first + by), ref: time.id, basis: 'explicit' };
}
