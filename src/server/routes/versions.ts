/**
 * `/api/reports/{id}/versions` and `/api/reports/{id}/diff`: how a report was changed by its publisher.
 *
 * @module
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Archive } from '../../archive/archive.ts';
import { textOfReport, versionsOf } from '../../archive/versions.ts';
import { Published } from '../../record/reading.ts';
import { differenceOf } from '../../report/difference.ts';
import { absentReport } from '../absent.ts';
import { ProblemAnswer } from '../answers.ts';
import { problem } from '../problem.ts';

const VersionAnswer = z
  .object({
    kind: z.enum(['version', 'withdrawn']).openapi({
      description:
        '`withdrawn`: a notice by which the publisher took the report back; it has no text of its own.',
    }),
    key: z.string().nullable().openapi({ description: 'Key of the report.' }),
    id: z.string().nullable().openapi({ description: '`sha256:` and the hash of its text.' }),
    at: z.string().openapi({ description: 'When it first came in, in UTC.' }),
    published: Published.nullable(),
    title: z.string().nullable(),
    version: z.string().nullable().openapi({ description: 'The number that the sender gave it.' }),
    signal: z.string().nullable().openapi({ description: 'What the sender calls it, such as `correction`.' }),
    note: z.string().nullable().openapi({ description: 'The note of its editor.' }),
  })
  .openapi('Version');

const DifferenceAnswer = z
  .object({
    from: z.string(),
    to: z.string(),
    blocks: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })).openapi({
      description: '`same` and `removed` make up the text of `from`, `same` and `added` that of `to`.',
    }),
  })
  .openapi('Difference');

const key = z.string().max(100).openapi({ description: 'Key of a report.' });
const missing = {
  404: {
    content: { 'application/problem+json': { schema: ProblemAnswer } },
    description: 'There is no such thing.',
  },
};

const versions = createRoute({
  method: 'get',
  path: '/api/reports/{id}/versions',
  request: { params: z.object({ id: key }) },
  responses: {
    200: {
      content: { 'application/json': { schema: z.object({ items: z.array(VersionAnswer) }) } },
      description: 'All versions of a report, oldest first, with notices that take it back.',
    },
    ...missing,
  },
});

const difference = createRoute({
  method: 'get',
  path: '/api/reports/{id}/diff',
  request: { params: z.object({ id: key }), query: z.object({ with: key }) },
  responses: {
    200: {
      content: { 'application/json': { schema: DifferenceAnswer } },
      description: 'What another version (`with`) has otherwise than this one, word by word.',
    },
    ...missing,
  },
});

export function registerVersions(app: OpenAPIHono, archive: Archive): void {
  app.openapi(versions, async (context) => {
    const { id } = context.req.valid('param');
    const items = await versionsOf(archive, id);
    return items.length
      ? context.json({ items }, 200)
      : ((await absentReport(context, archive, id)) as never);
  });
  app.openapi(difference, async (context) => {
    const { id: from } = context.req.valid('param');
    const { with: to } = context.req.valid('query');
    const [before, after] = await Promise.all([textOfReport(archive, from), textOfReport(archive, to)]);
    if (before === null || after === null)
      return problem(context, 404, `There is no report ${before === null ? from : to}.`) as never;
    return context.json({ from, to, blocks: differenceOf(before, after) }, 200);
  });
}
