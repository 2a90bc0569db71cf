/**
 * The features of one token, as rows of the weight table: what a linear model of names looks at
 * (word, affixes, capitals, clusters and lists of the word and its neighbours, as in Ratinov and Roth 2009).
 *
 * @module
 */
import type { Sight } from './sight.ts';

export const FEATURES = 67;
/** Features up to this one name the word itself: training hides them now and then, so that the rest learns too. */
export const WORD_FEATURES = 9;

function mix(a: number, b: number): number {
  let h = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
  h ^= h >>> 13;
  return Math.imul(h, 0xc2b2ae35) ^ (h >>> 16);
}

/** Row of feature number `k` with up to three values. */
function hash(k: number, a: number, b = 0, c = 0): number {
  return mix(mix(mix(k, a), b), c);
}

/** A column at `j`, or a value of its own beyond either end of the sentence. */
function at(column: Int32Array, j: number, from: number, to: number): number {
  return j < from ? 7919 : j >= to ? 104729 : column[j]!;
}

/** Writes the rows of token `i` of the sentence `from` to `to` into `out`. */
export function features(s: Sight, from: number, to: number, i: number, mask: number, out: Int32Array): void {
  let k = 0;
  const [p1, p2, n1, n2] = [i - 1, i - 2, i + 1, i + 2];
  const shape = s.shape[i]!;
  const sentenceCase = s.sentenceCase[i]!;
  const first = i === from ? 1 : 0;
  out[k] = hash(++k, s.word[i]!) & mask;
  out[k] = hash(++k, s.word[i]!, shape) & mask;
  out[k] = hash(++k, at(s.word, p1, from, to), s.word[i]!) & mask;
  out[k] = hash(++k, s.word[i]!, at(s.word, n1, from, to)) & mask;
  out[k] = hash(++k, s.prefix3[i]!, shape) & mask;
  out[k] = hash(++k, s.suffix3[i]!, shape) & mask;
  out[k] = hash(++k, s.suffix4[i]!, shape) & mask;
  out[k] = hash(++k, s.prefix2[i]!) & mask;
  out[k] = hash(++k, s.suffix2[i]!, shape) & mask;
  // Up to here the word itself.
  out[k] = hash(++k, at(s.word, p1, from, to)) & mask;
  out[k] = hash(++k, at(s.word, p1, from, to), shape) & mask;
  out[k] = hash(++k, at(s.word, n1, from, to)) & mask;
  out[k] = hash(++k, at(s.word, n1, from, to), shape) & mask;
  out[k] = hash(++k, at(s.word, p2, from, to)) & mask;
  out[k] = hash(++k, at(s.word, n2, from, to)) & mask;
  out[k] = hash(++k, at(s.word, p2, from, to), at(s.word, p1, from, to)) & mask;
  out[k] = hash(++k, at(s.word, n1, from, to), at(s.word, n2, from, to)) & mask;
  out[k] = hash(++k, at(s.suffix3, p1, from, to)) & mask;
  out[k] = hash(++k, at(s.suffix3, n1, from, to)) & mask;
  out[k] = hash(++k, shape, first, sentenceCase) & mask;
  out[k] = hash(++k, s.pattern[i]!, first) & mask;
  out[k] = hash(++k, at(s.shape, p1, from, to), shape) & mask;
  out[k] = hash(++k, shape, at(s.shape, n1, from, to)) & mask;
  out[k] = hash(++k, at(s.shape, p1, from, to), shape, at(s.shape, n1, from, to)) & mask;
  out[k] = hash(++k, at(s.shape, p2, from, to), at(s.shape, p1, from, to), shape) & mask;
  out[k] = hash(++k, shape, at(s.shape, n1, from, to), at(s.shape, n2, from, to)) & mask;
  out[k] = hash(++k, at(s.pattern, p1, from, to), s.pattern[i]!) & mask;
  out[k] = hash(++k, s.pattern[i]!, at(s.pattern, n1, from, to)) & mask;
  out[k] = hash(++k, s.coarse[i]!, shape) & mask;
  out[k] = hash(++k, s.fine[i]!, shape) & mask;
  out[k] = hash(++k, s.fine[i]!) & mask;
  out[k] = hash(++k, at(s.coarse, p1, from, to), s.coarse[i]!) & mask;
  out[k] = hash(++k, s.coarse[i]!, at(s.coarse, n1, from, to)) & mask;
  out[k] = hash(++k, at(s.fine, p1, from, to)) & mask;
  out[k] = hash(++k, at(s.fine, n1, from, to)) & mask;
  out[k] = hash(++k, at(s.fine, p2, from, to)) & mask;
  out[k] = hash(++k, at(s.fine, n2, from, to)) & mask;
  out[k] = hash(++k, at(s.fine, p1, from, to), shape) & mask;
  out[k] = hash(++k, at(s.fine, n1, from, to), shape) & mask;
  out[k] = hash(++k, at(s.coarse, p1, from, to), shape, at(s.coarse, n1, from, to)) & mask;
  out[k] = hash(++k, at(s.coarse, n1, from, to), at(s.coarse, n2, from, to), shape) & mask;
  out[k] = hash(++k, at(s.coarse, p2, from, to), at(s.coarse, p1, from, to), shape) & mask;
  out[k] = hash(++k, s.list[i]!, shape) & mask;
  out[k] = hash(++k, s.list[i]!, at(s.list, p1, from, to)) & mask;
  out[k] = hash(++k, s.list[i]!, at(s.list, n1, from, to)) & mask;
  out[k] = hash(++k, at(s.list, p1, from, to), shape) & mask;
  out[k] = hash(++k, at(s.list, n1, from, to), shape) & mask;
  out[k] = hash(++k, s.kind[i]!, shape) & mask;
  out[k] = hash(++k, s.kind[i]!, at(s.kind, p1, from, to), shape) & mask;
  out[k] = hash(++k, s.kind[i]!, at(s.kind, n1, from, to), at(s.shape, n1, from, to)) & mask;
  out[k] = hash(++k, at(s.kind, p1, from, to), shape) & mask;
  out[k] = hash(++k, at(s.kind, n1, from, to), shape, at(s.shape, n1, from, to)) & mask;
  out[k] = hash(++k, s.elsewhere[i]!, shape, first) & mask;
  out[k] = hash(++k, s.elsewhere[i]!, shape, sentenceCase) & mask;
  out[k] = hash(++k, s.coarse[i]!, s.list[i]!, shape) & mask;
  out[k] = hash(++k, at(s.kind, p2, from, to), at(s.kind, p1, from, to), shape) & mask;
  out[k] = hash(++k, s.place[i]!, shape, first) & mask;
  out[k] = hash(++k, s.place[i]!, at(s.place, p1, from, to), at(s.place, n1, from, to)) & mask;
  out[k] = hash(++k, s.place[i]!, at(s.word, p1, from, to)) & mask;
  out[k] = hash(++k, s.place[i]!, s.kind[i]!, at(s.kind, p1, from, to)) & mask;
  // The run of capitalised words that the word is part of: how it begins, ends, and what stands around it.
  const [begin, end] = [s.runFirst[i]!, s.runLast[i]!];
  const within = begin < 0 ? 0 : 1 + (i === begin ? 1 : 0) + (i === end ? 2 : 0);
  const lastWord = begin < 0 ? 0 : s.word[end]!;
  out[k] = hash(++k, lastWord, within) & mask;
  out[k] = hash(++k, begin < 0 ? 0 : s.word[begin]!, within) & mask;
  out[k] = hash(++k, begin < 0 ? 0 : s.fine[end]!, within) & mask;
  out[k] = hash(++k, begin < 0 ? 0 : s.kind[end]!, within, Math.min(end - begin, 5)) & mask;
  out[k] = hash(++k, begin < 0 ? 0 : at(s.word, begin - 1, from, to), within) & mask;
  out[k] = hash(++k, begin < 0 ? 0 : at(s.word, end + 1, from, to), within) & mask;
  out[k] =
    hash(++k, begin < 0 ? 0 : at(s.coarse, end + 1, from, to), at(s.coarse, begin - 1, from, to), within) &
    mask;
}
