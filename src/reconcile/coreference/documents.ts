/**
 * Which documents are about one thing: by the words that they share, rarer ones, names and figures weighing more. A
 * weight depends on the word alone, not on the other documents, so that one threshold serves collections of any size.
 *
 * @module
 */
import type { Analysis } from '../../read/layers.ts';
import { averageLink } from './link.ts';
import type { Words } from './words.ts';

/** Mean likeness of two clusters of documents above which they are one. */
const LIKE = 0.28;
const NAME_WEIGHT = 4;

/** The words of a document as a vector of length 1. */
export function vectorOf({ tokens }: Analysis, words: Words): Map<string, number> {
  const vector = new Map<string, number>();
  for (let t = 0; t < tokens.length; t++) {
    if (!/[\p{L}\p{N}]/u.test(tokens.form[t]!)) continue;
    const opens = tokens.sentences[tokens.sentence[t]!] === t;
    const isName = (/^\p{Lu}/u.test(tokens.form[t]!) && !opens) || /\d/.test(tokens.form[t]!);
    const word = tokens.lower[t]!.replace(/(?:s|ed|ing)$/, '');
    vector.set(word, (vector.get(word) ?? 0) + (isName ? NAME_WEIGHT : 1));
  }
  let sum = 0;
  for (const [word, count] of vector) {
    const weight = (1 + Math.log(count)) * words.weight(word);
    vector.set(word, weight);
    sum += weight * weight;
  }
  const length = Math.sqrt(sum) || 1;
  for (const [word, weight] of vector) vector.set(word, weight / length);
  return vector;
}

export interface Documents {
  /** Number of the cluster of each document. */
  readonly cluster: readonly number[];
  /** Cosine of two documents, 0 to 1. */
  likeness(a: number, b: number): number;
}

/** Clusters documents by average link. */
export function clusterDocuments(vectors: readonly ReadonlyMap<string, number>[]): Documents {
  const likeness = vectors.map((a) =>
    Float64Array.from(vectors, (b) => {
      let sum = 0;
      for (const [word, weight] of a) sum += weight * (b.get(word) ?? 0);
      return sum;
    }),
  );
  const pairs = likeness.map((row) => row.slice());
  return { cluster: averageLink(pairs, LIKE), likeness: (a, b) => likeness[a]![b]! };
}
