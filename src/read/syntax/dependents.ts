/**
 * Steps through a tree: dependents by relation, coordinated phrases, prepositions, whole phrases.
 *
 * @module
 */
import type { Range } from '../../record/reading.ts';
import type { Tokens } from '../tokens/types.ts';
import type { Syntax } from './types.ts';

export interface Tree {
  readonly tokens: Tokens;
  readonly syntax: Syntax;
}

/** The relation without its subtype: "nsubj:pass" is "nsubj". */
export function baseRelation(relation: string): string {
  const colon = relation.indexOf(':');
  return colon < 0 ? relation : relation.slice(0, colon);
}

/** Dependents of a token, left to right. */
export function childrenOf({ syntax }: Tree, token: number): number[] {
  const children: number[] = [];
  for (let c = syntax.firstChild[token]!; c >= 0; c = syntax.nextSibling[c]!) children.push(c);
  return children;
}

/** Dependents of `token` whose relation, with or without its subtype, is among `relations`. */
export function dependentsBy(tree: Tree, token: number, ...relations: string[]): number[] {
  const { relation } = tree.syntax;
  return childrenOf(tree, token).filter(
    (c) => relations.includes(relation[c]!) || relations.includes(baseRelation(relation[c]!)),
  );
}

/** A token and all that are coordinated with it ("tanks, guns and men" from "tanks"), in order. */
export function conjunctsOf(tree: Tree, token: number): number[] {
  const all = [token];
  for (let i = 0; i < all.length; i++) all.push(...dependentsBy(tree, all[i]!, 'conj'));
  return all.sort((a, b) => a - b);
}

/** The first of the phrases that `token` is coordinated with; itself if it is the first. */
export function firstConjunct({ syntax }: Tree, token: number): number {
  let at = token;
  while (baseRelation(syntax.relation[at]!) === 'conj' && syntax.head[at]! >= 0) at = syntax.head[at]!;
  return at;
}

/** Prepositions or the possessive of a phrase in lower case ("in", "because of"), '' if it has none. */
export function prepositionOf(tree: Tree, token: number): string {
  const { lower } = tree.tokens;
  const words: string[] = [];
  for (const c of dependentsBy(tree, token, 'case'))
    words.push(lower[c]!, ...dependentsBy(tree, c, 'fixed').map((f) => lower[f]!));
  return words.join(' ');
}

/** Offsets of the whole phrase of a token. */
export function phraseOf({ tokens, syntax }: Tree, token: number): Range {
  return {
    start: tokens.start[syntax.subtreeStart[token]!]!,
    end: tokens.end[syntax.subtreeEnd[token]! - 1]!,
  };
}
