/**
 * Adding reports, and checking the archive: asked for, waited for, followed.
 *
 * @module
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { isoDate } from '../../collect/date.ts';
import type { Jobs, UploadedFile, Work } from '../jobs.ts';
import { problem } from '../problem.ts';
import { whoOf } from '../who.ts';
import { allowed, json, limited, missing, problemAnswer, understood } from './describe.ts';

/** Bytes of one request with files, and files in it. */
const MOST_UPLOAD = 64 << 20;
const MOST_FILES = 200;
/** Uploads that are taken at once: each is held in memory. */
const MOST_UPLOADS = 4;
/** Letters of a pasted report. */
const MOST_TEXT = 1 << 20;

const published = z
  .string()
  .max(40)
  .refine((value) => isoDate(value) !== null, 'a date is written as 2016-02-08')
  .optional();
const Pasted = z
  .strictObject({
    text: z.string().min(1).max(MOST_TEXT),
    title: z.string().max(1000).optional(),
    publisher: z.string().max(300).optional(),
    published,
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
  })
  .openapi({ description: 'A report, as text.' });
const Address = z
  .strictObject({ address: z.url({ protocol: /^https?$/ }).max(2000) })
  .openapi({ description: 'The address of a page or feed.' });
const Ask = z.union([Pasted, Address]);

const JobAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(['text', 'address', 'files', 'verify']),
    by: z.string().openapi({ description: 'Who asked for it.' }),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    asked: z.string(),
    began: z.string().nullable(),
    ended: z.string().nullable(),
    error: z.string().nullable().openapi({ description: 'Why it could not be done at all.' }),
    verified: z
      .object({
        findings: z.array(z.object({ what: z.string(), problem: z.string() })),
        checked: z.record(z.string(), z.int()),
        head: z.string().openapi({ description: 'Hash of the last entry of the log.' }),
      })
      .nullable()
      .openapi({ description: 'What checking the archive found.' }),
    added: z.int(),
    reread: z.int(),
    known: z.int(),
    failed: z.int(),
    events: z.int(),
  })
  .openapi('Job');

const asked = {
  202: json(z.object({ id: z.string() }), 'It will be done; ask for the job by its id.'),
  ...understood,
  ...allowed,
  413: problemAnswer('Too large.'),
  ...limited,
};
const add = createRoute({
  method: 'post',
  path: '/api/jobs',
  request: {
    body: {
      required: true,
      content: {
        'application/json': { schema: Ask },
        'multipart/form-data': {
          schema: z.object({
            files: z.array(z.string().openapi({ format: 'binary' })),
            published: published.openapi({ description: 'Date of publication of all files.' }),
          }),
        },
      },
    },
  },
  responses: asked,
});
const verify = createRoute({ method: 'post', path: '/api/verify', responses: asked });
const jobs = createRoute({
  method: 'get',
  path: '/api/jobs',
  responses: {
    200: json(z.object({ items: z.array(JobAnswer) }), 'The last hundred jobs, newest first.'),
    ...allowed,
  },
});
const params = z.object({ id: z.string().max(40) });
const job = createRoute({
  method: 'get',
  path: '/api/jobs/{id}',
  request: { params },
  responses: { 200: json(JobAnswer, 'What became of it so far.'), ...allowed, ...missing },
});
const events = createRoute({
  method: 'get',
  path: '/api/jobs/{id}/events',
  request: { params },
  responses: {
    200: {
      content: { 'text/event-stream': { schema: z.string() } },
      description:
        'Server-sent events, one a report: `{kind: added|reread|known|failed|done, report, address, part, events, problem, job}`; ends with the job.',
    },
    ...allowed,
    ...missing,
  },
});

