/**
 * What readers are shown: whatever a route answers as JSON, with the private persons of the reports in it masked.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { Archive } from '../archive/archive.ts';
import { maskAnswer } from '../publish/masked-answers.ts';
import { problem } from './problem.ts';
import { whoOf } from './who.ts';

/** Stands between a route and everything that is done with its answer. */
export function masked(archive: Archive): MiddlewareHandler {
  return async (context, next) => {
    await next();
    if (!context.get('who')?.masked || !context.req.path.startsWith('/api/')) return;
    const { headers, status } = context.res;
    // Files are masked where they are written: they can be too long to be held.
    if (headers.has('content-disposition') || !/^application\/json\b/.test(headers.get('content-type') ?? ''))
      return;
    const answer: unknown = await context.res.json();
    const kept = new Headers(headers);
    kept.delete('content-length');
    context.res = new Response(JSON.stringify(await maskAnswer(archive, answer, keysIn(context.req.url))), {
      status,
      headers: kept,
    });
  };
}

/** Reports that an address names: an answer about one need not say of which. */
const keysIn = (url: string) => url.match(/(?<![0-9a-f])[0-9a-f]{20}(?![0-9a-f])/g) ?? [];

/** Whether a file may hold the names; an answer when it may not. Files are masked for everybody who does not ask otherwise. */
export function wantsUnmasked(context: Context, unmasked: '0' | '1' | undefined): boolean | Response {
  if (unmasked !== '1') return false;
  return whoOf(context).masked
    ? problem(context, 403, 'Names of private persons are not shown to a reader.')
    : true;
}
