/**
 * What the vector of a word adds to the hidden layer.
 *
 * @module
 */

/** Units that are worked out at once: their sums do not wait for one another. */
const BLOCK = 8;

/** Writes `positions` × `hidden` numbers for the vector of `dimensions` at `from` into `out` at `to`. */
export type Projection = (vectors: Float32Array, from: number, out: Float32Array, to: number) => void;

/**
 * @param input For each position, `dimensions` rows of `hidden`.
 */
export function createProjection(
  input: Float32Array,
  positions: number,
  dimensions: number,
  hidden: number,
): Projection {
  const units = positions * hidden;
  const sums = new Float32Array(BLOCK);
  const blocks = Math.ceil(units / BLOCK);
  // The weights of one block of units stand together, `dimensions` rows of `BLOCK`; the last block may have room to spare.
  const weights = new Float32Array(blocks * dimensions * BLOCK);
  for (let u = 0; u < units; u++)
    for (let d = 0; d < dimensions; d++) {
      const from = (Math.floor(u / hidden) * dimensions + d) * hidden + (u % hidden);
      weights[(Math.floor(u / BLOCK) * dimensions + d) * BLOCK + (u % BLOCK)] = input[from]!;
    }

  return (vectors, from, out, to) => {
    const { fround } = Math;
    for (let b = 0, w = 0; b < units; b += BLOCK) {
      let u0 = 0;
      let u1 = 0;
      let u2 = 0;
      let u3 = 0;
      let u4 = 0;
      let u5 = 0;
      let u6 = 0;
      let u7 = 0;
      for (let d = 0; d < dimensions; d++, w += BLOCK) {
        const x = vectors[from + d]!;
        u0 = fround(u0 + x * weights[w]!);
        u1 = fround(u1 + x * weights[w + 1]!);
        u2 = fround(u2 + x * weights[w + 2]!);
        u3 = fround(u3 + x * weights[w + 3]!);
        u4 = fround(u4 + x * weights[w + 4]!);
        u5 = fround(u5 + x * weights[w + 5]!);
        u6 = fround(u6 + x * weights[w + 6]!);
        u7 = fround(u7 + x * weights[w + 7]!);
      }
      sums[0] = u0;
      sums[1] = u1;
      sums[2] = u2;
      sums[3] = u3;
      sums[4] = u4;
      sums[5] = u5;
      sums[6] = u6;
      sums[7] = u7;
      for (let u = 0; u < BLOCK && b + u < units; u++) out[to + b + u] = sums[u]!;
    }
  };
}
