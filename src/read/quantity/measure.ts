/**
 * What a count measures: killed, wounded, displaced and so on, by the word that the count hangs on.
 *
 * First the words that stand against the count ("30 wounded", "killing four"), then the tree ("70,000 residents were
 * besieged", "the arrest of 50"), then sums ("the death toll rose to 50").
 *
 * @module
 */
import type { Measure } from '../../record/reading.ts';
import type { Parsed } from '../layers.ts';
import { UPOS } from '../syntax/types.ts';
import type { Cues } from './cues.ts';

const VERB = UPOS.indexOf('VERB');
const NOUN = UPOS.indexOf('NOUN');

/** A count in the text: tokens of its number and operator, and its noun (-1 if left out). */
export interface CountedPhrase {
  /** First token, operator and all. */
  readonly begin: number;
  /** Tokens of the number, inclusive. */
  readonly first: number;
  readonly last: number;
  readonly noun: number;
}

/** Words between a verb and what it does something to: "killing at least another four". */
const BETWEEN = new Set([
  'another',
  'the',
  'some',
  'a',
  'all',
  'other',
  'these',
  'those',
  'and',
  'or',
  'about',
  'at',
]);
/** Nouns that only say that something is counted; what is counted stands behind their "of". */
const COUNTING = new Set([
  'number',
  'total',
  'group',
  'dozen',
  'hundred',
  'thousand',
  'million',
  'score',
  'ten',
  'one',
  'handful',
  'couple',
  'majority',
  'rest',
  'sum',
  'most',
]);
const SUM_VERBS = new Set([
  'to',
  'at',
  'is',
  'was',
  'are',
  'were',
  'of',
  'reached',
  'reaches',
  'exceeds',
  'exceeded',
  'passed',
  ':',
  'stands',
  'stood',
  'by',
  'as',
]);
/** How far back a sum may be named: "the number of people killed in the fighting has risen to 50". */
const SUM_REACH = 16;

