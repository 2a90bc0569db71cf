/**
 * `npm run train -- event-place [PATH]`: weights of the model that says which place of a sentence an event was at.
 *
 * Logistic regression over (event word, place) pairs of the event-location set (Halterman 2019, MIT): every fifth
 * sentence is kept back to choose the threshold. Deterministic: fixed order, no random numbers.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createReader, loadResources } from '../../src/index.ts';
import { groundOf } from '../../src/read/event/ground.ts';
import { readLexicon } from '../../src/read/event/lexicon.ts';
import { type PlaceCandidate, placeCandidates } from '../../src/read/event/place-model.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';

const ROUNDS = 30;
const RATE = 0.25;
const DECAY = 2e-5;

interface Pair {
  features: readonly string[];
  right: boolean;
}
interface Item {
  pairs: Pair[];
  /** Tokens of the gold places that no candidate covers. */
  missed: number;
}

export async function train(path = '../shared/data/event/event-location/items.jsonl'): Promise<void> {
  const resources = loadResources();
  const reader = createReader(resources);
  const lexicon = readLexicon(resources.knowledge);
  const items: Item[] = [];
  for (const line of readFileSync(path, 'utf8')
    .split('\n')
    .filter((l) => l.startsWith('{'))) {
    const { text, spans } = JSON.parse(line) as {
      text: string;
      spans: { start: number; end: number; label: string }[];
    };
    const verb = spans.find((s) => s.label === 'VERB');
    if (!verb) continue;
    const analysis = reader.analyse({ text });
    const ground = groundOf(analysis, lexicon);
    const shift = (x: number) =>
      analysis.report.text === text ? x : Math.max(0, analysis.report.text.indexOf(text.slice(x, x + 12)));
    const gold = spans
      .filter((s) => s.label === 'LOCATION')
      .map((s) => ({ start: shift(s.start), end: shift(s.start) + s.end - s.start }));
    const candidates = placeCandidates(ground, tokenAt(analysis.tokens, shift(verb.start)));
    const covers = (c: PlaceCandidate, s: { start: number; end: number }) => {
      const { start, end } = analysis.tokens;
      return start[c.first]! < s.end && end[c.last - 1]! > s.start;
    };
    items.push({
      pairs: candidates.map((c) => ({ features: c.features, right: gold.some((s) => covers(c, s)) })),
      missed: gold.filter((s) => !candidates.some((c) => covers(c, s))).length,
    });
  }
  const held = items.filter((_, i) => i % 5 === 4);
  const weights = weightsOf(items.filter((_, i) => i % 5 !== 4).flatMap((item) => item.pairs));
  let best = { threshold: 0.5, f1: 0 };
  for (let threshold = 0.2; threshold < 0.8; threshold += 0.02) {
    const score = f1Of(held, weights, threshold);
    if (score > best.f1) best = { threshold: Math.round(threshold * 100) / 100, f1: score };
  }
  const missed = held.reduce((sum, item) => sum + item.missed, 0);
  console.log(
    `held back: ${held.length} sentences, ${missed} places not found at all, F1 by places ${(best.f1 * 100).toFixed(1)} at ${best.threshold}`,
  );
  const all = weightsOf(items.flatMap((item) => item.pairs));
  const kept = Object.fromEntries(
    [...all]
      .filter(([, w]) => Math.abs(w) >= 0.02)
      .map(([k, w]) => [k, Math.round(w * 1000) / 1000] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const json = JSON.stringify({ threshold: best.threshold, weights: kept });
  mkdirSync('models/event-place', { recursive: true });
  writeFileSync('models/event-place/weights.json', json);
  writeFileSync(
    'models/event-place/manifest.json',
    `${JSON.stringify({ sha256: createHash('sha256').update(json).digest('hex') }, null, 1)}\n`,
  );
  console.log(`${Object.keys(kept).length} weights`);
}

/** Stochastic gradient descent with AdaGrad steps, features seen at least twice. */
function weightsOf(pairs: Pair[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const { features } of pairs) for (const f of features) seen.set(f, (seen.get(f) ?? 0) + 1);
  const weights = new Map<string, number>();
  const squares = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++)
    for (let n = 0; n < pairs.length; n++) {
      // A fixed stride in place of shuffling.
      const { features, right } = pairs[(n * 7919 + round * 31) % pairs.length]!;
      let sum = 0;
      for (const f of features) sum += weights.get(f) ?? 0;
      const error = (right ? 1 : 0) - 1 / (1 + Math.exp(-sum));
      for (const f of features) {
        if (seen.get(f)! < 3) continue;
        const w = weights.get(f) ?? 0;
        const gradient = error - DECAY * pairs.length * 0.01 * w;
        const square = (squares.get(f) ?? 1) + gradient * gradient;
        squares.set(f, square);
        weights.set(f, w + (RATE * gradient) / Math.sqrt(square));
      }
    }
  return weights;
}

function f1Of(items: Item[], weights: Map<string, number>, threshold: number): number {
  let [right, found, gold] = [0, 0, 0];
  for (const { pairs, missed } of items) {
    const chosen = pairs.filter(
      (p) => 1 / (1 + Math.exp(-p.features.reduce((sum, f) => sum + (weights.get(f) ?? 0), 0))) >= threshold,
    );
    const hits = chosen.filter((p) => p.right).length;
    const wanted = pairs.filter((p) => p.right).length + missed;
    right += hits + (chosen.length === 0 && wanted === 0 ? 1 : 0);
    found += Math.max(1, chosen.length);
    gold += Math.max(1, wanted);
  }
  return (2 * right) / (found + gold);
}
