/**
 * Learning of the conditional random field: gradients by forward-backward, AdaGrad for the sparse table, Adam for the
 * hidden layer. Everything in order of a seeded chance, so that every run gives the same weights.
 *
 * @module
 */
import type { Embedding } from '../../src/read/names/embedding.ts';
import { createFeatures, FEATURES, WORD_FEATURES } from '../../src/read/names/features.ts';
import {
  LABELS,
  mayEnd,
  mayFollow,
  OUTSIDE,
  POSITIONS,
  SHAPE_ROWS,
  UNKNOWN,
  type Weights,
  WINDOW,
} from '../../src/read/names/model.ts';
import type { Sight } from '../../src/read/names/sight.ts';
import type { Random } from './random.ts';

export interface Example {
  readonly sight: Sight;
  readonly from: number;
  readonly to: number;
  readonly labels: Uint8Array;
  readonly weight: number;
}

export interface Rates {
  readonly sparse: number;
  readonly dense: number;
  /** Shares of words and hidden units that a pass hides. */
  readonly hideWord: number;
  readonly hideUnit: number;
}

const START = LABELS;

class Dense {
  readonly gradient: Float32Array;
  private readonly mean: Float32Array;
  private readonly square: Float32Array;
  private step = 0;
  constructor(readonly values: Float32Array) {
    this.gradient = new Float32Array(values.length);
    this.mean = new Float32Array(values.length);
    this.square = new Float32Array(values.length);
  }
  update(rate: number, decay: number) {
    this.step++;
    const [c1, c2] = [1 - 0.9 ** this.step, 1 - 0.999 ** this.step];
    const { gradient: g, mean: m, square: v, values: w } = this;
    for (let i = 0; i < w.length; i++) {
      m[i] = 0.9 * m[i]! + 0.1 * g[i]!;
      v[i] = 0.999 * v[i]! + 0.001 * g[i]! * g[i]!;
      w[i]! -= rate * (m[i]! / c1 / (Math.sqrt(v[i]! / c2) + 1e-6) + decay * w[i]!);
      g[i] = 0;
    }
  }
}

