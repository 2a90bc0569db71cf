/**
 * Finds the words that name events: the senses of a word, tried from the most specific, in its sentence and its tree.
 *
 * @module
 */
import { isPredicate } from '../syntax/clause.ts';
import { childrenOf, dependentsBy, firstConjunct, prepositionOf } from '../syntax/dependents.ts';
import { nounAt, type Predicate, verbAt } from './arguments.ts';
import { type Ground, inClass, isNoun, isVerb } from './ground.ts';
import type { Condition } from './language.ts';
import type { Sense } from './lexicon.ts';
import { isNumber } from './whole.ts';

/** A word, or several, in a sense that holds here. */
export interface Match {
  readonly sense: Sense;
  readonly predicate: Predicate;
  /** Tokens of all its words, in order. */
  readonly words: readonly number[];
}

/** A sense that was tried and did not hold, and why: for `explain`. */
export interface Rejected {
  readonly token: number;
  readonly sense: Sense;
  readonly why: string;
}

/** Every match of a report, left to right, one a token; words that only look like events are taken and left out. */
export function findMatches(ground: Ground, rejected?: Rejected[]): Match[] {
  const { tokens, syntax } = ground.doc;
  const taken = new Uint8Array(tokens.length);
  const found: Match[] = [];
  for (let t = 0; t < tokens.length; t++) {
    // "In March": a time is no event.
    if (ground.timeAt[t]! >= 0) continue;
    if (isInName(ground, t)) continue;
    const senses =
      ground.lexicon.senses.get(syntax.lemma[t]!.toLowerCase()) ??
      ground.lexicon.senses.get(tokens.lower[t]!);
    if (!senses) continue;
    const match = senseAt(ground, t, senses, rejected);
    if (match && !isLabel(ground, match)) found.push(match);
  }
  // Longer ones first take their words: "staged a sit-in" leaves no second sit-in.
  found.sort((a, b) => b.words.length - a.words.length);
  const kept: Match[] = [];
  for (const match of found) {
    if (match.words.some((w) => taken[w])) continue;
    for (const w of match.words) taken[w] = 1;
    if (match.sense.type) kept.push(match);
  }
  return kept.sort((a, b) => a.predicate.token - b.predicate.token);
}

/** "A suspected leader", "the accused man": what somebody is called, no accusation. */
const isLabel = ({ doc }: Ground, { sense, predicate }: Match) =>
  sense.type === 'ACCUSE' && sense.pos === 'v' && doc.syntax.relation[predicate.token] === 'amod';

/** Part of what a body or office is called: "the search and rescue agency", "the Peace Talks Secretariat", "aid workers". */
function isInName(ground: Ground, token: number): boolean {
  const { doc } = ground;
  const { syntax } = doc;
  if (!isNoun(ground, token)) return false;
  // "the March 23 Movement"
  if (doc.tokens.form[token] === 'March' && syntax.xpos[token + 1] === 'CD') return true;
  let at = token;
  while (/^(?:compound|conj|amod)$/.test(syntax.relation[at]!) && syntax.head[at]! > at)
    at = syntax.head[at]!;
  // "search and rescue | agency": a conjunct stands behind what it is tied to.
  const first = firstConjunct(doc, at);
  if (first !== at && syntax.relation[first] === 'compound' && syntax.head[first]! > at)
    at = syntax.head[first]!;
  return at !== token && inClass(ground, at, 'body');
}

function senseAt(
  ground: Ground,
  token: number,
  senses: readonly Sense[],
  rejected?: Rejected[],
): Match | null {
  let asVerb: Predicate | null = null;
  let asNoun: Predicate | null = null;
  for (const sense of senses) {
    if (!posFits(ground, token, sense.pos)) continue;
    const words = wordsOf(ground, token, sense);
    if (!words) continue;
    if (sense.pos === 'v') asVerb ??= verbAt(ground, token);
    else asNoun ??= nounAt(ground, token);
    // "is willing to talk": what is said of a subject has the arguments of a verb.
    if (sense.pos === 'a' && isPredicate(ground.doc, token)) asVerb ??= verbAt(ground, token);
    const predicate = (sense.pos === 'v' || (sense.pos === 'a' && asVerb) ? asVerb : asNoun)!;
    const failed = sense.when.find((condition) => !holds(ground, predicate, words, condition));
    if (!failed) return { sense, predicate, words };
    rejected?.push({ token, sense, why: `needs ${describe(failed)}` });
  }
  return null;
}

