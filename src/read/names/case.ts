/**
 * Which sentences are all in capitals, as old wire text and some headlines are.
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';

/** 1 for each sentence with three words or more of which at least four in five are upper case throughout. */
export function upperCaseSentences(tokens: Tokens): Uint8Array {
  const flags = new Uint8Array(tokens.sentences.length - 1);
  for (let s = 0; s < flags.length; s++) {
    let words = 0;
    let upper = 0;
    for (let i = tokens.sentences[s]!; i < tokens.sentences[s + 1]!; i++) {
      const form = tokens.form[i]!;
      if (form.length < 2 || form.toUpperCase() === tokens.lower[i]) continue;
      words++;
      if (form === form.toUpperCase()) upper++;
    }
    flags[s] = words >= 3 && upper >= words * 0.8 ? 1 : 0;
  }
  return flags;
}
