/**
 * How alike two words are that may tell of one happening: by their stem, by lines of `incidents/families.tsv`, by the
 * company they keep (the word vectors of the names model).
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../../knowledge/table.ts';
import type { Embedding } from '../../read/names/embedding.ts';
import { openWeights } from '../../read/names/weights.ts';
import { modelFile, type Resources } from '../../read/resources.ts';

const NONE: ReadonlySet<number> = new Set();
/** Rank of a word that has no vector. */
const RARE = 80_000;

export interface Words {
  /** Lines of the list on which a lemma stands as saying the same, and as telling another side. */
  same(lemma: string): ReadonlySet<number>;
  sides(lemma: string): ReadonlySet<number>;
  /** Place of a word among all by how often it is used, 0 for the most frequent. */
  rank(word: string): number;
  /** Cosine of the vectors of two lemmas, -1 to 1; 0 where one has none. */
  cosine(a: string, b: string): number;
  /** How much a word tells of what a text is about, 0 to 1: the rarer the more. */
  weight(word: string): number;
}

export function createWords({ knowledge, models }: Resources): Words {
  const lines = familiesIn(knowledge);
  const { embedding } = openWeights(
    modelFile(models, 'names/manifest.json'),
    modelFile(models, 'names/weights.bin'),
  );
  const vectors = new Map<string, Float32Array | null>();
  const vectorOf = (lemma: string) => {
    let vector = vectors.get(lemma);
    if (vector === undefined) {
      vector = unitVector(embedding, lemma);
      vectors.set(lemma, vector);
    }
    return vector;
  };
  const rank = (word: string) => {
    const row = embedding.rowOf(word);
    return row < 0 ? RARE : row;
  };
  return {
    same: (lemma) => lines.same.get(lemma) ?? NONE,
    sides: (lemma) => lines.sides.get(lemma) ?? NONE,
    rank,
    weight: (word) => (Math.log(rank(word) + 30) / Math.log(RARE + 30)) ** 2,
    cosine(a, b) {
      if (a === b) return 1;
      const [one, other] = [vectorOf(a), vectorOf(b)];
      if (!one || !other) return 0;
      let sum = 0;
      for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
      return sum;
    },
  };
}

function familiesIn(knowledge: Knowledge) {
  const same = new Map<string, Set<number>>();
  const sides = new Map<string, Set<number>>();
  for (const { cells, line } of tableOf(knowledge, 'incidents/families.tsv')) {
    const lines = cells.tell === 'same' ? same : sides;
    for (const word of several(cells.words!)) {
      const known = lines.get(word);
      if (known) known.add(line);
      else lines.set(word, new Set([line]));
    }
  }
  return { same, sides };
}

function unitVector({ values, dimensions, rowOf }: Embedding, lemma: string): Float32Array | null {
  const row = rowOf(lemma);
  if (row < 0) return null;
  const vector = values.slice(row * dimensions, (row + 1) * dimensions);
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

const ENDINGS = /(?:ations?|ings?|ed|ions?|ments?|ers?|ors?|als?|ances?|ences?|ures?|s|e)$/;

/** What is left of a lemma without an ending: "acquisition" and "acquire" differ, "shooting" and "shoot" do not. */
export function stemOf(lemma: string): string {
  if (lemma.length <= 4) return lemma;
  const stem = lemma.replace(ENDINGS, '');
  return (stem.length < 3 ? lemma : stem).replace(/(.)\1$/, '$1').replace(/i$/, 'y');
}

/** Verbs that say little of what happened, for another word does: "made an arrest". */
export const LIGHT: ReadonlySet<string> = new Set(
  'have make take give hold carry do get go be come put set keep let begin start continue'.split(' '),
);
