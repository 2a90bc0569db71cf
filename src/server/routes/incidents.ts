/**
 * Incidents, what people decide about them, and how readings came about.
 *
 * @module
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Archive } from '../../archive/archive.ts';
import { checkFilter } from '../../archive/check-filter.ts';
import {
  type IncidentFilter,
  incidentOf,
  incidents,
  incidentsOfReport,
  incidentsPage,
} from '../../archive/incidents.ts';
import { DecisionError, decide, historyOf, undo } from '../../archive/incidents-decisions.ts';
import { type ExplainedIncident, explainIncident } from '../../archive/incidents-explain.ts';
import { reviewPage } from '../../archive/incidents-review.ts';
import { storylineOf, storylinesPage } from '../../archive/incidents-storylines.ts';
import { readingOf } from '../../archive/reports.ts';
import { createExplainer, type Explainer, incomingOf } from '../../engine/explain.ts';
import { loadResources } from '../../engine/resources.ts';
import { stateIncident, statePair, stateWhole } from '../../engine/sentences.ts';
import { INCIDENT_FORMS, incidentForm } from '../../publish/incident-export.ts';
import { maskedAnswers } from '../../publish/masked-answers.ts';
import { sentenceOf } from '../../publish/sentence.ts';
import { GRADES } from '../../record/incident.ts';
import { pageOf } from '../answers.ts';
import { download } from '../download.ts';
import {
  DecidedAnswer,
  DecisionAnswer,
  DecisionBody,
  DoubtfulPairAnswer,
  ExplainedEventAnswer,
  ExplainedIncidentAnswer,
  IncidentAnswer,
  IncidentLineAnswer,
  StorylineAnswer,
} from '../incident-answers.ts';
import { wantsUnmasked } from '../masked.ts';
import { problem } from '../problem.ts';
import { FilterQuery, filterOfQuery, ofExports, PageQuery } from '../query.ts';
import { whoOf } from '../who.ts';
import { allowed, json, limited, missing, understood } from './describe.ts';

const ofIncidents = {
  origins: z.coerce.number().int().min(1).optional().openapi({ description: 'So many origins at least.' }),
  grade: z
    .string()
    .max(100)
    .optional()
    .openapi({ description: `Grades, separated by commas: ${GRADES.join(', ')}.` }),
  storyline: z.string().max(100).optional(),
};
const IncidentFilterQuery = FilterQuery.extend(ofIncidents);
const IncidentPageQuery = PageQuery.extend(ofIncidents);

function filterOf({
  origins,
  grade,
  storyline,
  ...query
}: z.infer<typeof IncidentFilterQuery>): IncidentFilter {
  const grades = grade
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return { ...filterOfQuery(query), origins, grade: grades, storyline: storyline || undefined };
}

const id = z.object({ id: z.string().max(100) });

const list = createRoute({
  method: 'get',
  path: '/api/incidents',
  request: { query: IncidentPageQuery },
  responses: { 200: json(pageOf(IncidentLineAnswer), 'Incidents, oldest first.'), ...understood, ...allowed },
});

const one = createRoute({
  method: 'get',
  path: '/api/incidents/{id}',
  request: { params: id },
  responses: {
    200: json(IncidentAnswer, 'One incident with all that is told of it.'),
    301: { description: 'It was merged: `Location` says into which.' },
    ...missing,
    ...allowed,
  },
});

const history = createRoute({
  method: 'get',
  path: '/api/incidents/{id}/history',
  request: { params: id },
  responses: {
    200: json(z.object({ items: z.array(DecisionAnswer) }), 'Decisions about it, oldest first.'),
    ...missing,
    ...allowed,
  },
});

const review = createRoute({
  method: 'get',
  path: '/api/review',
  request: { query: PageQuery.pick({ cursor: true, limit: true }) },
  responses: {
    200: json(pageOf(DoubtfulPairAnswer), 'Pairs of tellings, most doubtful first.'),
    ...understood,
    ...allowed,
  },
});

const decisionMade = createRoute({
  method: 'post',
  path: '/api/decisions',
  request: { body: { content: { 'application/json': { schema: DecisionBody } }, required: true } },
  responses: {
    200: json(DecidedAnswer, 'The decision, and where its tellings are now.'),
    ...understood,
    ...missing,
    ...allowed,
    ...limited,
  },
});

const decisionUndone = createRoute({
  method: 'post',
  path: '/api/decisions/{n}/undo',
  request: {
    params: z.object({ n: z.coerce.number().int() }),
    body: {
      content: { 'application/json': { schema: z.object({ reason: z.string().max(2000).optional() }) } },
      required: false,
    },
  },
  responses: {
    200: json(DecidedAnswer, 'The decision that undid it.'),
    ...understood,
    ...missing,
    ...allowed,
    ...limited,
  },
});

const ofReport = createRoute({
  method: 'get',
  path: '/api/reports/{id}/incidents',
  request: { params: id },
  responses: {
    200: json(
      z.object({ items: z.array(z.object({ event: z.string(), incident: z.string() })) }),
      'In which incidents its events are.',
    ),
    ...allowed,
  },
});

const explained = createRoute({
  method: 'get',
  path: '/api/reports/{id}/explain',
  request: { params: id },
  responses: {
    200: json(
      z.object({ items: z.array(ExplainedEventAnswer), current: z.boolean() }),
      'How each event was read: its sentence as a tree, the rule, the roles, and what did not hold.',
    ),
    ...missing,
    ...allowed,
    ...limited,
  },
});

const incidentExplained = createRoute({
  method: 'get',
  path: '/api/incidents/{id}/explain',
  request: { params: id },
  responses: {
    200: json(ExplainedIncidentAnswer, 'Why its tellings were joined: features, weights, vetoes.'),
    ...missing,
    ...allowed,
  },
});

const storylines = createRoute({
  method: 'get',
  path: '/api/storylines',
  request: { query: PageQuery.pick({ cursor: true, limit: true }) },
  responses: { 200: json(pageOf(StorylineAnswer), 'Storylines, longest first.'), ...understood, ...allowed },
});

const storyline = createRoute({
  method: 'get',
  path: '/api/storylines/{id}',
  request: { params: id },
  responses: {
    200: json(
      StorylineAnswer.extend({ items: z.array(IncidentLineAnswer) }),
      'One storyline with its incidents, oldest first.',
    ),
    ...missing,
    ...allowed,
  },
});

/** Opened at the first request: models need time and memory. */
let explainer: Explainer | undefined;

