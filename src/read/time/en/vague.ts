/**
 * Past, present and future without a date: "now", "recently", "the near future", "these days".
 *
 * @module
 */
import type { Recogniser } from '../language.ts';
import { found } from '../meaning.ts';
import type { Lexicon } from './lexicon.ts';

/** The set phrases of `knowledge/time/en/phrases.tsv`. */
export const vague = ({ phrases }: Lexicon): Recogniser => ({
  name: 'past, present, future',
  begins: (w, i) =>
    w.entry[i]!.role !== '' ||
    w.entry[i]!.direction !== '' ||
    w.entry[i]!.vagueNumber ||
    w.entry[i]!.cardinal === 1,
  read(w, i) {
    const phrase = phrases.at(w, i);
    if (!phrase) return null;
    const result = found(i, phrase.last, phrase.value);
    result.doubtful = true;
    return result;
  },
});
