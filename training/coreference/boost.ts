/**
 * Gradient boosting of small trees for a yes or no (Friedman 2001), over features in bins (as LightGBM, Ke et al. 2017):
 * trees grow at the leaf that gains most. Deterministic: the random numbers that choose rows and features have a seed.
 *
 * @module
 */

import type { Tree, TreeModel } from '../../src/reconcile/coreference/trees.ts';
import { bisect } from '../../src/record/bisect.ts';
import { randomFrom } from '../random.ts';

export interface Plan {
  readonly rounds: number;
  readonly leaves: number;
  readonly rate: number;
  /** Rows that a leaf has at least. */
  readonly least: number;
  /** Shares of the rows and of the features that a tree sees. */
  readonly rows: number;
  readonly features: number;
}

const BINS = 64;
/** Added to the second derivative of a leaf, so that small leaves are not sure of anything. */
const DAMPING = 1;

/** Rows of features, and for each what is right. */
export interface Lessons {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
  readonly right: Uint8Array;
}

export function boost(
  { count, width, values, right }: Lessons,
  plan: Plan,
): Pick<TreeModel, 'bias' | 'trees'> {
  const edges = Array.from({ length: width }, (_, f) => edgesOf(values, count, width, f));
  const binned = edges.map((edge, f) => {
    const column = new Uint8Array(count);
    for (let i = 0; i < count; i++) column[i] = binOf(edge, values[i * width + f]!);
    return column;
  });
  const random = randomFrom(1);
  const positive = right.reduce((sum, one) => sum + one, 0);
  const bias = Math.log(positive / (count - positive));
  const sums = new Float64Array(count).fill(bias);
  const gradient = new Float32Array(count);
  const curvature = new Float32Array(count);
  const trees: Tree[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const rows = sampled(count, plan.rows, random);
    for (const i of rows) {
      const p = 1 / (1 + Math.exp(-sums[i]!));
      gradient[i] = right[i]! - p;
      curvature[i] = p * (1 - p);
    }
    const features = edges.map((_, f) => f).filter((f) => edges[f]!.length > 0 && random() < plan.features);
    const tree = grow(rows, features, edges, binned, gradient, curvature, plan);
    for (let i = 0; i < count; i++) {
      let node = 0;
      while (tree.feature[node]! >= 0)
        node =
          values[i * width + tree.feature[node]!]! <= tree.threshold[node]!
            ? tree.left[node]!
            : tree.left[node]! + 1;
      sums[i]! += tree.value[node]!;
    }
    trees.push(tree);
  }
  return { bias, trees };
}

function sampled(count: number, share: number, random: () => number): Int32Array {
  const rows = new Int32Array(count);
  let length = 0;
  for (let i = 0; i < count; i++) if (random() < share) rows[length++] = i;
  return rows.slice(0, length);
}

/** Values between bins: at most 63, at even shares of the rows. */
function edgesOf(values: Float32Array, count: number, width: number, feature: number): number[] {
  const column = new Float32Array(count);
  for (let i = 0; i < count; i++) column[i] = values[i * width + feature]!;
  column.sort();
  const edges: number[] = [];
  for (let b = 1; b < BINS; b++) {
    const low = column[Math.floor((b * count) / BINS)]!;
    if (low !== edges.at(-1) && low < column[count - 1]!) edges.push(low);
  }
  return edges;
}

/** How many edges lie below a value. */
const binOf = (edges: readonly number[], value: number): number =>
  bisect(edges.length, (edge) => edges[edge]! < value);

interface Leaf {
  readonly node: number;
  readonly rows: Int32Array;
  /** For each feature and bin: sum of the gradients, of the curvatures, number of rows. */
  readonly histogram: Float64Array;
  best: Split | null;
}
interface Split {
  readonly gain: number;
  readonly feature: number;
  /** Rows of this bin and the ones before it go to the left. */
  readonly bin: number;
}

function grow(
  rows: Int32Array,
  features: readonly number[],
  edges: readonly (readonly number[])[],
  binned: readonly Uint8Array[],
  gradient: Float32Array,
  curvature: Float32Array,
  plan: Plan,
): Tree {
  const tree = { feature: [-1], threshold: [0], left: [-1], value: [0] };
  const stride = BINS * 3;

  function histogramOf(of: Int32Array): Float64Array {
    const histogram = new Float64Array(features.length * stride);
    for (const [k, f] of features.entries()) {
      const column = binned[f]!;
      const from = k * stride;
      for (let r = 0; r < of.length; r++) {
        const at = from + column[of[r]!]! * 3;
        histogram[at]! += gradient[of[r]!]!;
        histogram[at + 1]! += curvature[of[r]!]!;
        histogram[at + 2]! += 1;
      }
    }
    return histogram;
  }

  function bestSplit(histogram: Float64Array, total: number): Split | null {
    let best: Split | null = null;
    let [sum, curve] = [0, 0];
    for (let b = 0; b < BINS; b++) {
      sum += histogram[b * 3]!;
      curve += histogram[b * 3 + 1]!;
    }
    const whole = sum ** 2 / (curve + DAMPING);
    for (const [k, f] of features.entries()) {
      let [g, h, n] = [0, 0, 0];
      for (let b = 0; b < edges[f]!.length; b++) {
        const at = k * stride + b * 3;
        g += histogram[at]!;
        h += histogram[at + 1]!;
        n += histogram[at + 2]!;
        if (n < plan.least) continue;
        if (total - n < plan.least) break;
        const gain = g ** 2 / (h + DAMPING) + (sum - g) ** 2 / (curve - h + DAMPING) - whole;
        if (gain > (best?.gain ?? 1e-6)) best = { gain, feature: f, bin: b };
      }
    }
    return best;
  }

  function leafOf(node: number, own: Int32Array, histogram: Float64Array): Leaf {
    let [g, h] = [0, 0];
    for (const row of own) {
      g += gradient[row]!;
      h += curvature[row]!;
    }
    tree.value[node] = round((plan.rate * g) / (h + DAMPING));
    return { node, rows: own, histogram, best: bestSplit(histogram, own.length) };
  }

  const leaves = [leafOf(0, rows, histogramOf(rows))];
  while (leaves.length < plan.leaves) {
    const leaf = leaves.reduce((a, b) => ((b.best?.gain ?? 0) > (a.best?.gain ?? 0) ? b : a));
    if (!leaf.best) break;
    const { feature, bin } = leaf.best;
    const column = binned[feature]!;
    const left = leaf.rows.filter((row) => column[row]! <= bin);
    const right = leaf.rows.filter((row) => column[row]! > bin);
    const node = tree.feature.length;
    tree.feature[leaf.node] = feature;
    tree.threshold[leaf.node] = Number(edges[feature]![bin]!.toPrecision(9));
    tree.left[leaf.node] = node;
    for (let side = 0; side < 2; side++) {
      tree.feature.push(-1);
      tree.threshold.push(0);
      tree.left.push(-1);
      tree.value.push(0);
    }
    // The histogram of the larger side is what the smaller one leaves of the whole.
    const small = histogramOf(left.length < right.length ? left : right);
    const large = leaf.histogram.map((value, i) => value - small[i]!);
    leaves.splice(
      leaves.indexOf(leaf),
      1,
      leafOf(node, left, left.length < right.length ? small : large),
      leafOf(node + 1, right, left.length < right.length ? large : small),
    );
  }
  return tree;
}

const round = (value: number) => Math.round(value * 1e5) / 1e5;
