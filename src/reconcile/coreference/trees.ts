/**
 * A sum of small decision trees (gradient boosting, Friedman 2001) that gives log-odds.
 *
 * @module
 */

/** A tree as flat arrays: node 0 is its root. */
export interface Tree {
  /** Number of the feature that a node asks for, or -1 at a leaf. */
  readonly feature: readonly number[];
  /** Up to this value to the left, above it to the right. */
  readonly threshold: readonly number[];
  /** The left child; the right one is the next. */
  readonly left: readonly number[];
  /** Log-odds that a leaf adds. */
  readonly value: readonly number[];
}

/** `models/coreference/weights.json`. */
export interface TreeModel {
  readonly features: readonly string[];
  /** Log-odds before any tree. */
  readonly bias: number;
  /** The probability above which two clusters are one. */
  readonly threshold: number;
  readonly trees: readonly Tree[];
}

/** @throws when the weights are of other features than this program works out. */
export function readTrees(bytes: Uint8Array, features: readonly string[]): TreeModel {
  const model = JSON.parse(new TextDecoder().decode(bytes)) as TreeModel;
  if (model.features.join('|') !== features.join('|'))
    throw new Error('models/coreference is of other features: reinstall onrecord, or train it anew');
  return model;
}

/** Log-odds of a pair. */
export function scoreOf({ bias, trees }: Pick<TreeModel, 'bias' | 'trees'>, features: Float32Array): number {
  let sum = bias;
  for (const { feature, threshold, left, value } of trees) {
    let node = 0;
    while (feature[node]! >= 0)
      node = features[feature[node]!]! <= threshold[node]! ? left[node]! : left[node]! + 1;
    sum += value[node]!;
  }
  return sum;
}

export const probabilityOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
