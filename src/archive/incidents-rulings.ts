/**
 * What people decided, as reconciling heeds it.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import type { Operation } from '../reconcile/settle.ts';
import type { Grade } from '../record/incident.ts';
import type { Tables } from './schema.ts';

export const DECISION_KINDS = [
  'same',
  'different',
  'unsure',
  'merge',
  'split',
  'move',
  'correct',
  'reject',
  'accept',
  'grade',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** Fields of an incident that a person can correct. */
export const CORRECTABLE = ['type', 'mode', 'status', 'when', 'place', 'actors', 'recipients'] as const;
export type CorrectableField = (typeof CORRECTABLE)[number];

/**
 * What a decision is about. Incidents come and go, so each is named by the tellings that it held when it was decided:
 * report, words and offsets, which a newer reading of the report has exactly or has not.
 */
export interface Target {
  /** The two tellings of a pair. */
  a?: string;
  b?: string;
  /** Incidents as they were called at that time. */
  incidents?: string[];
  incident?: string;
  /** What is made one, taken out, or set apart. */
  mentions?: string[];
  /** What it is set apart from. */
  rest?: string[];
  /** What it is put with. */
  with?: string[];
  report?: string;
  /** The telling that a correction or a grade hangs on. */
  mention?: string;
  field?: CorrectableField;
  value?: unknown;
  grade?: Grade['grade'];
}

export interface Ruling {
  n: number;
  at: string;
  by: string;
  kind: DecisionKind;
  reason: string;
  target: Target;
}

/** Decisions that were not undone, oldest first. */
export async function activeDecisions(db: Kysely<Tables>): Promise<Ruling[]> {
  const rows = await db
    .selectFrom('decisions')
    .select(['n', 'at', 'by', 'kind', 'reason', 'target'])
    .where('undone', 'is', null)
    .where('kind', '!=', 'undo')
    .orderBy('n')
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind as DecisionKind,
    target: JSON.parse(row.target) as Target,
  }));
}

/** What a decision does to the incidents that the machine made. */
export function operationOf({ kind, target }: Ruling): Operation | null {
  const { a, b, mentions = [], rest = [] } = target;
  if (kind === 'same' || kind === 'merge') return { join: mentions };
  if (kind === 'different') return { part: [b!], from: [a!] };
  if (kind === 'split') return { part: mentions, from: rest };
  if (kind === 'move') return { part: mentions, from: rest, join: [...mentions, ...(target.with ?? [])] };
  return null;
}

/** Tellings that a person took out. */
export const rejectedBy = (rulings: readonly Ruling[]): Set<string> =>
  new Set(rulings.flatMap(({ kind, target }) => (kind === 'reject' ? (target.mentions ?? []) : [])));

/** The tellings that a decision needs to have any effect: one of each list. */
export function neededBy({ kind, target }: Pick<Ruling, 'kind' | 'target'>): string[][] {
  const { a, b, mention, mentions = [], rest = [] } = target;
  if (kind === 'different' || kind === 'unsure') return [[a!], [b!]];
  if (kind === 'same') return [[a!], [b!]];
  if (kind === 'split') return [mentions, rest];
  if (kind === 'correct' || kind === 'grade') return [[mention!]];
  return mentions.length ? [mentions] : [];
}
