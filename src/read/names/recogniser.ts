/**
 * Finds names by their words and surroundings.
 *
 * @module
 */
import type { Models } from '../resources.ts';
import type { Tokens } from '../tokens/types.ts';
import type { Match } from './lexicon.ts';
import type { Recognised } from './merge.ts';
import { phraseAt, type Vocabulary } from './vocabulary.ts';

const ORGANIZATION =
  /^(army|front|party|ministry|council|committee|university|union|agency|forces|brigades?|movement|bank|group|organization|corps|association|company|inc|corp|court|police|command|federation|league|navy)$/;

export function createRecogniser(_models: Models, vocabulary: Vocabulary) {
  return (tokens: Tokens, matches: readonly Match[], upperCase: Uint8Array): Recognised[] => {
    const found: Recognised[] = [];
    const inList = new Uint8Array(tokens.length);
    for (const m of matches) inList.fill(1, m.first, m.last);
    const isCapital = (i: number) =>
      /^\p{Lu}/u.test(tokens.form[i]!) && /\p{Ll}|^\p{Lu}{3,}$|^\p{Lu}\.$/u.test(tokens.form[i]!);
    for (let i = 0; i < tokens.length; i++) {
      const s = tokens.sentence[i]!;
      if (upperCase[s] || !isCapital(i) || inList[i] || phraseAt(vocabulary.titles, tokens.lower, i))
        continue;
      if (i === tokens.sentences[s]) continue;
      let last = i + 1;
      while (last < tokens.length && tokens.sentence[last] === s && isCapital(last) && !inList[last]) last++;
      const title =
        i > 0 && (phraseAt(vocabulary.titles, tokens.lower, i - 1) || vocabulary.given.has(tokens.lower[i]!));
      const type = title
        ? 'person'
        : ORGANIZATION.test(tokens.lower[last - 1]!)
          ? 'organization'
          : last - i === 2 || last - i === 3
            ? 'person'
            : 'location';
      found.push({ first: i, last, type, score: 0.5 });
      i = last - 1;
    }
    return found;
  };
}