export function createLearner(bits: number, hidden: number, embedding: Embedding, random: Random) {
  const D = embedding.dimensions;
  const gauss = (n: number, scale: number) =>
    Float32Array.from({ length: n }, () => (random.next() + random.next() + random.next() - 1.5) * scale);
  const table = new Float32Array((1 << bits) * LABELS);
  const squares = new Float32Array((1 << bits) * LABELS);
  const input = new Dense(gauss(POSITIONS * D * hidden, (1.5 / Math.sqrt(POSITIONS * D)) * 2));
  const shapes = new Dense(gauss(POSITIONS * SHAPE_ROWS * hidden, 0.2));
  const bias = new Dense(new Float32Array(hidden).fill(0.05));
  const output = new Dense(gauss(hidden * LABELS, 1.5 / Math.sqrt(hidden)));
  const moves = new Dense(new Float32Array((LABELS + 1) * LABELS));
  const dense = [input, shapes, bias, output, moves];
  const features = createFeatures((1 << bits) - 1);
  const allowed = Array.from({ length: LABELS + 1 }, (_, a) =>
    Array.from({ length: LABELS }, (_, b) => mayFollow(a, b)),
  );

  const weights: Weights = {
    bits,
    table,
    scale: 1,
    hidden,
    input: input.values,
    shapes: shapes.values,
    bias: bias.values,
    output: output.values,
    moves: moves.values,
  };

  /** One sentence: adds its gradient, updates the table at once. Returns its negative log-likelihood. */
  function learn({ sight, from, to, labels, weight }: Example, rates: Rates): number {
    const n = to - from;
    const rows = new Int32Array(n * FEATURES);
    const one = new Int32Array(FEATURES);
    const kept = new Uint8Array(n * FEATURES).fill(1);
    const scores = new Float64Array(n * LABELS);
    const layer = new Float32Array(n * hidden);
    const unit = new Float32Array(n * hidden);
    for (let i = 0; i < n; i++) {
      features(sight, from, to, from + i, one);
      rows.set(one, i * FEATURES);
      if (random.next() < rates.hideWord) kept.fill(0, i * FEATURES, i * FEATURES + WORD_FEATURES);
      for (let k = 0; k < FEATURES; k++) {
        if (!kept[i * FEATURES + k]) continue;
        const row = one[k]! * LABELS;
        for (let y = 0; y < LABELS; y++) scores[i * LABELS + y]! += table[row + y]!;
      }
      if (hidden) forwardHidden(i);
    }
    function forwardHidden(i: number) {
      const base = i * hidden;
      layer.set(bias.values, base);
      for (let p = 0; p < POSITIONS; p++) {
        const t = from + i + p - WINDOW;
        const inside = t >= from && t < to;
        addShape(p, inside ? sight.shape[t]! : OUTSIDE);
        if (!inside) continue;
        const row = sight.row[t]!;
        if (row < 0) {
          addShape(p, UNKNOWN);
          continue;
        }
        for (let d = 0; d < D; d++) {
          const x = embedding.values[row * D + d]!;
          const at = (p * D + d) * hidden;
          for (let h = 0; h < hidden; h++) layer[base + h]! += x * input.values[at + h]!;
        }
      }
      function addShape(p: number, shape: number) {
        const at = (p * SHAPE_ROWS + shape) * hidden;
        for (let h = 0; h < hidden; h++) layer[base + h]! += shapes.values[at + h]!;
      }
      const keep = 1 / (1 - rates.hideUnit);
      for (let h = 0; h < hidden; h++) {
        const on = layer[base + h]! > 0 && random.next() >= rates.hideUnit;
        unit[base + h] = on ? keep : 0;
        if (!on) continue;
        const x = layer[base + h]! * keep;
        for (let y = 0; y < LABELS; y++) scores[i * LABELS + y]! += x * output.values[h * LABELS + y]!;
      }
    }

    // Forward and backward, in logarithms.
    const alpha = new Float64Array(n * LABELS).fill(-Infinity);
    const beta = new Float64Array(n * LABELS).fill(-Infinity);
    const M = moves.values;
    const logSum = (values: Float64Array, count: number) => {
      let max = -Infinity;
      for (let i = 0; i < count; i++) if (values[i]! > max) max = values[i]!;
      if (max === -Infinity) return max;
      let sum = 0;
      for (let i = 0; i < count; i++) sum += Math.exp(values[i]! - max);
      return max + Math.log(sum);
    };
    const terms = new Float64Array(LABELS);
    for (let y = 0; y < LABELS; y++) if (allowed[START]![y]) alpha[y] = scores[y]! + M[START * LABELS + y]!;
    for (let i = 1; i < n; i++)
      for (let y = 0; y < LABELS; y++) {
        let count = 0;
        for (let x = 0; x < LABELS; x++)
          if (allowed[x]![y]) terms[count++] = alpha[(i - 1) * LABELS + x]! + M[x * LABELS + y]!;
        alpha[i * LABELS + y] = logSum(terms, count) + scores[i * LABELS + y]!;
      }
    for (let y = 0; y < LABELS; y++) if (mayEnd(y)) beta[(n - 1) * LABELS + y] = 0;
    for (let i = n - 2; i >= 0; i--)
      for (let x = 0; x < LABELS; x++) {
        let count = 0;
        for (let y = 0; y < LABELS; y++)
          if (allowed[x]![y])
            terms[count++] = M[x * LABELS + y]! + scores[(i + 1) * LABELS + y]! + beta[(i + 1) * LABELS + y]!;
        beta[i * LABELS + x] = logSum(terms, count);
      }
    let count = 0;
    for (let y = 0; y < LABELS; y++) if (mayEnd(y)) terms[count++] = alpha[(n - 1) * LABELS + y]!;
    const z = logSum(terms, count);
    let gold = scores[labels[0]!]! + M[START * LABELS + labels[0]!]!;
    for (let i = 1; i < n; i++)
      gold += scores[i * LABELS + labels[i]!]! + M[labels[i - 1]! * LABELS + labels[i]!]!;

    for (let y = 0; y < LABELS; y++) {
      if (!allowed[START]![y]) continue;
      moves.gradient[START * LABELS + y]! +=
        weight * (Math.exp(alpha[y]! + beta[y]! - z) - (labels[0] === y ? 1 : 0));
    }
    for (let i = 1; i < n; i++)
      for (let x = 0; x < LABELS; x++)
        for (let y = 0; y < LABELS; y++) {
          if (!allowed[x]![y]) continue;
          const p = Math.exp(
            alpha[(i - 1) * LABELS + x]! +
              M[x * LABELS + y]! +
              scores[i * LABELS + y]! +
              beta[i * LABELS + y]! -
              z,
          );
          const right = labels[i - 1] === x && labels[i] === y ? 1 : 0;
          if (p > 1e-6 || right) moves.gradient[x * LABELS + y]! += weight * (p - right);
        }
    const g = new Float32Array(LABELS);
    const back = new Float32Array(hidden);
    for (let i = 0; i < n; i++) {
      let largest = 0;
      for (let y = 0; y < LABELS; y++) {
        g[y] =
          weight * (Math.exp(alpha[i * LABELS + y]! + beta[i * LABELS + y]! - z) - (labels[i] === y ? 1 : 0));
        largest = Math.max(largest, Math.abs(g[y]!));
      }
      if (largest < 1e-3) continue;
      for (let k = 0; k < FEATURES; k++) {
        if (!kept[i * FEATURES + k]) continue;
        const row = rows[i * FEATURES + k]! * LABELS;
        for (let y = 0; y < LABELS; y++) {
          const d = g[y]!;
          if (d < 1e-4 && d > -1e-4) continue;
          squares[row + y]! += d * d;
          table[row + y]! -= (rates.sparse * d) / Math.sqrt(squares[row + y]! + 0.1);
        }
      }
      if (hidden) backwardHidden(i);
    }
    function backwardHidden(i: number) {
      const base = i * hidden;
      for (let h = 0; h < hidden; h++) {
        back[h] = 0;
        const keep = unit[base + h]!;
        if (!keep) continue;
        const x = layer[base + h]! * keep;
        let sum = 0;
        for (let y = 0; y < LABELS; y++) {
          sum += g[y]! * output.values[h * LABELS + y]!;
          output.gradient[h * LABELS + y]! += g[y]! * x;
        }
        back[h] = sum * keep;
        bias.gradient[h]! += back[h]!;
      }
      for (let p = 0; p < POSITIONS; p++) {
        const t = from + i + p - WINDOW;
        const inside = t >= from && t < to;
        backShape(p, inside ? sight.shape[t]! : OUTSIDE);
        if (!inside) continue;
        const row = sight.row[t]!;
        if (row < 0) {
          backShape(p, UNKNOWN);
          continue;
        }
        for (let d = 0; d < D; d++) {
          const x = embedding.values[row * D + d]!;
          const at = (p * D + d) * hidden;
          for (let h = 0; h < hidden; h++) input.gradient[at + h]! += x * back[h]!;
        }
      }
      function backShape(p: number, shape: number) {
        const at = (p * SHAPE_ROWS + shape) * hidden;
        for (let h = 0; h < hidden; h++) shapes.gradient[at + h]! += back[h]!;
      }
    }
    return z - gold;
  }

  function step(rates: Rates) {
    for (const part of dense) part.update(rates.dense, part === moves ? 0 : 1e-4);
  }

  return { weights, learn, step };
}
