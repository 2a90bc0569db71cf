/**
 * Which of the mentions of one event in a report stands for it in a list: the one that says most.
 *
 * @module
 */
import type { Event } from '../record/reading.ts';

/** An event with all that tell of it, in the order of the text. */
export interface Tellings {
  /** The one that stands for it. */
  readonly listed: Event;
  readonly tellings: readonly Event[];
}

/** Ids of the events to list: one of each group that `sameAs` ties together. */
export function listedEvents(events: readonly Event[]): Set<string> {
  return new Set(toldTogether(events).map(({ listed }) => listed.id));
}

/** The groups that `sameAs` ties together, in the order of their first. */
export function toldTogether(events: readonly Event[]): Tellings[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const groups = new Map<string, { listed: Event; tellings: Event[] }>();
  for (const event of events) {
    const key = firstOf(event, byId);
    const group = groups.get(key);
    if (!group) groups.set(key, { listed: event, tellings: [event] });
    else {
      group.tellings.push(event);
      // Of mentions that say as much, the first.
      if (saysMuch(event) > saysMuch(group.listed)) group.listed = event;
    }
  }
  return [...groups.values()];
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
