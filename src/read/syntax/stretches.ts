/**
 * How a text is handed to the network: sentences, those that are too long in pieces, and how each is capitalised.
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';
import type { Casing } from './features.ts';

export interface Stretch {
  /** First token, and the one after the last. */
  start: number;
  end: number;
}

const BREAK = /^[,;:.!?)\]–—-]+$/;

/** The sentences of a text; those of more than `longest` tokens are cut, after a mark of punctuation if one is near. */
export function stretchesOf(tokens: Tokens, longest: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let s = 0; s + 1 < tokens.sentences.length; s++) {
    const to = tokens.sentences[s + 1]!;
    let start = tokens.sentences[s]!;
    while (to - start > longest) {
      let end = start + longest;
      while (end > start + longest / 2 && !BREAK.test(tokens.form[end - 1]!)) end--;
      if (end <= start + longest / 2) end = start + longest;
      stretches.push({ start, end });
      start = end;
    }
    if (to > start) stretches.push({ start, end: to });
  }
  return stretches;
}

const SHARE = 0.75;
/** Words with letters below which a sentence is too short to judge by itself. */
const ENOUGH = 3;

/** Whether each sentence is written in capitals throughout; short ones are as the whole text is. */
export function casingOf(tokens: Tokens): Casing[] {
  const count = tokens.sentences.length - 1;
  const words = new Int32Array(count);
  const capitals = new Int32Array(count);
  let allWords = 0;
  let allCapitals = 0;
  for (let i = 0; i < tokens.length; i++) {
    const form = tokens.form[i]!;
    const lower = tokens.lower[i]!;
    const upper = form.toUpperCase();
    if (upper === lower || form.length < 2) continue;
    const s = tokens.sentence[i]!;
    words[s]!++;
    allWords++;
    if (form === upper) {
      capitals[s]!++;
      allCapitals++;
    }
  }
  const shouted = allCapitals > SHARE * allWords;
  return Array.from({ length: count }, (_, s) => {
    const judged =
      words[s]! >= ENOUGH ? capitals[s]! > SHARE * words[s]! : shouted && capitals[s] === words[s];
    return judged ? 'all-capitals' : 'as-written';
  });
}
