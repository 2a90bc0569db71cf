/**
 * What reconciling needs to know of an event: small, comparable, and independent of the report's text.
 *
 * @module
 */
import { bisect } from '../record/bisect.ts';
import { edtfDays } from '../record/edtf.ts';
import type { Entity, Event, Place, Quantity, Reading } from '../record/reading.ts';
import { IS_POINT } from '../record/vocabulary.ts';

export interface EventFacts {
  /** The same in every archive: the report's key and the event's id. */
  readonly id: string;
  readonly type: Event['type'];
  readonly mode: string | null;
  readonly status: Event['status'];
  readonly lemma: string;
  /** First and last day as days since 1970-01-01; null when the report does not say. */
  readonly days: { readonly first: number; readonly last: number } | null;
  /**
   * For an event that the report does not date: the day on which it says that what it tells beside it was, or else the
   * days before publication, for news is of late. Null where it is dated.
   */
  readonly recent: { readonly first: number; readonly last: number } | null;
  readonly place: Pick<Place, 'name' | 'lat' | 'lon' | 'country' | 'admin1' | 'precision'> | null;
  /** For an event without a place: that of the dateline, if it was given it, or of what the report tells beside it. */
  readonly likelyPlace: EventFacts['place'];
  /** Country of the place, or else the one that the report speaks of most. */
  readonly country: string | null;
  /** Number of its sentence in the report; what is told in one sentence is often one thing. */
  readonly sentence: number;
  /** Words of the names of those who take part, in lower case. */
  readonly actors: ReadonlySet<string>;
  readonly recipients: ReadonlySet<string>;
  /** One of each measure, in a fixed order: comparing must not depend on which of two events comes first. */
  readonly counts: readonly Pick<Quantity, 'measures' | 'low' | 'high'>[];
  /** Words of all names in the report: what the report is about. One set for all events of a report. */
  readonly about: ReadonlySet<string>;
}

/** Days after which an event is a period: it dates nothing that is told beside it, and is compared only with periods. */
export const PERIOD = 40;
/** An undated event of a report is taken for one of so many days before it was published. */
const RECENT = 3;
/** An event open at one end ("since 2011") is taken to last for so long at most, in days. */
const OPEN_ENDED = 365;
/** Words that stand in too many names to tell one from another. */
const COMMON = new Set(
  'the of and for in on at to a an al el de la city town village province district state people forces group army police government ministry president'.split(
    ' ',
  ),
);

/** What is only supposed belongs to no incident; what is planned or possible is kept apart from what happened. */
export const isOfIncidents = ({ status }: Pick<Event, 'status'>): boolean => status !== 'hypothetical';

/** Whether an event is told as something that happened, or is denied to have; else it is only planned or possible. */
export const isRealized = ({ status }: Pick<Event, 'status'>): boolean =>
  status === 'actual' || status === 'ongoing' || status === 'denied';

/**
 * Facts of the events of one reading that belong to incidents, by the event's id.
 *
 * @param report the report's key; with an event's id it names the event in every archive.
 */
export function factsOf(reading: Reading, report: string): Map<string, EventFacts> {
  const byId = <T extends { id: string }>(items: readonly T[]) =>
    new Map(items.map((item) => [item.id, item]));
  const entities = byId(reading.entities);
  const places = byId(reading.places);
  const quantities = byId(reading.quantities);
  const about = aboutOf(reading);
  const published = publishedDay(reading);
  const lately = published === null ? null : { first: published - RECENT, last: published };
  const main = mainCountry(reading);
  const namedIn = ({ place: { ref } }: Event) => placed((ref && places.get(ref)) || null);
  // Where a report was filed is but likely where it was.
  const placeOf = (event: Event) => (event.place.basis === 'dateline' ? null : namedIn(event));
  const likelyPlace = agreedBy(reading, (event) => {
    const place = placeOf(event);
    return place && IS_POINT.has(place.precision) ? place : null;
  });
  const town = onlyTown(reading);
  const likelyDays = agreedBy(reading, ({ time }) => {
    const days = time.basis === 'explicit' ? daysOf(time.edtf) : null;
    return days && days.last - days.first <= PERIOD ? days : null;
  });
  const wordsIn = (event: Event, role: Event['participants'][number]['role']) =>
    new Set(
      event.participants
        .filter((part) => part.role === role)
        .flatMap((part) => wordsOf((part.entity && entities.get(part.entity)?.name) || part.text)),
    );

  return new Map(
    reading.events.filter(isOfIncidents).map((event) => {
      const place = placeOf(event);
      const days = daysOf(event.time.edtf);
      const undated = days === null && event.time.edtf === null;
      const facts: EventFacts = {
        id: `${report}/${event.id}`,
        type: event.type,
        mode: event.mode,
        status: event.status,
        lemma: event.trigger.lemma,
        days,
        recent: undated ? (likelyDays(event) ?? lately) : null,
        country: namedIn(event)?.country ?? main,
        sentence: sentenceAt(reading, event.trigger.start),
        place,
        likelyPlace: place ? null : (namedIn(event) ?? likelyPlace(event) ?? town),
        actors: wordsIn(event, 'actor'),
        recipients: wordsIn(event, 'recipient'),
        counts: countsOf(event.quantities.flatMap((id) => quantities.get(id) ?? [])),
        about,
      };
      return [event.id, facts];
    }),
  );
}

