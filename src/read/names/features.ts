/**
 * The features of one token, as rows of the weight table: what a linear model of names looks at
 * (word, affixes, capitals, clusters and lists of the word and its neighbours, as in Ratinov and Roth 2009).
 *
 * @module
 */
import type { Sight } from './sight.ts';

export const FEATURES = 60;
/** Features up to this one name the word itself: training hides them now and then, so that the rest learns too. */
export const WORD_FEATURES = 9;

function mix(a: number, b: number): number {
  let h = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
  h ^= h >>> 13;
  return Math.imul(h, 0xc2b2ae35) ^ (h >>> 16);
}

/** Writes the rows of token `i` of the sentence `from` to `to` into `out`. */
export function features(s: Sight, from: number, to: number, i: number, mask: number, out: Int32Array): void {
  const at = (a: ArrayLike<number>, j: number) => (j < from ? 7919 : j >= to ? 104729 : a[j]!);
  let k = 0;
  const f = (a: number, b = 0, c = 0) => {
    out[k] = mix(mix(mix(k + 1, a), b), c) & mask;
    k++;
  };
  const [p1, p2, n1, n2] = [i - 1, i - 2, i + 1, i + 2];
  const shape = s.shape[i]!;
  const sentenceCase = s.sentenceCase[i]!;
  const first = i === from ? 1 : 0;
  f(s.word[i]!);
  f(s.word[i]!, shape);
  f(at(s.word, p1), s.word[i]!);
  f(s.word[i]!, at(s.word, n1));
  f(s.prefix3[i]!, shape);
  f(s.suffix3[i]!, shape);
  f(s.suffix4[i]!, shape);
  f(s.prefix2[i]!);
  f(s.suffix2[i]!, shape);
  // Up to here the word itself.
  f(at(s.word, p1));
  f(at(s.word, p1), shape);
  f(at(s.word, n1));
  f(at(s.word, n1), shape);
  f(at(s.word, p2));
  f(at(s.word, n2));
  f(at(s.word, p2), at(s.word, p1));
  f(at(s.word, n1), at(s.word, n2));
  f(at(s.suffix3, p1));
  f(at(s.suffix3, n1));
  f(shape, first, sentenceCase);
  f(s.pattern[i]!, first);
  f(at(s.shape, p1), shape);
  f(shape, at(s.shape, n1));
  f(at(s.shape, p1), shape, at(s.shape, n1));
  f(at(s.shape, p2), at(s.shape, p1), shape);
  f(shape, at(s.shape, n1), at(s.shape, n2));
  f(at(s.pattern, p1), s.pattern[i]!);
  f(s.pattern[i]!, at(s.pattern, n1));
  f(s.coarse[i]!, shape);
  f(s.fine[i]!, shape);
  f(s.fine[i]!);
  f(at(s.coarse, p1), s.coarse[i]!);
  f(s.coarse[i]!, at(s.coarse, n1));
  f(at(s.fine, p1));
  f(at(s.fine, n1));
  f(at(s.fine, p2));
  f(at(s.fine, n2));
  f(at(s.fine, p1), shape);
  f(at(s.fine, n1), shape);
  f(at(s.coarse, p1), shape, at(s.coarse, n1));
  f(at(s.coarse, n1), at(s.coarse, n2), shape);
  f(at(s.coarse, p2), at(s.coarse, p1), shape);
  f(s.list[i]!, shape);
  f(s.list[i]!, at(s.list, p1));
  f(s.list[i]!, at(s.list, n1));
  f(at(s.list, p1), shape);
  f(at(s.list, n1), shape);
  f(s.kind[i]!, shape);
  f(s.kind[i]!, at(s.kind, p1), shape);
  f(s.kind[i]!, at(s.kind, n1), at(s.shape, n1));
  f(at(s.kind, p1), shape);
  f(at(s.kind, n1), shape, at(s.shape, n1));
  f(s.elsewhere[i]!, shape, first);
  f(s.elsewhere[i]!, shape, sentenceCase);
  f(s.coarse[i]!, s.list[i]!, shape);
  f(at(s.kind, p2), at(s.kind, p1), shape);
  f(s.place[i]!, shape, first);
  f(s.place[i]!, at(s.place, p1), at(s.place, n1));
  f(s.place[i]!, at(s.word, p1));
  f(s.place[i]!, s.kind[i]!, at(s.kind, p1));
}
