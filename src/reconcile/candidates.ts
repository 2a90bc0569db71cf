/**
 * Which events may be one: an index over time, place and type, so that a new event meets few others however many there
 * are. Two events that `compareEvents` could join find each other: one stands under a key that the other looks up.
 *
 * @module
 */
import { type EventFacts, isRealized, PERIOD } from './facts.ts';

/** Events of so many days at most stand under keys of `SPAN` days, longer ones under keys of `LONG_SPAN`. */
const SHORT = 3;
const SPAN = 4;
const LONG_SPAN = 24;
/** Days by which reports of one event may differ. */
const APART = 1;

/** The dead of a whole war are compared only with those of a whole war. */
export const isPeriod = ({ days }: EventFacts): boolean => days !== null && days.last - days.first > PERIOD;

/** When an event was, or may have been. */
const whenOf = ({ days, recent }: EventFacts) => days ?? recent;

/**
 * The key that an event stands under. Without a time or without a country it cannot be looked up and is only joined
 * within its own report: what is nowhere and never is no evidence that two reports tell of one thing.
 */
export function keyOf(event: EventFacts): string | null {
  const where = whereOf(event);
  if (where === null) return null;
  const { first, last } = whenOf(event)!;
  if (isPeriod(event)) return `${where} period`;
  return last - first <= SHORT
    ? `${where} ${Math.floor(first / SPAN)}`
    : `${where} L${Math.floor(first / LONG_SPAN)}`;
}

/** The keys under which the events stand that may be one with this. */
export function keysNear(event: EventFacts): string[] {
  const where = whereOf(event);
  if (where === null) return [];
  if (isPeriod(event)) return [`${where} period`];
  const { first, last } = whenOf(event)!;
  const keys: string[] = [];
  const until = last + APART;
  for (let n = Math.floor((first - APART - SHORT) / SPAN); n <= Math.floor(until / SPAN); n++)
    keys.push(`${where} ${n}`);
  for (let n = Math.floor((first - APART - PERIOD) / LONG_SPAN); n <= Math.floor(until / LONG_SPAN); n++)
    keys.push(`${where} L${n}`);
  return keys;
}

const whereOf = (event: EventFacts): string | null =>
  whenOf(event) && event.country ? `${event.type} ${event.country}${isRealized(event) ? '' : ' plan'}` : null;
