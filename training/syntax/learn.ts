/**
 * One thread of a training. All threads run this same code over the same plan and memory: each adds up the gradients
 * of its share of a batch, then each moves its share of the parameters, so that the result does not depend on timing.
 *
 * @module
 */
import { TreeDecoder } from '../../src/read/syntax/decode.ts';
import { randomFrom } from '../random.ts';
import { batchOf, type Example, type Vocabulary } from './examples.ts';
import type { Loss, Network, Shape } from './network.ts';

/** A stretch of training; the next begins from the averaged weights of the one before, with moments of zero. */
export interface Leg {
  epochs: number;
  rate: number;
  /** Steps over which the rate rises to `rate`; then it falls in a straight line to nothing. */
  warmup: number;
  /** How many made-up sentences (`wire.ts`) are added to those of the treebanks. */
  wire: number;
  seed: number;
}

export interface Plan {
  shape: Omit<Shape, 'rows' | 'rowsPerWord' | 'upos' | 'xpos' | 'relations'>;
  legs: Leg[];
  /** Tokens a step, over all threads. */
  batch: number;
  dropout: { input: number; layer: number; mlp: number };
  noise: { capitals: number; title: number; unknown: number };
  /** Of the weights to begin from. */
  seed: number;
}

const BETA1 = 0.9;
const BETA2 = 0.98;
const EPSILON = 1e-8;

/** Threads wait for one another here. */
export class Barrier {
  constructor(
    private readonly control: Int32Array,
    private readonly threads: number,
  ) {}
  wait(): void {
    if (this.threads === 1) return;
    const turn = Atomics.load(this.control, 1);
    if (Atomics.add(this.control, 0, 1) + 1 === this.threads) {
      Atomics.store(this.control, 0, 0);
      Atomics.add(this.control, 1, 1);
      Atomics.notify(this.control, 1);
      return;
    }
    while (Atomics.load(this.control, 1) === turn) Atomics.wait(this.control, 1, turn, 1000);
  }
}

export interface Team {
  thread: number;
  threads: number;
  /** Barrier words, then each thread's count and list of touched rows. */
  control: Int32Array;
}

export function controlSize(rows: number, threads: number): number {
  return 16 + threads * (rows + 1);
}

/**
 * Learns for all epochs of a leg. `report` is called on thread 0 after each, while the others wait, with the averaged
 * weights in place; they stay in place after the last.
 */
