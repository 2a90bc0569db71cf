/**
 * The event-location set (Halterman 2019): sentences, a verb of each, and the places where the verb's event was.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { type Tokens, tokenAt } from '../../src/read/tokens/types.ts';
import type { Range } from '../../src/record/reading.ts';

interface Span {
  start: number;
  end: number;
  token_start: number;
  label: 'VERB' | 'LOCATION';
  text?: string;
}

export interface EventLocation {
  text: string;
  verb: Range;
  /** None where the sentence does not say where it was. */
  places: Range[];
}

export function readEventLocations(path: string): EventLocation[] {
  const items: EventLocation[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (!line.startsWith('{')) continue;
    const { text, spans } = JSON.parse(line) as { text: string; spans: Span[] };
    const verb = spans.find((s) => s.label === 'VERB');
    const places = spans.filter((s) => s.label === 'LOCATION').map((s) => rangeOf(text, s));
    if (verb) items.push({ text, verb, places });
  }
  return items;
}

/**
 * Where a span is. Nearly a fifth of the set's places give the numbers of their tokens in place of offsets; they give
 * their words too, and these are looked for, nearest to that token if they are there more than once.
 */
function rangeOf(text: string, { start, end, token_start, text: words }: Span): Range {
  if (!words?.trim() || text.slice(start, end) === words) return { start, end };
  let found = { start, end };
  let least = Number.POSITIVE_INFINITY;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const far = Math.abs(text.slice(0, at).split(/\s+/).length - 1 - token_start);
    if (far < least) [found, least] = [{ start: at, end: at + words.length }, far];
  }
  return found;
}

/** Numbers of the tokens that ranges of a text take, as they lie in a reading whose white space was put in order. */
export function tokensUnder(tokens: Tokens, text: string, ranges: readonly Range[]): Set<number> {
  const shift = aligned(text, tokens.text);
  const set = new Set<number>();
  for (const { start, end } of ranges)
    for (let t = tokenAt(tokens, shift(start)); t < tokens.length && tokens.start[t]! < shift(end); t++)
      set.add(t);
  return set;
}

/** Offsets of one text in another that differs from it in white space only. */
function aligned(from: string, to: string): (offset: number) => number {
  if (from === to) return (offset) => offset;
  const map = new Int32Array(from.length + 1);
  let j = 0;
  for (let i = 0; i < from.length; i++) {
    if (!/\s/.test(from[i]!)) while (j < to.length && to[j] !== from[i]) j++;
    map[i] = Math.min(j, to.length);
    if (!/\s/.test(from[i]!)) j++;
  }
  map[from.length] = to.length;
  return (offset) => map[offset]!;
}