const placed = (place: Place | null): EventFacts['place'] =>
  place && {
    name: place.name,
    lat: place.lat,
    lon: place.lon,
    country: place.country,
    admin1: place.admin1,
    precision: place.precision,
  };

/**
 * For an event of which a report does not say something, what it says of the others: those in the same sentence, or else of
 * the same type, or else all. Null where they are not agreed.
 */
function agreedBy<T>(reading: Reading, said: (event: Event) => T | null): (event: Event) => T | null {
  const agreed = new Map<string, { value: T; key: string } | null>();
  const groupsOf = (event: Event) => [
    `sentence ${sentenceAt(reading, event.trigger.start)}`,
    `type ${event.type}`,
    'all',
  ];
  for (const event of reading.events) {
    const value = isRealized(event) ? said(event) : null;
    if (value === null) continue;
    const key = JSON.stringify(value);
    for (const group of groupsOf(event)) {
      const known = agreed.get(group);
      if (known === undefined) agreed.set(group, { value, key });
      else if (known?.key !== key) agreed.set(group, null);
    }
  }
  return (event) => {
    const group = groupsOf(event).find((name) => agreed.has(name)) ?? 'all';
    return agreed.get(group)?.value ?? null;
  };
}

/** The first that is told of each measure. */
const countsOf = (told: readonly Quantity[]): EventFacts['counts'] =>
  [...new Map(told.toReversed().map((count) => [count.measures, count])).values()]
    .map(({ measures, low, high }) => ({ measures, low, high }))
    .sort((a, b) => (a.measures < b.measures ? -1 : 1));

/** The town that a report speaks of, if it is one. */
function onlyTown({ places }: Reading): EventFacts['place'] {
  const towns = places.filter(({ precision, use }) => IS_POINT.has(precision) && use === 'literal');
  return towns[0] && towns.every(({ name }) => name === towns[0]!.name) ? placed(towns[0]) : null;
}

/** Day of publication, where the report or its metadata state it. */
function publishedDay({ report: { published } }: Reading): number | null {
  const { value, method } = published;
  if (value === null || (method !== 'metadata' && method !== 'dateline')) return null;
  return edtfDays(value.slice(0, 10))?.first ?? null;
}

/** The country that most places of a report lie in; of as many the one named first. */
function mainCountry({ places }: Reading): string | null {
  const counts = new Map<string, number>();
  for (const { country } of places) if (country) counts.set(country, (counts.get(country) ?? 0) + 1);
  let main: string | null = null;
  for (const [country, count] of counts) if (main === null || count > counts.get(main)!) main = country;
  return main;
}

const sentenceAt = ({ sentences }: Reading, offset: number): number =>
  bisect(sentences.length, (s) => sentences[s]!.end <= offset);

/** Words of all names in a report. */
export const aboutOf = (reading: Reading): Set<string> =>
  new Set(
    [
      ...reading.entities.filter(isNamed).map(({ name }) => name),
      ...reading.places.map(({ name }) => name),
    ].flatMap(wordsOf),
  );

const isNamed = ({ kind, name }: Entity) => kind !== 'equipment' && /\p{Lu}/u.test(name);

/** Content words of a name in lower case, without plural endings. */
export function wordsOf(name: string): string[] {
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

/** Facts as they are kept, without the words that are the same for a whole report. */
export function packFacts({ about: _, actors, recipients, ...facts }: EventFacts): string {
  return JSON.stringify({ ...facts, actors: [...actors], recipients: [...recipients] });
}

/** @param about words of all names in the report: one set for all events of it. */
export function unpackFacts(packed: string, about: ReadonlySet<string>): EventFacts {
  const facts = JSON.parse(packed) as EventFacts & { actors: string[]; recipients: string[] };
  return { ...facts, actors: new Set(facts.actors), recipients: new Set(facts.recipients), about };
}
