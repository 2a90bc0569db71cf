/**
 * The record: what one reading of one report says, and the contract with everyone who reads it
 * (`docs/reading.schema.json` is generated from this file).
 *
 * Every `start` (inclusive) and `end` (exclusive) is an offset in UTF-16 code units into `report.text`,
 * and `text === report.text.slice(start, end)` for every span that carries its text.
 * Where nothing in the report supports a field it is null.
 *
 * @module
 */
import { z } from 'zod';
import { ENTITY_KINDS, EVENT_STATUSES, EVENT_TYPES, MEASURES } from './vocabulary.ts';

const offset = z.int().min(0);
const range = { start: offset, end: offset };
const span = { ...range, text: z.string() };
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}\\d+$`));

export const SpanText = z.object(span);

export const Block = z.object({
  ...range,
  kind: z.enum(['title', 'deck', 'dateline', 'byline', 'paragraph', 'list', 'caption', 'boilerplate']),
});

export const Published = z.object({
  /** ISO date, or date and time, as precise as it is known. */
  value: z.string().nullable(),
  method: z.enum(['metadata', 'dateline', 'inferred', 'unknown']),
  why: z.string(),
});

export const Dateline = z.object({
  ...span,
  place: id('p').nullable(),
  time: id('t').nullable(),
  agency: z.string().nullable(),
});

export const ReportRecord = z.object({
  id: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  text: z.string(),
  language: z.string(),
  title: z.string().nullable(),
  deck: z.string().nullable(),
  byline: z.string().nullable(),
  publisher: z.string().nullable(),
  url: z.string().nullable(),
  dateline: Dateline.nullable(),
  published: Published,
  blocks: z.array(Block),
});

/** A time expression: TIMEX3 `type`, `value` and `mod`; `edtf` is its interval on the calendar, if it has one. */
export const Time = z.object({
  id: id('t'),
  ...span,
  type: z.enum(['DATE', 'TIME', 'DURATION', 'SET']),
  value: z.string(),
  mod: z.string().nullable(),
  edtf: z.string().nullable(),
  anchor: z.union([z.literal('published'), id('t'), id('v')]).nullable(),
});

export const Place = z.object({
  id: id('p'),
  ...span,
  name: z.string(),
  geonames: z.int().nullable(),
  /** GeoNames feature code. */
  feature: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  /** ISO 3166-1 alpha-2. */
  country: z.string().nullable(),
  admin1: z.string().nullable(),
  precision: z.enum(['exact', 'settlement', 'district', 'region', 'country', 'unknown']),
  /** Whether the words mean the place itself, its government or an institution in it, or its people and things. */
  use: z.enum(['literal', 'associative', 'demonym']),
  score: z.number().min(0).max(1),
});

export const EntityMention = z.object({ ...span, head: z.object(range) });

export const Label = z.object({ ...span, source: id('s').nullable() });

export const Role = z.object(span);

export const Entity = z.object({
  id: id('e'),
  name: z.string(),
  kind: z.enum(ENTITY_KINDS),
  country: z.string().nullable(),
  /** PLOVER sector code. */
  sector: z.string().nullable(),
  wikidata: z.string().nullable(),
  mentions: z.array(EntityMention).min(1),
  labels: z.array(Label),
  roles: z.array(Role),
});

export const Quantity = z.object({
  id: id('q'),
  ...span,
  /** The number that the words state; null for a vague word ("dozens"). */
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  operator: z.enum(['exactly', 'at-least', 'more-than', 'at-most', 'less-than', 'about', 'between', 'vague']),
  unit: z.string().nullable(),
  measures: z.enum(MEASURES),
});

export const Source = z.object({
  id: id('s'),
  kind: z.enum(['named', 'unnamed', 'document', 'publisher']),
  name: z.string().nullable(),
  entity: id('e').nullable(),
  start: offset.nullable(),
  end: offset.nullable(),
  text: z.string().nullable(),
});

export const Claim = z.object({
  id: id('c'),
  ...span,
  mode: z.enum(['direct', 'mixed', 'indirect']),
  source: Source,
  /** Null for the publisher's own voice and for a quotation that runs on without a cue. */
  cue: SpanText.nullable(),
  stance: z.enum(['asserts', 'denies', 'doubts', 'promises', 'demands']),
  via: id('c').nullable(),
});

export const Trigger = z.object({ ...span, lemma: z.string() });

export const Participant = z.object({
  role: z.enum(['actor', 'recipient', 'instrument', 'beneficiary']),
  entity: id('e').nullable(),
  ...span,
});

export const Event = z.object({
  id: id('v'),
  ...range,
  trigger: Trigger,
  type: z.enum(EVENT_TYPES),
  mode: z.string().nullable(),
  context: z.array(z.string()),
  status: z.enum(EVENT_STATUSES),
  participants: z.array(Participant),
  time: z.object({
    edtf: z.string().nullable(),
    ref: id('t').nullable(),
    basis: z.enum(['explicit', 'inherited', 'published', 'unknown']),
  }),
  place: z.object({
    ref: id('p').nullable(),
    basis: z.enum(['explicit', 'inherited', 'dateline', 'unknown']),
  }),
  quantities: z.array(id('q')),
  claims: z.array(id('c')),
  sameAs: id('v').nullable(),
  why: z.string(),
});

export const Reading = z.object({
  /** The sender's own name for the report, where the input was JSON lines; put in by the command line. */
  id: z.union([z.string(), z.number()]).optional(),
  onrecord: z.literal('1'),
  engine: z.object({ version: z.string(), models: z.record(z.string(), z.string()) }),
  report: ReportRecord,
  sentences: z.array(z.object(range)),
  times: z.array(Time),
  places: z.array(Place),
  entities: z.array(Entity),
  quantities: z.array(Quantity),
  claims: z.array(Claim),
  events: z.array(Event),
});

export type Reading = z.infer<typeof Reading>;
export type ReportRecord = z.infer<typeof ReportRecord>;
export type Block = z.infer<typeof Block>;
export type Published = z.infer<typeof Published>;
export type Time = z.infer<typeof Time>;
export type Place = z.infer<typeof Place>;
export type Entity = z.infer<typeof Entity>;
export type EntityMention = z.infer<typeof EntityMention>;
export type Label = z.infer<typeof Label>;
export type Quantity = z.infer<typeof Quantity>;
export type Source = z.infer<typeof Source>;
export type Claim = z.infer<typeof Claim>;
export type Event = z.infer<typeof Event>;
export type Participant = z.infer<typeof Participant>;
export type EventType = (typeof EVENT_TYPES)[number];
export type EventStatus = (typeof EVENT_STATUSES)[number];
export type EntityKind = (typeof ENTITY_KINDS)[number];
export type Measure = (typeof MEASURES)[number];
/** Offsets into `report.text`. */
export interface Range {
  start: number;
  end: number;
}
/** A span and its words. */
export interface Span extends Range {
  text: string;
}
