/**
 * The routes of the API, as OpenAPI describes them.
 *
 * @module
 */
import { createRoute, z } from '@hono/zod-openapi';
import {
  CaptureAnswer,
  FacetsAnswer,
  FailureAnswer,
  ProblemAnswer,
  pageOf,
  ReadingAnswer,
  RecordAnswer,
  ReportLineAnswer,
  StatsAnswer,
} from '../answers.ts';
import { ExportQuery, FilterQuery, PageQuery, PlacedQuery } from '../query.ts';

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'application/json': { schema } },
  description,
});
const problem = (description: string) => ({
  content: { 'application/problem+json': { schema: ProblemAnswer } },
  description,
});
const understood = { 400: problem('A query that is not understood.') };
const missing = { 404: problem('There is no such thing.') };
const removed = { 410: problem('It was removed from this archive.') };
const id = z.object({
  id: z
    .string()
    .max(100)
    .openapi({ description: 'Key of the report, or `sha256:` and the hash of its text.' }),
});

export const health = createRoute({
  method: 'get',
  path: '/api/health',
  responses: { 200: json(z.object({ status: z.literal('ok'), version: z.string() }), 'The server answers.') },
});

export const stats = createRoute({
  method: 'get',
  path: '/api/stats',
  responses: { 200: json(StatsAnswer, 'What the archive holds.') },
});

export const failures = createRoute({
  method: 'get',
  path: '/api/failures',
  responses: {
    200: json(z.object({ items: z.array(FailureAnswer) }), 'The last hundred that could not be read.'),
  },
});

export const reports = createRoute({
  method: 'get',
  path: '/api/reports',
  request: {
    query: PlacedQuery.extend({
      fold: z
        .enum(['0', '1', ''])
        .optional()
        .openapi({ description: '1: one line an origin, the first of its reports that is found.' }),
      origin: z
        .string()
        .max(100)
        .optional()
        .openapi({ description: 'Only reports with the text of this origin.' }),
    }),
  },
  responses: { 200: json(pageOf(ReportLineAnswer), 'Reports, newest first.'), ...understood },
});

export const report = createRoute({
  method: 'get',
  path: '/api/reports/{id}',
  request: { params: id },
  responses: { 200: json(ReadingAnswer, 'The current reading of a report.'), ...missing, ...removed },
});

export const captures = createRoute({
  method: 'get',
  path: '/api/reports/{id}/captures',
  request: { params: id },
  responses: { 200: json(z.object({ items: z.array(CaptureAnswer) }), 'Where it came from.'), ...missing },
});

export const chronology = createRoute({
  method: 'get',
  path: '/api/chronology',
  request: { query: PageQuery },
  responses: { 200: json(pageOf(RecordAnswer), 'Events, oldest first.'), ...understood },
});

export const facets = createRoute({
  method: 'get',
  path: '/api/facets',
  request: { query: FilterQuery },
  responses: {
    200: json(
      FacetsAnswer,
      'How many events of a chronology with these filters are of each type, place and so on.',
    ),
    ...understood,
  },
});

export const search = createRoute({
  method: 'get',
  path: '/api/search',
  request: { query: PageQuery },
  responses: {
    200: json(
      z.object({ reports: pageOf(ReportLineAnswer), events: pageOf(RecordAnswer) }),
      'First page of the reports and of the events that are found by `q`.',
    ),
    ...understood,
  },
});

/** `/api/chronology.csv` and its like: all events of the filter, streamed. */
export const exported = createRoute({
  method: 'get',
  path: '/api/chronology.{format}',
  request: { query: ExportQuery, params: z.object({ format: z.string() }) },
  responses: {
    200: {
      content: { '*/*': { schema: z.string() } },
      description: 'All events of the filter, in this form.',
    },
    ...understood,
    ...missing,
  },
});
