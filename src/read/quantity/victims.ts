/**
 * Victims named without a number: "killing a policeman", "Mayor Ruiz was murdered", "nobody was hurt".
 *
 * One person of whom a death, an injury, a disappearance, a capture or an arrest is stated is a count of one; a
 * negative pronoun or "no" before what is counted is a count of none. Groups ("a family", "the patrol") give no number.
 *
 * @module
 */
import type { Measure } from '../../record/reading.ts';
import type { Named } from '../layers.ts';
import { UPOS } from '../syntax/types.ts';
import type { Cues } from './cues.ts';
import type { CountedPhrase } from './measure.ts';

const PROPN = UPOS.indexOf('PROPN');
const NOUN = UPOS.indexOf('NOUN');
const VERB = UPOS.indexOf('VERB');
const AUX = UPOS.indexOf('AUX');

/** A count without a number word: tokens `first` to `last` (inclusive). */
export interface Unnumbered {
  readonly first: number;
  readonly last: number;
  readonly value: 0 | 1;
  readonly unit: string;
  readonly measures: Measure;
}

/** What is stated of persons one by one; nobody says "a refugee was besieged" for a count. */
const PERSONAL: ReadonlySet<Measure> = new Set(['killed', 'wounded', 'missing', 'captured', 'arrested']);
const NOBODY = new Set(['nobody', 'none', 'noone']);
const NEGATIVE = new Set(['not', "n't", 'n’t', 'never', 'neither', 'nor', 'without']);
const SINGLE = new Set(['a', 'an', 'the', 'another', 'one', 'his', 'her', 'its', 'their', 'this', 'that']);

/** What the names layer takes the name at a token for. */
type NameKinds = ReadonlyMap<number, string>;

interface Person {
  first: number;
  last: number;
  unit: string;
}

