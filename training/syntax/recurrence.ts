/**
 * Simple recurrent units (Lei et al. 2018) in both directions: forward ones in the first half of the columns.
 *
 * @module
 */

/** Where the arrays of a layer lie in the heap; `u` has three times as many columns as the others. */
export interface Recurrence {
  width: number;
  x: number;
  u: number;
  y: number;
  /** Rows: weights of the state in the two gates, and the biases of the two gates. */
  gates: number;
  /** Kept for the way back. */
  state: number;
  keep: number;
  reset: number;
  out: number;
}

/** Where the gradients of the arrays of the same names lie; `y` is given, `u` is written, the others are added to. */
export interface RecurrenceGradients {
  x: number;
  y: number;
  u: number;
  gates: number;
  carry: number;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Over all sentences; `starts` holds the first token of each and, at the end, how many tokens there are. */
export function recur(heap: Float32Array, starts: readonly number[], at: Recurrence): void {
  const { width: w, x, u, y, gates, state: c, keep: f, reset: r, out: g } = at;
  const h = w / 2;
  for (let s = 0; s + 1 < starts.length; s++) {
    const from = starts[s]!;
    const to = starts[s + 1]!;
    for (let direction = 0; direction < 2; direction++) {
      const step = direction ? -1 : 1;
      for (let i = 0, t = direction ? to - 1 : from; i < to - from; i++, t += step) {
        const row = t * w;
        for (let j = direction * h; j < (direction + 1) * h; j++) {
          const before = i === 0 ? 0 : heap[c + row - step * w + j]!;
          const into = u + t * 3 * w;
          const keep = sigmoid(heap[into + w + j]! + heap[gates + j]! * before + heap[gates + 2 * w + j]!);
          const reset = sigmoid(
            heap[into + 2 * w + j]! + heap[gates + w + j]! * before + heap[gates + 3 * w + j]!,
          );
          const state = keep * before + (1 - keep) * heap[into + j]!;
          // The hyperbolic tangent by way of the sigmoid: Math.tanh is slow.
          const out = 2 * sigmoid(2 * state) - 1;
          heap[f + row + j] = keep;
          heap[r + row + j] = reset;
          heap[c + row + j] = state;
          heap[g + row + j] = out;
          heap[y + row + j] = reset * out + (1 - reset) * heap[x + row + j]!;
        }
      }
    }
  }
}

/** The way back through `recur`. */
export function recurBack(
  heap: Float32Array,
  starts: readonly number[],
  at: Recurrence,
  gradient: RecurrenceGradients,
): void {
  const { width: w, x, u, gates, state: c, keep: f, reset: r, out: g } = at;
  const { x: dx, y: dy, u: du, gates: dGates, carry } = gradient;
  const h = w / 2;
  for (let s = 0; s + 1 < starts.length; s++) {
    const from = starts[s]!;
    const to = starts[s + 1]!;
    heap.fill(0, carry, carry + w);
    for (let direction = 0; direction < 2; direction++) {
      const step = direction ? -1 : 1;
      for (let i = to - from - 1, t = direction ? from : to - 1; i >= 0; i--, t -= step) {
        const row = t * w;
        for (let j = direction * h; j < (direction + 1) * h; j++) {
          const before = i === 0 ? 0 : heap[c + row - step * w + j]!;
          const keep = heap[f + row + j]!;
          const reset = heap[r + row + j]!;
          const out = heap[g + row + j]!;
          const d = heap[dy + row + j]!;
          const dReset = d * (out - heap[x + row + j]!) * reset * (1 - reset);
          heap[dx + row + j]! += d * (1 - reset);
          const dState = heap[carry + j]! + d * reset * (1 - out * out);
          const into = u + t * 3 * w;
          const dKeep = dState * (before - heap[into + j]!) * keep * (1 - keep);
          const back = du + t * 3 * w;
          heap[back + j] = dState * (1 - keep);
          heap[back + w + j] = dKeep;
          heap[back + 2 * w + j] = dReset;
          heap[dGates + j]! += dKeep * before;
          heap[dGates + w + j]! += dReset * before;
          heap[dGates + 2 * w + j]! += dKeep;
          heap[dGates + 3 * w + j]! += dReset;
          heap[carry + j] = dState * keep + dKeep * heap[gates + j]! + dReset * heap[gates + w + j]!;
        }
      }
    }
  }
}
