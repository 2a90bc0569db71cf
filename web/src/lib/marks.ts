/**
 * Cuts a text into stretches in which the same records apply, so that overlapping spans can be marked.
 *
 * @module
 */
import type { Reading } from '../../../src/record/reading.ts';

export const KINDS = ['time', 'place', 'entity', 'quantity', 'claim', 'event'] as const;
export type Kind = (typeof KINDS)[number];

/** A span of a record in the text. */
export interface Mark {
  id: string;
  kind: Kind;
  start: number;
  end: number;
}

/** A stretch of the text and the marks that cover it. */
export interface Stretch {
  start: number;
  end: number;
  marks: Mark[];
}

/** All marks of a reading. The publisher's own voice, which covers everything, is not marked. */
export function marksOf(reading: Reading): Mark[] {
  const mark = (kind: Kind, id: string, { start, end }: { start: number; end: number }): Mark => ({
    id,
    kind,
    start,
    end,
  });
  return [
    ...reading.times.map((time) => mark('time', time.id, time)),
    ...reading.places.map((place) => mark('place', place.id, place)),
    ...reading.entities.flatMap((entity) =>
      entity.mentions.map((mention) => mark('entity', entity.id, mention)),
    ),
    ...reading.quantities.map((quantity) => mark('quantity', quantity.id, quantity)),
    ...reading.claims
      .filter((claim) => claim.source.kind !== 'publisher')
      .map((claim) => mark('claim', claim.id, claim)),
    ...reading.events.map((event) => mark('event', event.id, event.trigger)),
  ];
}

/** Stretches of `from` to `to`, in order and without gaps. */
export function stretchesOf(marks: readonly Mark[], from: number, to: number): Stretch[] {
  const inside = marks.filter((mark) => mark.start < to && mark.end > from);
  const cuts = new Set([from, to]);
  for (const mark of inside) {
    if (mark.start > from) cuts.add(mark.start);
    if (mark.end < to) cuts.add(mark.end);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, i) => ({
    start,
    end: edges[i + 1]!,
    marks: inside.filter((mark) => mark.start <= start && mark.end >= edges[i + 1]!),
  }));
}
