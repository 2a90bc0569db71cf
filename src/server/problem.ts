/**
 * Errors as RFC 9457 problem details.
 *
 * @module
 */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

const TITLES: Partial<Record<number, string>> = {
  400: 'The request was not understood',
  401: 'Not allowed without logging in',
  403: 'Not allowed',
  404: 'Not here',
  409: 'Not possible as things are',
  410: 'No longer here',
  413: 'Too large',
  415: 'Of a kind that is not taken',
  429: 'Too many requests',
  500: 'Something went wrong',
  503: 'The archive cannot be read now',
};

export function problem(context: Context, status: ContentfulStatusCode, detail: string): Response {
  return context.json({ type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail }, status, {
    'content-type': 'application/problem+json',
  });
}
