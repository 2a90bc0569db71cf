/**
 * The server's answers, as this app asks for them. Errors are for people: `ApiError.message` is shown as it is.
 *
 * @module
 */
import type { Published, Reading } from '../../../src/record/reading.ts';

export interface ReportLine {
  id: string;
  title: string | null;
  publisher: string | null;
  url: string | null;
  published: Published;
  events: number;
  claims: number;
}

export interface Page<T> {
  items: T[];
  total: number;
  next: string | null;
}

export interface ChronologyLine {
  report: string;
  event: string;
  when: string | null;
  type: string;
  sentence: string;
  source: string | null;
  title: string | null;
  publisher: string | null;
  start: number;
  end: number;
}

export class ApiError extends Error {
  override name = 'ApiError';
}

async function get<T>(path: string, query?: URLSearchParams): Promise<T> {
  const search = query?.toString();
  let answer: Response;
  try {
    answer = await fetch(`/api/${path}${search ? `?${search}` : ''}`);
  } catch {
    throw new ApiError(
      'The server does not answer. Is “onrecord serve” still running? Start it, then try again.',
    );
  }
  if (answer.ok) return answer.json() as Promise<T>;
  const problem = (await answer.json().catch(() => null)) as { detail?: string; title?: string } | null;
  throw new ApiError(problem?.detail ?? problem?.title ?? `The server answered ${answer.status}.`);
}

export const reports = (query: URLSearchParams) => get<Page<ReportLine>>('reports', query);
export const reading = (id: string) => get<Reading>(`reports/${encodeURIComponent(id)}`);
export const chronology = (query: URLSearchParams) => get<Page<ChronologyLine>>('chronology', query);
