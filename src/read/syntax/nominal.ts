/**
 * Nouns that name an event, with their arguments: "the army's shelling of Homs", "an attack on the base by rebels".
 *
 * @module
 */
import type { Oblique } from './clause.ts';
import { conjunctsOf, dependentsBy, prepositionOf, type Tree } from './dependents.ts';

export interface Nominal {
  readonly noun: number;
  /** "the army's shelling", "its withdrawal". */
  readonly possessors: readonly number[];
  /** "shelling of Homs": who undergoes it, or does it where nothing else says who ("the arrival of troops"). */
  readonly of: readonly number[];
  /** "attack by rebels". */
  readonly by: readonly number[];
  /** The other phrases: "attack on the base", "talks with Iran". */
  readonly modifiers: readonly Oblique[];
  /** "bomb attack", "Israeli raid": nouns and adjectives before it. */
  readonly before: readonly number[];
}

/** A noun with the phrases that depend on it by their prepositions, coordinated ones too. */
export function nominalOf(tree: Tree, noun: number): Nominal {
  const of: number[] = [];
  const by: number[] = [];
  const modifiers: Oblique[] = [];
  for (const m of dependentsBy(tree, noun, 'nmod', 'obl')) {
    if (tree.syntax.relation[m] === 'nmod:poss') continue;
    const preposition = prepositionOf(tree, m);
    const heads = conjunctsOf(tree, m);
    if (preposition === 'of') of.push(...heads);
    else if (preposition === 'by') by.push(...heads);
    else modifiers.push({ preposition, heads });
  }
  return {
    noun,
    possessors: dependentsBy(tree, noun, 'nmod:poss').flatMap((p) => conjunctsOf(tree, p)),
    of,
    by,
    modifiers,
    before: dependentsBy(tree, noun, 'compound', 'amod').filter((c) => c < noun),
  };
}
