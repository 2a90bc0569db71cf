import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TreeDecoder } from './decode.ts';

const decoder = new TreeDecoder(64);

function decode(scores: number[][]): number[] {
  const n = scores.length;
  const head = new Int32Array(n);
  decoder.decode(Float32Array.from(scores.flat()), 0, n + 1, n, head, 0);
  return [...head];
}

function isProjectiveTree(head: number[]): boolean {
  if (head.filter((h) => h < 0).length !== 1) return false;
  for (let i = 0; i < head.length; i++) {
    let at = i;
    for (let step = 0; at >= 0; step++) {
      if (step > head.length) return false;
      at = head[at]!;
    }
    const [low, high] = [Math.min(i, head[i]!), Math.max(i, head[i]!)];
    if (head[i]! >= 0)
      for (let k = low + 1; k < high; k++) if (head[k]! < low || head[k]! > high) return false;
  }
  return true;
}

const total = (scores: number[][], head: number[]) =>
  head.reduce((sum, h, d) => sum + scores[d]![h < 0 ? scores.length : h]!, 0);

/** Every way to give `n` words heads. */
function* allHeads(n: number, done: number[] = []): Generator<number[]> {
  if (done.length === n) yield done;
  else for (let h = -1; h < n; h++) if (h !== done.length) yield* allHeads(n, [...done, h]);
}

describe('TreeDecoder', () => {
  const matrix = fc.integer({ min: 1, max: 5 }).chain((n) =>
    fc.array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: n + 1, maxLength: n + 1 }), {
      minLength: n,
      maxLength: n,
    }),
  );

  it('finds the best projective tree', () => {
    fc.assert(
      fc.property(matrix, (scores) => {
        const head = decode(scores);
        expect(isProjectiveTree(head)).toBe(true);
        let most = Number.NEGATIVE_INFINITY;
        for (const other of allHeads(scores.length))
          if (isProjectiveTree(other)) most = Math.max(most, total(scores, other));
        expect(total(scores, head)).toBe(most);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('takes scores that are all alike, and no numbers', () => {
    for (const value of [0, Number.NaN, Number.NEGATIVE_INFINITY]) {
      const n = 40;
      const head = decode(Array.from({ length: n }, () => new Array<number>(n + 1).fill(value)));
      expect(isProjectiveTree(head)).toBe(true);
    }
  });
});
