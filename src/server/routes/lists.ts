/**
 * The lists: each a page as JSON, and as files with all of it.
 *
 * @module
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Archive } from '../../archive/archive.ts';
import { checkFilter } from '../../archive/check-filter.ts';
import { listClaims } from '../../archive/claims.ts';
import { listEntities } from '../../archive/entities.ts';
import type { Filter } from '../../archive/filter.ts';
import { listLog } from '../../archive/log-page.ts';
import { listOutlets } from '../../archive/outlets.ts';
import { MOST_LIMIT, type Page, type PageRequest } from '../../archive/pages.ts';
import { listPlaces } from '../../archive/places.ts';
import { listReports } from '../../archive/reports.ts';
import { listSources, sourceOf } from '../../archive/sources.ts';
import { type Columns, listCsv, listGeojson, listJson } from '../../publish/lists.ts';
import { maskAnswer } from '../../publish/masked-answers.ts';
import { pageOf, ReportLineAnswer } from '../answers.ts';
import { download } from '../download.ts';
import {
  ClaimLineAnswer,
  EntityLineAnswer,
  LogLineAnswer,
  OutletLineAnswer,
  PlaceLineAnswer,
  SourceAnswer,
  SourceLineAnswer,
} from '../list-answers.ts';
import { wantsUnmasked } from '../masked.ts';
import { problem } from '../problem.ts';
import { ExportQuery, filterOfQuery, PageQuery } from '../query.ts';
import { allowed, json, limited, missing, understood } from './describe.ts';

interface List<T> {
  name: string;
  description: string;
  schema: z.ZodType<T>;
  page(archive: Archive, filter: Filter, request: PageRequest): Promise<Page<T>>;
  columns: Columns<T>;
  /** Items have a place on the map. */
  map?: T extends { lat: number | null; lon: number | null } ? true : never;
}

const reports: List<z.infer<typeof ReportLineAnswer>> = {
  name: 'reports',
  description: 'Reports, newest first.',
  schema: ReportLineAnswer,
  page: listReports,
  columns: [
    ['report', (r) => r.id],
    ['published', (r) => r.published.value],
    ['published_method', (r) => r.published.method],
    ['publisher', (r) => r.publisher],
    ['title', (r) => r.title],
    ['url', (r) => r.url],
    ['events', (r) => r.events],
    ['claims', (r) => r.claims],
    ['text', (r) => r.text],
  ],
};

const claims: List<z.infer<typeof ClaimLineAnswer>> = {
  name: 'claims',
  description: 'Statements: who is said to have said what; newest report first, in the order of its text.',
  schema: ClaimLineAnswer,
  page: listClaims,
  columns: [
    ['source', (c) => c.source.name],
    ['source_kind', (c) => c.source.kind],
    ['cue', (c) => c.cue],
    ['stance', (c) => c.stance],
    ['mode', (c) => c.mode],
    ['text', (c) => c.text],
    ['events', (c) => c.events.join(' ')],
    ['publisher', (c) => c.publisher],
    ['title', (c) => c.title],
    ['published', (c) => c.published.value],
    ['published_method', (c) => c.published.method],
    ['url', (c) => c.url],
    ['report', (c) => c.report],
    ['claim', (c) => c.claim],
    ['start', (c) => c.start],
    ['end', (c) => c.end],
  ],
};

const entities: List<z.infer<typeof EntityLineAnswer>> = {
  name: 'entities',
  description: 'Who and what takes part in the events of the filter, most events first.',
  schema: EntityLineAnswer,
  page: listEntities,
  columns: [
    ['name', (e) => e.name],
    ['kind', (e) => e.kind],
    ['country', (e) => e.country],
    ['sector', (e) => e.sector],
    ['wikidata', (e) => e.wikidata],
    ['events', (e) => e.events],
    ['reports', (e) => e.reports],
    ['claims', (e) => e.claims],
  ],
};

const places: List<z.infer<typeof PlaceLineAnswer>> = {
  name: 'places',
  description: 'Where the events of the filter are said to have been, most events first.',
  schema: PlaceLineAnswer,
  page: listPlaces,
  map: true,
  columns: [
    ['name', (p) => p.name],
    ['admin1', (p) => p.admin1],
    ['country', (p) => p.country],
    ['latitude', (p) => p.lat],
    ['longitude', (p) => p.lon],
    ['geonames', (p) => p.geonames],
    ['feature', (p) => p.feature],
    ['precision', (p) => p.precision],
    ['events', (p) => p.events],
    ['reports', (p) => p.reports],
  ],
};

