/**
 * The records of a reading as one list: what each says, where its words stand, and what it rests on.
 *
 * @module
 */
import type { Reading, Time } from '../../../src/record/reading.ts';
import {
  describeClaim,
  describeEntity,
  describePlace,
  describeQuantity,
  describeTime,
  typeOf,
} from './describe.ts';
import type { Kind } from './marks.ts';

export interface RecordLine {
  id: string;
  kind: Kind;
  head: string;
  detail: string;
  /** Its words, or those of its first mention. */
  start: number;
  end: number;
}

/** The order in which the kinds are listed. */
export const RECORD_ORDER: Kind[] = ['event', 'claim', 'entity', 'place', 'time', 'quantity'];

const joined = (parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(' · ');

export function recordsOf(reading: Reading): RecordLine[] {
  const { times, places, entities, quantities, claims, events } = reading;
  const entityName = new Map(entities.map(({ id, name }) => [id, name]));
  const placeName = new Map(places.map(({ id, name }) => [id, name]));
  const lines: RecordLine[] = [];
  for (const event of events)
    lines.push({
      id: event.id,
      kind: 'event',
      head: `${typeOf(event)}: “${event.trigger.text}”`,
      detail: joined([
        ...event.participants.map((p) => `${p.role} ${(p.entity && entityName.get(p.entity)) ?? p.text}`),
        event.time.edtf,
        event.place.ref && placeName.get(event.place.ref),
        event.status === 'actual' ? null : event.status,
        event.sameAs && 'told again',
      ]),
      start: event.trigger.start,
      end: event.trigger.end,
    });
  for (const claim of claims)
    if (claim.source.kind !== 'publisher')
      lines.push({
        id: claim.id,
        kind: 'claim',
        head: describeClaim(claim),
        detail: shortened(claim.text),
        start: claim.start,
        end: claim.end,
      });
  for (const entity of entities) {
    const { start, end } = entity.mentions[0]!;
    const mentions = entity.mentions.length > 1 ? `${entity.mentions.length} mentions` : null;
    const labels = entity.labels.map((label) => `called “${label.text}”`);
    const detail = joined([describeEntity(entity), ...labels, mentions]);
    lines.push({ id: entity.id, kind: 'entity', head: entity.name, detail, start, end });
  }
  for (const place of places)
    lines.push({
      id: place.id,
      kind: 'place',
      head: place.text,
      detail: describePlace(place),
      start: place.start,
      end: place.end,
    });
  for (const time of times)
    lines.push({
      id: time.id,
      kind: 'time',
      head: time.text,
      detail: describeTime(time),
      start: time.start,
      end: time.end,
    });
  for (const quantity of quantities)
    lines.push({
      id: quantity.id,
      kind: 'quantity',
      head: quantity.text,
      detail: describeQuantity(quantity),
      start: quantity.start,
      end: quantity.end,
    });
  return lines;
}

const shortened = (text: string) => (text.length > 140 ? `${text.slice(0, 140).trimEnd()}…` : text);

/** The record whose own words are exactly these; of several, an event before what it is about. */
export function recordAt(lines: readonly RecordLine[], start: number, end: number): RecordLine | null {
  return lines.find((line) => line.start === start && line.end === end) ?? null;
}

/**
 * How a time came to its value: the expression that it is counted from, and so on back to what stands by itself.
 * At most eight steps, and none twice.
 */
export function anchorsOf(
  reading: Reading,
  time: Time,
): { text: string; value: string; start: number; end: number }[] {
  const steps: ReturnType<typeof anchorsOf> = [];
  const seen = new Set([time.id]);
  let anchor = time.anchor;
  while (anchor && !seen.has(anchor) && steps.length < 8) {
    seen.add(anchor);
    const { published, dateline } = reading.report;
    if (anchor === 'published') {
      const said = dateline ?? { start: 0, end: 0 };
      steps.push({
        text: 'publication',
        value: published.value ?? 'not known',
        start: said.start,
        end: said.end,
      });
      break;
    }
    const before = reading.times.find(({ id }) => id === anchor);
    const event = reading.events.find(({ id }) => id === anchor);
    if (before) steps.push({ ...before, value: before.edtf ?? before.value });
    else if (event) steps.push({ ...event.trigger, value: event.time.edtf ?? 'not known' });
    anchor = before?.anchor ?? null;
  }
  return steps;
}
