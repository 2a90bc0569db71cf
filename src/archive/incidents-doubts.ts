/**
 * Pairs of tellings of which the machine is not sure: what a person may look at.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import type { Kept } from './incidents-memory.ts';
import { portionsOf, ROWS } from './portions.ts';
import type { Tables } from './schema.ts';

/** Most doubtful first. */
export const positionOfDoubt = (a: string, b: string, score: number) =>
  `${Math.abs(score).toFixed(6)} ${a} ${b}`;

/** @param doubts pairs, each once, with their score. */
export async function writeDoubts(
  transaction: Transaction<Tables>,
  doubts: readonly (readonly [Kept, Kept, number])[],
): Promise<void> {
  const rows = doubts.map(([one, other, score]) => {
    const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
    return { a, b, score, position: positionOfDoubt(a, b, score) };
  });
  for (const part of portionsOf(rows, ROWS))
    await transaction
      .insertInto('doubtful_pairs')
      .values(part)
      .onConflict((conflict) => conflict.columns(['a', 'b']).doNothing())
      .execute();
}
