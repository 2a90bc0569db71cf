/**
 * The tense of the verb that a time expression stands with, from the tree.
 *
 * @module
 */
import type { Syntax } from '../syntax/types.ts';
import { UPOS } from '../syntax/types.ts';
import type { Tokens } from '../tokens/types.ts';
import type { Tense, Verbs } from './language.ts';

const VERB = UPOS.indexOf('VERB');
const AUX = UPOS.indexOf('AUX');

/** Tense of the nearest verb above token `first` to `last`; null if there is none or it does not say. */
export function tenseAt(tokens: Tokens, syntax: Syntax, verbs: Verbs, first: number, last: number): Tense {
  let at = first;
  // The head of the expression is the token whose own head lies outside.
  for (let k = first; k < last; k++) {
    const head = syntax.head[k]!;
    if (head < first || head >= last) at = k;
  }
  for (let steps = 0; steps < 12; steps++) {
    at = syntax.head[at]!;
    if (at < 0 || at >= tokens.length) return null;
    const upos = syntax.upos[at];
    if (upos !== VERB && upos !== AUX && !hasVerbalChild(syntax, at)) continue;
    const tense = tenseOf(tokens, syntax, verbs, at);
    if (tense) return tense;
  }
  return null;
}

/** Whether an expression hangs on a verb of the past itself ("fell on March 3"), not on a noun or verb below it. */
export function isToldAsPast(syntax: Syntax, first: number, last: number): boolean {
  for (let k = first; k < last; k++) {
    const head = syntax.head[k]!;
    if (head >= 0 && (head < first || head >= last))
      return syntax.upos[head] === VERB && isPast(syntax, head);
  }
  return false;
}

function isPast(syntax: Syntax, verb: number): boolean {
  if (syntax.xpos[verb] === 'VBD') return true;
  if (syntax.xpos[verb] !== 'VBN') return false;
  for (let child = syntax.firstChild[verb]!; child >= 0; child = syntax.nextSibling[child]!)
    if (syntax.relation[child]!.startsWith('aux') && syntax.xpos[child] === 'VBD') return true;
  return false;
}

function hasVerbalChild(syntax: Syntax, at: number): boolean {
  for (let child = syntax.firstChild[at]!; child >= 0; child = syntax.nextSibling[child]!) {
    const relation = syntax.relation[child]!;
    if (relation === 'cop' || relation === 'aux') return true;
  }
  return false;
}

function tenseOf(tokens: Tokens, syntax: Syntax, verbs: Verbs, verb: number): Tense {
  let past = false;
  let present = false;
  let to = false;
  for (let child = syntax.firstChild[verb]!; child >= 0; child = syntax.nextSibling[child]!) {
    const relation = syntax.relation[child]!;
    const word = tokens.lower[child]!;
    if (relation === 'mark' && word === 'to') to = true;
    if (!relation.startsWith('aux') && relation !== 'cop') continue;
    const tag = syntax.xpos[child]!;
    if (tag === 'MD')
      return verbs.future.has(word) ? 'future' : word === 'would' || word === 'could' ? null : 'future';
    if (tag === 'VBD') past = true;
    else if (tag === 'VBZ' || tag === 'VBP') present = true;
  }
  const tag = syntax.xpos[verb]!;
  if (verbs.arranged.has(syntax.lemma[verb]!)) return 'future';
  if (tag === 'VBD' || past) return 'past';
  if (tag === 'VBN') return present ? 'present' : 'past';
  if (tag === 'VB' && to) {
    const above = syntax.head[verb]!;
    if (above >= 0 && (verbs.ahead.has(syntax.lemma[above]!) || verbs.ahead.has(tokens.lower[above]!)))
      return 'future';
    return null;
  }
  if (tag === 'VBZ' || tag === 'VBP' || present) return 'present';
  return null;
}
