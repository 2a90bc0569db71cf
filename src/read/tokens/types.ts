/**
 * Tokens and sentences of one report, as parallel arrays.
 *
 * A token is a syntactic word of Universal Dependencies English ("do" and "n't" are two, and so are "cannot"'s
 * halves); every token is a range of `text`. Token numbers run through the whole report.
 *
 * @module
 */
export interface Tokens {
  readonly text: string;
  /** How many tokens. */
  readonly length: number;
  /** Offset of each token's first code unit, and of the one after its last. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Number of the sentence that each token stands in. */
  readonly sentence: Int32Array;
  /** First token of each sentence, and at the end `length`: sentence `s` is `sentences[s]` to `sentences[s + 1]`. */
  readonly sentences: Int32Array;
  /** Number of the block (in `report.blocks`) of each sentence. No sentence crosses a block. */
  readonly block: Int32Array;
  /** The words of each token as written, but for a hyphen that divides one at the end of a line; and in lower case. */
  readonly form: readonly string[];
  readonly lower: readonly string[];
}

/** The token that holds `offset`, or the first one after it (`length` past the end). */
export function tokenAt(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.end[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The words from token `first` up to, not including, token `last`. */
export function textOf(tokens: Tokens, first: number, last: number): string {
  return last > first ? tokens.text.slice(tokens.start[first]!, tokens.end[last - 1]!) : '';
}
