/**
 * What people decided, as reconciling heeds it.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import type { Tie } from '../reconcile/settle.ts';
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

/** Pairs that are set apart one by one; of larger sets the first of each side stand for all. */
const MOST_PAIRS = 2500;

/** What a decision ties together and what it keeps apart. */
export function tiesOf({ n, kind, target }: Ruling): Tie[] {
  const { a, b, mentions = [], rest = [] } = target;
  const chain = (ids: readonly string[]): Tie[] =>
    ids.slice(1).map((id, i) => ({ a: ids[i]!, b: id, n, same: true }));
  const cross = (left: readonly string[], right: readonly string[]): Tie[] => {
    const whole = left.length * right.length <= MOST_PAIRS;
    const pairs = (whole ? left : left.slice(0, 1)).flatMap((x) =>
      (whole ? right : right.slice(0, 1)).map((y) => [x, y] as const),
    );
    return pairs.map(([x, y]) => ({ a: x, b: y, n, same: false }));
  };
  if (kind === 'same' || kind === 'merge') return chain(mentions);
  if (kind === 'different') return [{ a: a!, b: b!, n, same: false }];
  if (kind === 'split') return [...cross(mentions, rest), ...chain(mentions), ...chain(rest)];
  if (kind === 'move') return [...cross(mentions, rest), ...chain([...mentions, ...(target.with ?? [])])];
  return [];
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
