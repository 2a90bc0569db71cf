/**
 * The features of one token, as rows of the weight table: what a linear model of names looks at
 * (word, affixes, capitals, clusters and lists of the word and its neighbours, as in Ratinov and Roth 2009).
 *
 * @module
 */
import type { Sight } from './sight.ts';

/**
 * Each feature: up to three values that are seen together. "word-1" is the word before; "begin" and "end" are the ends of
 * the run of capitalised words that the word is part of, "before" and "after" what stands around that run, "within" where
 * in it the word is. The number of a feature is part of its hash: their order belongs to the weights.
 */
const LIST = [
  'word',
  'word shape',
  'word-1 word',
  'word word+1',
  'prefix3 shape',
  'suffix3 shape',
  'suffix4 shape',
  'prefix2',
  'suffix2 shape',
  // Up to here the word itself.
  'word-1',
  'word-1 shape',
  'word+1',
  'word+1 shape',
  'word-2',
  'word+2',
  'word-2 word-1',
  'word+1 word+2',
  'suffix3-1',
  'suffix3+1',
  'shape first sentenceCase',
  'pattern first',
  'shape-1 shape',
  'shape shape+1',
  'shape-1 shape shape+1',
  'shape-2 shape-1 shape',
  'shape shape+1 shape+2',
  'pattern-1 pattern',
  'pattern pattern+1',
  'coarse shape',
  'fine shape',
  'fine',
  'coarse-1 coarse',
  'coarse coarse+1',
  'fine-1',
  'fine+1',
  'fine-2',
  'fine+2',
  'fine-1 shape',
  'fine+1 shape',
  'coarse-1 shape coarse+1',
  'coarse+1 coarse+2 shape',
  'coarse-2 coarse-1 shape',
  'list shape',
  'list list-1',
  'list list+1',
  'list-1 shape',
  'list+1 shape',
  'kind shape',
  'kind kind-1 shape',
  'kind kind+1 shape+1',
  'kind-1 shape',
  'kind+1 shape shape+1',
  'elsewhere shape first',
  'elsewhere shape sentenceCase',
  'coarse list shape',
  'kind-2 kind-1 shape',
  'place shape first',
  'place place-1 place+1',
  'place word-1',
  'place kind kind-1',
  'endWord within',
  'beginWord within',
  'endFine within',
  'endKind within length',
  'beforeWord within',
  'afterWord within',
  'afterCoarse beforeCoarse within',
];

export const FEATURES = LIST.length;
/** Features up to this one name the word itself: training hides them now and then, so that the rest learns too. */
export const WORD_FEATURES = 9;

/** Columns that are looked at two words back and two ahead too; `SPAN` values each, from -2 to +2. */
const COLUMNS = ['word', 'shape', 'pattern', 'suffix3', 'coarse', 'fine', 'list', 'kind', 'place'];
const SPAN = 5;
const OWN = COLUMNS.length * SPAN;
const OWN_VALUES = ['', 'prefix2', 'prefix3', 'suffix2', 'suffix4', 'elsewhere', 'sentenceCase', 'first'];
const RUN = OWN + OWN_VALUES.length;
const RUN_VALUES = ['within', 'length', 'beginWord', 'endWord', 'endFine', 'endKind', 'beforeWord'].concat(
  'afterWord',
  'beforeCoarse',
  'afterCoarse',
);

/** Where in the list of values the one of this name stands; `''` is always 0. */
function placeOf(name: string): number {
  const own = OWN_VALUES.indexOf(name);
  if (own >= 0) return OWN + own;
  const run = RUN_VALUES.indexOf(name);
  if (run >= 0) return RUN + run;
  const [column = '', offset = '0'] = name.split(/(?=[-+])/);
  return COLUMNS.indexOf(column) * SPAN + Number(offset) + 2;
}

function mix(a: number, b: number): number {
  let h = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
  h ^= h >>> 13;
  return Math.imul(h, 0xc2b2ae35) ^ (h >>> 16);
}

/** What stands for a value beyond the beginning and the end of the sentence. */
const BEFORE = 7919;
const AFTER = 104729;

/** Writes the rows of token `i` of the sentence `from` to `to` into `out`, which has room for `FEATURES`. */
export type Features = (s: Sight, from: number, to: number, i: number, out: Int32Array) => void;

/** Makes the features for a table of `mask + 1` rows. */
export function createFeatures(mask: number): Features {
  const values = new Int32Array(RUN + RUN_VALUES.length);
  const places = Uint8Array.from(
    LIST.flatMap((feature) => {
      const [a = '', b = '', c = ''] = feature.split(' ');
      return [placeOf(a), placeOf(b), placeOf(c)];
    }),
  );

  /** The columns at `j`, at their places for the word that stands `o - 2` words away. */
  function seeWord(s: Sight, j: number, o: number) {
    values[o] = s.word[j]!;
    values[SPAN + o] = s.shape[j]!;
    values[2 * SPAN + o] = s.pattern[j]!;
    values[3 * SPAN + o] = s.suffix3[j]!;
    values[4 * SPAN + o] = s.coarse[j]!;
    values[5 * SPAN + o] = s.fine[j]!;
    values[6 * SPAN + o] = s.list[j]!;
    values[7 * SPAN + o] = s.kind[j]!;
    values[8 * SPAN + o] = s.place[j]!;
  }

  function seeRun(s: Sight, from: number, to: number, i: number) {
    const [begin, end] = [s.runFirst[i]!, s.runLast[i]!];
    if (begin < 0) {
      values.fill(0, RUN);
      values[RUN + 8] = BEFORE;
      return;
    }
    values[RUN] = 1 + (i === begin ? 1 : 0) + (i === end ? 2 : 0);
    values[RUN + 1] = Math.min(end - begin, 5);
    values[RUN + 2] = s.word[begin]!;
    values[RUN + 3] = s.word[end]!;
    values[RUN + 4] = s.fine[end]!;
    values[RUN + 5] = s.kind[end]!;
    values[RUN + 6] = begin > from ? s.word[begin - 1]! : BEFORE;
    values[RUN + 7] = end + 1 < to ? s.word[end + 1]! : AFTER;
    values[RUN + 8] = begin > from ? s.coarse[begin - 1]! : BEFORE;
    values[RUN + 9] = end + 1 < to ? s.coarse[end + 1]! : AFTER;
  }

  return (s, from, to, i, out) => {
    for (let o = 0; o < SPAN; o++) {
      const j = i + o - 2;
      if (j >= from && j < to) seeWord(s, j, o);
      else for (let c = o; c < OWN; c += SPAN) values[c] = j < from ? BEFORE : AFTER;
    }
    values[OWN + 1] = s.prefix2[i]!;
    values[OWN + 2] = s.prefix3[i]!;
    values[OWN + 3] = s.suffix2[i]!;
    values[OWN + 4] = s.suffix4[i]!;
    values[OWN + 5] = s.elsewhere[i]!;
    values[OWN + 6] = s.sentenceCase[i]!;
    values[OWN + 7] = i === from ? 1 : 0;
    seeRun(s, from, to, i);
    for (let k = 0, p = 0; k < FEATURES; k++, p += 3) {
      const one = mix(k + 1, values[places[p]!]!);
      out[k] = mix(mix(one, values[places[p + 1]!]!), values[places[p + 2]!]!) & mask;
    }
  };
}
