/**
 * Takes in the words before an expression that narrow it: "early March", "mid-November 2015", "the end of the year",
 * "later this month", "the beginning of next week"; and those that say how it is meant: "nearly forty years",
 * "more than a week", "a year or so".
 *
 * @module
 */

import { UPOS } from '../../syntax/types.ts';
import type { Refiner } from '../language.ts';
import type { Found } from '../meaning.ts';
import type { Mod } from '../moment.ts';
import { isDash, type Words } from '../words.ts';
import type { Lexicon } from './lexicon.ts';

const ADP = UPOS.indexOf('ADP');

const canStretch = (f: Found) =>
  (f.meaning.kind === 'calendar' || f.meaning.kind === 'shift') &&
  !(f.meaning.kind === 'calendar' && f.meaning.granularity === 'time');

/** "early", "mid-", "late", "the end of", "earlier", "later", "early in". */
export const takeStretch: Refiner = {
  name: 'parts of a granule',
  refine(w, found) {
    const kept: Found[] = [];
    let floor = 0;
    for (const f of found) {
      if (canStretch(f)) {
        const wide = stretchBefore(w, f, floor);
        if (wide) {
          f.first = wide.first;
          f.mod = wide.mod;
          f.doubtful = false;
          while (kept.length > 0 && kept.at(-1)!.last > f.first) kept.pop();
        }
      }
      kept.push(f);
      // A bare plural ("the early hours of Thursday") may be taken in.
      if (!f.doubtful) floor = f.last;
    }
    return kept;
  },
};

function stretchBefore(w: Words, f: Found, floor: number): { first: number; mod: Mod } | null {
  const at = f.first;
  const open = (k: number) => k >= floor && k >= 0 && w.stop[k] === w.stop[at];
  let k = at - 1;
  if (!open(k)) return null;
  // "mid-November", "mid November", "early March", "late in the year", "earlier this month"
  if (isDash(w, k) && open(k - 1) && w.entry[k - 1]!.stretch !== '') k--;
  const near = w.entry[k]!;
  const adverb = /^(?:early|late|mid)$/.test(w.lower[k]!);
  if (near.stretch !== '' && adverb) return { first: withArticle(w, k, floor), mod: near.stretch as Mod };
  if (near.comparative !== '') return isLonger(f) ? { first: k, mod: near.comparative as Mod } : null;
  if (near.role === 'in' && open(k - 1)) {
    const early = w.entry[k - 1]!;
    const word = /^(?:early|late|earlier|later)$/.test(w.lower[k - 1]!);
    return word ? { first: k - 1, mod: (early.stretch || early.comparative) as Mod } : null;
  }
  if (near.role !== 'of' || !open(k - 1)) return null;
  let noun = k - 1;
  // "the first week of May", "the last days of the year"
  const edge = open(noun - 1) ? EDGES.get(w.lower[noun - 1]!) : undefined;
  const { unit } = w.entry[noun]!;
  if (
    edge &&
    (unit === 'day' || unit === 'week' || unit === 'month') &&
    (f.meaning.kind === 'calendar' || w.entry[noun]!.plural)
  )
    return { first: withArticle(w, noun - 1, floor), mod: edge };
  if (/^(?:part|hours|days|weeks|months|years|half)$/.test(w.lower[noun]!) && open(noun - 1)) {
    noun--;
    if (!/^(?:early|late|latter|closing|opening)$/.test(w.lower[noun]!)) return null;
  } else if (!/^(?:beginning|start|end|middle|close|outset|onset|opening)$/.test(w.lower[noun]!)) return null;
  const { stretch } = w.entry[noun]!;
  return stretch === '' ? null : { first: withArticle(w, noun, floor), mod: stretch as Mod };
}

const EDGES = new Map<string, Mod>([
  ['first', 'START'],
  ['opening', 'START'],
  ['last', 'END'],
  ['final', 'END'],
  ['closing', 'END'],
]);

/** "earlier this year", "later that month"; in "Earlier Friday" the adverb stands by itself. */
const isLonger = ({ meaning: m }: Found) =>
  m.kind === 'shift' && (m.unit !== 'day' || m.sign !== 0 || m.from === 'reference') && !m.counted;

const withArticle = (w: Words, k: number, floor: number) =>
  k - 1 >= floor && w.entry[k - 1]!.role === 'the' && w.stop[k - 1] === w.stop[k] ? k - 1 : k;

/** "nearly", "about", "more than", "at least" before; "or so", "or more" after. */
export const takeModifiers = ({ modsBefore, modsAfter }: Lexicon): Refiner => ({
  name: 'how it is meant',
  refine(w, found) {
    for (const [n, f] of found.entries()) {
      const floor = n > 0 ? found[n - 1]!.last : 0;
      const { kind } = f.meaning;
      const counted = kind === 'shift' && f.meaning.sign !== 0 && w.entry[f.first]!.direction === '';
      if (kind !== 'duration' && !counted && kind !== 'calendar') continue;
      const after = f.last < w.length ? modsAfter.at(w, f.last) : null;
      if (after && after.last <= w.stop[f.first]! && kind !== 'calendar') {
        f.last = after.last;
        f.mod = after.value;
        f.doubtful = false;
      }
      const before = modsBefore.before(w, f.first, 3);
      if (!before || before.first < floor || w.stop[before.first] !== w.stop[f.first]) continue;
      // "over the past year", "over three years" as a preposition; "some" and "over" say how much only of a number.
      const article = w.entry[f.first]!.role === 'the' || w.entry[f.first]!.direction !== '';
      if (article || (kind === 'calendar' && before.value !== 'APPROX')) continue;
      // "spent over three years" in the course of them.
      if (w.lower[before.first] === 'over' && w.upos[before.first] === ADP) continue;
      if (kind === 'calendar' && !/^(?:around|about|circa)$/.test(w.lower[before.first]!)) continue;
      f.first = before.first;
      f.mod = before.value;
    }
    return found;
  },
});
