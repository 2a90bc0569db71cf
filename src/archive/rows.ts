/**
 * The rows of one reading: the same from the same reading in every archive, so that `verify` can make them again.
 *
 * @module
 */
import type { Insertable } from 'kysely';
import type { Published, Reading } from '../record/reading.ts';
import type { IndexedEvent } from './backend.ts';
import { hashOf } from './canonical.ts';
import { daysOf } from './days.ts';
import { createRecords, type EventRecord } from './event-record.ts';
import type { Tables } from './schema.ts';
import { listedEvents } from './told-again.ts';

type Row<T extends keyof Tables> = Insertable<Tables[T]>;

/** Sorts after every date: an event that has none comes last. */
const UNDATED = '~';

/** The name of a report: of its text, publisher and address together, so that copies of one text stay apart. */
export function reportKey({ report }: Reading): string {
  return hashOf([report.id, report.publisher, report.url]).slice(0, 20);
}

/** Whether at least the year is known: a dateline may say the day alone ("XXXX-02-07"). */
const isDated = (published: string | null) => published !== null && /^\d{4}/.test(published);

/** The publication of a report, of the columns that `reportRow` made. */
export const publishedOf = (
  row: Pick<Tables['reports'], 'published' | 'published_method' | 'published_why'>,
): Published => ({
  value: row.published,
  method: row.published_method as Published['method'],
  why: row.published_why,
});

export function reportRow(reading: Reading, previous: number | null): Row<'reports'> {
  const { report, events, claims } = reading;
  const key = reportKey(reading);
  return {
    key,
    id: report.id,
    language: report.language,
    title: report.title,
    deck: report.deck,
    byline: report.byline,
    publisher: report.publisher,
    url: report.url,
    text: report.text,
    published: report.published.value,
    published_method: report.published.method,
    published_why: report.published.why,
    previous,
    // Read backwards: newest first, undated last.
    position: isDated(report.published.value) ? `1 ${report.published.value} ${key}` : `0 ${key}`,
    events: events.length,
    claims: claims.filter(({ source }) => source.kind !== 'publisher').length,
  };
}

/** Tables that are made from a reading alone, `events` apart. */
export const DERIVED = [
  'places',
  'entities',
  'mentions',
  'quantities',
  'claims',
  'participants',
  'event_quantities',
  'event_claims',
] as const;

export interface ReadingRows {
  places: Row<'places'>[];
  entities: Row<'entities'>[];
  mentions: Row<'mentions'>[];
  quantities: Row<'quantities'>[];
  claims: Row<'claims'>[];
  events: Row<'events'>[];
  participants: Row<'participants'>[];
  event_quantities: Row<'event_quantities'>[];
  event_claims: Row<'event_claims'>[];
  /** By which words each event is found, in the order of `events`; `n` is not known yet. */
  indexed: Omit<IndexedEvent, 'n'>[];
}

/** @param report the number of the report in this archive. */
export function rowsOf(reading: Reading, report: number): ReadingRows {
  const key = reportKey(reading);
  const recordOf = createRecords(reading);
  const records = reading.events.map(recordOf);
  const listed = listedEvents(reading.events);
  return {
    places: reading.places.map((place) => ({
      report,
      id: place.id,
      start: place.start,
      end: place.end,
      text: place.text,
      name: place.name,
      geonames: place.geonames,
      feature: place.feature,
      lat: place.lat,
      lon: place.lon,
      country: place.country,
      admin1: place.admin1,
      precision: place.precision,
      use: place.use,
      score: place.score,
    })),
    entities: reading.entities.map(({ id, name, kind, country, sector, wikidata }) => ({
      report,
      id,
      name,
      kind,
      country,
      sector,
      wikidata,
    })),
    mentions: reading.entities.flatMap((entity) => {
      const row =
        (use: Row<'mentions'>['use']) =>
        ({ start, end, text }: { start: number; end: number; text: string }) => ({
          report,
          entity: entity.id,
          start,
          end,
          text,
          use,
        });
      return [
        ...entity.mentions.map(row('name')),
        ...entity.labels.map(row('label')),
        ...entity.roles.map(row('role')),
      ];
    }),
    quantities: reading.quantities.map((quantity) => ({
      report,
      id: quantity.id,
      start: quantity.start,
      end: quantity.end,
      text: quantity.text,
      value: quantity.value,
      low: quantity.low,
      high: quantity.high,
      operator: quantity.operator,
      unit: quantity.unit,
      measures: quantity.measures,
    })),
    claims: reading.claims.map(({ id, start, end, text, mode, stance, source, cue, via }) => ({
      report,
      id,
      start,
      end,
      text,
      mode,
      stance,
      source: source.id,
      source_kind: source.kind,
      source_name: source.name,
      source_entity: source.entity,
      source_start: source.start,
      source_end: source.end,
      cue: cue?.text ?? null,
      via,
    })),
    events: reading.events.map((event, i) => ({
      ...eventRow(report, key, event.place.ref, i, records[i]!),
      listed: listed.has(event.id) ? 1 : 0,
    })),
    participants: reading.events.flatMap((event) =>
      event.participants.map(({ role, entity, start, end, text }) => ({
        report,
        event: event.id,
        role,
        entity,
        start,
        end,
        text,
      })),
    ),
    event_quantities: reading.events.flatMap((event) =>
      event.quantities.map((quantity) => ({ report, event: event.id, quantity })),
    ),
    event_claims: reading.events.flatMap((event) =>
      event.claims.map((claim) => ({ report, event: event.id, claim })),
    ),
    indexed: records.map(wordsOfEvent),
  };
}

function eventRow(
  report: number,
  key: string,
  place: string | null,
  order: number,
  record: EventRecord,
): Omit<Row<'events'>, 'listed'> {
  const { first, last } = daysOf(record.time.edtf);
  return {
    report,
    id: record.event,
    start: record.start,
    end: record.end,
    text: record.quote.text,
    trigger: record.trigger.text,
    type: record.type,
    mode: record.mode,
    status: record.status,
    edtf: record.time.edtf,
    time_basis: record.time.basis,
    first_day: first,
    last_day: last,
    place,
    place_basis: record.place?.basis ?? 'unknown',
    place_name: record.place?.name ?? null,
    country: record.place?.country ?? null,
    lat: record.place?.lat ?? null,
    lon: record.place?.lon ?? null,
    same_as: record.sameAs,
    position: `${first ?? last ?? UNDATED} ${last ?? UNDATED} ${key} ${String(order).padStart(5, '0')}`,
    record: JSON.stringify(record),
  };
}

/** By which words an event is found. */
export function wordsOfEvent(record: EventRecord): Omit<IndexedEvent, 'n'> {
  const { place, participants, claims, quote } = record;
  const words = (items: (string | null | undefined)[]) => [...new Set(items.filter(Boolean))].join(' . ');
  return {
    words: quote.text,
    place: words([place?.name, place?.text, place?.admin1, place?.country]),
    actor: words(participants.flatMap(({ name, text }) => [name, text])),
    source: words(claims.flatMap(({ source }) => [source.name, source.text])),
  };
}
