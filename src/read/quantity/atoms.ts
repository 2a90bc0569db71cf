/**
 * The text cut finer than tokens, into words, figures and marks, so that the grammar of numbers does not depend on
 * where a tokenizer cuts "four-year", "$1.2bn" or "6-8".
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';

export const WORD = 0;
export const FIGURE = 1;
export const MARK = 2;

/** Parallel arrays over all atoms of a report; an atom is a range of the text and lies in one sentence. */
export interface Atoms {
  readonly text: string;
  readonly length: number;
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Token that holds the atom's first character. */
  readonly token: Int32Array;
  readonly sentence: Int32Array;
  /** In lower case. */
  readonly word: readonly string[];
  /** What a figure says; 0 for other atoms. */
  readonly value: Float64Array;
}

const SPACE = 3;
const isDigit = (c: number) => c >= 48 && c <= 57;

function classOf(c: number): number {
  if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90)) return WORD;
  if (isDigit(c) || c === 0xbc || c === 0xbd || c === 0xbe) return FIGURE;
  if (c <= 32 || c === 0xa0 || c === 0x202f || (c >= 0x2000 && c <= 0x200b)) return SPACE;
  if (c < 0xc0 && c !== 0xaa && c !== 0xb5 && c !== 0xba) return MARK;
  if (c === 0xd7 || c === 0xf7 || (c >= 0x2010 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x303f)) return MARK;
  return WORD;
}

const VULGAR: Readonly<Record<number, number>> = { 188: 0.25, 189: 0.5, 190: 0.75 };

/** End of the run of digits that begins at `at`. */
function digitsEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** End of the digits "ddd" at `at` if there are exactly three, else -1. */
const threeDigits = (text: string, at: number) => (digitsEnd(text, at) === at + 3 ? at + 3 : -1);

/**
 * The figure that begins at `at`: digits in groups of three ("70,000", "1.200.000", "70 000" if the space does not
 * break or the last group is 000), then decimals. A comma or point that ends a clause is left.
 */
export function readFigure(text: string, at: number): { end: number; value: number } {
  const vulgar = VULGAR[text.charCodeAt(at)];
  if (vulgar !== undefined) return { end: at + 1, value: vulgar };
  if (text.charCodeAt(at) === 46) {
    const end = digitsEnd(text, at + 1);
    return { end, value: Number(`0${text.slice(at, end)}`) };
  }
  let end = digitsEnd(text, at);
  let digits = text.slice(at, end);
  if (end - at <= 3) {
    const separator = text.charCodeAt(end);
    let groups = 0;
    let stop = end;
    while (text.charCodeAt(stop) === separator && separator !== 32) {
      const next = threeDigits(text, stop + 1);
      if (next < 0) break;
      stop = next;
      groups++;
    }
    const narrow = separator === 0xa0 || separator === 0x202f || separator === 0x2009 || separator === 39;
    if (groups > 0 && (separator === 44 || narrow || (separator === 46 && groups > 1))) {
      digits = text.slice(at, stop).replace(/\D/g, '');
      end = stop;
    } else if (separator === 32) {
      while (text.charCodeAt(stop) === 32 && threeDigits(text, stop + 1) > 0 && stop < end + 16) stop += 4;
      if (stop > end && text.endsWith('000', stop) && text.charCodeAt(at) !== 48) {
        digits = text.slice(at, stop).replace(/ /g, '');
        end = stop;
      }
    }
  }
  const half = VULGAR[text.charCodeAt(end)];
  if (half !== undefined) return { end: end + 1, value: Number(digits) + half };
  if (text.charCodeAt(end) === 46 && isDigit(text.charCodeAt(end + 1))) {
    const stop = digitsEnd(text, end + 1);
    // "1.2.3" is a version and "8.30.15" a clock: left whole, and no figure's decimals.
    if (text.charCodeAt(stop) !== 46 || !isDigit(text.charCodeAt(stop + 1)))
      return { end: stop, value: Number(digits + text.slice(end, stop)) };
  }
  return { end, value: Number(digits) };
}

/** All atoms of a report. */
export function atomize(tokens: Tokens): Atoms {
  const { text } = tokens;
  const kind: number[] = [];
  const start: number[] = [];
  const end: number[] = [];
  const token: number[] = [];
  const sentence: number[] = [];
  const word: string[] = [];
  const value: number[] = [];
  let done = 0;
  let figureEnd = 0;
  for (let t = 0; t < tokens.length; t++) {
    let at = Math.max(done, tokens.start[t]!);
    const stop = tokens.end[t]!;
    while (at < stop) {
      const c = text.charCodeAt(at);
      let type = classOf(c);
      if (type === SPACE) {
        at++;
        continue;
      }
      let next = at + 1;
      let number = 0;
      // ".5" is a figure where nothing stands before the point.
      if (
        c === 46 &&
        isDigit(text.charCodeAt(at + 1)) &&
        (at === 0 || classOf(text.charCodeAt(at - 1)) === SPACE)
      )
        type = FIGURE;
      if (type === WORD) while (next < stop && classOf(text.charCodeAt(next)) === WORD) next++;
      else if (type === FIGURE) ({ end: next, value: number } = readFigure(text, at));
      kind.push(type);
      start.push(at);
      end.push(next);
      token.push(t);
      // No sentence ends between a figure and what is glued to it ("5.5kWh"), whatever the tokens say.
      const stuck = at === figureEnd && at > 0;
      sentence.push(stuck ? sentence[sentence.length - 1]! : tokens.sentence[t]!);
      if (type === FIGURE) figureEnd = next;
      word.push(
        at === tokens.start[t] && next === stop ? tokens.lower[t]! : text.slice(at, next).toLowerCase(),
      );
      value.push(number);
      at = next;
    }
    done = Math.max(done, at);
  }
  return {
    text,
    length: kind.length,
    kind: Uint8Array.from(kind),
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    token: Int32Array.from(token),
    sentence: Int32Array.from(sentence),
    word,
    value: Float64Array.from(value),
  };
}
