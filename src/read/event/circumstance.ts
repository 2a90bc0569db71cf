/**
 * When and where an event was: the expression nearest to it in the tree of its sentence, or what the narrative goes on with.
 *
 * @module
 */
import { baseRelation } from '../syntax/dependents.ts';
import type { Ground } from './ground.ts';

/** Token on which the rest of the sentence hangs, of an expression given by its offsets. */
export function headOfSpan({ doc }: Ground, at: Int32Array, number: number, first: number): number {
  const { head } = doc.syntax;
  let t = first;
  for (; t < at.length && at[t] === number; t++) if (head[t]! < 0 || at[head[t]!] !== number) return t;
  return t - 1;
}

/** Words to either side of an event beyond which nothing in its sentence is its own: sentences can be of any length. */
const REACH = 200;

/** The part of an event's sentence that is near enough to be looked at: first token, and the one after the last. */
export function near({ doc: { tokens } }: Ground, event: number): [from: number, to: number] {
  const sentence = tokens.sentence[event]!;
  return [
    Math.max(tokens.sentences[sentence]!, event - REACH),
    Math.min(tokens.sentences[sentence + 1]!, event + REACH),
  ];
}

/** Expressions (times or places) that begin in the sentence of an event: number and head token. */
export function inSentence(
  ground: Ground,
  at: Int32Array,
  event: number,
): { number: number; head: number; first: number }[] {
  const found: { number: number; head: number; first: number }[] = [];
  const [from, to] = near(ground, event);
  for (let t = from; t < to; t++) {
    const number = at[t]!;
    if (number < 0 || (t > 0 && at[t - 1] === number)) continue;
    found.push({ number, head: headOfSpan(ground, at, number, t), first: t });
  }
  return found;
}

/** Steps up from a token to the root, itself first. */
export function pathUp(head: Int32Array, token: number): number[] {
  const path = [token];
  for (let at = head[token]!; at >= 0 && path.length < 64; at = head[at]!) path.push(at);
  return path;
}

/** Relations that shut a clause in: what stands inside says nothing of what is outside. */
const WALLS = new Set(['acl', 'acl:relcl', 'advcl', 'ccomp', 'parataxis', 'appos']);

/**
 * How far an expression is from an event in the tree: 0 for its own, more for what is shared; Infinity where it belongs
 * to another clause. `others` are the tokens of the other events of the sentence.
 */
export function distance(
  ground: Ground,
  event: number,
  expression: number,
  others: ReadonlySet<number>,
): number {
  const { head, relation } = ground.doc.syntax;
  const up = pathUp(head, event);
  const down = pathUp(head, expression);
  const place = new Map(up.map((token, steps) => [token, steps]));
  const meet = down.findIndex((token) => place.has(token));
  if (meet < 0) return Number.POSITIVE_INFINITY;
  let far = 0;
  // Down from where they meet to the expression: a wall there encloses it in a clause of its own.
  for (let i = 0; i < meet; i++) {
    const token = down[i]!;
    far += 1;
    if (i > 0 && others.has(token)) far += 4;
    if (
      WALLS.has(relation[token]!) ||
      (baseRelation(relation[token]!) === 'conj' && isPredicateLike(ground, token))
    )
      far += 3;
  }
  // Up from the event: what a governing clause says holds for what it governs, a little less at each step.
  for (let i = 0; i < place.get(down[meet]!)!; i++) {
    const token = up[i]!;
    far += WALLS.has(relation[token]!) ? 1 : 0.5;
    if (i > 0 && others.has(token)) far += 0.5;
  }
  if (down[meet] !== event && others.has(down[meet]!)) far += 0.5;
  return far;
}

const isPredicateLike = ({ doc }: Ground, token: number) => /^VB/.test(doc.syntax.xpos[token]!);
