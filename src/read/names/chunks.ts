/**
 * Words as the lists compare them: runs of letters, runs of digits, without case and accents, so that
 * "Jabhat al-Nusra", "Jabhat Al Nusra" and "JABHAT AL-NUSRA" are one name however the text was cut into tokens.
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';

/** The chunks of a text in order; parallel arrays. */
export interface Chunks {
  readonly length: number;
  readonly word: readonly string[];
  /** Token that each chunk is part of. */
  readonly token: Int32Array;
  /** First chunk of each token, and at the end `length`. */
  readonly ofToken: Int32Array;
}

const PLAIN = /^[a-z]+$/;
const PIECE = /\p{L}+|\p{N}+/gu;

/** Lower case without accents. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range is what is asked
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
}

/** The chunks of a name as a list writes it. */
export function chunksOf(text: string): string[] {
  const folded = fold(text);
  return PLAIN.test(folded) ? [folded] : (folded.match(PIECE) ?? []);
}

/** The chunks of all tokens. */
export function chunk(tokens: Tokens): Chunks {
  const word: string[] = [];
  const token: number[] = [];
  const ofToken = new Int32Array(tokens.length + 1);
  for (let i = 0; i < tokens.length; i++) {
    ofToken[i] = word.length;
    const lower = tokens.lower[i]!;
    if (PLAIN.test(lower)) {
      word.push(lower);
      token.push(i);
    } else
      for (const piece of chunksOf(lower)) {
        word.push(piece);
        token.push(i);
      }
  }
  ofToken[tokens.length] = word.length;
  return { length: word.length, word, token: Int32Array.from(token), ofToken };
}
