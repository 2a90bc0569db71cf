/**
 * Chance that is the same at every run.
 *
 * @module
 */
export interface Random {
  /** From 0 to less than 1. */
  next(): number;
  pick<T>(of: readonly T[]): T;
  shuffle<T>(list: T[]): void;
}

/** mulberry32, by Tommy Ettinger. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
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
