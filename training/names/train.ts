/**
 * `npm run train -- names [SETS]`: learns the recogniser of names and writes `models/names/`.
 *
 * SETS is the folder that holds `names/uner-ewt`, `names/wnut17` and `syntax/gum` (default `../shared/data`).
 * The same sets give the same weights, byte for byte.
 *
 * @module
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadResources } from '../../src/engine/resources.ts';
import { upperCaseSentences } from '../../src/read/names/case.ts';
import { chunk } from '../../src/read/names/chunks.ts';
import { bestLabels, namesOf } from '../../src/read/names/decode.ts';
import type { Embedding } from '../../src/read/names/embedding.ts';
import { createLexicon } from '../../src/read/names/lexicon.ts';
import { createScorer, LABELS, type Weights } from '../../src/read/names/model.ts';
import { createLook, type Sight } from '../../src/read/names/sight.ts';
import { createVocabulary } from '../../src/read/names/vocabulary.ts';
import { FORMAT, type Manifest, type PartPlace } from '../../src/read/names/weights.ts';
import { assemble } from '../../src/read/tokens/tokens.ts';
import type { Tokens } from '../../src/read/tokens/types.ts';
import { type Document, labelsOf, readGum, readUner, readWnut } from './corpora.ts';
import { openEmbedding, type PackedEmbedding, packEmbedding, placeNames } from './embedding.ts';
import { createLearner, type Example } from './field.ts';
import { createRandom } from './random.ts';
import { inCase, stockOf, withOtherNames } from './variety.ts';
import { loadVectors } from './vectors.ts';

const OUT = process.env.OUT ?? 'models/names';
const SETTINGS = {
  words: 80_000,
  dimensions: 40,
  clusters: 800,
  bits: 17,
  hidden: 40,
  rounds: 2,
  sparse: 0.028,
  dense: 0.003,
  hideWord: 0.5,
  hideUnit: 0.2,
  batch: 16,
  keep: 0.85,
};

function tokensOf(document: Document): Tokens {
  let text = '';
  const [start, end, firsts]: [number[], number[], number[]] = [[], [], []];
  for (const { words } of document.sentences) {
    firsts.push(start.length);
    for (const word of words) {
      start.push(text.length);
      text += word;
      end.push(text.length);
      text += ' ';
    }
  }
  return assemble(
    text,
    start,
    end,
    firsts,
    firsts.map(() => 0),
  );
}

export async function train(sets = '../shared/data'): Promise<void> {
  const { knowledge } = loadResources();
  const lexicon = createLexicon(knowledge);
  const vocabulary = createVocabulary(knowledge);
  const packed = packEmbedding(await loadVectors(SETTINGS.words), SETTINGS.dimensions, SETTINGS.clusters);
  const embedding = openEmbedding(packed);
  const look = createLook(vocabulary, embedding);
  const random = createRandom(20_261_124);

  const see = (document: Document): { tokens: Tokens; sight: Sight } => {
    const tokens = tokensOf(document);
    const upperCase = upperCaseSentences(tokens);
    return {
      tokens,
      sight: look(tokens, lexicon.match(tokens, chunk(tokens), upperCase)),
    };
  };
  const examples: Example[] = [];
  const add = (document: Document, weight: number) => {
    const { tokens, sight } = see(document);
    document.sentences.forEach((sentence, i) => {
      const [from, to] = [tokens.sentences[i]!, tokens.sentences[i + 1]!];
      if (to > from)
        examples.push({ sight, from, to, labels: labelsOf(sentence), weight: document.weight * weight });
    });
  };
  const documents = [
    ...readUner(join(sets, 'names/uner-ewt/en_ewt-ud-train.iob2')),
    ...readGum(join(sets, 'syntax/gum/en_gum-nonNC-train.conllu')),
    ...readWnut(join(sets, 'names/wnut17/wnut17train.conll')),
  ];
  const isNation = (text: string) =>
    lexicon.lookup(text).some((form) => form.use === 'adjective' || form.use === 'people');
  for (const { sentences } of documents)
    for (const sentence of sentences)
      sentence.spans = sentence.spans.filter(
        ({ first, last }) => last - first > 1 || !isNation(sentence.words[first]!),
      );
  const stock = stockOf(lexicon, vocabulary, placeNames(50_000));
  for (const document of documents) {
    add(document, 1);
    const chance = random.next();
    if (document.weight > 0.5 && random.next() < 0.6) add(withOtherNames(document, stock, random), 0.4);
    if (chance < 0.3)
      add(
        inCase(random.next() < 0.5 ? withOtherNames(document, stock, random) : document, (word) =>
          word.toUpperCase(),
        ),
        0.7,
      );
    else if (chance < 0.42)
      add(
        inCase(document, (word) => word.toLowerCase()),
        0.7,
      );
  }
  console.log(`${examples.length} sentences`);

  const held = readUner(join(sets, 'names/uner-ewt/en_ewt-ud-dev.iob2')).map((document) => ({
    document,
    ...see(document),
  }));
  const learner = createLearner(SETTINGS.bits, SETTINGS.hidden, embedding, random);
  const mean = createMean(learner.weights);
  for (let round = 0; round < SETTINGS.rounds; round++) {
    const begin = performance.now();
    random.shuffle(examples);
    let loss = 0;
    examples.forEach((example, i) => {
      // Rates are halved in the second round; the mean over the last part of the last round is what is kept.
      const done = (round + i / examples.length) / SETTINGS.rounds;
      const falling = 1 / (1 + round);
      const rates = {
        sparse: SETTINGS.sparse * falling,
        dense: SETTINGS.dense * falling,
        hideWord: SETTINGS.hideWord,
        hideUnit: SETTINGS.hideUnit,
      };
      loss += learner.learn(example, rates);
      if (i % SETTINGS.batch === SETTINGS.batch - 1) learner.step(rates);
      if (done > SETTINGS.keep && i % 1000 === 999) mean.add();
    });
    const seconds = Math.round((performance.now() - begin) / 1000);
    console.log(
      `round ${round + 1}: loss ${(loss / examples.length).toFixed(3)}, ${seconds} s, dev ${score(learner.weights, embedding, held)}`,
    );
  }
  const weights = mean.weights();
  console.log(`mean: dev ${score(weights, embedding, held)}`);
  write(weights, packed);
}

/** The mean of the weights at several moments, which errs less than any of them. */
function createMean(weights: Weights) {
  const names = ['table', 'input', 'shapes', 'bias', 'output', 'moves'] as const;
  const sums = names.map((name) => new Float64Array(weights[name].length));
  let times = 0;
  return {
    add() {
      times++;
      names.forEach((name, n) => {
        const [sum, values] = [sums[n]!, weights[name]];
        for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
      });
    },
    weights(): Weights {
      const of = (n: number) => Float32Array.from(sums[n]!, (x) => x / times);
      return {
        ...weights,
        table: of(0),
        input: of(1),
        shapes: of(2),
        bias: of(3),
        output: of(4),
        moves: of(5),
      };
    },
  };
}

