/**
 * Sentences parsed for tests, and views of them in words.
 *
 * @module
 */
import { loadResources } from '../../src/engine/resources.ts';
import { type Clause, clauseOf } from '../../src/read/syntax/clause.ts';
import type { Tree } from '../../src/read/syntax/dependents.ts';
import { createParser } from '../../src/read/syntax/syntax.ts';
import { createTokenizer } from '../../src/read/tokens/tokens.ts';

const { knowledge, models } = loadResources();
const tokenize = createTokenizer(knowledge);
const parse = createParser(knowledge, models);

export function parsed(text: string): Tree {
  const report = {
    id: '',
    text,
    language: 'en',
    title: null,
    deck: null,
    byline: null,
    publisher: null,
    url: null,
    dateline: null,
    published: null,
    blocks: [{ start: 0, end: text.length, kind: 'paragraph' as const }],
  };
  const tokens = tokenize({ report });
  return { tokens, syntax: parse({ tokens }) };
}

/** The number of a word that stands once in the sentence. */
export const numberOf = (tree: Tree, word: string) => tree.tokens.form.indexOf(word);

export const wordsOf = (tree: Tree, tokens: readonly number[]) => tokens.map((i) => tree.tokens.form[i]!);

/** The clause of a verb, its phrases as words. */
export function clauseIn(text: string, verb: string) {
  const tree = parsed(text);
  const clause: Clause = clauseOf(tree, numberOf(tree, verb));
  return {
    ...clause,
    subjects: wordsOf(tree, clause.subjects),
    agents: wordsOf(tree, clause.agents),
    objects: wordsOf(tree, clause.objects),
    indirectObjects: wordsOf(tree, clause.indirectObjects),
    obliques: clause.obliques.map(({ preposition, heads }) =>
      `${preposition} ${wordsOf(tree, heads).join('+')}`.trim(),
    ),
    complement: clause.complement && { ...clause.complement, head: tree.tokens.form[clause.complement.head] },
  };
}