export function learn(
  network: Network,
  plan: Plan,
  leg: Leg,
  examples: readonly Example[],
  vocabulary: Vocabulary,
  team: Team,
  report: (epoch: number, loss: Loss) => void,
): void {
  const { heap } = network;
  const barrier = new Barrier(team.control, team.threads);
  const order = randomFrom(leg.seed);
  const random = randomFrom(leg.seed * 7919 + 13 * (team.thread + 1));
  const tableEnd = network.tensor('table').at + network.tensor('table').rows * network.width;
  const denseFrom = tableEnd;
  const denseTo = network.first + network.size;
  const share = Math.ceil((denseTo - denseFrom) / team.threads);
  const mine = [
    denseFrom + team.thread * share,
    Math.min(denseTo, denseFrom + (team.thread + 1) * share),
  ] as const;
  const moment1 = network.extra(0) - network.first;
  const moment2 = network.extra(1) - network.first;
  const averaged = network.extra(2) - network.first;
  const own = 16 + team.thread * (vocabulary.rows + 1);
  const sentences = [...examples];
  const perEpoch = Math.ceil(examples.reduce((sum, e) => sum + e.length, 0) / plan.batch) + 1;
  const steps = perEpoch * leg.epochs;
  let step = 0;
  const averageFrom = Math.floor(steps * 0.4);
  let averages = 0;

  if (team.thread === 0) heap.fill(0, network.extra(0), network.extra(3));
  barrier.wait();

  function move(from: number, to: number, rate: number): void {
    const correct1 = 1 - BETA1 ** step;
    const correct2 = 1 - BETA2 ** step;
    const size = rate / correct1;
    for (let i = from; i < to; i++) {
      let g = 0;
      for (const base of network.gradients) {
        const at = base + i - network.first;
        g += heap[at]!;
        heap[at] = 0;
      }
      const m = BETA1 * heap[moment1 + i]! + (1 - BETA1) * g;
      const v = BETA2 * heap[moment2 + i]! + (1 - BETA2) * g * g;
      heap[moment1 + i] = m;
      heap[moment2 + i] = v;
      heap[i]! -= (size * m) / (Math.sqrt(v / correct2) + EPSILON);
    }
  }

  for (let epoch = 0; epoch < leg.epochs; epoch++) {
    for (let i = sentences.length - 1; i > 0; i--) {
      const j = Math.floor(order() * (i + 1));
      [sentences[i], sentences[j]] = [sentences[j]!, sentences[i]!];
    }
    const total: Loss = { tags: 0, heads: 0, relations: 0 };
    let tokens = 0;
    for (let at = 0; at < sentences.length; ) {
      const shares: Example[][] = Array.from({ length: team.threads }, () => []);
      const sizes = new Array<number>(team.threads).fill(0);
      let size = 0;
      while (at < sentences.length && size < plan.batch) {
        const e = sentences[at++]!;
        const to = sizes.indexOf(Math.min(...sizes));
        shares[to]!.push(e);
        sizes[to]! += e.length;
        size += e.length;
      }
      step++;
      const noise = { ...plan.noise, random };
      const batch = batchOf(shares[team.thread]!, noise, vocabulary);
      const loss = network.run(batch, 1 / size, plan.dropout, random);
      total.tags += loss.tags;
      total.heads += loss.heads;
      total.relations += loss.relations;
      tokens += batch.starts.at(-1)!;
      team.control[own] = network.touched.length;
      team.control.set(network.touched, own + 1);
      barrier.wait();
      const rate =
        step < leg.warmup
          ? (leg.rate * step) / leg.warmup
          : leg.rate * Math.max(0.01, 1 - (step - leg.warmup) / (steps - leg.warmup));
      move(mine[0], mine[1], rate);
      const moved = new Set<number>();
      for (let t = 0; t < team.threads; t++) {
        const list = 16 + t * (vocabulary.rows + 1);
        for (let k = 1; k <= team.control[list]!; k++) {
          const row = team.control[list + k]!;
          if (row % team.threads !== team.thread || moved.has(row)) continue;
          moved.add(row);
          const from = network.tensor('table').at + row * network.width;
          move(from, from + network.width, rate);
        }
      }
      if (step > averageFrom && step % 8 === 0) {
        // All parameters must have been moved: the shares of the average are others than those of the moves.
        barrier.wait();
        const weight = 1 / Math.min(++averages, 60);
        const all = Math.ceil(network.size / team.threads);
        const from = network.first + team.thread * all;
        const to = Math.min(network.first + network.size, from + all);
        for (let i = from; i < to; i++) heap[averaged + i]! += weight * (heap[i]! - heap[averaged + i]!);
      }
      network.clearTouched();
      barrier.wait();
    }
    if (team.thread === 0) {
      total.tags /= tokens;
      total.heads /= tokens;
      total.relations /= tokens;
      const swap = () => {
        if (averages === 0) return;
        for (let i = network.first; i < network.first + network.size; i++) {
          const value = heap[i]!;
          heap[i] = heap[averaged + i]!;
          heap[averaged + i] = value;
        }
      };
      swap();
      report(epoch, total);
      if (epoch + 1 < leg.epochs) swap();
    }
    barrier.wait();
  }
}

export interface Accuracy {
  upos: number;
  xpos: number;
  uas: number;
  las: number;
}

/** Scores on sentences, in per cent. */
export function evaluate(
  network: Network,
  examples: readonly Example[],
  vocabulary: Vocabulary,
  casing: 'as-written' | 'all-capitals' = 'as-written',
): Accuracy {
  const right = { upos: 0, xpos: 0, uas: 0, las: 0 };
  let words = 0;
  const { heap, shape } = network;
  const decoder = new TreeDecoder(600);
  for (let at = 0; at < examples.length; ) {
    const some: Example[] = [];
    let size = 0;
    while (at < examples.length && size < 1500) {
      some.push(examples[at]!);
      size += examples[at++]!.length;
    }
    const noise = casing === 'as-written' ? null : { capitals: 1, title: 0, unknown: 0, random: () => 0.5 };
    const batch = batchOf(some, noise, vocabulary);
    network.run(batch, 0, null, () => 0);
    const { scores, columns, xposFrom } = network.tagScores();
    const best = (from: number, count: number) => {
      let most = 0;
      for (let j = 1; j < count; j++) if (heap[from + j]! > heap[from + most]!) most = j;
      return most;
    };
    for (let t = 0; t < size; t++) {
      if (best(scores + t * columns, shape.upos) === batch.upos[t]) right.upos++;
      if (best(scores + t * columns + xposFrom, shape.xpos) === batch.xpos[t]) right.xpos++;
    }
    const head = new Int32Array(size);
    for (let s = 0; s + 1 < batch.starts.length; s++) {
      const arcs = network.scoreArcs(batch, s);
      decoder.decode(
        heap,
        arcs.scores,
        arcs.columns,
        batch.starts[s + 1]! - batch.starts[s]!,
        head,
        batch.starts[s]!,
      );
    }
    const relations = network.scoreRelations(batch, size, head);
    for (let t = 0; t < size; t++) {
      if (head[t] !== batch.head[t]) continue;
      right.uas++;
      if (best(relations.scores + t * relations.columns, shape.relations) === batch.relation[t]) right.las++;
    }
    words += size;
  }
  const share = (n: number) => Math.round((10000 * n) / words) / 100;
  return { upos: share(right.upos), xpos: share(right.xpos), uas: share(right.uas), las: share(right.las) };
}
