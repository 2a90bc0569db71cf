/**
 * What speaks for and against two mentions telling of one event. The numbers mean nothing by themselves: the trees in
 * `models/coreference` weigh them.
 *
 * @module
 */
import type { Bag, Mention } from './mention.ts';
import type { Words } from './words.ts';

/** How a mention stands among all of its cluster of documents. */
export interface Standing {
  /** Documents of the cluster in which its stem is told, and their share. */
  readonly documents: number;
  readonly share: number;
  /** How often it is told in its own document: which one is meant the less sure the more there are. */
  readonly told: number;
}

/** A mention and how it stands. */
export interface Placed {
  readonly mention: Mention;
  readonly standing: Standing;
}

/** What a feature is worked out from. */
export interface Pair {
  readonly a: Mention;
  readonly b: Mention;
  readonly one: Standing;
  readonly other: Standing;
  /** Cosine of the documents. */
  readonly likeness: number;
  readonly words: Words;
}

const FAR = 30;

/** Each feature by its name. An overlap is the share of the smaller set, 0 where one is empty. */
const EACH: Record<string, (pair: Pair) => number> = {
  'same lemma': ({ a, b }) => +(a.told === b.told),
  'same head': ({ a, b }) => +(a.head === b.head),
  'same stem': ({ a, b }) => +(a.stem === b.stem),
  'stems in common': ({ a, b }) => common(a.stems, b.stems),
  'lemmas overlap': ({ a, b }) => overlap(a.lemmas, b.lemmas),
  'same beginning': ({ a, b }) => beginning(a.told, b.told),
  'same family': ({ a, b }) => common(a.toldSame, b.toldSame),
  'families in common': ({ a, b }) => common(a.same, b.same),
  'sides of one': ({ a, b }) => +(common(a.toldSides, b.toldSides) > 0),
  'some sides of one': ({ a, b }) => +(common(a.sides, b.sides) > 0),
  'words alike': ({ a, b, words }) => words.cosine(a.told, b.told),
  'heads alike': ({ a, b, words }) => words.cosine(a.head, b.head),
  'rank of the commoner word': ({ a, b }) => Math.min(a.rank, b.rank),
  'rank of the rarer word': ({ a, b }) => Math.max(a.rank, b.rank),
  'two verbs': ({ a, b }) => +(a.isVerb && b.isVerb),
  'two nouns': ({ a, b }) => +(!a.isVerb && !b.isVerb),
  'one light': ({ a, b }) => +(a.isLight || b.isLight),
  'both light': ({ a, b }) => +(a.isLight && b.isLight),
  'one says': ({ a, b }) => +(a.isCue || b.isCue),
  'both say': ({ a, b }) => +(a.isCue && b.isCue),
  definite: ({ a, b }) => +a.isDefinite + +b.isDefinite,
  'same governor': ({ a, b }) => +(a.governor !== '' && a.governor === b.governor),
  'words near': ({ a, b }) => cosineOf(a.nearWords, b.nearWords),
  'words of the sentence': ({ a, b }) => cosineOf(a.sentenceWords, b.sentenceWords),
  names: ({ a, b }) => overlap(a.names, b.names),
  subjects: ({ a, b }) => overlap(a.subject, b.subject),
  objects: ({ a, b }) => overlap(a.object, b.object),
  'other arguments': ({ a, b }) => overlap(a.others, b.others),
  'any argument': ({ a, b }) => overlap(argumentsOf(a), argumentsOf(b)),
  modifiers: ({ a, b }) => overlap(a.modifiers, b.modifiers),
  'both modified': ({ a, b }) => +(a.modifiers.size > 0 && b.modifiers.size > 0),
  'one document': ({ a, b }) => +(a.document === b.document),
  'sentences between': ({ a, b }) =>
    a.document === b.document ? Math.min(FAR, Math.abs(a.sentence - b.sentence)) : -1,
  'documents alike': ({ likeness }) => likeness,
  'earlier sentence': ({ a, b }) => Math.min(FAR, a.sentence, b.sentence),
  'later sentence': ({ a, b }) => Math.min(FAR, Math.max(a.sentence, b.sentence)),
  'share of documents, less': ({ one, other }) => Math.min(one.share, other.share),
  'share of documents, more': ({ one, other }) => Math.max(one.share, other.share),
  'documents that tell, less': ({ one, other }) => Math.min(one.documents, other.documents),
  'told in its document, less': ({ one, other }) => Math.min(one.told, other.told),
  'told in its document, more': ({ one, other }) => Math.max(one.told, other.told),
};

export const FEATURES: readonly string[] = Object.keys(EACH);
const FUNCTIONS = Object.values(EACH);

/** Writes the features of a pair, in the order of `FEATURES`, from `at` on. */
export function writeFeatures(pair: Pair, out: Float32Array, at = 0): void {
  for (let f = 0; f < FUNCTIONS.length; f++) out[at + f] = FUNCTIONS[f]!(pair);
}

const unions = new WeakMap<Mention, ReadonlySet<string>>();

function argumentsOf(mention: Mention): ReadonlySet<string> {
  let union = unions.get(mention);
  if (!union) {
    union = new Set([...mention.subject, ...mention.object, ...mention.others]);
    unions.set(mention, union);
  }
  return union;
}

function common<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let count = 0;
  for (const item of small) if (large.has(item)) count++;
  return count;
}

const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size && b.size ? common(a, b) / Math.min(a.size, b.size) : 0;

/** Share of the longer word that both begin with. */
function beginning(a: string, b: string): number {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return same / Math.max(a.length, b.length, 1);
}

const lengths = new WeakMap<Bag, number>();

function lengthOf(bag: Bag): number {
  let length = lengths.get(bag);
  if (length === undefined) {
    let sum = 0;
    for (const weight of bag.values()) sum += weight * weight;
    length = Math.sqrt(sum);
    lengths.set(bag, length);
  }
  return length;
}

function cosineOf(a: Bag, b: Bag): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of small) if (large.has(word)) sum += weight * weight;
  return sum === 0 ? 0 : sum / (lengthOf(a) * lengthOf(b));
}