/** Span F1 of the weights alone, without the lists' own finds. */
function score(
  weights: Weights,
  embedding: Embedding,
  held: { document: Document; tokens: Tokens; sight: Sight }[],
): string {
  const scorer = createScorer(weights, embedding);
  let [right, found, gold] = [0, 0, 0];
  for (const { document, tokens, sight } of held)
    document.sentences.forEach(({ words, spans }, s) => {
      const n = words.length;
      if (!n) return;
      const from = tokens.sentences[s]!;
      const scores = new Float32Array(n * LABELS);
      const labels = new Uint8Array(n);
      scorer.score(sight, from, from + n, scores);
      bestLabels(scores, n, weights.moves, new Uint8Array(n * LABELS), labels);
      const keys = new Set(spans.map((span) => `${span.first}:${span.last}:${span.type}`));
      gold += keys.size;
      for (const name of namesOf(labels, scores, n, 0)) {
        found++;
        if (keys.has(`${name.first}:${name.last}:${name.type}`)) right++;
      }
    });
  return `f1 ${((200 * right) / (found + gold)).toFixed(1)}, precision ${((100 * right) / found).toFixed(1)}, recall ${((100 * right) / gold).toFixed(1)}`;
}

function write(weights: Weights, packed: PackedEmbedding): void {
  const parts: Record<string, PartPlace> = {};
  const pieces: Uint8Array[] = [];
  let offset = 0;
  const put = (name: string, values: ArrayBufferView, scale = 1) => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    parts[name] = { offset, bytes: bytes.length, scale };
    pieces.push(bytes);
    offset += bytes.length;
  };
  const small = (name: string, values: ArrayLike<number>) => {
    let largest = 1e-9;
    for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
    const scale = largest / 127;
    put(
      name,
      Int8Array.from({ length: values.length }, (_, i) => Math.round(values[i]! / scale)),
      scale,
    );
  };
  small('table', weights.table);
  small('input', weights.input);
  put('shapes', weights.shapes);
  put('bias', weights.bias);
  put('output', weights.output);
  put('moves', weights.moves);
  put('vectors', packed.values, packed.scale * 4);
  put('words', packed.hashes);
  put('coarse', packed.coarse);
  put('fine', packed.fine);
  put('places', packed.places);
  const bytes = Buffer.concat(pieces);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest: Manifest = {
    format: FORMAT,
    sha256,
    bits: weights.bits,
    hidden: weights.hidden,
    dimensions: packed.dimensions,
    parts,
  };
  mkdirSync(OUT, { recursive: true });
  writeFileSync(join(OUT, 'weights.bin'), bytes);
  writeFileSync(join(OUT, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  console.log(`${OUT}/weights.bin: ${bytes.length} bytes`);
}