function posFits(ground: Ground, token: number, pos: Sense['pos']): boolean {
  if (pos === 'a') return true;
  const { syntax } = ground.doc;
  if (pos === 'v') return isVerb(ground, token) && syntax.relation[token] !== 'compound';
  if (isNoun(ground, token)) return true;
  // "their offensive": an adjective or participle in a noun's place.
  return isNominal(ground, token) && (syntax.xpos[token] === 'VBG' || NOMINAL.has(syntax.relation[token]!));
}

const NOMINAL = new Set([
  'nsubj',
  'nsubj:pass',
  'obj',
  'obl',
  'nmod',
  'root',
  'conj',
  'nmod:unmarked',
  'obl:unmarked',
]);

/** A verb form used as a noun: "the shelling of the town". */
function isNominal({ doc }: Ground, token: number): boolean {
  return childrenOf(doc, token).some((c) =>
    ['det', 'amod', 'compound', 'nmod:poss', 'nmod'].includes(doc.syntax.relation[c]!),
  );
}

/** Tokens of the words of a sense around its head, or null if one is not there. */
function wordsOf(ground: Ground, token: number, sense: Sense): number[] | null {
  const { words, head } = sense;
  if (words.length === 1) return [token];
  // Nearly always one of them is nowhere in the sentence.
  const near = ground.near(ground.doc.tokens.sentence[token]!);
  if (!words.every((word, w) => w === head || near.has(word))) return null;
  return sense.pos === 'v' ? aroundVerb(ground, token, words, head) : inARow(ground, token, words, head);
}

const ARTICLES = new Set(['the', 'a', 'an', 'its', 'his', 'their', 'her']);

function isWord({ doc }: Ground, token: number, word: string): boolean {
  return doc.tokens.lower[token] === word || doc.syntax.lemma[token]!.toLowerCase() === word;
}

/** The words of a noun or idiom one after the other, articles passed over. */
function inARow(ground: Ground, token: number, words: readonly string[], head: number): number[] | null {
  const found = [token];
  const { tokens } = ground.doc;
  const sentence = tokens.sentence[token]!;
  for (let w = head - 1, t = token - 1; w >= 0; w--, t--) {
    while (t >= 0 && ARTICLES.has(tokens.lower[t]!) && !isWord(ground, t, words[w]!)) t--;
    if (t < 0 || tokens.sentence[t] !== sentence || !isWord(ground, t, words[w]!)) return null;
    found.unshift(t);
  }
  for (let w = head + 1, t = token + 1; w < words.length; w++, t++) {
    while (t < tokens.length && ARTICLES.has(tokens.lower[t]!) && !isWord(ground, t, words[w]!)) t++;
    if (t >= tokens.length || tokens.sentence[t] !== sentence || !isWord(ground, t, words[w]!)) return null;
    found.push(t);
  }
  return found;
}

/** "Started delivering strikes" is no "start strike": what is in a clause of its own belongs to the verb of that clause. */
const OWN_CLAUSE = new Set(['xcomp', 'ccomp', 'advcl', 'conj', 'parataxis', 'acl', 'acl:relcl']);

/** The words of a verb idiom: each a dependent of the verb or of a word already found, or next to it. */
function aroundVerb(ground: Ground, token: number, words: readonly string[], head: number): number[] | null {
  const { doc } = ground;
  const found = [token];
  for (let w = 0; w < words.length; w++) {
    if (w === head) continue;
    const word = words[w]!;
    let at = -1;
    for (const from of found) {
      for (const c of childrenOf(doc, from)) {
        // "marched on Saturday" is no "march on".
        if (found.includes(c) || ground.timeAt[c]! >= 0) continue;
        // "The forces withdrew" is no "withdraw forces".
        if (w > head && doc.syntax.relation[c] === 'nsubj') continue;
        if (isWord(ground, c, word)) at = c;
        else if (at < 0 && !OWN_CLAUSE.has(doc.syntax.relation[c]!))
          at = childrenOf(doc, c).find((g) => isWord(ground, g, word) && !found.includes(g)) ?? -1;
        if (at >= 0) break;
      }
      if (at >= 0) break;
    }
    const next = found[found.length - 1]! + 1;
    if (at < 0)
      for (let t = next; t < Math.min(next + 2, doc.tokens.length) && at < 0; t++)
        if (isWord(ground, t, word) && doc.tokens.sentence[t] === doc.tokens.sentence[token]) at = t;
    if (at < 0) return null;
    found.push(at);
  }
  return found.sort((a, b) => a - b);
}

