/**
 * Chance that is the same at every run.
 *
 * @module
 */
import { randomFrom } from '../random.ts';

export interface Random {
  /** From 0 to less than 1. */
  next(): number;
  pick<T>(of: readonly T[]): T;
  shuffle<T>(list: T[]): void;
}

export function createRandom(seed: number): Random {
  const next = randomFrom(seed);
  return {
    next,
    pick: (of) => of[Math.floor(next() * of.length)]!,
    shuffle(list) {
      for (let i = list.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [list[i], list[j]] = [list[j]!, list[i]!];
      }
    },
  };
}