export function registerIncidents(app: OpenAPIHono, archive: Archive): void {
  app.openapi(list, async (context) => {
    const query = context.req.valid('query');
    const page = await incidentsPage(archive, filterOf(query), query);
    return context.json({ ...page, items: page.items.map(stateIncident) }, 200);
  });
  for (const name of INCIDENT_FORMS) {
    const { mediaType, write } = incidentForm(name);
    app.openAPIRegistry.registerPath({
      method: 'get',
      path: `/api/incidents.${name}`,
      request: { query: IncidentFilterQuery.extend(ofExports) },
      responses: {
        200: {
          content: { [mediaType.split(';')[0]!]: { schema: z.string() } },
          description: 'All incidents of the filter, as a file.',
        },
        ...understood,
        ...allowed,
        ...limited,
      },
    });
    app.get(`/api/incidents.${name}`, (context: Context) => {
      const query = IncidentFilterQuery.extend(ofExports).safeParse(context.req.query());
      if (!query.success) return problem(context, 400, query.error.issues[0]!.message);
      const { unmasked: asked, ...asks } = query.data;
      const filter = filterOf(asks);
      checkFilter(filter); // What is wrong with a filter must be said before the first byte.
      const unmasked = wantsUnmasked(context, asked);
      if (unmasked instanceof Response) return unmasked;
      const found = stated(archive, filter);
      const items = unmasked ? found : maskedAnswers(archive, found);
      return download(context, { mediaType, name: `incidents.${name}` }, write(items));
    });
  }
  app.openapi(one, async (context) => {
    const { id } = context.req.valid('param');
    const found = await incidentOf(archive, id);
    if (!found) return problem(context, 404, `There is no incident ${id}.`) as never;
    if ('moved' in found) return context.redirect(`/api/incidents/${found.moved}`, 301) as never;
    return context.json(stateWhole(found.incident), 200);
  });
  app.openapi(history, async (context) => {
    const { id } = context.req.valid('param');
    const found = await incidentOf(archive, id);
    if (!found) return problem(context, 404, `There is no incident ${id}.`) as never;
    const items = await historyOf(archive, 'moved' in found ? found.moved : id);
    return context.json({ items: items.map(answered) }, 200);
  });
  app.openapi(review, async (context) => {
    const page = await reviewPage(archive, context.req.valid('query'));
    return context.json({ ...page, items: page.items.map(statePair) }, 200);
  });
  app.openapi(decisionMade, async (context) => {
    const decided = await attempt(context, () =>
      decide(archive, context.req.valid('json'), { by: whoOf(context).name }),
    );
    if (decided instanceof Response) return decided as never;
    return context.json({ ...decided, decision: answered(decided.decision) }, 200);
  });
  app.openapi(decisionUndone, async (context) => {
    const { n } = context.req.valid('param');
    const body = (await context.req.json().catch(() => ({}))) as { reason?: string };
    const decided = await attempt(context, () =>
      undo(archive, n, body.reason ?? '', { by: whoOf(context).name }),
    );
    if (decided instanceof Response) return decided as never;
    return context.json({ ...decided, decision: answered(decided.decision) }, 200);
  });
  registerExplanations(app, archive);
  app.openapi(ofReport, async (context) => {
    const { id } = context.req.valid('param');
    return context.json({ items: await incidentsOfReport(archive, id) }, 200);
  });
}

