/**
 * What the hidden layer adds to the scores of the labels.
 *
 * @module
 */

/** Labels that are worked out at once: their sums do not wait for one another. */
const BLOCK = 4;

/** Adds to `sums` (at least as long as the labels filled up to whole blocks) what the units above 0 say. */
export type Output = (state: Float32Array, sums: Float64Array) => void;

/** @param output `hidden` rows of `labels`. */
export function createOutput(output: Float32Array, hidden: number, labels: number): Output {
  const blocks = Math.ceil(labels / BLOCK);
  // The weights of one block of labels stand together, `hidden` rows of `BLOCK`; those of no label are 0.
  const weights = new Float64Array(blocks * hidden * BLOCK);
  for (let h = 0; h < hidden; h++)
    for (let y = 0; y < labels; y++)
      weights[(Math.floor(y / BLOCK) * hidden + h) * BLOCK + (y % BLOCK)] = output[h * labels + y]!;
  const active = new Int32Array(hidden);

  return (state, sums) => {
    let count = 0;
    for (let h = 0; h < hidden; h++) if (state[h]! > 0) active[count++] = h;
    for (let b = 0; b < blocks; b++) {
      const y = b * BLOCK;
      let s0 = sums[y]!;
      let s1 = sums[y + 1]!;
      let s2 = sums[y + 2]!;
      let s3 = sums[y + 3]!;
      for (let k = 0; k < count; k++) {
        const h = active[k]!;
        const x = state[h]!;
        const w = (b * hidden + h) * BLOCK;
        s0 += x * weights[w]!;
        s1 += x * weights[w + 1]!;
        s2 += x * weights[w + 2]!;
        s3 += x * weights[w + 3]!;
      }
      sums[y] = s0;
      sums[y + 1] = s1;
      sums[y + 2] = s2;
      sums[y + 3] = s3;
    }
  };
}