export function registerJobs(app: OpenAPIHono, all: Jobs): void {
  const tooLarge = (context: Context) =>
    problem(context, 413, `Send at most ${MOST_UPLOAD >> 20} MB at once, or use onrecord add.`);
  app.use('/api/jobs', bodyLimit({ maxSize: MOST_UPLOAD, onError: tooLarge }));
  let uploads = 0;

  const take = (context: Context, work: Work) => {
    const job = all.ask(work, whoOf(context).name);
    if (job) return context.json({ id: job.id }, 202);
    context.header('retry-after', '30');
    return problem(context, 429, 'Too many jobs are waiting: ask again later.');
  };

  app.openAPIRegistry.registerPath(add);
  app.post('/api/jobs', async (context) => {
    const type = context.req.header('content-type') ?? '';
    if (uploads >= MOST_UPLOADS) {
      context.header('retry-after', '10');
      return problem(context, 429, 'Too many uploads at once: ask again later.');
    }
    uploads++;
    try {
      if (/^application\/json\b/i.test(type)) return await pasted(context, take);
      if (/^multipart\/form-data\b/i.test(type)) return await uploaded(context, take);
      return problem(context, 415, 'Send application/json or multipart/form-data.');
    } finally {
      uploads--;
    }
  });
  app.openapi(verify, (context) => take(context, { kind: 'verify' }) as never);
  app.openapi(jobs, (context) => context.json({ items: all.list() as never[] }, 200));
  app.openapi(job, (context) => {
    const { id } = context.req.valid('param');
    const found = all.get(id);
    return found
      ? context.json(found as never, 200)
      : (problem(context, 404, `There is no job ${id}.`) as never);
  });
  app.openapi(events, (context) => {
    const { id } = context.req.valid('param');
    if (!all.get(id)) return problem(context, 404, `There is no job ${id}.`) as never;
    const after = Number(context.req.header('last-event-id')) || 0;
    return streamSSE(context, async (out) => {
      const gone = new AbortController();
      out.onAbort(() => gone.abort());
      // A connection that says nothing for long is closed by those between.
      const beat = setInterval(() => void out.write(': here\n\n'), 15_000);
      try {
        for await (const { n, ...event } of all.follow(id, after, gone.signal))
          await out.writeSSE({ id: String(n), event: event.kind, data: JSON.stringify(event) });
      } finally {
        clearInterval(beat);
      }
    }) as never;
  });
}

type Take = (context: Context, work: Work) => Response;

async function pasted(context: Context, take: Take): Promise<Response> {
  const body: unknown = await context.req.json().catch(() => null);
  const ask = Ask.safeParse(body);
  if (ask.success)
    return take(
      context,
      'address' in ask.data
        ? { kind: 'address', address: ask.data.address }
        : { kind: 'text', report: ask.data },
    );
  if (body === null || typeof body !== 'object' || !('text' in body || 'address' in body))
    return problem(
      context,
      400,
      'Send {"text": …} with title, publisher, published and url if known, or {"address": "https://…"}.',
    );
  const meant = 'address' in body ? Address : Pasted;
  const [issue] = meant.safeParse(body).error!.issues;
  return problem(context, 400, [issue!.path.join('.'), issue!.message].filter(Boolean).join(': '));
}

async function uploaded(context: Context, take: Take): Promise<Response> {
  const form = await context.req.formData().catch(() => null);
  if (!form) return problem(context, 400, 'The form could not be taken apart.');
  const files: UploadedFile[] = [];
  for (const value of form.values()) {
    if (typeof value === 'string') continue;
    if (files.length >= MOST_FILES)
      return problem(context, 413, `Send at most ${MOST_FILES} files at once, or pack them into one.`);
    files.push({ name: plainName(value.name), bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  if (files.length === 0) return problem(context, 400, 'There is no file in the form.');
  const date = form.get('published');
  if (typeof date !== 'string' || date === '') return take(context, { kind: 'files', files });
  if (!published.safeParse(date).success)
    return problem(context, 400, 'published: a date is written as 2016-02-08');
  return take(context, { kind: 'files', files, published: date });
}

/** The last part of a name, without what could steer a terminal. It is shown and never opened. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').slice(0, 200) || 'file';
}