function holds(
  ground: Ground,
  predicate: Predicate,
  words: readonly number[],
  condition: Condition,
): boolean {
  return condition.not !== isThere(ground, predicate, words, condition);
}

function isThere(
  ground: Ground,
  predicate: Predicate,
  words: readonly number[],
  condition: Condition,
): boolean {
  const anything = condition.words.size === 0 && condition.classes.length === 0;
  const fits = (token: number): boolean =>
    anything ||
    partOf(ground, token).some(fits) ||
    condition.words.has(ground.doc.syntax.lemma[token]!.toLowerCase()) ||
    condition.words.has(ground.doc.tokens.lower[token]!) ||
    condition.classes.some((name) => inClass(ground, token, name));
  for (const slot of condition.slots) {
    if (slot === 'near') {
      if (isNear(ground, predicate.token, condition)) return true;
    } else if (slot === 'self') {
      if (words.some(fits)) return true;
    } else if (slot === 'inf') {
      if (predicate.args.some((a) => a.slot === 'comp' && isInfinitive(ground, a.token) && fits(a.token)))
        return true;
    } else if (slot === 'adv') {
      if (
        childrenOf(ground.doc, predicate.token).some(
          (c) => ground.doc.syntax.relation[c] === 'advmod' && fits(c),
        )
      )
        return true;
    } else {
      if (predicate.args.some((a) => a.slot === slot && fits(a.token))) return true;
      if (predicate.carrier?.args.some((a) => a.slot === slot && slot !== 'obj' && fits(a.token)))
        return true;
    }
  }
  return false;
}

const isInfinitive = ({ doc }: Ground, token: number) =>
  doc.syntax.xpos[token] === 'VB' &&
  dependentsBy(doc, token, 'mark').some((m) => doc.tokens.lower[m] === 'to');

/** What a word of number or part stands for: "some of its troops", "a group of soldiers". */
function partOf(ground: Ground, token: number): number[] {
  const { doc } = ground;
  if (!inClass(ground, token, 'part') && !isNumber(ground, token)) return [];
  return dependentsBy(doc, token, 'nmod').filter((c) => prepositionOf(doc, c) === 'of');
}

function isNear(ground: Ground, token: number, condition: Condition): boolean {
  const near = ground.near(ground.doc.tokens.sentence[token]!);
  const self = ground.doc.syntax.lemma[token]!.toLowerCase();
  const some = (set: ReadonlySet<string>, weak?: ReadonlySet<string>) => {
    let hits = 0;
    const hit = (word: string) => {
      if (word !== self) hits += weak?.has(word) ? 1 : 2;
      return hits >= 2;
    };
    // The smaller set is walked.
    if (set.size < near.size) {
      for (const word of set) if (near.has(word) && hit(word)) return true;
    } else for (const word of near) if (set.has(word) && hit(word)) return true;
    return false;
  };
  return (
    some(condition.words) ||
    condition.classes.some((name) => {
      const known = ground.lexicon.classes.get(name)!;
      return some(known.words, known.weak);
    })
  );
}

/** A condition in words: "no sport word in the sentence", "an object such as blockade". */
export function describe(condition: Condition): string {
  const some = [...condition.words].slice(0, 3).concat(condition.classes.map((name) => `@${name}`));
  const what = some.length > 0 ? some.join(', ') : 'anything';
  return `${condition.not ? 'no ' : ''}${condition.slots.join(' or ')}: ${what}`;
}
