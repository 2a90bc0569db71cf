/**
 * What the API answers, as schemas; the types of the archive must fit them.
 *
 * @module
 */
import { z } from '@hono/zod-openapi';
import { Claim, Event, Place, Published, Quantity, Reading, SpanText } from '../record/reading.ts';

export const ProblemAnswer = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .openapi('Problem');

export const ReportLineAnswer = z
  .object({
    id: z.string().openapi({ description: 'Key of the report: the same in every archive.' }),
    text: z.string().openapi({ description: 'SHA-256 of its canonical text.' }),
    title: z.string().nullable(),
    publisher: z.string().nullable(),
    url: z.string().nullable(),
    published: Published,
    events: z.int(),
    claims: z.int().openapi({ description: "Statements on somebody's word." }),
    origin: z
      .object({ id: z.string(), outlet: z.string().nullable(), reports: z.int() })
      .nullable()
      .openapi({ description: 'The text that it carries, whose it is, and how many reports carry it.' }),
  })
  .openapi('ReportLine');

export const RecordAnswer = z
  .object({
    report: z.string(),
    event: z.string(),
    when: z.string().nullable().openapi({ description: 'EDTF; null when the report does not say.' }),
    sentence: z.string().openapi({ description: 'The record as one neutral sentence.' }),
    source: z.string().nullable().openapi({ description: 'On whose word; null: the publisher’s own.' }),
    type: Event.shape.type,
    mode: z.string().nullable(),
    context: z.array(z.string()),
    status: Event.shape.status,
    trigger: Event.shape.trigger,
    start: z.int(),
    end: z.int(),
    quote: z.object(SpanText.shape).openapi({ description: 'The sentence that the event stands in.' }),
    participants: z.array(
      z.object({
        role: z.enum(['actor', 'recipient', 'instrument', 'beneficiary']),
        text: z.string(),
        start: z.int(),
        end: z.int(),
        name: z.string().nullable(),
        kind: z.string().nullable(),
        label: z.boolean(),
      }),
    ),
    time: Event.shape.time.extend({ text: z.string().nullable() }),
    firstDay: z.string().nullable(),
    lastDay: z.string().nullable(),
    place: Place.omit({ id: true }).extend({ basis: Event.shape.place.shape.basis }).nullable(),
    quantities: z.array(Quantity),
    claims: z.array(Claim),
    sameAs: z.string().nullable(),
    why: z.string(),
    title: z.string().nullable(),
    publisher: z.string().nullable(),
    url: z.string().nullable(),
    published: Published,
  })
  .openapi('Record');

export const ReadingAnswer = z.object(Reading.shape).openapi('Reading');

export const CaptureAnswer = z
  .object({
    n: z.int().openapi({ description: 'Number of the capture: see /api/captures/{n}/bytes.' }),
    at: z.string(),
    way: z.string(),
    address: z.string(),
    part: z.string().nullable(),
    blob: z.string(),
    size: z.int().nullable().openapi({ description: 'Null: the bytes went with a report that was removed.' }),
  })
  .openapi('Capture');

export const StatsAnswer = z
  .object({
    reports: z.int(),
    captures: z.int(),
    readings: z.int(),
    events: z.int(),
    claims: z.int(),
    failures: z.int(),
    runs: z.int(),
    size: z.int(),
    published: z.object({ first: z.string().nullable(), last: z.string().nullable() }),
    types: z.array(z.object({ type: z.string(), count: z.int() })),
    outlets: z.array(z.object({ outlet: z.string(), count: z.int() })),
  })
  .openapi('Stats');

const facet = z.array(z.object({ value: z.string(), count: z.int() }));

export const FacetsAnswer = z
  .object({ types: facet, statuses: facet, countries: facet, places: facet, outlets: facet, years: facet })
  .openapi('Facets');

export const FailureAnswer = z
  .object({
    at: z.string(),
    code: z.string(),
    address: z.string(),
    part: z.string().nullable(),
    id: z.union([z.string(), z.number()]).nullable(),
    reason: z.string(),
    advice: z.string(),
  })
  .openapi('Failure');

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.int().openapi({ description: 'On all pages together.' }),
    next: z.string().nullable().openapi({ description: 'The cursor of the next page; null on the last.' }),
  });
