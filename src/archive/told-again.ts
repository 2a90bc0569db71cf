/**
 * Which of the mentions of one event in a report stands for it in a list: the one that says most.
 *
 * @module
 */
import type { Event } from '../record/reading.ts';

/** Ids of the events to list: one of each group that `sameAs` ties together. */
export function listedEvents(events: readonly Event[]): Set<string> {
  const byId = new Map(events.map((event) => [event.id, event]));
  const best = new Map<string, Event>();
  for (const event of events) {
    const group = firstOf(event, byId);
    const rival = best.get(group);
    // Of mentions that say as much, the first.
    if (!rival || saysMuch(event) > saysMuch(rival)) best.set(group, event);
  }
  return new Set([...best.values()].map(({ id }) => id));
}

function firstOf(event: Event, byId: ReadonlyMap<string, Event>): string {
  const seen = new Set<string>();
  let { id, sameAs } = event;
  while (sameAs !== null && byId.has(sameAs) && !seen.has(sameAs)) {
    seen.add(sameAs);
    id = sameAs;
    sameAs = byId.get(id)!.sameAs;
  }
  return id;
}

/** How much an event says; that it is reported as having happened outweighs all else. */
function saysMuch({ status, participants, quantities, time, place, claims, mode }: Event): number {
  const happened = status === 'actual' || status === 'ongoing' ? 100 : 0;
  const stated = (basis: string) => (basis === 'explicit' ? 2 : basis === 'unknown' ? 0 : 1);
  return (
    happened +
    2 * participants.length +
    3 * quantities.length +
    stated(time.basis) +
    stated(place.basis) +
    claims.length +
    (mode === null ? 0 : 1)
  );
}
