/**
 * Teaches the network that weighs the places of an event: Adam (Kingma and Ba, 2015) over small batches, half of the
 * features and of the states left out at each step. Fixed order, fixed seed: the same examples give the same weights.
 *
 * @module
 */
import { randomFrom } from '../random.ts';

/** A name in the sentence of an event, and whether it is the event's place. */
export interface Example {
  features: Int32Array;
  /** States of the event word and of the name's head, in steps of 1/128. */
  event: Int8Array;
  place: Int8Array;
  right: boolean;
}

export interface Shape {
  features: number;
  states: number;
  hidden: number;
}

/** Rows of `hidden` numbers, one a feature or a number of a state; `weight` has one number a feature. */
export interface Weights {
  weight: Float32Array;
  vector: Float32Array;
  event: Float32Array;
  place: Float32Array;
  bias: Float32Array;
  output: Float32Array;
}

const EPOCHS = 14;
const BATCH = 64;
const RATE = 0.002;
const DECAY = 1e-4;
const KEPT = 0.5;

export function learn(
  examples: readonly Example[],
  { features, states, hidden }: Shape,
  seed: number,
): Weights {
  const next = randomFrom(seed);
  const random = (count: number, spread: number) =>
    Float32Array.from({ length: count }, () => (next() + next() + next() - 1.5) * 2 * spread);
  const weight = new Parameter(new Float32Array(features), 1);
  const vector = new Parameter(random(features * hidden, 0.1), hidden);
  const event = new Parameter(random(states * hidden, 1 / Math.sqrt(2 * states)), hidden);
  const place = new Parameter(random(states * hidden, 1 / Math.sqrt(2 * states)), hidden);
  const bias = new Parameter(new Float32Array(hidden), hidden);
  const output = new Parameter(random(hidden, 0.1), hidden);
  const all = [weight, vector, event, place, bias, output];

  const order = Int32Array.from(examples, (_, i) => i);
  const sums = new Float32Array(hidden);
  const slopes = new Float32Array(hidden);
  const keptRows: number[] = [];
  const keptStates: number[] = [];
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, next);
    const rate = RATE * (1 - (0.9 * epoch) / EPOCHS);
    for (let from = 0; from < order.length; from += BATCH) {
      const to = Math.min(order.length, from + BATCH);
      for (let n = from; n < to; n++) teach(examples[order[n]!]!, to - from);
      step++;
      for (const parameter of all) parameter.step(rate, step);
    }
  }
  return {
    weight: weight.values,
    vector: vector.values,
    event: event.values,
    place: place.values,
    bias: bias.values,
    output: output.values,
  };

  function teach(example: Example, batch: number): void {
    keptRows.length = 0;
    for (const row of example.features) if (next() < KEPT) keptRows.push(row);
    keptStates.length = 0;
    for (let k = 0; k < 2 * states; k++) if (next() < KEPT) keptStates.push(k);
    sums.set(bias.values);
    let score = 0;
    for (const row of keptRows) {
      score += weight.values[row]! / KEPT;
      add(sums, vector.values, row, 1 / KEPT);
    }
    const stateOf = (k: number) => (k < states ? example.event[k]! : example.place[k - states]!) / 128 / KEPT;
    for (const k of keptStates)
      if (k < states) add(sums, event.values, k, stateOf(k));
      else add(sums, place.values, k - states, stateOf(k));
    for (let j = 0; j < hidden; j++) score += output.values[j]! * Math.max(0, sums[j]!);

    const error = (1 / (1 + Math.exp(-score)) - (example.right ? 1 : 0)) / batch;
    for (let j = 0; j < hidden; j++) {
      slopes[j] = sums[j]! > 0 ? error * output.values[j]! : 0;
      output.gradients[j]! += error * Math.max(0, sums[j]!);
      bias.gradients[j]! += slopes[j]!;
    }
    bias.touch(0);
    output.touch(0);
    for (const row of keptRows) {
      weight.touch(row);
      weight.gradients[row]! += error / KEPT;
      vector.touch(row);
      addTo(vector.gradients, row, slopes, 1 / KEPT);
    }
    for (const k of keptStates) {
      const [parameter, row] = k < states ? [event, k] : [place, k - states];
      parameter.touch(row);
      addTo(parameter.gradients, row, slopes, stateOf(k));
    }
  }
}

/** sums += row × factor. */
function add(sums: Float32Array, rows: Float32Array, row: number, factor: number): void {
  for (let j = 0, at = row * sums.length; j < sums.length; j++) sums[j]! += rows[at + j]! * factor;
}

/** row += slopes × factor. */
function addTo(rows: Float32Array, row: number, slopes: Float32Array, factor: number): void {
  for (let j = 0, at = row * slopes.length; j < slopes.length; j++) rows[at + j]! += slopes[j]! * factor;
}

function shuffle(order: Int32Array, next: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}

/** Numbers that are learned, in rows: only the rows that a batch has touched are changed by it. */
class Parameter {
  readonly gradients: Float32Array;
  private readonly means: Float32Array;
  private readonly squares: Float32Array;
  private readonly isTouched: Uint8Array;
  private readonly touched: number[] = [];

  constructor(
    readonly values: Float32Array,
    private readonly width: number,
  ) {
    this.gradients = new Float32Array(values.length);
    this.means = new Float32Array(values.length);
    this.squares = new Float32Array(values.length);
    this.isTouched = new Uint8Array(values.length / width);
  }

  touch(row: number): void {
    if (this.isTouched[row]) return;
    this.isTouched[row] = 1;
    this.touched.push(row);
  }

  step(rate: number, step: number): void {
    const { values, gradients, means, squares, width } = this;
    const [meanScale, squareScale] = [1 - 0.9 ** step, 1 - 0.999 ** step];
    for (const row of this.touched) {
      this.isTouched[row] = 0;
      for (let i = row * width; i < (row + 1) * width; i++) {
        const gradient = gradients[i]!;
        gradients[i] = 0;
        means[i] = 0.9 * means[i]! + 0.1 * gradient;
        squares[i] = 0.999 * squares[i]! + 0.001 * gradient * gradient;
        const move = means[i]! / meanScale / (Math.sqrt(squares[i]! / squareScale) + 1e-8);
        values[i]! -= rate * (move + DECAY * values[i]!);
      }
    }
    this.touched.length = 0;
  }
}
