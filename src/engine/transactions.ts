/**
 * What comes in is kept in transactions of many, whoever reads it.
 *
 * @module
 */
import type { Problem } from '../collect/types.ts';

/** Things in one transaction, and the longest time that one is held back, in milliseconds. */
export const TRANSACTION = { most: 64, wait: 500 };

/** Problems that a summary lists; all are in the archive. */
const MOST_PROBLEMS = 1000;

export function listProblem(problems: Problem[], problem: Problem | null): void {
  if (problem && problems.length < MOST_PROBLEMS) problems.push(problem);
}
