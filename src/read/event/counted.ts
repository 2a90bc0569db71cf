/**
 * The counts of an event: those that stand with its arguments, and what they measure.
 *
 * @module
 */
import { childrenOf } from '../syntax/dependents.ts';
import type { Ground } from './ground.ts';
import type { Filler } from './roles.ts';
import type { Match } from './trigger.ts';
import { countedFrom } from './whole.ts';

/** Ids of the quantities that belong to an event, in the order of the text. */
export function countsOf(ground: Ground, match: Match, fillers: readonly Filler[]): string[] {
  const { doc, quantityAt } = ground;
  const numbers = new Set<number>();
  const take = (token: number) => {
    if (quantityAt[token]! >= 0) numbers.add(quantityAt[token]!);
    for (const c of childrenOf(doc, token)) {
      const relation = doc.syntax.relation[c]!;
      if (
        quantityAt[c]! >= 0 &&
        (relation === 'nummod' ||
          relation === 'amod' ||
          relation === 'det' ||
          relation.startsWith('nmod') ||
          relation === 'advmod')
      )
        numbers.add(quantityAt[c]!);
    }
  };
  for (const { token } of fillers) {
    take(token);
    const number = countedFrom(ground, token);
    if (number >= 0) take(number);
  }
  const { token: word, clause } = match.predicate;
  take(word);
  // A bare number right behind a verb is its object, wherever the parser hung it: "wounding | more than 60".
  const behind = quantityAt[word + 1] ?? -1;
  if (clause && behind >= 0 && match.sense.counts.some(({ slot }) => slot === 'obj')) numbers.add(behind);
  for (const { slot } of match.sense.counts) {
    let found = false;
    for (const arg of match.predicate.args)
      if (arg.slot === slot) {
        take(arg.token);
        found = true;
      }
    if (!found) takeBehind(ground, match.predicate.token, slot, numbers);
  }
  return [...numbers].sort((a, b) => a - b).map((number) => doc.quantities[number]!.id);
}

/** A number behind its preposition further on in the sentence: "raised the number of … to 69". */
function takeBehind({ doc, quantityAt }: Ground, from: number, slot: string, numbers: Set<number>): void {
  const { tokens } = doc;
  const end = tokens.sentences[tokens.sentence[from]! + 1]!;
  for (let t = from + 1; t + 1 < end; t++)
    if (tokens.lower[t] === slot && quantityAt[t + 1]! >= 0) {
      numbers.add(quantityAt[t + 1]!);
      return;
    }
}
