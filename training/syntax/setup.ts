/**
 * What every thread of a training sets up in the same way: sentences, vocabulary, network.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROWS_PER_WORD } from '../../src/read/syntax/features.ts';
import { UPOS } from '../../src/read/syntax/types.ts';
import { randomFrom } from '../random.ts';
import { type GoldSentence, readConllu } from './conllu.ts';
import { type Example, exampleOf, type Vocabulary, vocabularyOf } from './examples.ts';
import type { Plan } from './learn.ts';
import { Network } from './network.ts';
import { loadVectors, type Vectors } from './vectors.ts';
import { wireSentences } from './wire.ts';

export const VECTOR_WORDS = 52000;
const TRAIN = ['ewt/en_ewt-ud-train.conllu', 'gum/en_gum-nonNC-train.conllu'];
const DEV = { ewt: 'ewt/en_ewt-ud-dev.conllu', gum: 'gum/en_gum-ud-dev.conllu' };

export interface Setup {
  sentences: GoldSentence[];
  vectors: Vectors;
  vocabulary: Vocabulary;
  examples: Example[];
  /** Made-up sentences, as many as the leg with the most of them asks for. */
  wire: Example[];
  network: Network;
}

export function setUp(
  folder: string,
  plan: Plan,
  memory: WebAssembly.Memory,
  thread: number,
  threads: number,
): Setup {
  const sentences = TRAIN.flatMap((file) => readConllu(join(folder, file))).filter(
    (s) => s.form.length <= 250,
  );
  const vectors = loadVectors(VECTOR_WORDS);
  const vocabulary = vocabularyOf(sentences, vectors.words, 2);
  const examples = sentences.map((s) => exampleOf(s, vocabulary));
  const made = wireSentences(Math.max(...plan.legs.map((leg) => leg.wire)), randomFrom(plan.seed + 1));
  const wire = made.map((s) => exampleOf(s, vocabulary));
  const network = new Network(
    memory,
    {
      ...plan.shape,
      rows: vocabulary.rows,
      rowsPerWord: ROWS_PER_WORD,
      upos: UPOS.length,
      xpos: vocabulary.xpos.length,
      relations: vocabulary.relations.length,
    },
    vectors.words.length,
    thread,
    threads,
  );
  return { sentences, vectors, vocabulary, examples, wire, network };
}

export function developmentSets(folder: string, vocabulary: Vocabulary): Record<keyof typeof DEV, Example[]> {
  const read = (file: string) => readConllu(join(folder, file)).map((s) => exampleOf(s, vocabulary));
  return { ewt: read(DEV.ewt), gum: read(DEV.gum) };
}

export const readPlan = (path: string): Plan => JSON.parse(readFileSync(path, 'utf8'));
