/**
 * JSON lines: one report a line, `{"id", "text", "title", "deck", "byline", "published", "publisher", "url"}`,
 * all but `text` optional.
 *
 * @module
 */
import type { IncomingReport } from '../report/types.ts';
import { isoDate } from './date.ts';
import { NotAReport } from './types.ts';

export const MOST_LINE_BYTES = 16 << 20;

/** Whether text that begins like this is JSON lines (or one JSON object) and not a report that begins with a brace. */
export function looksLikeJson(head: string): boolean {
  return /^\s*\{\s*"/.test(head);
}

/** Whether text that begins like this is an array of JSON objects. */
export const looksLikeJsonArray = (head: string): boolean => /^\s*\[\s*\{\s*"/.test(head);

type Json = Record<string, unknown>;

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new NotAReport('json', `not JSON: ${(error as Error).message}`, 'write one JSON object a line');
  }
}

/**
 * The items of an array, each as JSON again.
 *
 * @throws {NotAReport} `json` when it is no JSON.
 */
export const itemsOfJson = (source: string): string[] =>
  (parseJson(source) as unknown[]).map((item) => JSON.stringify(item));

/** @throws {NotAReport} `json` when it is no JSON object. */
export function parseJsonObject(source: string): Json {
  const value = parseJson(source);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new NotAReport('json', 'not a JSON object', 'write one object a line, such as {"text": "…"}');
  return value as Json;
}

/** @throws {NotAReport} `no-text`. */
export function reportOfJson(fields: Json): IncomingReport {
  if (typeof fields['text'] !== 'string')
    throw new NotAReport('no-text', 'no "text"', 'put the words of the report in "text"');
  const words = (name: string) => {
    const field = fields[name];
    return typeof field === 'string' && field.trim() ? field : null;
  };
  return {
    text: fields['text'],
    title: words('title'),
    deck: words('deck'),
    byline: words('byline'),
    published: isoDate(words('published') ?? ''),
    publisher: words('publisher'),
    url: words('url'),
  };
}

/** The sender's own name for a report; null when there is none. */
export function idOfJson({ id }: Json): string | number | null {
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
