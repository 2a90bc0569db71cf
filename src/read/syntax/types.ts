/**
 * Part of speech, lemma and dependency tree of every token, as parallel arrays in the order of `Tokens`.
 *
 * @module
 */

/** Universal parts of speech; `Syntax.upos` holds positions in this list. */
export const UPOS = [
  'ADJ',
  'ADP',
  'ADV',
  'AUX',
  'CCONJ',
  'DET',
  'INTJ',
  'NOUN',
  'NUM',
  'PART',
  'PRON',
  'PROPN',
  'PUNCT',
  'SCONJ',
  'SYM',
  'VERB',
  'X',
] as const;
export type Upos = (typeof UPOS)[number];

/** Numbers of some of them, as `Syntax.upos` holds them. */
export const uposSet = (...names: Upos[]): ReadonlySet<number> =>
  new Set(names.map((name) => UPOS.indexOf(name)));

export interface Syntax {
  readonly upos: Uint8Array;
  /** Penn Treebank tag ("VBD", "NNP"). */
  readonly xpos: readonly string[];
  readonly lemma: readonly string[];
  /** Token number of the head, -1 for the root of a sentence. */
  readonly head: Int32Array;
  /** Universal Dependencies relation, with its subtype ("nsubj:pass"). */
  readonly relation: readonly string[];
  /** Dependents of a token, left to right: `firstChild[i]`, then `nextSibling[child]`, until -1. */
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** First token of the subtree of each token, and the one after its last. */
  readonly subtreeStart: Int32Array;
  readonly subtreeEnd: Int32Array;
  /** What the parser knew of each token when it read its tree, for models that stand on it: as many numbers for each. */
  readonly states: Int8Array;
}
