/**
 * Two texts side by side: which sentences stand in both, which were changed, and which only one of them has.
 *
 * @module
 */
import type { Reading } from '../../../src/record/reading.ts';

/** A stretch of a text. */
export interface Passage {
  start: number;
  end: number;
  text: string;
}

/** Words that both sides have, or that only this one has. */
export interface Part {
  words: string;
  own: boolean;
}

export type AlignedRow =
  | { kind: 'same'; a: Passage; b: Passage }
  | { kind: 'changed'; a: Passage; b: Passage; ofA: Part[]; ofB: Part[] }
  | { kind: 'only-a'; a: Passage }
  | { kind: 'only-b'; b: Passage };

/** What is shown as one: a pair of sentences, or the sentences on either side that have no counterpart in between. */
export type AlignedBlock =
  | Extract<AlignedRow, { kind: 'same' | 'changed' }>
  | { kind: 'apart'; a: Passage[]; b: Passage[] };

/** Puts runs of lone sentences side by side. */
export function blocksOf(rows: readonly AlignedRow[]): AlignedBlock[] {
  const blocks: AlignedBlock[] = [];
  for (const row of rows) {
    if (row.kind === 'same' || row.kind === 'changed') {
      blocks.push(row);
      continue;
    }
    let last = blocks.at(-1);
    if (last?.kind !== 'apart') {
      last = { kind: 'apart', a: [], b: [] };
      blocks.push(last);
    }
    if (row.kind === 'only-a') last.a.push(row.a);
    else last.b.push(row.b);
  }
  return blocks;
}

/** Sentences less alike than this are not put beside each other. */
const LEAST_ALIKE = 0.42;
/** More sentences than this are not aligned: the table would be too large. */
const MOST = 600;

/** The sentences of a reading, without what is not the report's (boilerplate). */
export function passagesOf({ report, sentences }: Pick<Reading, 'report' | 'sentences'>): Passage[] {
  const left = report.blocks.filter(({ kind }) => kind === 'boilerplate');
  return sentences
    .filter(({ start, end }) => !left.some((block) => start < block.end && end > block.start))
    .map(({ start, end }) => ({
      start,
      end,
      text: report.text.slice(start, end).replace(/\s+/g, ' ').trim(),
    }))
    .filter(({ text }) => text !== '');
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Aligns in the order of both texts, so that the sentences put together are as much alike as can be (Needleman and
 * Wunsch 1970, with Dice's coefficient of the words as likeness and no cost for gaps).
 */
export function align(a: readonly Passage[], b: readonly Passage[]): AlignedRow[] {
  const [left, right] = [a.slice(0, MOST), b.slice(0, MOST)];
  const [wordsA, wordsB] = [left, right].map((side) => side.map(({ text }) => wordsOf(text)));
  const setsB = wordsB!.map((words) => new Set(words));
  const columns = right.length + 1;
  const likeness = new Float32Array(left.length * right.length);
  const best = new Float32Array((left.length + 1) * columns);
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--) {
      const like = dice(wordsA![i]!, setsB[j]!, wordsB![j]!.length);
      likeness[i * right.length + j] = like;
      const together = like >= LEAST_ALIKE ? like + best[(i + 1) * columns + j + 1]! : 0;
      best[i * columns + j] = Math.max(together, best[(i + 1) * columns + j]!, best[i * columns + j + 1]!);
    }
  const rows: AlignedRow[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const like = likeness[i * right.length + j]!;
    const here = best[i * columns + j]!;
    if (like >= LEAST_ALIKE && here === Math.fround(like + best[(i + 1) * columns + j + 1]!)) {
      rows.push(together(left[i++]!, right[j++]!));
    } else if (here === best[(i + 1) * columns + j]!) rows.push({ kind: 'only-a', a: left[i++]! });
    else rows.push({ kind: 'only-b', b: right[j++]! });
  }
  for (const rest of a.slice(i)) rows.push({ kind: 'only-a', a: rest });
  for (const rest of b.slice(j)) rows.push({ kind: 'only-b', b: rest });
  return rows;
}

/** Words that stand in every sentence, and say little about what it tells. */
const COMMON = new Set(
  'a an and are as at be been but by for from had has have he her his in is it its not of on or said she that the their they this to was were which who will with would'.split(
    ' ',
  ),
);
const weightOf = (word: string) => (COMMON.has(word) ? 0.15 : 1);

function dice(a: readonly string[], b: ReadonlySet<string>, lengthB: number): number {
  if (!a.length || !lengthB) return 0;
  const seen = new Set<string>();
  let shared = 0;
  for (const word of a)
    if (!seen.has(word)) {
      seen.add(word);
      if (b.has(word)) shared += weightOf(word);
    }
  const weigh = (words: Iterable<string>) => {
    let sum = 0;
    for (const word of words) sum += weightOf(word);
    return sum;
  };
  return (2 * shared) / (weigh(seen) + weigh(b));
}

function together(a: Passage, b: Passage): AlignedRow {
  const [wordsA, wordsB] = [a.text.split(' '), b.text.split(' ')];
  const plain = (word: string) =>
    word.toLowerCase().replace(/^\P{L}+(?=\p{L})|(?<=[\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, '');
  const shared = common(wordsA.map(plain), wordsB.map(plain));
  if (shared.length === wordsA.length && shared.length === wordsB.length) return { kind: 'same', a, b };
  return {
    kind: 'changed',
    a,
    b,
    ofA: partsOf(wordsA, new Set(shared.map(([i]) => i))),
    ofB: partsOf(wordsB, new Set(shared.map(([, j]) => j))),
  };
}

/** Places of the longest common subsequence. */
function common(a: readonly string[], b: readonly string[]): [number, number][] {
  const columns = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * columns);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * columns + j] =
        a[i] === b[j]
          ? longest[(i + 1) * columns + j + 1]! + 1
          : Math.max(longest[(i + 1) * columns + j]!, longest[i * columns + j + 1]!);
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (longest[(i + 1) * columns + j]! >= longest[i * columns + j + 1]!) i++;
    else j++;
  }
  return pairs;
}

/** Runs of words that are shared, or not. */
function partsOf(words: readonly string[], shared: ReadonlySet<number>): Part[] {
  const parts: Part[] = [];
  for (const [i, word] of words.entries()) {
    const own = !shared.has(i);
    const last = parts.at(-1);
    if (last && last.own === own) last.words += ` ${word}`;
    else parts.push({ words: word, own });
  }
  return parts;
}
