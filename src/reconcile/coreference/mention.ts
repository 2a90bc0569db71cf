/**
 * What telling mentions of events apart needs to know of one: its words, who and what stands around it, where it stands.
 *
 * @module
 */
import type { Analysis } from '../../read/layers.ts';
import { UPOS, uposSet } from '../../read/syntax/types.ts';
import { tokenAt } from '../../read/tokens/types.ts';
import { LIGHT, stemOf, type Words } from './words.ts';

/** Words with how much each tells. */
export type Bag = ReadonlyMap<string, number>;

export interface Mention {
  /** Number of its document, and of its sentence there. */
  readonly document: number;
  readonly sentence: number;
  /** Lemma of its head, and of the word that says what happened: "arrest" in "made an arrest". */
  readonly head: string;
  readonly told: string;
  readonly stem: string;
  readonly lemmas: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  readonly same: ReadonlySet<number>;
  readonly sides: ReadonlySet<number>;
  readonly toldSame: ReadonlySet<number>;
  readonly toldSides: ReadonlySet<number>;
  readonly rank: number;
  readonly isVerb: boolean;
  readonly isLight: boolean;
  /** Whether it is the cue of a claim: what somebody says is an event of its own each time. */
  readonly isCue: boolean;
  readonly isDefinite: boolean;
  /** Lemma of the word that it depends on. */
  readonly governor: string;
  readonly subject: ReadonlySet<string>;
  readonly object: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
  readonly modifiers: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Content words of its sentence, and of those up to six words away. */
  readonly sentenceWords: Bag;
  readonly nearWords: Bag;
}

const CONTENT = uposSet('NOUN', 'PROPN', 'VERB', 'ADJ', 'NUM');
const NOUNS = uposSet('NOUN', 'PROPN', 'NUM');
const VERB = UPOS.indexOf('VERB');
const SAYS_ITSELF = uposSet('NOUN', 'PROPN', 'VERB');
const FUNCTION = new Set(['the', 'a', 'an', 'of', 'to', 'in']);
const OTHERS = ['obl', 'nmod', 'compound', 'amod', 'appos', 'nummod'];
const MODIFIERS = ['compound', 'amod', 'nummod'];
const SHARED_SUBJECT = new Set(['xcomp', 'conj', 'advcl', 'obj']);
const NEAR = 6;

/** The token of some that stands above the others. */
export const headOf = (head: Int32Array, tokens: readonly number[]): number =>
  tokens.find((token) => !tokens.includes(head[token]!)) ?? tokens[0]!;

/**
 * @param document the number that the document has among those that are compared.
 * @param told the tokens of each mention.
 */
export function mentionsOf(
  { tokens, syntax, names, claims }: Analysis,
  document: number,
  told: readonly (readonly number[])[],
  words: Words,
): Mention[] {
  const cues = new Set(
    claims.flatMap(({ cue }) => (cue ? [tokenAt(tokens, cue.start), tokenAt(tokens, cue.end - 1)] : [])),
  );
  const lemma = syntax.lemma.map((word) => word.toLowerCase());
  const nameAt = new Map<number, readonly string[]>();
  for (const { name, mentions } of names.entities) {
    const parts = (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 2);
    for (const { start, end } of mentions)
      for (let t = tokenAt(tokens, start); t < tokens.length && tokens.start[t]! < end; t++)
        nameAt.set(t, parts);
  }
  const relation = (token: number) => syntax.relation[token]!.split(':')[0]!;
  function* childrenOf(token: number) {
    for (let child = syntax.firstChild[token]!; child >= 0; child = syntax.nextSibling[child]!) yield child;
  }
  const isAbout = (token: number) => CONTENT.has(syntax.upos[token]!) && lemma[token]!.length > 1;

  return told.map((own): Mention => {
    const head = headOf(syntax.head, own);
    /** Nouns and names below some children of the head, by their relation. */
    const below = (parent: number, has: (child: number) => boolean) => {
      const found = new Set<string>();
      for (const child of childrenOf(parent)) {
        if (!has(child)) continue;
        for (let t = syntax.subtreeStart[child]!; t < syntax.subtreeEnd[child]!; t++) {
          if (own.includes(t)) continue;
          if (NOUNS.has(syntax.upos[t]!)) found.add(lemma[t]!);
          for (const word of nameAt.get(t) ?? []) found.add(word);
        }
      }
      return found;
    };
    let subject = below(head, (child) => relation(child) === 'nsubj');
    const object = below(head, (child) => ['obj', 'iobj'].includes(relation(child)));
    const isPassive = [...childrenOf(head)].some((child) =>
      /^(?:nsubj|aux):pass/.test(syntax.relation[child]!),
    );
    if (isPassive) {
      for (const word of subject) object.add(word);
      subject = below(head, (child) => syntax.relation[child] === 'obl:agent');
    }
    const governor = syntax.head[head]!;
    if (subject.size === 0 && governor >= 0 && SHARED_SUBJECT.has(relation(head)))
      subject = below(governor, (child) => relation(child) === 'nsubj');

    const sentence = tokens.sentence[head]!;
    const [from, to] = [tokens.sentences[sentence]!, tokens.sentences[sentence + 1]!];
    const sentenceWords = new Map<string, number>();
    const nearWords = new Map<string, number>();
    const around = new Set<string>();
    const [first, last] = [Math.min(...own) - NEAR, Math.max(...own) + NEAR];
    for (let t = from; t < to; t++) {
      if (own.includes(t)) continue;
      const near = t >= first && t <= last;
      if (isAbout(t)) {
        sentenceWords.set(lemma[t]!, words.weight(lemma[t]!));
        if (near) nearWords.set(lemma[t]!, words.weight(lemma[t]!));
      }
      if (UPOS[syntax.upos[t]!] === 'PROPN') around.add(lemma[t]!);
      for (const word of nameAt.get(t) ?? []) {
        around.add(word);
        if (near) nearWords.set(word, words.weight(word));
      }
    }
    const content = own.map((t) => lemma[t]!).filter((word) => !LIGHT.has(word) && !FUNCTION.has(word));
    const ofHead = lemma[head]!;
    const saysItself = !LIGHT.has(ofHead) && ofHead.length > 2 && SAYS_ITSELF.has(syntax.upos[head]!);
    const what = saysItself
      ? ofHead
      : (content.find((word) => word.length > 2 && /^\p{L}/u.test(word)) ?? ofHead);
    const lemmas = new Set(content);
    const lines = (of: (word: string) => ReadonlySet<number>) =>
      new Set([...lemmas].flatMap((word) => [...of(word)]));
    return {
      document,
      sentence,
      head: ofHead,
      told: what,
      stem: stemOf(what),
      lemmas,
      stems: new Set(content.filter((word) => word.length > 2).map(stemOf)),
      same: lines(words.same),
      sides: lines(words.sides),
      toldSame: words.same(what),
      toldSides: words.sides(what),
      rank: words.rank(what),
      isVerb: syntax.upos[head] === VERB,
      isLight: LIGHT.has(what) || LIGHT.has(ofHead),
      isCue: cues.has(head),
      isDefinite: [...childrenOf(head)].some((child) => /^th(?:e|is|at)$/.test(tokens.lower[child]!)),
      governor: governor < 0 ? '' : lemma[governor]!,
      subject,
      object,
      others: below(head, (child) => OTHERS.includes(relation(child))),
      modifiers: new Set(
        [...childrenOf(head)]
          .filter((child) => MODIFIERS.includes(relation(child)))
          .map((child) => lemma[child]!),
      ),
      names: around,
      sentenceWords,
      nearWords,
    };
  });
}
