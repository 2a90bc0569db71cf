/**
 * How OpenAPI describes answers that many routes give.
 *
 * @module
 */
import type { z } from '@hono/zod-openapi';
import { ProblemAnswer } from '../answers.ts';

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'application/json': { schema } },
  description,
});

export const problemAnswer = (description: string) => ({
  content: { 'application/problem+json': { schema: ProblemAnswer } },
  description,
});

export const understood = { 400: problemAnswer('A query that is not understood.') };
export const missing = { 404: problemAnswer('There is no such thing.') };
export const allowed = {
  401: problemAnswer('Nobody is logged in.'),
  403: problemAnswer('Not allowed with this role, or asked by another page.'),
};
export const limited = { 429: problemAnswer('Too many requests; `Retry-After` says how long to wait.') };
