/**
 * Looks up phrases of a list around a place in the text.
 *
 * @module
 */
import { type Atoms, WORD } from './atoms.ts';
import type { Phrases } from './lexicon.ts';
import { glued, isHyphen } from './numeral.ts';

export interface Match<T> {
  readonly first: number;
  /** One after the last atom. */
  readonly last: number;
  readonly entry: T;
}

/** The longest phrase that ends right before atom `end`, within its sentence. */
export function phraseBefore<T>(atoms: Atoms, end: number, list: Phrases<T>): Match<T> | null {
  if (end < 1 || !list.edges.has(atoms.word[end - 1]!)) return null;
  let found: Match<T> | null = null;
  let key = '';
  for (let i = end - 1; i >= 0 && end - i <= list.longest; i--) {
    if (atoms.sentence[i] !== atoms.sentence[end - 1]) break;
    key = key ? `${atoms.word[i]} ${key}` : atoms.word[i]!;
    const entry = list.entries.get(key);
    if (entry !== undefined) found = { first: i, last: end, entry };
  }
  return found;
}

/** The longest phrase that begins at atom `begin`; a hyphen between two of its words is passed over. */
export function phraseAfter<T>(atoms: Atoms, begin: number, list: Phrases<T>): Match<T> | null {
  if (begin >= atoms.length || !list.edges.has(atoms.word[begin]!)) return null;
  let found: Match<T> | null = null;
  let key = '';
  let words = 0;
  for (let i = begin; i < atoms.length && words < list.longest; i++) {
    if (atoms.sentence[i] !== atoms.sentence[begin]) break;
    if (i > begin && isHyphen(atoms, i) && glued(atoms, i) && glued(atoms, i + 1)) continue;
    key = key ? `${key} ${atoms.word[i]}` : atoms.word[i]!;
    words++;
    const entry = list.entries.get(key);
    // A phrase of letters does not end inside a word: "m" is not in "m16".
    const whole = atoms.kind[i] !== WORD || !glued(atoms, i + 1) || atoms.kind[i + 1] === 2;
    if (entry !== undefined && whole) found = { first: begin, last: i + 1, entry };
  }
  return found;
}
