/**
 * Which events may be one: an index over time, place and type, so that a new event meets few others however many there
 * are. Two events that `compareEvents` could join always share a key.
 *
 * @module
 */
import type { EventFacts } from './facts.ts';

/** Days in one key; an event stands under every key that it or the day around it touches. */
const SPAN = 4;
/** Longer than this, in days, and an event stands under the months it touches; longer than `LONGEST_MONTHS`, under "long". */
const LONG = 40;

/**
 * Keys of an event. Without a time or without a country it cannot be looked up cheaply and is only joined within its own
 * report: what is nowhere and never is no evidence that two reports tell of one thing.
 */
export function keysOf({ type, days, place }: EventFacts): string[] {
  if (!days || !place?.country) return [];
  const where = `${type} ${place.country}`;
  if (days.last - days.first > LONG) return [`${where} long`];
  const keys: string[] = [];
  for (let span = Math.floor((days.first - 1) / SPAN); span <= Math.floor((days.last + 1) / SPAN); span++)
    keys.push(`${where} ${span}`);
  return keys;
}