/** Makes the function that says what a count measures; `other` where no word says it. */
export function createMeasures(cues: Cues) {
  /** Said of the counted by the word at `t`: an adjective ("dead"), or a passive participle without object. */
  function saidBy(doc: Parsed, t: number, counted: string | null): Measure | null {
    const { tokens, syntax } = doc;
    const form = tokens.lower[t]!;
    if (!cues.isCue(form)) return null;
    const said = cues.measure('adjective', form, 'itself', counted);
    const tag = syntax.xpos[t]!;
    if (said && tag !== 'VBD' && tag !== 'VBG') return said;
    if (said && !hasObject(doc, t)) return said;
    if (tag !== 'VBN' && tag !== 'VBD') return null;
    return hasObject(doc, t) ? null : cues.measure('verb', form, 'patient', counted);
  }

  function hasObject({ tokens, syntax }: Parsed, verb: number): boolean {
    for (let c = syntax.firstChild[verb]!; c >= 0; c = syntax.nextSibling[c]!)
      if (syntax.relation[c] === 'obj' && c > verb) return true;
    const next = syntax.xpos[verb + 1];
    return (
      tokens.sentence[verb + 1] === tokens.sentence[verb] &&
      (next === 'CD' || next === 'DT' || next === 'PRP$')
    );
  }

  /** "30 wounded", "20 people dead", "12 more killed", "50 wounded soldiers". */
  function beside(doc: Parsed, phrase: CountedPhrase, counted: string | null): Measure | null {
    const { tokens, syntax } = doc;
    const { last, noun } = phrase;
    for (let t = last + 1; t < noun; t++) {
      const said = cues.measure('adjective', tokens.lower[t]!, 'itself', counted);
      if (said) return said;
    }
    const end = Math.max(last, noun);
    for (let t = end + 1; t <= end + 5 && t < tokens.length; t++) {
      if (tokens.sentence[t] !== tokens.sentence[end]) break;
      const said = saidBy(doc, t, counted) ?? cues.measure('verb', tokens.lower[t]!, 'agent', counted);
      if (said) return said;
      // "fifty soldiers killed three": what they did is not what was done to them.
      if (cues.isCue(tokens.lower[t]!) && noun >= 0) break;
      if (noun < 0 && t === end + 1) {
        const itself = cues.measure('noun', tokens.lower[t]!, 'itself', counted);
        if (itself) return itself;
      }
      const tag = syntax.upos[t]!;
      const pronoun = noun < 0 && OF_THEM.has(tokens.lower[t]!);
      const between = pronoun || PASSED.has(tokens.lower[t]!) || tag === UPOS.indexOf('ADV');
      if (!between) break;
    }
    return null;
  }

  /** "killing four", "displaced millions", "killed at least another 20". */
  function before(doc: Parsed, phrase: CountedPhrase, counted: string | null): Measure | null {
    const { tokens, syntax } = doc;
    for (let t = phrase.begin - 1; t >= 0 && t >= phrase.begin - 3; t--) {
      if (tokens.sentence[t] !== tokens.sentence[phrase.begin]) return null;
      const form = tokens.lower[t]!;
      const done = cues.measure('verb', form, 'patient', counted);
      if (done && !isPassive(doc, t)) return done;
      // "the death of ten union members"
      if (form === 'of' && t > 0) return cues.measure('noun', tokens.lower[t - 1]!, 'of', counted);
      if (form === 'dead' && t > 0 && syntax.upos[t - 1] === VERB) return 'killed';
      if (!BETWEEN.has(form)) return null;
    }
    return null;
  }

  function isPassive({ syntax }: Parsed, verb: number): boolean {
    for (let c = syntax.firstChild[verb]!; c >= 0; c = syntax.nextSibling[c]!)
      if (syntax.relation[c] === 'aux:pass' || syntax.relation[c] === 'nsubj:pass') return true;
    return false;
  }

  /** What the verb or adjective at `governor` says of its dependent in `relation`. */
  function fromGovernor(
    doc: Parsed,
    governor: number,
    relation: string,
    counted: string | null,
  ): Measure | null {
    const { tokens, syntax } = doc;
    const form = tokens.lower[governor]!;
    if (relation === 'obj' || relation === 'iobj' || relation === 'obl:unmarked' || relation === 'xcomp') {
      const done = cues.measure('verb', form, 'patient', counted);
      if (done) return done;
    } else if (relation === 'nsubj:pass' || relation === 'nsubj') {
      const passive =
        relation === 'nsubj:pass' || (syntax.xpos[governor] === 'VBN' && !hasObject(doc, governor));
      const said =
        (passive ? cues.measure('verb', form, 'patient', counted) : null) ??
        cues.measure('verb', form, 'agent', counted) ??
        saidBy(doc, governor, counted) ??
        cues.measure('noun', form, 'itself', counted);
      if (said) return said;
    } else return null;
    // "were reported killed", "left 20 dead", "are feared dead", "were shot dead"
    for (let c = syntax.firstChild[governor]!; c >= 0; c = syntax.nextSibling[c]!) {
      const r = syntax.relation[c]!;
      if (
        c < governor ||
        !(r === 'xcomp' || r === 'ccomp' || r === 'advcl' || r === 'advmod' || r === 'amod')
      )
        continue;
      const said = saidBy(doc, c, counted);
      if (said && r !== 'advcl') return said;
    }
    return null;
  }

  function fromTree(doc: Parsed, phrase: CountedPhrase, counted: string | null): Measure | null {
    const { tokens, syntax } = doc;
    let node = phrase.noun >= 0 ? phrase.noun : phrase.last;
    const own = fromClauses(doc, node, counted);
    if (own) return own;
    for (let steps = 0; steps < 6; steps++) {
      const head = syntax.head[node]!;
      const relation = syntax.relation[node]!;
      if (head < 0 || tokens.sentence[head] !== tokens.sentence[node]) return null;
      if (relation === 'nmod' || relation === 'nmod:poss') {
        const form = tokens.lower[head]!;
        const of = cues.measure('noun', form, 'of', counted) ?? null;
        if (of && (relation === 'nmod:poss' || caseOf(doc, node) === 'of')) return of;
        if (!COUNTING.has(syntax.lemma[head]!) && phrase.noun === node) return null;
      } else if (
        relation !== 'conj' &&
        relation !== 'appos' &&
        relation !== 'flat' &&
        !relation.startsWith('nummod')
      ) {
        if (syntax.upos[head] === NOUN && (relation === 'compound' || relation === 'amod')) return null;
        return fromGovernor(doc, head, relation, counted);
      }
      if (syntax.upos[head] === VERB && relation === 'conj') return null;
      // "killed two reporters in two shootings": what a preposition brings in is not what is done to.
      if (relation !== 'nmod' && relation !== 'nmod:poss' && ADJUNCT.has(caseOf(doc, node))) return null;
      node = head;
    }
    return null;
  }

  /** "20 people who died", "residents displaced by the war". */
  function fromClauses(doc: Parsed, node: number, counted: string | null): Measure | null {
    const { tokens, syntax } = doc;
    for (let c = syntax.firstChild[node]!; c >= 0; c = syntax.nextSibling[c]!) {
      const relation = syntax.relation[c]!;
      if (relation === 'amod' && c < node) {
        const said = cues.measure('adjective', tokens.lower[c]!, 'itself', counted);
        if (said) return said;
      }
      if (c < node || !relation.startsWith('acl')) continue;
      const said = saidBy(doc, c, counted);
      if (said) return said;
      if (relation === 'acl:relcl' && !hasSubjectOtherThanPronoun(doc, c)) {
        const agent = cues.measure('verb', tokens.lower[c]!, 'agent', counted);
        if (agent) return agent;
      }
    }
    return null;
  }

  function hasSubjectOtherThanPronoun({ tokens, syntax }: Parsed, verb: number): boolean {
    for (let c = syntax.firstChild[verb]!; c >= 0; c = syntax.nextSibling[c]!)
      if (syntax.relation[c]!.startsWith('nsubj') && !RELATIVE.has(tokens.lower[c]!)) return true;
    return false;
  }

  function caseOf({ tokens, syntax }: Parsed, node: number): string {
    for (let c = syntax.firstChild[node]!; c >= 0; c = syntax.nextSibling[c]!)
      if (syntax.relation[c] === 'case') return tokens.lower[c]!;
    return '';
  }

  /** "the death toll rose to 50", "the number of wounded to 30", "killed: 12". */
  function fromSum(doc: Parsed, phrase: CountedPhrase, counted: string | null): Measure | null {
    const { tokens } = doc;
    if (phrase.noun >= 0 && !(counted && cues.isOf(counted, 'people'))) return null;
    const link = tokens.lower[phrase.begin - 1] ?? '';
    if (!SUM_VERBS.has(link)) return null;
    for (let t = phrase.begin - 1; t >= 0 && t >= phrase.begin - SUM_REACH; t--) {
      if (tokens.sentence[t] !== tokens.sentence[phrase.begin]) return null;
      const form = tokens.lower[t]!;
      const sum = cues.measure('noun', form, 'toll', counted);
      if (sum) return sum;
      if (link === ':' && t >= phrase.begin - 3) {
        const said = cues.measure('adjective', form, 'itself', counted);
        if (said) return said;
      }
      // "the number of people killed … to 50"
      const said = t < phrase.begin - 1 ? saidBy(doc, t, counted) : null;
      if (said && isCountOf(doc, t)) return said;
    }
    return null;
  }

  /** True if "number of" or "total of" stands within a few words before token `t`. */
  const isCountOf = ({ tokens }: Parsed, t: number) => {
    for (let i = t - 1; i > 0 && i >= t - 5; i--)
      if (tokens.lower[i] === 'of' && COUNTING.has(tokens.lower[i - 1]!)) return true;
    return false;
  };

  return function measureOf(doc: Parsed, phrase: CountedPhrase): Measure {
    const counted = phrase.noun >= 0 ? doc.syntax.lemma[phrase.noun]!.toLowerCase() : null;
    const itself =
      phrase.noun >= 0 ? cues.measure('noun', doc.tokens.lower[phrase.noun]!, 'itself', counted) : null;
    return (
      itself ??
      beside(doc, phrase, counted) ??
      before(doc, phrase, counted) ??
      fromTree(doc, phrase, counted) ??
      fromSum(doc, phrase, counted) ??
      'other'
    );
  };
}

/** Words that may stand between a count and what is said of it: "50 people were reported killed", "12 others dead". */
const PASSED = new Set([
  'were',
  'was',
  'are',
  'is',
  'been',
  'be',
  'have',
  'has',
  'had',
  'more',
  'others',
  'other',
  'reported',
  'reportedly',
  'feared',
  'left',
  'also',
  'still',
  'believed',
  'being',
  'who',
  'that',
  'which',
]);
const ADJUNCT = new Set([
  'in',
  'at',
  'on',
  'during',
  'with',
  'from',
  'after',
  'before',
  'near',
  'by',
  'into',
]);
/** "20 of them were arrested" */
const OF_THEM = new Set(['of', 'them', 'us', 'whom', 'those']);
const RELATIVE = new Set(['who', 'that', 'which', 'whom']);
