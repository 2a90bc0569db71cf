/**
 * Runs the recognisers of a language over the words, left to right, then its refiners.
 *
 * @module
 */
import type { Language } from './language.ts';
import type { Found } from './meaning.ts';
import { NO_ENTRY, type Words } from './words.ts';

const isKnown = (w: Words, i: number) =>
  w.entry[i] !== NO_ENTRY || w.digits[i]! >= 0 || w.lower[i] === "'" || w.lower[i] === '’';

/** Whether nothing can begin at unit `i`: an unknown word, or an article, preposition or the like before one. */
function isIdle(w: Words, i: number): boolean {
  if (!isKnown(w, i)) return true;
  return w.entry[i]!.light && (i + 1 >= w.length || (!isKnown(w, i + 1) && w.lower[i + 1] !== '.'));
}

/** All expressions in order, without overlap. */
export function recognise(w: Words, { recognisers, refiners }: Language): Found[] {
  let all: Found[] = [];
  for (let i = 0; i < w.length; ) {
    if (isIdle(w, i)) {
      i++;
      continue;
    }
    let longest: Found[] | null = null;
    let reach = i;
    for (const recogniser of recognisers) {
      if (!recogniser.begins(w, i)) continue;
      const read = recogniser.read(w, i);
      if (!read) continue;
      const list = Array.isArray(read) ? read : [read];
      const end = list.at(-1)!.last;
      if (end > reach) {
        longest = list;
        reach = end;
      }
    }
    if (longest) all.push(...longest);
    i = Math.max(reach, i + 1);
  }
  for (const refiner of refiners) all = refiner.refine(w, all);
  return all;
}
