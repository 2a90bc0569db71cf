/**
 * `npm run train -- coreference [FOLDER]`: the model that says which mentions of events tell of one event.
 *
 * Learned from ECB+ (Cybulska and Vossen 2014, CC BY 3.0), topics 1 to 35. The topics are dealt into five parts; each part
 * is a collection of its own, in which documents are clustered and mentions paired as `src/reconcile/coreference` does.
 * What is written is learned from all; then five models, each of four parts, are scored on the fifth: their mean is the
 * figure to believe.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { conll } from '../../bench/coreference-scores.ts';
import { type EcbDocument, readEcbPlus, tell } from '../../bench/reconcile/ecbplus.ts';
import { createReader, loadResources } from '../../src/index.ts';
import {
  clusterMentions,
  eachPair,
  type Gathered,
  gather,
} from '../../src/reconcile/coreference/coreference.ts';
import { FEATURES } from '../../src/reconcile/coreference/pair.ts';
import { probabilityOf, scoreOf, type TreeModel } from '../../src/reconcile/coreference/trees.ts';
import { createWords, type Words } from '../../src/reconcile/coreference/words.ts';
import { boost, type Lessons, type Plan } from './boost.ts';

const PARTS = 5;
/** What is tried, and what did best. */
const THRESHOLDS = [0.3, 0.35, 0.4, 0.45, 0.5];
const THRESHOLD = 0.4;
const PLAN: Plan = { rounds: 200, leaves: 16, rate: 0.08, least: 20, rows: 0.25, features: 0.5 };

interface Part extends Lessons {
  readonly gathered: Gathered;
  readonly gold: string[];
}

export async function train(folder = '../shared/data/reconcile/ecbplus'): Promise<void> {
  const resources = loadResources();
  const reader = createReader(resources);
  const words = createWords(resources);
  const documents = readEcbPlus(folder);
  const topics = [...new Set(documents.map(topicOf))];
  const parts = Array.from({ length: PARTS }, (_, part): Part => {
    const own = documents.filter((document) => topics.indexOf(topicOf(document)) % PARTS === part);
    const gathered = gather(
      own.map((document) => tell(document, reader)),
      words,
    );
    const gold = own.flatMap(({ mentions }) => mentions.map((mention) => mention.gold));
    return { gathered, gold, ...lessonsOf(gathered, gold, words) };
  });

  const model: TreeModel = { features: FEATURES, threshold: THRESHOLD, ...boost(together(parts), PLAN) };
  mkdirSync('models/coreference', { recursive: true });
  writeFileSync('models/coreference/weights.json', JSON.stringify(model));
  crossValidate(parts, words);
}

/** Prints what models of four parts reach on the fifth, by threshold. */
function crossValidate(parts: readonly Part[], words: Words): void {
  const means = THRESHOLDS.map(() => 0);
  for (const part of parts) {
    const model = boost(together(parts.filter((other) => other !== part)), PLAN);
    const probability = (features: Float32Array) => probabilityOf(scoreOf(model, features));
    for (const [k, threshold] of THRESHOLDS.entries())
      means[k]! += conll(part.gold, clusterMentions(part.gathered, words, probability, threshold)) / PARTS;
  }
  for (const [k, threshold] of THRESHOLDS.entries())
    console.error(`threshold ${threshold}: CoNLL F1 ${(means[k]! * 100).toFixed(1)}, cross-validated`);
}

const topicOf = ({ subtopic }: EcbDocument) => Number.parseInt(subtopic, 10);

function lessonsOf(gathered: Gathered, gold: readonly string[], words: Words): Lessons {
  const width = FEATURES.length;
  const count = gathered.clusters.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const values = new Float32Array(count * width);
  const right = new Uint8Array(count);
  let at = 0;
  for (const members of gathered.clusters)
    eachPair(gathered, members, words, (i, j, features) => {
      values.set(features, at * width);
      right[at++] = +(gold[members[i]!] === gold[members[j]!]);
    });
  return { count, width, values, right };
}

function together(parts: readonly Lessons[]): Lessons {
  const width = FEATURES.length;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const values = new Float32Array(count * width);
  const right = new Uint8Array(count);
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at * width);
    right.set(part.right, at);
    at += part.count;
  }
  return { count, width, values, right };
}
