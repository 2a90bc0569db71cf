/**
 * What the recogniser sees of a word by itself, wherever it stands; remembered, since most words come again.
 *
 * @module
 */
import { fold } from './chunks.ts';
import { type Embedding, hashText, spell } from './embedding.ts';
import type { Vocabulary } from './vocabulary.ts';

export const SHAPES = {
  lower: 0,
  capital: 1,
  upper: 2,
  initial: 3,
  mixed: 4,
  figure: 5,
  sign: 6,
  shouted: 7,
  hyphenated: 8,
} as const;
export const SHAPE_COUNT = 9;

/** A word as it is written; hashes and clusters as in `Sight`. */
export interface Lexeme {
  readonly lower: string;
  readonly shape: number;
  readonly pattern: number;
  readonly word: number;
  readonly prefix2: number;
  readonly prefix3: number;
  readonly suffix2: number;
  readonly suffix3: number;
  readonly suffix4: number;
  readonly row: number;
  readonly coarse: number;
  readonly fine: number;
  /** 1 for a given name. */
  readonly given: number;
  /** Whether a title or a role may begin with it. */
  readonly beginsPhrase: boolean;
  /** The word spelled out, for the hash of what follows it too. */
  readonly spelled: number;
}

/** How many words are remembered. */
const MEMORY = 20_000;

/** Gives the lexeme of a word as written and in lower case. */
export function createLexemes(
  vocabulary: Vocabulary,
  embedding: Embedding,
): (form: string, lower: string) => Lexeme {
  const memory = new Map<string, Lexeme>();

  function see(form: string, lower: string): Lexeme {
    const row = embedding.rowOf(lower);
    return {
      lower,
      shape: shapeOf(form, lower),
      pattern: hashText(patternOf(form)),
      word: hashText(/\d/.test(lower) ? lower.replace(/\d/g, '0') : lower),
      prefix2: hashText(lower.slice(0, 2)),
      prefix3: hashText(lower.slice(0, 3)),
      suffix2: hashText(lower.slice(-2)),
      suffix3: hashText(lower.slice(-3)),
      suffix4: hashText(lower.slice(-4)),
      row,
      coarse: row < 0 ? 255 : embedding.coarse[row]!,
      fine: row < 0 ? 65535 : embedding.fine[row]!,
      given: vocabulary.given.has(fold(lower)) ? 1 : 0,
      beginsPhrase: vocabulary.titles.has(lower) || vocabulary.roles.has(lower),
      spelled: spell(lower),
    };
  }

  return (form, lower) => {
    const known = memory.get(form);
    if (known && known.lower === lower) return known;
    if (memory.size >= MEMORY) memory.clear();
    const lexeme = see(form, lower);
    memory.set(form, lexeme);
    return lexeme;
  };
}

function shapeOf(form: string, lower: string): number {
  if (form === lower) {
    if (/\p{L}/u.test(form)) return SHAPES.lower;
    return /\p{N}/u.test(form) ? SHAPES.figure : SHAPES.sign;
  }
  if (form.length === 1 || (form.length === 2 && form[1] === '.')) return SHAPES.initial;
  const upper = form.toUpperCase();
  if (form === upper) return SHAPES.upper;
  return form.slice(1) === lower.slice(1) ? SHAPES.capital : SHAPES.mixed;
}

function patternOf(form: string): string {
  let pattern = '';
  for (const c of form) {
    const kind =
      c >= 'a' && c <= 'z'
        ? 'x'
        : c >= 'A' && c <= 'Z'
          ? 'X'
          : c >= '0' && c <= '9'
            ? '0'
            : c < '\u0080'
              ? c
              : c === c.toLowerCase()
                ? 'x'
                : 'X';
    if (pattern.length > 7) break;
    if (!pattern.endsWith(kind + kind)) pattern += kind;
  }
  return pattern;
}
