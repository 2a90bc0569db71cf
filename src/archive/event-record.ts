/**
 * One event with all that belongs to it, so that it can be listed, stated and exported without its reading.
 *
 * @module
 */
import { bisect } from '../record/bisect.ts';
import type { Claim, Event, Place, Quantity, Range, Reading, Span, Time } from '../record/reading.ts';

export interface EventRecord {
  /** The id within the reading of its report. */
  event: string;
  type: Event['type'];
  mode: string | null;
  context: string[];
  status: Event['status'];
  trigger: Event['trigger'];
  /** The span of the event. */
  start: number;
  end: number;
  /** The sentence that it stands in: the words to quote. */
  quote: Span;
  participants: RecordParticipant[];
  time: Event['time'] & { text: string | null };
  place: (Omit<Place, 'id'> & { basis: Event['place']['basis'] }) | null;
  quantities: Quantity[];
  /** On whose word; empty where it is the publisher's own. */
  claims: Claim[];
  sameAs: string | null;
  why: string;
}

export interface RecordParticipant {
  role: Event['participants'][number]['role'];
  /** The words of the report. */
  text: string;
  start: number;
  end: number;
  /** The entity's name, which may stand elsewhere in the report; null when nothing was resolved. */
  name: string | null;
  kind: string | null;
  /** Whether the words are a label that somebody applied and not a name: stated in quotation marks. */
  label: boolean;
}

export const PRONOUN = /^(?:he|she|they|it|who|whose|him|his|her|them|their|its)$/i;

/** Looks up what events point to; the maps are made once a reading. */
export function createRecords(reading: Reading): (event: Event) => EventRecord {
  const byId = <T extends { id: string }>(items: readonly T[]) =>
    new Map(items.map((item) => [item.id, item]));
  const entities = byId(reading.entities);
  const places: Map<string, Place> = byId(reading.places);
  const times: Map<string, Time> = byId(reading.times);
  const quantities = byId(reading.quantities);
  const claims = byId(reading.claims);
  const present = <T>(item: T | undefined): item is T => item !== undefined;
  /** "Israeli" stands for Israel. */
  const demonyms = new Map(
    reading.places.filter(({ use }) => use === 'demonym').map(({ start, name }) => [start, name]),
  );
  const { text } = reading.report;

  return (event) => {
    const place = event.place.ref ? places.get(event.place.ref) : undefined;
    return {
      event: event.id,
      type: event.type,
      mode: event.mode,
      context: event.context,
      status: event.status,
      trigger: event.trigger,
      start: event.start,
      end: event.end,
      quote: quoteOf(text, reading.sentences, event.trigger),
      participants: event.participants.map(({ role, entity: id, start, end, text }) => {
        const entity = id ? entities.get(id) : undefined;
        const label = entity?.labels.some((label) => label.start < end && label.end > start) ?? false;
        return {
          role,
          text,
          start,
          end,
          name: entity?.name ?? demonyms.get(start) ?? null,
          kind: entity?.kind ?? null,
          label,
        };
      }),
      time: { ...event.time, text: event.time.ref ? (times.get(event.time.ref)?.text ?? null) : null },
      place: place ? { ...withoutId(place), basis: event.place.basis } : null,
      quantities: event.quantities.map((id) => quantities.get(id)).filter(present),
      claims: event.claims
        .map((id) => claims.get(id))
        .filter(present)
        // The publisher's own voice covers the whole report: that nobody else is named says as much.
        .filter(({ source }) => source.kind !== 'publisher')
        .map((claim) => {
          const { source } = claim;
          const entity = source.entity ? entities.get(source.entity) : undefined;
          // "He said" is stated under the name that stands elsewhere in the report.
          if (!entity || (source.name !== null && !PRONOUN.test(source.name))) return claim;
          return { ...claim, source: { ...source, name: entity.name } };
        }),
      sameAs: event.sameAs,
      why: event.why,
    };
  };
}

/** The sentence around a span; the span alone where no sentence holds it. */
function quoteOf(text: string, sentences: readonly Range[], { start, end }: Range): Span {
  const around = sentences[bisect(sentences.length, (s) => sentences[s]!.end <= start)];
  const range = around && around.start <= start && around.end >= end ? around : { start, end };
  return { start: range.start, end: range.end, text: text.slice(range.start, range.end) };
}

function withoutId({ id: _, ...place }: Place): Omit<Place, 'id'> {
  return place;
}
