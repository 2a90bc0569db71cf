/**
 * Sentences of a treebank as the network takes them.
 *
 * @module
 */
import {
  AFFIX_ROWS,
  type Casing,
  normalized,
  ROWS_PER_WORD,
  SHAPE_ROWS,
  UNKNOWN,
  wordRows,
} from '../../src/read/syntax/features.ts';
import { UPOS } from '../../src/read/syntax/types.ts';
import type { GoldSentence } from './conllu.ts';
import type { Batch } from './network.ts';

export interface Vocabulary {
  /** Words with a row of their own, from row 1 on. */
  words: string[];
  row: Map<string, number>;
  count: Int32Array;
  vectorRow: Map<string, number>;
  xpos: string[];
  relations: string[];
  /** Rows of the whole table. */
  rows: number;
}

export interface Example {
  length: number;
  /** Rows of the table for each casing. */
  rows: Record<Casing, Int32Array>;
  vectors: Int32Array;
  upos: Int32Array;
  xpos: Int32Array;
  head: Int32Array;
  relation: Int32Array;
}

/** Words of at least `least` occurrences, and the inventories of tags and relations. */
export function vocabularyOf(
  sentences: readonly GoldSentence[],
  vectorWords: string[],
  least: number,
): Vocabulary {
  const counts = new Map<string, number>();
  const xpos = new Set<string>();
  const relations = new Set<string>();
  for (const s of sentences) {
    for (const form of s.form) {
      const word = normalized(form);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    for (const tag of s.xpos) xpos.add(tag);
    for (const relation of s.relation) relations.add(relation);
  }
  const words = [...counts.keys()]
    .filter((word) => counts.get(word)! >= least)
    .sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  return {
    words,
    row: new Map(words.map((word, i) => [word, i + 1])),
    count: Int32Array.from([0, ...words.map((word) => counts.get(word)!)]),
    vectorRow: new Map(vectorWords.map((word, i) => [word, i])),
    xpos: [...xpos].sort(),
    relations: [...relations].sort(),
    rows: words.length + 1 + AFFIX_ROWS + SHAPE_ROWS,
  };
}

export function exampleOf(
  s: GoldSentence,
  vocabulary: Vocabulary,
  forms: readonly string[] = s.form,
): Example {
  const n = forms.length;
  const rows = (casing: Casing) => {
    const all = new Int32Array(n * ROWS_PER_WORD);
    forms.forEach((form, i) => {
      const known = vocabulary.row.get(normalized(form)) ?? UNKNOWN;
      wordRows(form, casing, known, vocabulary.words.length + 1, all, i * ROWS_PER_WORD);
    });
    return all;
  };
  return {
    length: n,
    rows: { 'as-written': rows('as-written'), 'all-capitals': rows('all-capitals'), title: rows('title') },
    vectors: Int32Array.from(forms, (form) => vocabulary.vectorRow.get(form.toLowerCase()) ?? -1),
    upos: Int32Array.from(s.upos, (tag) => UPOS.indexOf(tag as (typeof UPOS)[number])),
    xpos: Int32Array.from(s.xpos, (tag) => vocabulary.xpos.indexOf(tag)),
    head: Int32Array.from(s.head),
    relation: Int32Array.from(s.relation, (relation) => vocabulary.relations.indexOf(relation)),
  };
}

/** How often sentences are seen in another casing, and rare words as unknown. */
export interface Noise {
  capitals: number;
  title: number;
  /** A word of count c is taken for unknown with probability unknown / (unknown + c). */
  unknown: number;
  random: () => number;
}

export function batchOf(examples: readonly Example[], noise: Noise | null, vocabulary: Vocabulary): Batch {
  const starts = [0];
  for (const e of examples) starts.push(starts.at(-1)! + e.length);
  const n = starts.at(-1)!;
  const batch: Batch = {
    starts,
    rows: new Int32Array(n * ROWS_PER_WORD),
    vectors: new Int32Array(n),
    upos: new Int32Array(n),
    xpos: new Int32Array(n),
    head: new Int32Array(n),
    relation: new Int32Array(n),
  };
  examples.forEach((e, s) => {
    const at = starts[s]!;
    const drawn = noise ? noise.random() : 1;
    const casing: Casing =
      noise && drawn < noise.capitals
        ? 'all-capitals'
        : noise && drawn < noise.capitals + noise.title
          ? 'title'
          : 'as-written';
    batch.rows.set(e.rows[casing], at * ROWS_PER_WORD);
    batch.vectors.set(e.vectors, at);
    batch.upos.set(e.upos, at);
    batch.xpos.set(e.xpos, at);
    batch.head.set(e.head, at);
    batch.relation.set(e.relation, at);
    if (noise)
      for (let i = 0; i < e.length; i++) {
        const row = (at + i) * ROWS_PER_WORD;
        const count = vocabulary.count[batch.rows[row]!]!;
        if (noise.random() < noise.unknown / (noise.unknown + count)) batch.rows[row] = UNKNOWN;
      }
  });
  return batch;
}
