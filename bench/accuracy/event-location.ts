/**
 * The place of a verb's event: (sentence, verb) pairs with the places of that event, or none (Halterman 2019).
 *
 * Scored by tokens: a token is right if it is in a place that the reading gives and in one of the gold places.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { createReader, loadResources } from '../../src/index.ts';
import { createPlaceOfWord } from '../../src/read/event/event.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';
import { f1, type Scorer } from '../scorer.ts';

interface Item {
  text: string;
  spans: { start: number; end: number; label: 'VERB' | 'LOCATION' }[];
}

export const scorer: Scorer = {
  gold: '../shared/data/event/event-location/items.jsonl',
  score(path, { errors }) {
    const items = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Item);
    const resources = loadResources();
    const reader = createReader(resources);
    const placesOf = createPlaceOfWord(resources);
    let [right, found, gold, words] = [0, 0, 0, 0];
    for (const { text, spans } of items) {
      const verb = spans.find((s) => s.label === 'VERB');
      if (!verb) continue;
      const analysis = reader.analyse({ text });
      const { tokens, report } = analysis;
      words += tokens.length;
      // White space of the sentence may have been put in order.
      const shift = report.text === text ? (x: number) => x : aligned(text, report.text);
      const places = placesOf(analysis, tokenAt(tokens, shift(verb.start)));
      const wanted = spans
        .filter((s) => s.label === 'LOCATION')
        .map((s) => ({ start: shift(s.start), end: shift(s.end) }));
      const covered = (spans: readonly { start: number; end: number }[]) => {
        const set = new Set<number>();
        for (const s of spans)
          for (let t = tokenAt(tokens, s.start); t < tokens.length && tokens.start[t]! < s.end; t++)
            set.add(t);
        return set;
      };
      const [p, g] = [covered(places), covered(wanted)];
      const hits = [...p].filter((t) => g.has(t)).length;
      right += hits;
      // "No place" is an answer too, and counts as one token.
      if (p.size === 0 && g.size === 0) right++;
      found += Math.max(1, p.size);
      gold += Math.max(1, g.size);
      if (errors && (hits < g.size || hits < p.size))
        console.error(
          `${text.slice(verb.start, verb.end)} | gold ${wanted.map((s) => report.text.slice(s.start, s.end)).join(', ') || '-'} | found ${places.map((s) => report.text.slice(s.start, s.end)).join(', ') || '-'} | all ${analysis.places.map((x) => x.text).join(', ')} | ${text.trim()}`,
        );
    }
    const { f1: f, precision, recall } = f1(right, found, gold);
    return { items: items.length, words, scores: { f1: f, precision, recall } };
  },
};

/** Offsets of one text in another that differs from it in white space only. */
function aligned(from: string, to: string): (offset: number) => number {
  const map = new Int32Array(from.length + 1);
  let j = 0;
  for (let i = 0; i < from.length; i++) {
    if (!/\s/.test(from[i]!)) while (j < to.length && to[j] !== from[i]) j++;
    map[i] = Math.min(j, to.length);
    if (!/\s/.test(from[i]!)) j++;
  }
  map[from.length] = to.length;
  return (offset) => map[offset]!;
}
