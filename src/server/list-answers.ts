/**
 * Lines of the lists, as schemas.
 *
 * @module
 */
import { z } from '@hono/zod-openapi';
import { Claim, Entity, Place, Published } from '../record/reading.ts';
import { pageOf } from './answers.ts';

export const ClaimLineAnswer = z
  .object({
    report: z.string(),
    claim: z.string(),
    start: z.int(),
    end: z.int(),
    text: z.string(),
    mode: Claim.shape.mode,
    stance: Claim.shape.stance,
    source: z.object({ id: z.string(), kind: z.string(), name: z.string().nullable() }),
    cue: z.string().nullable().openapi({ description: 'The words that report it.' }),
    via: z.string().nullable().openapi({ description: 'The statement that this one is told in.' }),
    events: z.array(z.string()).openapi({ description: 'Events of the report that rest on it.' }),
    title: z.string().nullable(),
    publisher: z.string().nullable(),
    url: z.string().nullable(),
    published: Published,
  })
  .openapi('ClaimLine');

export const EntityLineAnswer = z
  .object({
    name: z.string(),
    kind: Entity.shape.kind,
    country: z.string().nullable(),
    sector: z.string().nullable().openapi({ description: 'PLOVER sector code.' }),
    wikidata: z.string().nullable(),
    events: z.int(),
    reports: z.int(),
    claims: z.int().openapi({ description: 'Statements on its word, in all reports.' }),
  })
  .openapi('EntityLine');

export const PlaceLineAnswer = z
  .object({
    name: z.string(),
    geonames: z.int().nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    country: z.string().nullable(),
    admin1: z.string().nullable(),
    feature: z.string().nullable().openapi({ description: 'GeoNames feature code.' }),
    precision: Place.shape.precision,
    events: z.int(),
    reports: z.int(),
  })
  .openapi('PlaceLine');

export const SourceLineAnswer = z
  .object({
    id: z.string().openapi({ description: 'Made from kind and name: the same in every archive.' }),
    name: z.string().nullable(),
    kind: z.string(),
    claims: z.int(),
    reports: z.int(),
    outlets: z.int(),
    first: z.string().nullable(),
    last: z.string().nullable(),
  })
  .openapi('SourceLine');

export const SourceAnswer = SourceLineAnswer.extend({
  claims: pageOf(ClaimLineAnswer),
  quotedBy: z.array(z.object({ outlet: z.string().nullable(), claims: z.int() })),
  events: z.array(z.object({ type: z.string(), count: z.int() })),
}).openapi('Source');

export const OutletLineAnswer = z
  .object({
    name: z.string(),
    reports: z.int(),
    origins: z.int().openapi({ description: 'Texts among its reports: copies of one count once.' }),
    copies: z.int().openapi({ description: 'Reports whose text another report carried before.' }),
    medianDelayHours: z.number().nullable(),
  })
  .openapi('OutletLine');

export const LogLineAnswer = z
  .object({
    seq: z.int(),
    at: z.string(),
    kind: z.string(),
    body: z.record(z.string(), z.unknown()),
    previous: z.string(),
    hash: z.string(),
  })
  .openapi('LogLine');
