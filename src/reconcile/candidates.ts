/**
 * Which events may be one: an index over time, place and type, so that a new event meets few others however many there
 * are. Two events that `compareEvents` could join always share a key.
 *
 * @module
 */
import type { EventFacts } from './facts.ts';

/** Days in one key; an event stands under every key that it or the day around it touches. */
const SPAN = 4;
/** Days after which an event is a period: the dead of a whole war are compared only with those of a whole war. */
const PERIOD = 40;

export const isPeriod = ({ days }: EventFacts): boolean => days !== null && days.last - days.first > PERIOD;

/**
 * Keys of an event. Without a time or without a country it cannot be looked up cheaply and is only joined within its own
 * report: what is nowhere and never is no evidence that two reports tell of one thing.
 */
export function keysOf(event: EventFacts): string[] {
  const { type, days, place } = event;
  if (!days || !place?.country) return [];
  const where = `${type} ${place.country}`;
  if (isPeriod(event)) return [`${where} period`];
  const keys: string[] = [];
  for (let span = Math.floor((days.first - 1) / SPAN); span <= Math.floor((days.last + 1) / SPAN); span++)
    keys.push(`${where} ${span}`);
  return keys;
}
