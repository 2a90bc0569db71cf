/**
 * What went wrong, for people.
 *
 * @module
 */
import type { Problem } from '../collect/types.ts';
import { say } from './output.ts';

/** "reports.jsonl, line 17: not JSON: …; write one JSON object a line" */
export function describeProblem({ address, part, id, reason, advice }: Problem): string {
  const where = [address === '-' ? 'standard input' : address, part, id === null ? null : `id ${id}`];
  return `${where.filter(Boolean).join(', ')}: ${reason}; ${advice}`;
}

/** The list at the end of a run, and its count. */
export function listProblems(problems: readonly Problem[], total: number, count = problems.length): void {
  if (count === 0) return;
  say(`${count} of ${total} could not be read:`);
  for (const problem of problems.slice(0, MOST_LISTED)) say(`  ${describeProblem(problem)}`);
  if (count > MOST_LISTED) say(`  … and ${count - MOST_LISTED} more`);
}

const MOST_LISTED = 100;

/** Said when robots.txt is left out of account. */
export const ROBOTS_WARNING =
  'warning: robots.txt is not looked at (--ignore-robots): fetch only what you have leave to fetch';