function registerExplanations(app: OpenAPIHono, archive: Archive): void {
  app.openapi(explained, async (context) => {
    const { id } = context.req.valid('param');
    const kept = await readingOf(archive, id);
    if (!kept) return problem(context, 404, `There is no report ${id}.`) as never;
    explainer ??= createExplainer(loadResources());
    const { reading, events } = explainer(incomingOf(kept));
    const current = JSON.stringify(kept.events) === JSON.stringify(reading.events);
    return context.json({ items: events, current } as never, 200);
  });
  app.openapi(incidentExplained, async (context) => {
    const { id } = context.req.valid('param');
    const found = await incidentOf(archive, id);
    const explained = found && (await explainIncident(archive, 'moved' in found ? found.moved : id));
    if (!explained) return problem(context, 404, `There is no incident ${id}.`) as never;
    return context.json(statedExplanation(explained) as never, 200);
  });
  app.openapi(storylines, async (context) => {
    return context.json(await storylinesPage(archive, context.req.valid('query')), 200);
  });
  app.openapi(storyline, async (context) => {
    const { id } = context.req.valid('param');
    const found = await storylineOf(archive, id);
    if (!found) return problem(context, 404, `There is no storyline ${id}.`) as never;
    return context.json({ ...found, items: found.items.map(stateIncident) }, 200);
  });
}

/** Without the whole records: what is said of each telling, and its pairs. */
function statedExplanation({ tellings, ...rest }: ExplainedIncident) {
  return {
    ...rest,
    tellings: tellings.map(({ telling, ...one }) => ({
      mention: telling.mention,
      report: telling.report,
      event: telling.record.event,
      sentence: sentenceOf(telling.record),
      quote: telling.record.quote,
      ...one,
    })),
  };
}

/** A decision as plain data. */
const answered = <T extends { target: object }>(decision: T) => ({
  ...decision,
  target: { ...decision.target } as Record<string, unknown>,
});

async function attempt<T>(context: Context, work: () => Promise<T>): Promise<T | Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error;
    return problem(context, error.missing ? 404 : 400, `${error.message}.`);
  }
}

async function* stated(archive: Archive, filter: IncidentFilter) {
  for await (const record of incidents(archive, filter)) yield stateIncident(record);
}
