/**
 * The place of a verb's event: (sentence, verb) pairs with the places of that event, or none (Halterman 2019).
 *
 * Scored by tokens: a token is right if it is in a place that the reading gives and in one of the gold places.
 *
 * @module
 */
import { createReader, loadResources } from '../../src/index.ts';
import { createPlaceOfWord } from '../../src/read/event/event.ts';
import { f1, type Scorer } from '../scorer.ts';
import { readEventLocations, tokensUnder } from './event-location-gold.ts';

export const scorer: Scorer = {
  gold: '../shared/data/event/event-location/items.jsonl',
  score(path, { errors }) {
    const items = readEventLocations(path);
    const resources = loadResources();
    const reader = createReader(resources);
    const placesOf = createPlaceOfWord(resources);
    let [right, found, gold, words] = [0, 0, 0, 0];
    for (const { text, verb, places } of items) {
      const analysis = reader.analyse({ text });
      const { tokens } = analysis;
      words += tokens.length;
      const [token] = tokensUnder(tokens, text, [verb]);
      const given = placesOf(analysis, token ?? 0);
      const p = tokensUnder(tokens, tokens.text, given);
      const g = tokensUnder(tokens, text, places);
      const hits = [...p].filter((t) => g.has(t)).length;
      right += hits;
      // "No place" is an answer too, and counts as one token.
      if (p.size === 0 && g.size === 0) right++;
      found += Math.max(1, p.size);
      gold += Math.max(1, g.size);
      if (errors && (hits < g.size || hits < p.size))
        console.error(
          [
            text.slice(verb.start, verb.end),
            `gold ${places.map((s) => text.slice(s.start, s.end)).join(', ') || '-'}`,
            `found ${given.map((s) => tokens.text.slice(s.start, s.end)).join(', ') || '-'}`,
            `all ${analysis.places.map((x) => x.text).join(', ')}`,
            text.trim(),
          ].join(' | '),
        );
    }
    const { f1: f, precision, recall } = f1(right, found, gold);
    return { items: items.length, words, scores: { f1: f, precision, recall } };
  },
};
