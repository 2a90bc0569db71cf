/**
 * Teaches a network: gradients by hand, AdaGrad, everything in a fixed order with a fixed seed.
 *
 * @module
 */
import type { Features } from '../../src/read/attribution/features.ts';
import { Network, type NetworkShape, type Weights } from '../../src/read/attribution/network.ts';

/** A small generator of pseudo-random numbers (mulberry32), so that the same data give the same weights. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The features of one candidate, kept. */
export type Rows = Int32Array;
export const keep = (f: Features): Rows => f.rows.slice(0, f.length);

/** A choice among candidates: `right` are those that would be right. */
export interface Choice {
  candidates: Rows[];
  right: number[];
  /** A score that each candidate brings along. */
  base?: Float32Array;
}

const RATE = 0.06;
const OUTPUT_RATE = 0.01;
/** Share of the hidden layer's inputs and features left out at each step, against learning by heart. */
const DROPPED = 0.15;

export class Teacher {
  private readonly network: Weights;
  private readonly weightSquares: Float32Array;
  private readonly vectorSquares: Float32Array;
  private readonly outputSquares: Float32Array;
  private readonly hiddenSquares: Float32Array;
  private biasSquare = 1e-6;
  private readonly next: () => number;

  constructor(
    private readonly shape: NetworkShape,
    seed: number,
  ) {
    const rows = 1 << shape.bits;
    this.network = {
      bias: 0,
      weight: new Float32Array(rows),
      vector: new Float32Array(rows * shape.hidden),
      hiddenBias: new Float32Array(shape.hidden),
      output: new Float32Array(shape.hidden),
    };
    this.next = random(seed);
    const { weight, vector, output, hiddenBias } = this.network;
    this.weightSquares = new Float32Array(weight.length).fill(0.1);
    this.vectorSquares = new Float32Array(vector.length).fill(0.1);
    this.outputSquares = new Float32Array(output.length).fill(0.1);
    this.hiddenSquares = new Float32Array(hiddenBias.length).fill(0.1);
    for (let k = 0; k < vector.length; k++) vector[k] = (this.next() - 0.5) * 0.1;
    for (let j = 0; j < output.length; j++) output[j] = (this.next() - 0.5) * 0.6;
  }

  /** The network as it has learned so far, in bytes. */
  taught(): Network {
    return Network.from(this.shape, this.network);
  }

  private thin(rows: Rows): Rows {
    const kept = new Int32Array(rows.length);
    let n = 0;
    for (const row of rows) if (this.next() >= DROPPED) kept[n++] = row;
    return kept.subarray(0, n);
  }

  private forward(rows: Rows, hidden: Float32Array): number {
    const { weight, vector, output, hiddenBias } = this.network;
    const width = output.length;
    hidden.set(hiddenBias);
    let score = this.network.bias;
    for (const row of rows) {
      score += weight[row]!;
      const at = row * width;
      for (let j = 0; j < width; j++) hidden[j]! += vector[at + j]!;
    }
    for (let j = 0; j < width; j++) if (hidden[j]! > 0) score += output[j]! * hidden[j]!;
    return score;
  }

  private backward(rows: Rows, hidden: Float32Array, gradient: number, rate: number): void {
    const { network, weightSquares, vectorSquares, outputSquares, hiddenSquares } = this;
    const { weight, vector, output, hiddenBias } = network;
    const width = output.length;
    this.biasSquare += gradient * gradient;
    network.bias -= (rate * gradient) / Math.sqrt(this.biasSquare + 0.1);
    const back = new Float32Array(width);
    for (let j = 0; j < width; j++) {
      if (hidden[j]! <= 0) continue;
      back[j] = gradient * output[j]!;
      const g = gradient * hidden[j]!;
      outputSquares[j]! += g * g;
      output[j]! -= (OUTPUT_RATE * g) / Math.sqrt(outputSquares[j]!);
      hiddenSquares[j]! += back[j]! * back[j]!;
      hiddenBias[j]! -= (OUTPUT_RATE * back[j]!) / Math.sqrt(hiddenSquares[j]!);
    }
    const square = gradient * gradient;
    for (const row of rows) {
      weightSquares[row]! += square;
      weight[row]! -= (rate * gradient) / Math.sqrt(weightSquares[row]!);
      const at = row * width;
      for (let j = 0; j < width; j++) {
        const g = back[j]!;
        if (g === 0) continue;
        vectorSquares[at + j]! += g * g;
        vector[at + j]! -= (rate * g) / Math.sqrt(vectorSquares[at + j]!);
      }
    }
  }

  /** One step of logistic loss on a yes-or-no question. */
  judge(all: Rows, yes: boolean, rate = RATE): void {
    const rows = this.thin(all);
    const hidden = new Float32Array(this.network.output.length);
    const p = 1 / (1 + Math.exp(-this.forward(rows, hidden)));
    const gradient = p - (yes ? 1 : 0);
    if (Math.abs(gradient) > 1e-3) this.backward(rows, hidden, gradient, rate);
  }

  /** One step of softmax loss: the probability of all the right candidates together. */
  choose({ candidates, right, base }: Choice, rate = RATE): void {
    const n = candidates.length;
    const thinned = candidates.map((rows) => this.thin(rows));
    const hidden = thinned.map(() => new Float32Array(this.network.output.length));
    const scores = thinned.map((rows, k) => this.forward(rows, hidden[k]!) + (base ? base[k]! : 0));
    const most = Math.max(...scores);
    const exps = scores.map((score) => Math.exp(score - most));
    const sum = exps.reduce((a, b) => a + b, 0);
    const rightSum = right.reduce((a, k) => a + exps[k]!, 0) || 1e-9;
    const isRight = new Set(right);
    for (let k = 0; k < n; k++) {
      const gradient = exps[k]! / sum - (isRight.has(k) ? exps[k]! / rightSum : 0);
      if (Math.abs(gradient) > 1e-3) this.backward(thinned[k]!, hidden[k]!, gradient, rate);
    }
  }
}

/** A fixed order of n things, another for each seed. */
export function shuffled(n: number, seed: number): Int32Array {
  const next = random(seed);
  const order = Int32Array.from({ length: n }, (_, k) => k);
  for (let k = n - 1; k > 0; k--) {
    const other = Math.floor(next() * (k + 1));
    const kept = order[k]!;
    order[k] = order[other]!;
    order[other] = kept;
  }
  return order;
}
