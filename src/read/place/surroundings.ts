/**
 * What every token looks like to the toponym recogniser: letters, the case of its sentence, the name that covers it.
 *
 * @module
 */
import type { NameSpan } from '../names/types.ts';
import type { Tokens } from '../tokens/types.ts';

/** How a sentence is written: as prose, as a headline with capitals on most words, or in capitals throughout. */
export const CASE = { prose: 0, headline: 1, capitals: 2 } as const;

export interface Surroundings {
  /** Whether the token begins with a capital letter. */
  readonly capital: Uint8Array;
  /** Whether the token has letters. */
  readonly word: Uint8Array;
  /** `CASE` of each sentence. */
  readonly sentenceCase: Uint8Array;
  /** Number in `spans` of the name that covers each token, or -1. */
  readonly span: Int32Array;
  readonly spans: readonly NameSpan[];
}

const isUpper = (letter: string) => letter !== letter.toLowerCase();
const isLower = (letter: string) => letter !== letter.toUpperCase();

export function look(tokens: Tokens, spans: readonly NameSpan[]): Surroundings {
  const capital = new Uint8Array(tokens.length);
  const word = new Uint8Array(tokens.length);
  for (let i = 0; i < tokens.length; i++) {
    const first = tokens.form[i]![0] ?? '';
    capital[i] = isUpper(first) ? 1 : 0;
    word[i] = isUpper(first) || isLower(first) ? 1 : 0;
  }
  const sentenceCase = new Uint8Array(tokens.sentences.length - 1);
  for (let s = 0; s < sentenceCase.length; s++) {
    let lower = 0;
    let long = 0;
    let longCapital = 0;
    let words = 0;
    for (let i = tokens.sentences[s]!; i < tokens.sentences[s + 1]!; i++) {
      if (!word[i]) continue;
      words++;
      const form = tokens.form[i]!;
      if (form !== form.toUpperCase()) lower++;
      // The first word of a sentence has its capital anyway.
      if (form.length > 3 && i > tokens.sentences[s]!) {
        long++;
        longCapital += capital[i]!;
      }
    }
    // A few lower-case words ("Mc", "of") do not make a shouted sentence prose.
    if (words >= 3 && lower * 8 <= words) sentenceCase[s] = CASE.capitals;
    else if (long >= 4 && longCapital >= long * 0.75) sentenceCase[s] = CASE.headline;
  }
  const span = new Int32Array(tokens.length).fill(-1);
  spans.forEach((name, number) => {
    for (let i = name.first; i < name.last; i++) span[i] = number;
  });
  return { capital, word, sentenceCase, span, spans };
}
