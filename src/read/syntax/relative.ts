/**
 * Relative clauses: which noun their pronoun stands for.
 *
 * @module
 */
import type { Tree } from './dependents.ts';

const PRONOUNS = new Set(['who', 'whom', 'which', 'that']);
/** How far above a pronoun its clause is sought. */
const FARTHEST = 6;

/** Whether a token is a relative pronoun by its tag and its place in a relative clause. */
export function isRelativePronoun(tree: Tree, token: number): boolean {
  const { tokens, syntax } = tree;
  const tag = syntax.xpos[token];
  return (
    (tag === 'WP' || tag === 'WDT') && PRONOUNS.has(tokens.lower[token]!) && antecedentOf(tree, token) >= 0
  );
}

/** The noun that a relative pronoun stands for ("men" of "the men who fled"), or -1. */
export function antecedentOf({ syntax }: Tree, token: number): number {
  let at = token;
  for (let step = 0; step < FARTHEST && at >= 0; step++) {
    const head = syntax.head[at]!;
    if (syntax.relation[at] === 'acl:relcl') return head < token ? head : -1;
    at = head;
  }
  return -1;
}
