/**
 * What the layers before found, by token: entities, times, places and counts where an event looks for them.
 *
 * @module
 */
import type { Attributed } from '../layers.ts';
import { UPOS } from '../syntax/types.ts';
import { tokenAt } from '../tokens/types.ts';
import type { Lexicon } from './lexicon.ts';
import { withSpeakers } from './speakers.ts';

export interface Ground {
  readonly doc: Attributed;
  readonly lexicon: Lexicon;
  /** Number in `doc.times` of the expression over each token, or -1; and so for places and quantities. */
  readonly timeAt: Int32Array;
  readonly placeAt: Int32Array;
  readonly quantityAt: Int32Array;
  /** Number of the entity whose mention has its head at each token, or that a pronoun's speaker is; -1 for none. */
  readonly entityAt: Int32Array;
  /** Lemmas and pairs of neighbouring words of a sentence, for `near`. */
  readonly near: (sentence: number) => ReadonlySet<string>;
}

const NOUN = UPOS.indexOf('NOUN');
const PROPN = UPOS.indexOf('PROPN');
const VERB = UPOS.indexOf('VERB');
const PRON = UPOS.indexOf('PRON');

export const isNoun = (ground: Ground, token: number) =>
  ground.doc.syntax.upos[token] === NOUN || ground.doc.syntax.upos[token] === PROPN;
export const isVerb = (ground: Ground, token: number) => ground.doc.syntax.upos[token] === VERB;
export const isPronoun = (ground: Ground, token: number) => ground.doc.syntax.upos[token] === PRON;

export function groundOf(doc: Attributed, lexicon: Lexicon): Ground {
  const { tokens, syntax } = doc;
  const byToken = (found: readonly { start: number; end: number }[]) => {
    const at = new Int32Array(tokens.length).fill(-1);
    found.forEach((range, i) => {
      for (let t = tokenAt(tokens, range.start); t < tokens.length && tokens.start[t]! < range.end; t++)
        if (at[t] === -1) at[t] = i;
    });
    return at;
  };
  const sets: Set<string>[] = [];
  const near = (sentence: number) => {
    let set = sets[sentence];
    if (!set) {
      set = new Set();
      for (let t = tokens.sentences[sentence]!; t < tokens.sentences[sentence + 1]!; t++) {
        const lemma = syntax.lemma[t]!.toLowerCase();
        set.add(lemma).add(tokens.lower[t]!);
        if (t > tokens.sentences[sentence]!) set.add(`${tokens.lower[t - 1]} ${lemma}`);
      }
      sets[sentence] = set;
    }
    return set;
  };
  return {
    doc,
    lexicon,
    timeAt: byToken(doc.times),
    placeAt: byToken(doc.places),
    quantityAt: byToken(doc.quantities),
    entityAt: withSpeakers(doc),
    near,
  };
}

/** The entity whose mention has its head at a token, or null. */
export function entityAt({ doc, entityAt }: Ground, token: number) {
  const number = entityAt[token] ?? -1;
  return number < 0 ? null : doc.names.entities[number]!;
}

/** Whether the noun at a token belongs to a class of the lexicon: by its lemma, or by what the layers before say it is. */
export function inClass(ground: Ground, token: number, name: string): boolean {
  const known = ground.lexicon.classes.get(name);
  if (!known) return false;
  const { syntax, tokens } = ground.doc;
  if (known.words.has(syntax.lemma[token]!.toLowerCase()) || known.words.has(tokens.lower[token]!))
    return true;
  if (known.kinds.size === 0) return false;
  const kind = entityAt(ground, token)?.kind;
  if (kind && known.kinds.has(kind)) return true;
  return known.kinds.has('place') && ground.placeAt[token]! >= 0;
}
