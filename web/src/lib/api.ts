/**
 * The server's answers, as this app asks for them. Errors are for people: `ApiError.message` is shown as it is.
 *
 * @module
 */
import type { Grade, Incident, IncidentLine } from '../../../src/record/incident.ts';
import type { Published, Reading } from '../../../src/record/reading.ts';

export interface Page<T> {
  items: T[];
  total: number;
  next: string | null;
}

export interface ReportLine {
  id: string;
  title: string | null;
  publisher: string | null;
  url: string | null;
  published: Published;
  events: number;
  claims: number;
  /** Copies of one text are one origin. */
  origin?: { id: string; outlet: string | null; reports: number };
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

export interface Facet {
  value: string;
  count: number;
}
export type Facets = Record<'types' | 'statuses' | 'countries' | 'places' | 'outlets' | 'years', Facet[]>;

/** One telling: one event of one report. */
export type Mention = Incident['mentions'][number];

/** Two mentions of which the machine is not sure whether they are one incident. */
export interface ReviewPair {
  a: Mention;
  b: Mention;
  /** Log-odds: 0 is the greatest doubt. */
  score: number;
  features: Record<string, number>;
  /** Where each is now; null when a person took it out. */
  incidentA: string | null;
  incidentB: string | null;
}

export type DecisionKind =
  | 'same'
  | 'different'
  | 'unsure'
  | 'merge'
  | 'split'
  | 'move'
  | 'correct'
  | 'reject'
  | 'grade'
  | 'accept';

export interface Decision {
  n: number;
  at: string;
  by: string;
  kind: DecisionKind | 'undo';
  reason: string;
  target: Record<string, unknown>;
  /** When it was undone, the number of the decision that did. */
  undone: number | null;
  orphaned: boolean;
}

export interface Me {
  name: string;
  role: string;
  /** Goes with every request that changes something. */
  csrf: string;
}

export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    message: string,
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
  ) {
    super(message);
  }
}

let unknownReader = () => {};
/** What is done when the server wants to know who is reading: the app asks for name and password. */
export const whenUnknown = (then: () => void) => {
  unknownReader = then;
};

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`/api/${path}`, init);
  } catch {
    throw new ApiError(
      'The server does not answer. Is “onrecord serve” still running? Start it, then try again.',
      0,
    );
  }
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  if (answer.status === 401 && !answer.headers.has('www-authenticate')) unknownReader();
  const problem = (await answer.json().catch(() => null)) as { detail?: string; title?: string } | null;
  throw new ApiError(
    problem?.detail ?? problem?.title ?? `The server answered ${answer.status}.`,
    answer.status,
  );
}

/** Reads `path` under /api/. */
export function get<T>(path: string, query?: URLSearchParams): Promise<T> {
  const search = query?.toString();
  return ask<T>(search ? `${path}?${search}` : path);
}

let session: Promise<Me> | undefined;
/** Who is reading; asked once. */
export function me(): Promise<Me> {
  session ??= get<Me>('me').catch((error: unknown) => {
    session = undefined;
    throw error;
  });
  return session;
}
/** Forgets who is reading: after signing in or out. */
export const forgetSession = () => {
  session = undefined;
};

/** Sends a change, as JSON or as a form; a token that has run out is asked for anew, once. */
export async function send<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object | FormData,
): Promise<T> {
  const attempt = async () => {
    const { csrf } = await me();
    const headers: Record<string, string> = { 'x-onrecord-csrf': csrf };
    if (body && !(body instanceof FormData)) headers['content-type'] = 'application/json';
    return ask<T>(path, {
      method,
      headers,
      ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
    });
  };
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403) throw error;
    forgetSession();
    return attempt();
  }
}

const part = encodeURIComponent;

export const reports = (query: URLSearchParams) => get<Page<ReportLine>>('reports', query);
export const reading = (id: string) => get<Reading>(`reports/${part(id)}`);
export const chronology = (query: URLSearchParams) => get<Page<ChronologyLine>>('chronology', query);
export const facets = (query: URLSearchParams) => get<Facets>('facets', query);

export const incidents = (query: URLSearchParams) => get<Page<IncidentLine>>('incidents', query);
export const incident = (id: string) => get<Incident>(`incidents/${part(id)}`);
export const history = (id: string) => get<{ items: Decision[] }>(`incidents/${part(id)}/history`);
export const incidentsOfReport = (id: string) =>
  get<{ items: { event: string; incident: string }[] }>(`reports/${part(id)}/incidents`);
export const review = (query: URLSearchParams) => get<Page<ReviewPair>>('review', query);

export interface Decided {
  decision: Decision;
  /** Ids of the incidents that are not what they were. */
  incidents: string[];
}
export const decide = (kind: DecisionKind, reason: string, target: object) =>
  send<Decided>('POST', 'decisions', { kind, reason, ...target });
export const undoDecision = (n: number) => send<Decided>('POST', `decisions/${n}/undo`);

export type { Grade, Incident, IncidentLine };
