/**
 * Errors as RFC 9457 problem details.
 *
 * @module
 */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

const TITLES: Partial<Record<number, string>> = {
  400: 'The request was not understood',
  401: 'Not allowed without a token',
  403: 'Not allowed',
  404: 'Not here',
  500: 'Something went wrong',
  503: 'The archive cannot be read now',
};

export function problem(context: Context, status: ContentfulStatusCode, detail: string): Response {
  return context.json({ type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail }, status, {
    'content-type': 'application/problem+json',
  });
}
