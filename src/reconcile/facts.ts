/**
 * What reconciling needs to know of an event: small, comparable, and independent of the report's text.
 *
 * @module
 */
import { edtfDays } from '../record/edtf.ts';
import type { Entity, Event, Place, Quantity, Reading } from '../record/reading.ts';

export interface EventFacts {
  /** The same in every archive: the report's key and the event's id. */
  readonly id: string;
  readonly type: Event['type'];
  readonly mode: string | null;
  readonly status: Event['status'];
  readonly lemma: string;
  /** First and last day as days since 1970-01-01; null when the report does not say. */
  readonly days: { readonly first: number; readonly last: number } | null;
  readonly place: Pick<Place, 'name' | 'lat' | 'lon' | 'country' | 'precision'> | null;
  /** Words of the names of those who take part, in lower case. */
  readonly actors: ReadonlySet<string>;
  readonly recipients: ReadonlySet<string>;
  readonly counts: readonly Pick<Quantity, 'measures' | 'low' | 'high'>[];
  /** Words of all names in the report: what the report is about. One set for all events of a report. */
  readonly about: ReadonlySet<string>;
}

/** An event open at one end ("since 2011") is taken to last for so long at most, in days. */
const OPEN_ENDED = 365;
/** Words that stand in too many names to tell one from another. */
const COMMON = new Set(
  'the of and for in on at to a an al el de la city town village province district state people forces group army police government ministry president'.split(
    ' ',
  ),
);

/** What a status says of an event: only what is reported to have happened, or is denied, belongs to an incident. */
const OF_INCIDENTS: ReadonlySet<Event['status']> = new Set(['actual', 'ongoing', 'denied']);

/**
 * Facts of the events of one reading that belong to incidents.
 *
 * @param report the report's key; with an event's id it names the event in every archive.
 */
export function factsOf(reading: Reading, report: string): EventFacts[] {
  const byId = <T extends { id: string }>(items: readonly T[]) =>
    new Map(items.map((item) => [item.id, item]));
  const entities = byId(reading.entities);
  const places = byId(reading.places);
  const quantities = byId(reading.quantities);
  const about = new Set(
    [
      ...reading.entities.filter(isNamed).map(({ name }) => name),
      ...reading.places.map(({ name }) => name),
    ].flatMap(wordsOf),
  );
  const wordsIn = (event: Event, role: Event['participants'][number]['role']) =>
    new Set(
      event.participants
        .filter((part) => part.role === role)
        .flatMap((part) => wordsOf((part.entity && entities.get(part.entity)?.name) || part.text)),
    );

  return reading.events
    .filter(({ status }) => OF_INCIDENTS.has(status))
    .map((event) => ({
      id: `${report}/${event.id}`,
      type: event.type,
      mode: event.mode,
      status: event.status,
      lemma: event.trigger.lemma,
      days: daysOf(event.time.edtf),
      place: (event.place.ref && places.get(event.place.ref)) || null,
      actors: wordsIn(event, 'actor'),
      recipients: wordsIn(event, 'recipient'),
      counts: event.quantities.flatMap((id) => quantities.get(id) ?? []),
      about,
    }));
}

const isNamed = ({ kind, name }: Entity) => kind !== 'equipment' && /\p{Lu}/u.test(name);

/** Content words of a name in lower case, without plural endings. */
function wordsOf(name: string): string[] {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => word.length > 1 && !COMMON.has(word))
    .map((word) => word.replace(/(?<=\p{L}{3})s$/u, ''));
}

function daysOf(edtf: string | null): EventFacts['days'] {
  const days = edtf === null ? null : edtfDays(edtf);
  if (!days || (days.first === null && days.last === null)) return null;
  const first = days.first ?? days.last! - OPEN_ENDED;
  return { first, last: days.last ?? first + OPEN_ENDED };
}
