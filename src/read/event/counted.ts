/**
 * The counts of an event: those that stand with its arguments, and what they measure.
 *
 * @module
 */
import { childrenOf } from '../syntax/dependents.ts';
import type { Ground } from './ground.ts';
import type { Filler } from './roles.ts';
import type { Match } from './trigger.ts';

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
  for (const { token } of fillers) take(token);
  take(match.predicate.token);
  for (const { slot } of match.sense.counts)
    for (const arg of match.predicate.args) if (arg.slot === slot) take(arg.token);
  return [...numbers].sort((a, b) => a - b).map((number) => doc.quantities[number]!.id);
}
