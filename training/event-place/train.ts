/**
 * `npm run train -- event-place [PATH]`: the model that says at which of the names of a sentence an event was.
 *
 * Learned from the event-location set (Halterman 2019, MIT). What it is worth on sentences that it has not seen is
 * measured first, by leaving out each fifth of the sentences in turn; that also chooses the threshold.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readEventLocations, tokensUnder } from '../../bench/accuracy/event-location-gold.ts';
import { createReader, loadResources } from '../../src/index.ts';
import { groundOf } from '../../src/read/event/ground.ts';
import { readLexicon } from '../../src/read/event/lexicon.ts';
import { placeNames } from '../../src/read/event/place-candidates.ts';
import { placeFeatures } from '../../src/read/event/place-features.ts';
import { FORMAT, type PlaceManifest } from '../../src/read/event/place-model.ts';
import type { Models } from '../../src/read/resources.ts';
import { type Example, learn, type Shape, type Weights } from './learn.ts';

const HIDDEN = 24;
const FOLDS = 5;
/** Features seen less often are left out. */
const SELDOM = 4;
const FOLDER = 'models/event-place';

interface Name extends Omit<Example, 'features'> {
  features: readonly string[];
  /** Words of the name, and how many of them are in a gold place. */
  words: number;
  hits: number;
}
interface Item {
  text: string;
  names: Name[];
  /** Words of the gold places. */
  gold: number;
}

export async function train(path = '../shared/data/event/event-location/items.jsonl'): Promise<void> {
  const items = readItems(path);
  const { threshold, score } = crossValidate(items);
  console.log(
    `${items.length} sentences; token F1 on the fifth left out: ${(score * 100).toFixed(1)} at ${threshold}`,
  );
  const names = items.flatMap((item) => item.names);
  const rows = rowsOf(names);
  const shape = { hidden: HIDDEN, features: rows.size, states: names[0]!.event.length };
  write(learn(examplesOf(names, rows), shape, 1), [...rows.keys()], shape, threshold);
}

function readItems(path: string): Item[] {
  const resources = loadResources();
  const { analyse } = createReader({ ...resources, models: untaught(resources.models) });
  const lexicon = readLexicon(resources.knowledge);
  return readEventLocations(path).map(({ text, verb, places }) => {
    const analysis = analyse({ text });
    const { tokens, syntax } = analysis;
    const [event = 0] = tokensUnder(tokens, text, [verb]);
    const gold = tokensUnder(tokens, text, places);
    const ground = groundOf(analysis, lexicon);
    const names = placeNames(ground, event);
    const featuresOf = placeFeatures(ground, event, names);
    const width = syntax.states.length / tokens.length;
    const state = (token: number) => syntax.states.slice(token * width, (token + 1) * width);
    return {
      text,
      gold: gold.size,
      names: names.map(({ first, last, head }, i) => {
        let hits = 0;
        for (let t = first; t < last; t++) if (gold.has(t)) hits++;
        return {
          features: featuresOf(i),
          event: state(event),
          place: state(head),
          right: hits * 2 >= last - first,
          words: last - first,
          hits,
        };
      }),
    };
  });
}

/** The models with one of event places that knows nothing, for reading before there is one. */
function untaught(models: Models): Models {
  const scales = { weight: 0, vector: 0, event: 0, place: 0 };
  const manifest = { format: FORMAT, sha256: '', hidden: 0, states: 0, features: 1, scales, threshold: 1 };
  return new Map(models)
    .set(`event-place/manifest.json`, new TextEncoder().encode(JSON.stringify(manifest)))
    .set('event-place/weights.bin', new Uint8Array(1));
}

/** Row numbers of the features that are seen often enough, in alphabetical order. */
function rowsOf(names: readonly Name[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const { features } of names) for (const f of features) seen.set(f, (seen.get(f) ?? 0) + 1);
  const kept = [...seen].filter(([, times]) => times >= SELDOM).map(([feature]) => feature);
  return new Map(kept.sort().map((feature, row) => [feature, row]));
}

function examplesOf(names: readonly Name[], rows: ReadonlyMap<string, number>): Example[] {
  return names.map(({ features, event, place, right }) => ({
    features: Int32Array.from(features.flatMap((feature) => rows.get(feature) ?? [])),
    event,
    place,
    right,
  }));
}

