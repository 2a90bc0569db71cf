/**
 * What the tellings of one event in a report have in common: it has one time and one place, whichever of them states it.
 *
 * @module
 */
import type { FoundEvent } from './found.ts';

/**
 * Gives each telling the time and place that the first of its group to state them states: the headline's strike was on
 * the day that the lead gives.
 *
 * @param same for each event the number of the earlier one that it tells again, or -1.
 */
export function shareStated(found: readonly FoundEvent[], same: readonly number[]): FoundEvent[] {
  const first: number[] = [];
  for (const [i, earlier] of same.entries()) first.push(earlier < 0 ? i : first[earlier]!);
  const times = new Map<number, FoundEvent['time']>();
  const places = new Map<number, FoundEvent['place']>();
  for (const [i, { time, place }] of found.entries()) {
    if (time.basis === 'explicit' && !times.has(first[i]!)) times.set(first[i]!, time);
    if (place.basis === 'explicit' && !places.has(first[i]!)) places.set(first[i]!, place);
  }
  return found.map((event, i) => {
    const [time, place] = [times.get(first[i]!), places.get(first[i]!)];
    return {
      ...event,
      time: event.time.basis === 'explicit' || !time ? event.time : { ...time, basis: 'inherited' },
      place: event.place.basis === 'explicit' || !place ? event.place : { ...place, basis: 'inherited' },
    };
  });
}