/** Makes the function that finds them; `measureOf` says what a phrase measures, `taken` which nouns have a number. */
export function createVictims(cues: Cues, measureOf: (doc: Named, phrase: CountedPhrase) => Measure) {
  /**
   * The words for one person whose head is token `t`, or null if the token names none or several.
   *
   * A name is taken for a person's where the names layer says nothing else: who is killed or arrested is a person. Towns
   * are captured, so there the layer must know the person.
   */
  function person(doc: Named, t: number, kinds: NameKinds, measures: Measure): Person | null {
    const { syntax, tokens, names } = doc;
    if (syntax.upos[t] === PROPN && syntax.xpos[t] !== 'NNPS') {
      const kind: string | undefined = names.entities[names.entityAtHead[t]!]?.kind ?? kinds.get(t);
      const unsure = kind === undefined || (kind === 'location' && measures !== 'captured');
      if (kind !== 'person' && !unsure) return null;
      let first = t;
      let last = t;
      while (
        first > 0 &&
        syntax.upos[first - 1] === PROPN &&
        tokens.sentence[first - 1] === tokens.sentence[t]
      )
        first--;
      while (
        last + 1 < tokens.length &&
        syntax.upos[last + 1] === PROPN &&
        tokens.sentence[last + 1] === tokens.sentence[t]
      )
        last++;
      return { first, last, unit: 'person' };
    }
    const lemma = syntax.lemma[t]!.toLowerCase();
    if (syntax.xpos[t] !== 'NN' || !cues.isOf(lemma, 'people')) return null;
    for (let c = syntax.firstChild[t]!; c >= 0 && c < t; c = syntax.nextSibling[c]!)
      if (SINGLE.has(tokens.lower[c]!) && t - c <= 6) return { first: c, last: t, unit: lemma };
    return null;
  }

  /** Tokens that fill the role of the counted at the cue `t`, with those joined to them by "and". */
  function fillers({ syntax, tokens }: Named, t: number): number[] {
    const form = tokens.lower[t]!;
    const found: number[] = [];
    const patient = cues.measure('verb', form, 'patient', null);
    const agent = cues.measure('verb', form, 'agent', null);
    const of = cues.measure('noun', form, 'of', null);
    for (let c = syntax.firstChild[t]!; c >= 0; c = syntax.nextSibling[c]!) {
      const relation = syntax.relation[c]!;
      if (patient && (relation === 'obj' || relation === 'nsubj:pass')) found.push(c);
      else if (agent && relation === 'nsubj') found.push(c);
      else if (of && relation === 'nmod:poss') found.push(c);
      else if (of && relation === 'nmod' && tokens.lower[syntax.firstChild[c]!] === 'of') found.push(c);
    }
    if (patient && syntax.relation[t] === 'acl' && syntax.xpos[t] === 'VBN') found.push(syntax.head[t]!);
    for (const head of [...found])
      for (let c = syntax.firstChild[head]!; c >= 0; c = syntax.nextSibling[c]!)
        if (syntax.relation[c] === 'conj') found.push(c);
    return found;
  }

  return function findVictims(doc: Named, taken: ReadonlySet<number>): Unnumbered[] {
    const { tokens, syntax } = doc;
    const found = new Map<number, Unnumbered>();
    let kinds: NameKinds | null = null;
    for (let t = 0; t < tokens.length; t++) {
      const form = tokens.lower[t]!;
      if (NOBODY.has(form) || form === 'no') {
        const none = absence(doc, t);
        if (none) found.set(none.first, none);
      }
      if (form === 'another') {
        const one = another(doc, t);
        if (one) found.set(one.first, one);
      }
      if (!cues.isCue(form) || isNegated(doc, t)) continue;
      for (const head of fillers(doc, t)) {
        if (taken.has(head) || tokens.sentence[head] !== tokens.sentence[t]) continue;
        const counted = syntax.lemma[head]!.toLowerCase();
        const measures =
          cues.measure('verb', form, 'patient', counted) ??
          cues.measure('verb', form, 'agent', counted) ??
          cues.measure('noun', form, 'of', counted);
        if (!measures || !PERSONAL.has(measures)) continue;
        kinds ??= kindsOf(doc);
        const one = person(doc, head, kinds, measures);
        if (one && !found.has(one.first)) found.set(one.first, { ...one, value: 1, measures });
      }
    }
    return [...found.values()];
  };

  /** "one was killed and another wounded" */
  function another(doc: Named, t: number): Unnumbered | null {
    const { upos } = doc.syntax;
    const noun = upos[t + 2] === NOUN || upos[t + 2] === PROPN;
    const said = cues.isCue(doc.tokens.lower[t + 1] ?? '') && !noun;
    if (upos[t + 1] !== VERB && upos[t + 1] !== AUX && !said) return null;
    const measures = measureOf(doc, { begin: t, first: t, last: t, noun: -1 });
    return PERSONAL.has(measures) ? { first: t, last: t, value: 1, unit: 'person', measures } : null;
  }

  /** "was not hurt", "neither he nor his wife was hurt" */
  function isNegated({ syntax, tokens }: Named, verb: number): boolean {
    for (let c = syntax.firstChild[verb]!; c >= 0 && c < verb; c = syntax.nextSibling[c]!)
      for (let t = syntax.subtreeStart[c]!; t <= c; t++) if (NEGATIVE.has(tokens.lower[t]!)) return true;
    return NEGATIVE.has(tokens.lower[verb - 1] ?? '');
  }

  /** "nobody was hurt", "no one died", "no soldiers were killed", "none of them was wounded". */
  function absence(doc: Named, t: number): Unnumbered | null {
    const { tokens, syntax } = doc;
    let last = t;
    let noun = -1;
    let unit = 'person';
    if (tokens.lower[t] === 'no') {
      if (tokens.lower[t + 1] === 'one') last = t + 1;
      else {
        noun = syntax.head[t]!;
        if (noun <= t || noun > t + 5 || syntax.relation[t] !== 'det') return null;
        last = noun;
        unit = syntax.lemma[noun]!.toLowerCase();
      }
    }
    const measures = measureOf(doc, {
      begin: t,
      first: noun < 0 ? last : t,
      last: noun < 0 ? last : t,
      noun,
    });
    return PERSONAL.has(measures) ? { first: t, last, value: 0, unit, measures } : null;
  }
}

function kindsOf({ names }: Named): NameKinds {
  const kinds = new Map<number, string>();
  for (const { first, last, type } of names.spans) for (let t = first; t < last; t++) kinds.set(t, type);
  return kinds;
}
