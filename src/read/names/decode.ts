/**
 * The best labels of a sentence, and the names that they make.
 *
 * @module
 */

import type { Recognised } from './merge.ts';
import { LABELS, mayEnd, mayFollow, TYPES } from './model.ts';

const ALL = Array.from({ length: LABELS }, (_, label) => label);
/** For each label those that it may follow, one list after another, and where each list begins. */
const EARLIER = ALL.map((y) => ALL.filter((x) => mayFollow(x, y)));
const BEFORE = Uint8Array.from(EARLIER.flat());
const BEGINS = Uint8Array.from([...ALL, LABELS], (y) => EARLIER.slice(0, y).flat().length);
const MAY_BEGIN = Uint8Array.from(ALL, (y) => (mayFollow(LABELS, y) ? 1 : 0));

/** Viterbi: the best allowed labels of `n` tokens from their scores (n × `LABELS`) and the moves between labels. */
export function bestLabels(
  scores: Float32Array,
  n: number,
  moves: Float32Array,
  back: Uint8Array,
  out: Uint8Array,
): void {
  let before = new Float64Array(LABELS);
  let now = new Float64Array(LABELS);
  for (let y = 0; y < LABELS; y++)
    before[y] = MAY_BEGIN[y] ? scores[y]! + moves[LABELS * LABELS + y]! : -Infinity;
  for (let i = 1; i < n; i++) {
    for (let y = 0; y < LABELS; y++) {
      let best = -Infinity;
      let from = 0;
      for (let k = BEGINS[y]!; k < BEGINS[y + 1]!; k++) {
        const x = BEFORE[k]!;
        const score = before[x]! + moves[x * LABELS + y]!;
        if (score > best) {
          best = score;
          from = x;
        }
      }
      now[y] = best + scores[i * LABELS + y]!;
      back[i * LABELS + y] = from;
    }
    [before, now] = [now, before];
  }
  let last = 0;
  let best = -Infinity;
  for (let y = 0; y < LABELS; y++)
    if (mayEnd(y) && before[y]! > best) {
      best = before[y]!;
      last = y;
    }
  for (let i = n - 1; i >= 0; i--) {
    out[i] = last;
    last = back[i * LABELS + last]!;
  }
}

/** The names that labels make, with a score from 0 to 1: how far the labels are above being outside a name. */
export function namesOf(labels: Uint8Array, scores: Float32Array, n: number, offset: number): Recognised[] {
  const names: Recognised[] = [];
  for (let i = 0; i < n; ) {
    const label = labels[i]!;
    if (label === 0) {
      i++;
      continue;
    }
    let last = i;
    while (last + 1 < n && !mayEnd(labels[last]!)) last++;
    let margin = 0;
    for (let t = i; t <= last; t++) margin += scores[t * LABELS + labels[t]!]! - scores[t * LABELS]!;
    margin /= last + 1 - i;
    names.push({
      first: offset + i,
      last: offset + last + 1,
      type: TYPES[(label - 1) >> 2]!,
      score: 1 / (1 + Math.exp(-margin)),
    });
    i = last + 1;
  }
  return names;
}