/** The threshold that does best on sentences that were left out, and the token F1 there. A text is in one fold only. */
function crossValidate(items: readonly Item[]): { threshold: number; score: number } {
  const texts = new Map<string, number>();
  for (const { text } of items) if (!texts.has(text.trim())) texts.set(text.trim(), texts.size);
  const foldOf = (item: Item) => texts.get(item.text.trim())! % FOLDS;
  const judged: { item: Item; chances: number[] }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const names = items.filter((item) => foldOf(item) !== fold).flatMap((item) => item.names);
    const rows = rowsOf(names);
    const shape = { hidden: HIDDEN, features: rows.size, states: names[0]!.event.length };
    const weights = learn(examplesOf(names, rows), shape, 1);
    for (const item of items)
      if (foldOf(item) === fold)
        judged.push({ item, chances: examplesOf(item.names, rows).map((x) => chanceOf(weights, shape, x)) });
  }
  let best = { threshold: 0.5, score: 0 };
  for (let threshold = 0.3; threshold < 0.6; threshold += 0.02) {
    const score = tokenF1(judged, threshold);
    if (score > best.score) best = { threshold: Math.round(threshold * 100) / 100, score };
  }
  return best;
}

function chanceOf(weights: Weights, { hidden, states }: Shape, { features, event, place }: Example): number {
  const sums = Float32Array.from(weights.bias);
  let score = 0;
  for (const row of features) {
    score += weights.weight[row]!;
    for (let j = 0; j < hidden; j++) sums[j]! += weights.vector[row * hidden + j]!;
  }
  for (let k = 0; k < states; k++)
    for (let j = 0; j < hidden; j++)
      sums[j]! +=
        (event[k]! * weights.event[k * hidden + j]! + place[k]! * weights.place[k * hidden + j]!) / 128;
  for (let j = 0; j < hidden; j++) score += weights.output[j]! * Math.max(0, sums[j]!);
  return 1 / (1 + Math.exp(-score));
}

/** As `npm run bench -- accuracy event-location` counts: no place is an answer of one word. */
function tokenF1(judged: readonly { item: Item; chances: number[] }[], threshold: number): number {
  let [right, found, gold] = [0, 0, 0];
  for (const { item, chances } of judged) {
    const chosen = item.names.filter((_, i) => chances[i]! >= threshold);
    const words = chosen.reduce((sum, name) => sum + name.words, 0);
    right += words || item.gold ? chosen.reduce((sum, name) => sum + name.hits, 0) : 1;
    found += Math.max(1, words);
    gold += Math.max(1, item.gold);
  }
  return (2 * right) / (found + gold);
}

function write(weights: Weights, features: readonly string[], shape: Shape, threshold: number): void {
  const { hidden } = shape;
  const scaleOf = (values: Float32Array) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127;
  const bytes = (values: Float32Array, scale: number) =>
    Int8Array.from(values, (value) => Math.round(value / scale));
  const scales = {
    weight: scaleOf(weights.weight),
    vector: scaleOf(weights.vector),
    event: scaleOf(weights.event),
    place: scaleOf(weights.place),
  };
  const [direct, vectors] = [bytes(weights.weight, scales.weight), bytes(weights.vector, scales.vector)];
  const table = new Int8Array(features.length * (1 + hidden));
  for (let row = 0; row < features.length; row++) {
    table[row * (1 + hidden)] = direct[row]!;
    table.set(vectors.subarray(row * hidden, (row + 1) * hidden), row * (1 + hidden) + 1);
  }
  const parts = [
    weights.bias,
    weights.output,
    bytes(transposed(weights.event, hidden), scales.event),
    bytes(transposed(weights.place, hidden), scales.place),
    table,
  ].map(({ buffer }) => new Uint8Array(buffer));
  const file = Buffer.concat([...parts, Buffer.from(features.join('\n'))]);
  const manifest: PlaceManifest = {
    format: FORMAT,
    sha256: `sha256:${createHash('sha256').update(file).digest('hex')}`,
    ...shape,
    scales,
    threshold,
  };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/weights.bin`, file);
  writeFileSync(`${FOLDER}/manifest.json`, `${JSON.stringify(manifest, null, 1)}\n`);
  console.log(`${features.length} features, ${file.length} bytes`);
}

/** Rows of `width` numbers as columns. */
function transposed(rows: Float32Array, width: number): Float32Array {
  const count = rows.length / width;
  return Float32Array.from(rows, (_, i) => rows[(i % count) * width + Math.floor(i / count)]!);
}
