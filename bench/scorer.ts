/**
 * What a scorer of one layer is; each stands in `accuracy/` under the layer's name.
 *
 * @module
 */

export const LAYERS = [
  'syntax',
  'names',
  're3d',
  'time',
  'quantity',
  'place',
  'attribution',
  'muc4',
  'event-location',
  'plover',
  'plv',
  'case2021',
  'ecbplus',
  'reports',
] as const;

export interface ScoreOptions {
  /** Entity types to score, where a set has more than ours. */
  types?: string[] | undefined;
  /** Print the errors by cause on standard error. */
  errors?: boolean | undefined;
}

export interface Score {
  /** How many gold items were scored against. */
  items: number;
  /** How many words were read. */
  words: number;
  /** Per cent, one decimal, unless the name says otherwise. */
  scores: Record<string, number>;
}

export interface Scorer {
  /** Where the development set is, from the project's root. */
  gold: string;
  score(gold: string, options: ScoreOptions): Score | Promise<Score>;
}

/** A share in per cent with one decimal. */
export const perCent = (share: number) => Math.round(share * 1000) / 10;

/** Precision, recall and F1 in per cent from counts. */
export function f1(right: number, found: number, gold: number) {
  const precision = found ? right / found : 0;
  const recall = gold ? right / gold : 0;
  const f = precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision: perCent(precision), recall: perCent(recall), f1: perCent(f) };
}
