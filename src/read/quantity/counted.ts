/**
 * What a number counts: its noun, by the tree where the tree says so, by the order of words where it does not.
 *
 * @module
 */
import type { Parsed } from '../layers.ts';
import { UPOS } from '../syntax/types.ts';

const NOUN = UPOS.indexOf('NOUN');
const PROPN = UPOS.indexOf('PROPN');
const ADJ = UPOS.indexOf('ADJ');
const NUM = UPOS.indexOf('NUM');
const DET = UPOS.indexOf('DET');
const PRON = UPOS.indexOf('PRON');
const ADV = UPOS.indexOf('ADV');
const CCONJ = UPOS.indexOf('CCONJ');

/** Words between a number and its noun that are no part of the noun phrase's end. */
const LONGEST_PHRASE = 7;

/** What a number counts. */
export interface Counted {
  /** Token of the head noun, or -1 if the noun is left out. */
  noun: number;
  /** True if the noun stands behind "of": "thousands of sorties", "five of the soldiers". */
  of: boolean;
}

const isNominal = (upos: number) => upos === NOUN || upos === PROPN;

/** The last noun of the run of adjectives and nouns that begins at token `t`, or -1. */
function endOfPhrase({ tokens, syntax }: Parsed, t: number): number {
  const { upos, xpos } = syntax;
  const limit = Math.min(t + LONGEST_PHRASE, tokens.length);
  let noun = -1;
  for (let i = t; i < limit && tokens.sentence[i] === tokens.sentence[t]; i++) {
    const tag = upos[i]!;
    if (isNominal(tag)) {
      noun = i;
      // A plural noun ends what is counted, unless another plural follows: "troops families" is rare.
      if (xpos[i] === 'NNS') break;
    } else if (noun >= 0 && xpos[i] === 'POS') {
      // "one of the mayor's guards": the possessor is not what is counted.
      noun = -1;
    } else if (noun >= 0 && tag !== NUM) {
      // "air-to-air missiles", "missile-carrying ships": a hyphen may part two halves of a modifier.
      if (tokens.form[i] !== '-') break;
    } else if (
      !(tag === ADJ || tag === NUM || tag === ADV || tokens.form[i] === '-' || isParticiple(xpos[i]!))
    )
      break;
  }
  return noun;
}

const isParticiple = (tag: string) => tag === 'VBN' || tag === 'VBG';

/** What the number in tokens `first` to `last` (inclusive) counts. */
export function countedBy(doc: Parsed, first: number, last: number): Counted {
  const { tokens, syntax } = doc;
  const { head, relation, upos } = syntax;
  // "a 50-member delegation" counts members: the word behind the hyphen, whatever the tree says.
  const joined = tokens.form[last + 1] === '-' && tokens.end[last] === tokens.start[last + 1];
  if (joined && last + 2 < tokens.length && isNominal(upos[last + 2]!)) return { noun: last + 2, of: false };
  // "rose to 69 and …": no noun phrase goes on behind its number with a conjunction, whatever the tree says.
  const cut = syntax.upos[last + 1] === CCONJ;
  for (const t of cut ? [] : last === first ? [last] : [last, first]) {
    let noun = head[t]!;
    // "10 power transmission towers": past the first half of a compound.
    for (let i = 0; i < 3 && noun > last && relation[noun] === 'compound' && head[noun]! > noun; i++)
      noun = head[noun]!;
    if (noun > last && relation[t]!.startsWith('nummod') && isNominal(upos[noun]!))
      return { noun, of: false };
  }
  const next = last + 1;
  if (next >= tokens.length || tokens.sentence[next] !== tokens.sentence[last])
    return { noun: -1, of: false };
  const outOf = tokens.lower[next] === 'out' && tokens.lower[next + 1] === 'of';
  if (tokens.lower[next] === 'of' || outOf) {
    let t = next + (outOf ? 2 : 1);
    while (
      t < tokens.length &&
      (upos[t] === DET || (upos[t] === PRON && t < next + 4 && isNominal(upos[t + 1]!)))
    )
      t++;
    return { noun: t < tokens.length ? endOfPhrase(doc, t) : -1, of: true };
  }
  return { noun: endOfPhrase(doc, tokens.form[next] === '-' ? next + 1 : next), of: false };
}

/** True for a noun in the plural, and for "people", "police", "troops". */
export const isPlural = ({ syntax }: Parsed, noun: number) =>
  noun >= 0 && (syntax.xpos[noun] === 'NNS' || syntax.xpos[noun] === 'NNPS');

/** How far back "the number of …" may stand before its sum. */
const SUM_REACH = 20;
const SUMS = new Set(['number', 'total', 'count', 'tally']);
const SUM_LINKS = new Set(['to', 'at', 'is', 'was', 'are', 'were', 'reached', 'exceeded', 'exceeds']);

/** The noun counted by a sum that stands apart from it: "increased the number of aircraft … to 69"; -1 if there is none. */
export function countedByNumberOf(doc: Parsed, begin: number): number {
  const { tokens, syntax } = doc;
  if (begin < 1 || !SUM_LINKS.has(tokens.lower[begin - 1]!)) return -1;
  for (let t = begin - 2; t > 0 && t >= begin - SUM_REACH; t--) {
    if (tokens.sentence[t] !== tokens.sentence[begin]) return -1;
    if (tokens.lower[t] !== 'of' || !SUMS.has(tokens.lower[t - 1]!)) continue;
    let next = t + 1;
    while (syntax.upos[next] === DET) next++;
    return endOfPhrase(doc, next);
  }
  return -1;
}
