/**
 * What the network sees of a word, apart from its neighbours: rows of one table of embeddings, summed.
 * A word has a row of its own if it is known, one for each beginning and ending, and one for how it is written.
 *
 * @module
 */

/** Rows for beginnings and endings, and for shapes, after those for words. */
export const AFFIX_ROWS = 8192;
export const SHAPE_ROWS = 512;
/** How many rows each word has at most. */
export const ROWS_PER_WORD = 9;
/** Row of words that are not known. */
export const UNKNOWN = 0;

/** How the letters of a sentence are to be seen. */
export type Casing = 'as-written' | 'all-capitals' | 'title';

/** A word in lower case, figures made alike ("1,200" is "0,000"). */
export const normalized = (form: string) => form.toLowerCase().replace(/\p{Nd}/gu, '0');

function hash(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/** "Su-24M" is "Xx-ddX": runs cut to three, all capitals of a shouted sentence alike. */
export function shapeOf(form: string, casing: Casing): string {
  let shape = '';
  let last = '';
  let run = 0;
  let first = true;
  for (const character of form.slice(0, 24)) {
    let kind = character;
    if (/\p{Lu}/u.test(character)) kind = 'X';
    else if (/\p{L}/u.test(character)) kind = 'x';
    else if (/\p{Nd}/u.test(character)) kind = 'd';
    if (kind === 'X' || kind === 'x') {
      if (casing === 'all-capitals') kind = 'S';
      else if (casing === 'title') kind = first ? 'X' : 'x';
      first = false;
    }
    run = kind === last ? run + 1 : 1;
    last = kind;
    if (run <= 3) shape += kind;
  }
  return shape;
}

/**
 * Writes the rows of a word to `rows` from `at` on.
 *
 * @param known row of the word itself, or UNKNOWN.
 * @param words how many rows of the table are words.
 */
export function wordRows(
  form: string,
  casing: Casing,
  known: number,
  words: number,
  rows: Int32Array,
  at: number,
): void {
  const word = normalized(form.length > 40 ? form.slice(0, 40) : form);
  const n = word.length;
  const affix = (part: string, seed: number) => words + (hash(part, seed) % AFFIX_ROWS);
  rows[at] = known;
  rows[at + 1] = affix(word.slice(-1), 1);
  rows[at + 2] = affix(word.slice(-2), 2);
  rows[at + 3] = affix(word.slice(-3), 3);
  rows[at + 4] = affix(n > 4 ? word.slice(-4) : `<${word}`, 4);
  rows[at + 5] = affix(word.slice(0, 1), 5);
  rows[at + 6] = affix(word.slice(0, 2), 6);
  rows[at + 7] = affix(word.slice(0, 3), 7);
  rows[at + 8] = words + AFFIX_ROWS + (hash(shapeOf(form, casing), 8) % SHAPE_ROWS);
}
