/**
 * Words in quotation marks: matched over every typography, over paragraphs, and when they do not match at all.
 *
 * @module
 */
import type { Block } from '../../record/reading.ts';
import type { Tokens } from '../tokens/types.ts';

/** A stretch between quotation marks, marks included. */
export interface Quotation {
  /** First token (the opening mark, if there is one), and the one after the last. */
  readonly first: number;
  readonly last: number;
  /** 0 for a quotation that stands in no other. */
  readonly depth: number;
  /** Whether its end is marked; otherwise it was taken to end with its paragraph. */
  readonly closed: boolean;
  /** Whether it runs over more than one paragraph. */
  readonly running: boolean;
}

export interface Quotations {
  readonly all: readonly Quotation[];
  /** For each token, the number in `all` of the outermost quotation it stands in, or -1. */
  readonly outer: Int32Array;
  /** For each token, in how many quotations it stands. */
  readonly depth: Uint8Array;
}

const NONE = 0;
const DOUBLE = 1;
const SINGLE = 2;
const ANGLE = 3;

const OPENS = 1;
const CLOSES = 2;
const EITHER = 3;

/** Family of each mark, and the side it is on; a mark on either side is told by the space about it. */
const MARKS = new Map<string, readonly [family: number, side: number]>([
  ['"', [DOUBLE, EITHER]],
  ['＂', [DOUBLE, EITHER]],
  ['″', [DOUBLE, EITHER]],
  ['“', [DOUBLE, OPENS]],
  ['„', [DOUBLE, OPENS]],
  ['‟', [DOUBLE, OPENS]],
  ['”', [DOUBLE, CLOSES]],
  ['``', [DOUBLE, OPENS]],
  ["''", [DOUBLE, EITHER]],
  ['’’', [DOUBLE, CLOSES]],
  ['‘‘', [DOUBLE, OPENS]],
  ["'", [SINGLE, EITHER]],
  ['‘', [SINGLE, OPENS]],
  ['‚', [SINGLE, OPENS]],
  ['‛', [SINGLE, OPENS]],
  ['`', [SINGLE, OPENS]],
  ['’', [SINGLE, CLOSES]],
  ['«', [ANGLE, OPENS]],
  ['»', [ANGLE, CLOSES]],
  ['‹', [ANGLE, OPENS]],
  ['›', [ANGLE, CLOSES]],
  ['「', [ANGLE, OPENS]],
  ['」', [ANGLE, CLOSES]],
  ['『', [ANGLE, OPENS]],
  ['』', [ANGLE, CLOSES]],
]);

/** Quotations nested deeper than this are read as part of the one around them. */
const DEEPEST = 8;

interface Open {
  first: number;
  family: number;
  running: boolean;
}

/** Whether token `i` may be a quotation mark. */
export const isQuoteMark = (tokens: Tokens, i: number): boolean => MARKS.has(tokens.form[i]!);

/** Matches the quotation marks of a report. Linear in the number of tokens. */
export function findQuotations(tokens: Tokens, blocks: readonly Block[]): Quotations {
  const all: Quotation[] = [];
  const stack: Open[] = [];
  const close = (at: number, closed: boolean) => {
    const { first, running } = stack.pop()!;
    all.push({ first, last: at, depth: stack.length, closed, running });
  };
  const singles = singleQuotesOf(tokens);

  for (let s = 0; s + 1 < tokens.sentences.length; s++) {
    const from = tokens.sentences[s]!;
    const to = tokens.sentences[s + 1]!;
    const newBlock = s === 0 || tokens.block[s] !== tokens.block[s - 1];
    let i = from;
    if (newBlock && stack.length > 0) {
      // A quotation still open runs on only if the paragraph opens with its mark again.
      const kept = continued(tokens, from, to, stack, blocks[tokens.block[s]!]!);
      while (stack.length > kept) close(from, false);
      for (const open of stack) open.running = true;
      i = from + kept;
    }
    for (; i < to; i++) {
      const mark = MARKS.get(tokens.form[i]!);
      if (!mark) continue;
      const [family, typed] = mark;
      const top = stack.at(-1)?.family ?? NONE;
      const side = sideOf(tokens, i, family, typed, stack, newBlock && i === from);
      if (side === CLOSES) {
        if (family === SINGLE && top !== SINGLE) continue;
        // A mark that closes an outer quotation closes what was left open in it.
        const level = stack.map((open) => open.family).lastIndexOf(family);
        if (level < 0) continue;
        while (stack.length > level) close(i + 1, stack.length === level + 1);
      } else if (side === OPENS) {
        if (stack.length >= DEEPEST) continue;
        if (family === SINGLE && !singles[i]) continue;
        // An opening mark where one of its kind is open that does not nest: the last was never closed.
        if (typed === EITHER && family === top) close(i, false);
        stack.push({ first: i, family, running: false });
      }
    }
  }
  while (stack.length > 0) close(tokens.length, false);
  const kept = all.filter((quotation) => quotation.last - quotation.first > 1);
  kept.sort((a, b) => a.first - b.first || b.last - a.last);
  return index(kept, tokens.length);
}

