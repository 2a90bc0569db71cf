/**
 * The recogniser's weights as they lie in `models/names/weights.bin`, and the scores they give.
 *
 * A linear-chain conditional random field (Lafferty et al. 2001): each label of a token is scored by hashed features and by a
 * hidden layer over the word vectors of the five words around it; moves from label to label are scored too.
 * `training/names/train.ts` writes the file, `docs/method/names.md` says how.
 *
 * @module
 */

import { createRowSums, type RowSums } from '../wasm/row-sums.ts';
import type { Embedding } from './embedding.ts';
import { createFeatures, FEATURES } from './features.ts';
import { SHAPE_COUNT, SHAPES } from './lexemes.ts';
import { createOutput } from './output.ts';
import { createProjection } from './projection.ts';
import type { Sight } from './sight.ts';

export const TYPES = ['person', 'organization', 'location'] as const;
/** 0 is outside; then for each type: begin, inside, end, single. */
export const LABELS = 1 + 4 * TYPES.length;
export const WINDOW = 2;
export const POSITIONS = 2 * WINDOW + 1;

export interface Weights {
  readonly bits: number;
  /** `2 ** bits` rows of `LABELS`. */
  readonly table: Float32Array | Int8Array;
  readonly scale: number;
  readonly hidden: number;
  /** For each position of the window, `dimensions` rows of `hidden`. */
  readonly input: Float32Array;
  /** For each position, `SHAPE_COUNT + 2` rows of `hidden`: shape, unknown word, beyond the sentence. */
  readonly shapes: Float32Array;
  readonly bias: Float32Array;
  /** `hidden` rows of `LABELS`. */
  readonly output: Float32Array;
  /** `LABELS + 1` rows of `LABELS`: from each label, and from the beginning. */
  readonly moves: Float32Array;
}

export const UNKNOWN = SHAPE_COUNT;
export const OUTSIDE = SHAPE_COUNT + 1;
export const SHAPE_ROWS = SHAPE_COUNT + 2;

/** Whether label `to` may follow label `from` (`LABELS` for the beginning of a sentence). */
export function mayFollow(from: number, to: number): boolean {
  const open = from > 0 && from < LABELS && ((from - 1) & 3) < 2;
  const continues = to > 0 && (((to - 1) & 3) === 1 || ((to - 1) & 3) === 2);
  if (!open) return !continues;
  return continues && (from - 1) >> 2 === (to - 1) >> 2;
}
/** Whether a sentence may end with this label. */
export const mayEnd = (label: number) => label === 0 || ((label - 1) & 3) >= 2;

/** Score of being outside a name, for words that need no closer look. */
const CERTAIN = 15;
/** Rank up to which a word is common. */
const COMMON = 4000;

/**
 * A common word without a capital, between two others, known to no list: half of all words in mixed text, and hardly ever
 * part of a name. Where capitals say nothing every word is looked at.
 */
function isPlain(sight: Sight, from: number, to: number, i: number): boolean {
  if (sight.sentenceCase[i] !== 0 || sight.list[i] || sight.place[i]) return false;
  const isSmall = (t: number) => {
    if (t < from || t >= to) return true;
    const shape = sight.shape[t]!;
    return shape === SHAPES.lower || shape === SHAPES.figure || shape === SHAPES.sign;
  };
  const row = sight.row[i]!;
  return row >= 0 && row < COMMON && isSmall(i) && isSmall(i - 1) && isSmall(i + 1);
}

/** How many words the scorer remembers the work for. */
const MEMORY = 30_000;

/** Scores of the labels of each token of a sentence. */
export interface Scorer {
  /** Fills `out` (tokens × `LABELS`) for tokens `from` to `to`. */
  score(sight: Sight, from: number, to: number, out: Float32Array): void;
}

export function createScorer(weights: Weights, embedding: Embedding): Scorer {
  const { scale, hidden, shapes, bias } = weights;
  const { dimensions, values } = embedding;
  const project = createProjection(weights.input, POSITIONS, dimensions, hidden);
  const { table } = weights;
  const sumRows = table instanceof Int8Array ? createRowSums(table, LABELS) : whileLearning(table);
  const addHidden = createOutput(weights.output, hidden, LABELS);
  const features = createFeatures((1 << weights.bits) - 1);
  // Room for whole blocks of four labels.
  const sums = new Float64Array(Math.ceil(LABELS / 4) * 4);
  const state = new Float32Array(hidden);
  const size = POSITIONS * hidden;
  /** What each word adds to the hidden layer at each position, once it has been seen; and where each word has its place. */
  let memory = new Float32Array(1024 * size);
  const placeOf = new Int32Array(values.length / dimensions).fill(-1);
  let remembered = 0;

  /** Where in `memory` the word of this row begins. */
  function remember(row: number): number {
    if (placeOf[row]! >= 0) return placeOf[row]!;
    if (remembered === MEMORY) {
      placeOf.fill(-1);
      remembered = 0;
    }
    const place = remembered++ * size;
    if (place === memory.length) {
      const wider = new Float32Array(Math.min(memory.length * 2, MEMORY * size));
      wider.set(memory);
      memory = wider;
    }
    project(values, row * dimensions, memory, place);
    placeOf[row] = place;
    return place;
  }

  /** Adds to the hidden layer what the shape and the word at a position of the window say. */
  function addWord(position: number, shape: number, row: number) {
    const ofShape = (position * SHAPE_ROWS + shape) * hidden;
    const ofWord = row < 0 ? (position * SHAPE_ROWS + UNKNOWN) * hidden : remember(row) + position * hidden;
    const word = row < 0 ? shapes : memory;
    for (let h = 0; h < hidden; h++)
      state[h] = Math.fround(Math.fround(state[h]! + shapes[ofShape + h]!) + word[ofWord + h]!);
  }

  function addOutside(position: number) {
    const base = (position * SHAPE_ROWS + OUTSIDE) * hidden;
    for (let h = 0; h < hidden; h++) state[h]! += shapes[base + h]!;
  }

  function score(sight: Sight, from: number, to: number, out: Float32Array): void {
    for (let i = from; i < to; i++) {
      const base = (i - from) * LABELS;
      if (isPlain(sight, from, to, i)) {
        out.fill(0, base, base + LABELS);
        out[base] = CERTAIN;
        continue;
      }
      features(sight, from, to, i, sumRows.rows);
      sumRows.add(FEATURES);
      for (let y = 0; y < LABELS; y++) sums[y] = sumRows.sums[y]! * scale;
      state.set(bias);
      for (let p = 0; p < POSITIONS; p++) {
        const t = i + p - WINDOW;
        if (t < from || t >= to) addOutside(p);
        else addWord(p, sight.shape[t]!, sight.row[t]!);
      }
      addHidden(state, sums);
      for (let y = 0; y < LABELS; y++) out[base + y] = sums[y]!;
    }
  }
  return { score };
}

/** While the weights are being learned they are no whole numbers. */
function whileLearning(table: Float32Array): RowSums {
  const rows = new Int32Array(FEATURES);
  const sums = new Float64Array(LABELS);
  const add = (count: number) => {
    sums.fill(0);
    for (let k = 0; k < count; k++)
      for (let y = 0; y < LABELS; y++) sums[y]! += table[rows[k]! * LABELS + y]!;
  };
  return { rows, sums, add };
}
