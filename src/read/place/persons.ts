/**
 * Surnames that a report has given with a title or a given name: alone, later, they are persons still.
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';
import { type Clues, isTitle } from './clues.ts';
import { CASE, type Surroundings } from './surroundings.ts';

/** Last words of all persons' names in the report, lower case. */
export function surnamesOf(tokens: Tokens, around: Surroundings, clues: Clues): Set<string> {
  const surnames = new Set<string>();
  for (const { type, first, last, score } of around.spans)
    if (type === 'person' && score > 0.5)
      for (let i = Math.max(first, last - 2); i < last; i++)
        if (i > first || last - first === 1) surnames.add(tokens.lower[i]!);
  for (let i = 0; i + 1 < tokens.length; i++) {
    if (!around.capital[i] || !around.capital[i + 1]) continue;
    const word = tokens.lower[i]!;
    const given = clues.givenNames.has(word);
    if (!given && !isTitle(clues, word)) continue;
    // "Jordan River", "San Jose, Calif.": a given name inside a longer place name makes no person.
    let end = i + 1;
    while (end < tokens.length && end - i < 6 && isNamePart(tokens, around, end)) end++;
    const tail = tokens.lower[end - 1]!;
    if (end - i < 2 || end - i > 4 || clues.endings.has(tail) || clues.institutions.has(tail)) continue;
    if (around.sentenceCase[tokens.sentence[i]!] === CASE.prose) surnames.add(tail);
  }
  return surnames;
}

function isNamePart(tokens: Tokens, { capital }: Surroundings, i: number): boolean {
  if (tokens.start[i]! - tokens.end[i - 1]! > 1) return false;
  const form = tokens.form[i]!;
  return capital[i] === 1 || form === '-' || form === 'bin' || form === 'de' || form === '.';
}