function index(all: readonly Quotation[], length: number): Quotations {
  const outer = new Int32Array(length).fill(-1);
  const depth = new Uint8Array(length);
  all.forEach((quotation, number) => {
    for (let i = quotation.first; i < quotation.last; i++) depth[i]!++;
    if (quotation.depth === 0) outer.fill(number, quotation.first, quotation.last);
  });
  return { all, outer, depth };
}

/** How many of the open quotations the block that begins at `from` takes up again, by repeating their marks. */
function continued(tokens: Tokens, from: number, to: number, stack: readonly Open[], block: Block): number {
  if (block.kind !== 'paragraph' && block.kind !== 'list') return 0;
  let kept = 0;
  while (kept < stack.length && from + kept < to) {
    const mark = MARKS.get(tokens.form[from + kept]!);
    if (!mark || mark[0] !== stack[kept]!.family) break;
    kept++;
  }
  return kept;
}

/** Whether the mark at `i` opens or closes. */
function sideOf(
  tokens: Tokens,
  i: number,
  family: number,
  typed: number,
  stack: readonly Open[],
  atBlockStart: boolean,
): number {
  const glued = (a: number, b: number) =>
    a >= 0 &&
    b < tokens.length &&
    tokens.end[a] === tokens.start[b] &&
    tokens.sentence[a] === tokens.sentence[b];
  const touchesBefore = i > 0 && tokens.end[i - 1] === tokens.start[i];
  const touchesAfter = i + 1 < tokens.length && tokens.end[i] === tokens.start[i + 1];
  const open = stack.some((o) => o.family === family);
  const opensWord = touchesAfter && !isClosingMark(tokens.form[i + 1]!);
  const free = !touchesBefore || (glued(i - 1, i) && opensBefore(tokens.form[i - 1]!));
  if (atBlockStart && typed !== CLOSES) return OPENS;
  if (typed === OPENS) {
    // „so“ and »so« close with the mark that opens elsewhere.
    if (family !== SINGLE && open && touchesBefore && !opensWord) return CLOSES;
    return OPENS;
  }
  if (typed === CLOSES) {
    // »so« and ”so”: typed the other way round.
    if (!open && family !== SINGLE && free && opensWord) return OPENS;
    return CLOSES;
  }
  if (free && opensWord) return OPENS;
  if (!free && !opensWord) return CLOSES;
  return open ? CLOSES : free ? OPENS : CLOSES;
}

const isClosingMark = (form: string) => /^[.,;:!?)\]}…]/.test(form);
const opensBefore = (form: string) => /[([{—–\-/"“„'‘`«]$/.test(form);

/**
 * For each single mark, whether one that may close it follows before the paragraph ends
 * (an apostrophe at the head of a word opens nothing).
 */
function singleQuotesOf(tokens: Tokens): Uint8Array {
  const found = new Uint8Array(tokens.length);
  let closer = -1;
  for (let i = tokens.length - 1; i >= 0; i--) {
    const s = tokens.sentence[i]!;
    if (i === tokens.sentences[s + 1]! - 1 && tokens.block[s] !== tokens.block[s + 1]) closer = -1;
    const mark = MARKS.get(tokens.form[i]!);
    if (mark?.[0] !== SINGLE) continue;
    const touchesBefore = i > 0 && tokens.end[i - 1] === tokens.start[i];
    if (mark[1] !== CLOSES && closer > i + 1) found[i] = 1;
    if (mark[1] !== OPENS && touchesBefore) closer = i;
  }
  return found;
}
