/**
 * The HTTP API and the web app, over one archive.
 *
 * @module
 */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Archive } from '../archive/archive.ts';
import { type ChronologyRecord, chronologyPage } from '../archive/chronology.ts';
import { facetsOf } from '../archive/facets.ts';
import { FilterError } from '../archive/filter.ts';
import type { Page } from '../archive/pages.ts';
import { capturesOf, listReports, readingOf } from '../archive/reports.ts';
import { failuresOf, statusOf } from '../archive/status.ts';
import { loadResources } from '../engine/resources.ts';
import { EXPORT_NAMES, type ExportName, exportEvents, exportFormat } from '../publish/export.ts';
import { stated } from '../publish/sentence.ts';
import { version } from '../record/version.ts';
import { absentReport } from './absent.ts';
import { type AccessOptions, access } from './access.ts';
import { DOCS_STYLE, docsPage, type OpenApi } from './docs-page.ts';
import { download } from './download.ts';
import { fresh } from './fresh.ts';
import { Jobs } from './jobs.ts';
import { masked, wantsUnmasked } from './masked.ts';
import { problem } from './problem.ts';
import { ExportQuery, filterOfQuery } from './query.ts';
import { readingFiles } from './reading-files.ts';
import { registerCaptures, sandboxed } from './routes/captures.ts';
import { registerIncidents } from './routes/incidents.ts';
import { registerJobs } from './routes/jobs.ts';
import { registerLists } from './routes/lists.ts';
import * as routes from './routes/routes.ts';
import { registerSession } from './routes/session.ts';
import { registerVersions } from './routes/versions.ts';
import { readerPolicy, webApp } from './web.ts';

export interface AppOptions extends AccessOptions {
  /** Folder of the built web app; without it there is only the API. */
  web?: string | undefined;
  /** Told of errors that are nobody's fault but ours. */
  onError?: (error: Error) => void;
  /** What takes its time. */
  jobs?: Jobs | undefined;
}

/** Bytes of a request that is no upload. */
const MOST_BODY = 256 << 10;

export function createApp(archive: Archive, options: AppOptions) {
  const app = new OpenAPIHono({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const [issue] = result.error.issues;
      return problem(
        context,
        400,
        `${issue?.path.join('.') || 'query'}: ${issue?.message ?? 'not understood'}`,
      );
    },
  });
  app.use('/api/captures/*', sandboxed);
  app.use('/assets/reader/*', readerPolicy);
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      strictTransportSecurity: false, // Spoken over plain HTTP; a proxy that adds TLS adds it.
      referrerPolicy: 'no-referrer',
      crossOriginOpenerPolicy: 'same-origin',
    }),
  );
  app.use(access(archive, options));
  const body = bodyLimit({
    maxSize: MOST_BODY,
    onError: (context) => problem(context, 413, `A request has at most ${MOST_BODY >> 10} kB.`),
  });
  app.use((context, next) => (context.req.path === '/api/jobs' ? next() : body(context, next)));
  app.use(fresh(archive));
  app.use(masked(archive));
  app.onError((error, context) => {
    if (error instanceof FilterError) return problem(context, 400, error.message);
    if (error instanceof HTTPException && error.status === 400)
      return problem(context, 400, `The request could not be taken apart: ${error.message}.`);
    options.onError?.(error);
    return problem(context, 500, 'The server failed at this; its log says why.');
  });

  app.openapi(routes.health, (context) => context.json({ status: 'ok' as const, version }, 200));
  app.openapi(routes.stats, async (context) => context.json(await statusOf(archive), 200));
  app.openapi(routes.failures, async (context) => context.json({ items: await failuresOf(archive) }, 200));
  app.openapi(routes.reports, async (context) => {
    const { fold, origin, ...query } = context.req.valid('query');
    const page = await listReports(archive, filterOfQuery(query), query, { fold: fold === '1', origin });
    return context.json(page, 200);
  });
  app.openapi(routes.report, async (context) => {
    const { id } = context.req.valid('param');
    const reading = await readingOf(archive, id);
    return reading ? context.json(reading, 200) : ((await absentReport(context, archive, id)) as never);
  });
  app.openapi(routes.captures, async (context) => {
    const { id } = context.req.valid('param');
    const items = await capturesOf(archive, id);
    return items.length
      ? context.json({ items }, 200)
      : (problem(context, 404, `There is no report ${id}.`) as never);
  });
  app.openapi(routes.chronology, async (context) => {
    const query = context.req.valid('query');
    return context.json(statedPage(await chronologyPage(archive, filterOfQuery(query), query)), 200);
  });
  app.openapi(routes.facets, async (context) => {
    return context.json(await facetsOf(archive, filterOfQuery(context.req.valid('query'))), 200);
  });
  app.openapi(routes.search, async (context) => {
    const query = context.req.valid('query');
    const filter = filterOfQuery(query);
    const reports = await listReports(archive, filter, { limit: query.limit });
    const events = statedPage(await chronologyPage(archive, filter, { limit: query.limit }));
    return context.json({ reports, events }, 200);
  });
  registerCaptures(app, archive);
  registerIncidents(app, archive);
  registerJobs(app, options.jobs ?? new Jobs(archive, { resources: async () => loadResources() }));
  registerLists(app, archive);
  registerVersions(app, archive);
  registerSession(app, archive, options.limits);
  app.openAPIRegistry.registerPath(routes.exported);
  for (const name of EXPORT_NAMES)
    app.get(`/api/chronology.${name}`, (context) => exportAs(context, archive, name));

  const about = {
    openapi: '3.1.0',
    info: {
      title: 'Onrecord',
      version,
      description: 'Reports, readings, events and incidents of an archive.',
    },
  };
  app.doc31('/openapi.json', about);
  app.get('/docs', (context) =>
    context.html(docsPage(JSON.parse(JSON.stringify(app.getOpenAPI31Document(about))) as OpenApi)),
  );
  app.get('/docs/style.css', (context) =>
    context.body(DOCS_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  app.all('/api/*', (context) => problem(context, 404, `The API has no ${context.req.path}.`));
  app.get('/reading/*', readingFiles());
  if (options.web) app.get('*', webApp(options.web));
  return app;
}

function statedPage(page: Page<ChronologyRecord>) {
  return { ...page, items: page.items.map(stated) };
}

async function exportAs(context: Context, archive: Archive, name: ExportName): Promise<Response> {
  const { mediaType, extension } = exportFormat(name);
  const query = ExportQuery.safeParse(context.req.query());
  if (!query.success) return problem(context, 400, query.error.issues[0]!.message);
  const unmasked = wantsUnmasked(context, query.data.unmasked);
  if (unmasked instanceof Response) return unmasked;
  const pieces = exportEvents(archive, filterOfQuery(query.data), name, { unmasked });
  return download(context, { mediaType, name: `chronology.${extension}` }, pieces);
}