const sources: List<z.infer<typeof SourceLineAnswer>> = {
  name: 'sources',
  description: 'On whose word, most statements first.',
  schema: SourceLineAnswer,
  page: listSources,
  columns: [
    ['source', (s) => s.id],
    ['name', (s) => s.name],
    ['kind', (s) => s.kind],
    ['claims', (s) => s.claims],
    ['reports', (s) => s.reports],
    ['outlets', (s) => s.outlets],
    ['first', (s) => s.first],
    ['last', (s) => s.last],
  ],
};

const outlets: List<z.infer<typeof OutletLineAnswer>> = {
  name: 'outlets',
  description:
    'Outlets, most reports first: how much is their own, and how long after others the rest comes.',
  schema: OutletLineAnswer,
  page: listOutlets,
  columns: [
    ['name', (o) => o.name],
    ['reports', (o) => o.reports],
    ['origins', (o) => o.origins],
    ['copies', (o) => o.copies],
    ['median_delay_hours', (o) => o.medianDelayHours],
  ],
};

const log: List<z.infer<typeof LogLineAnswer>> = {
  name: 'log',
  description: 'What happened to the archive, newest first; takes no filters.',
  schema: LogLineAnswer,
  page: (archive, _filter, request) => listLog(archive, request),
  columns: [
    ['seq', (l) => l.seq],
    ['at', (l) => l.at],
    ['kind', (l) => l.kind],
    ['body', (l) => JSON.stringify(l.body)],
    ['previous', (l) => l.previous],
    ['hash', (l) => l.hash],
  ],
};

export function registerLists(app: OpenAPIHono, archive: Archive): void {
  for (const list of [claims, entities, places, sources, outlets, log] as List<unknown>[])
    registerPage(app, archive, list);
  for (const list of [reports, claims, entities, places, sources, outlets, log] as List<unknown>[])
    registerFiles(app, archive, list);
  app.openapi(source, async (context) => {
    const query = context.req.valid('query');
    const { id } = context.req.valid('param');
    const found = await sourceOf(archive, id, filterOfQuery(query), query);
    return found ? context.json(found, 200) : (problem(context, 404, `There is no source ${id}.`) as never);
  });
}

const source = createRoute({
  method: 'get',
  path: '/api/sources/{id}',
  request: { params: z.object({ id: z.string().max(100) }), query: PageQuery },
  responses: {
    200: json(SourceAnswer, 'One source: what it says, who prints it, what rests on it.'),
    ...understood,
    ...missing,
    ...allowed,
  },
});

function registerPage(app: OpenAPIHono, archive: Archive, list: List<unknown>): void {
  const route = createRoute({
    method: 'get',
    path: `/api/${list.name}`,
    request: { query: PageQuery },
    responses: { 200: json(pageOf(list.schema), list.description), ...understood, ...allowed },
  });
  app.openapi(route, async (context) => {
    const query = context.req.valid('query');
    return context.json(await list.page(archive, filterOfQuery(query), query), 200);
  });
}

function registerFiles(app: OpenAPIHono, archive: Archive, list: List<unknown>): void {
  const forms: [
    extension: string,
    mediaType: string,
    write: (items: AsyncIterable<unknown>) => AsyncIterable<string>,
  ][] = [
    ['csv', 'text/csv; charset=utf-8; header=present', (items) => listCsv(items, list.columns)],
    ['json', 'application/json', listJson],
  ];
  if (list.map)
    forms.push([
      'geojson',
      'application/geo+json',
      (items) => listGeojson(items as AsyncIterable<{ lat: number | null; lon: number | null }>),
    ]);
  for (const [extension, mediaType, write] of forms) {
    app.openAPIRegistry.registerPath({
      method: 'get',
      path: `/api/${list.name}.${extension}`,
      request: { query: ExportQuery },
      responses: {
        200: {
          content: { [mediaType.split(';')[0]!]: { schema: z.string() } },
          description: `${list.description} All of them, as a file.`,
        },
        ...understood,
        ...allowed,
        ...limited,
      },
    });
    app.get(`/api/${list.name}.${extension}`, (context: Context) => {
      const query = ExportQuery.safeParse(context.req.query());
      if (!query.success) return problem(context, 400, query.error.issues[0]!.message);
      const filter = filterOfQuery(query.data);
      checkFilter(filter); // What is wrong with a filter must be said before the first byte.
      const unmasked = wantsUnmasked(context, query.data.unmasked);
      if (unmasked instanceof Response) return unmasked;
      return download(
        context,
        { mediaType, name: `${list.name}.${extension}` },
        write(all(archive, list, filter, unmasked)),
      );
    });
  }
}

/** All items, a page at a time, so that a list of any length needs little memory. */
async function* all<T>(
  archive: Archive,
  list: List<T>,
  filter: Filter,
  unmasked: boolean,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const { items, next } = await list.page(archive, filter, { cursor, limit: MOST_LIMIT });
    yield* unmasked ? items : ((await maskAnswer(archive, items)) as T[]);
    cursor = next ?? undefined;
  } while (cursor);
}
