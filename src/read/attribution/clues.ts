/**
 * What each token of a report brings to the question who says what: its place in the tree and in quotation marks,
 * and what our lists know of it, as codes.
 *
 * @module
 */
import type { Block } from '../../record/reading.ts';
import type { Parsed } from '../layers.ts';
import type { Names } from '../names/types.ts';
import { type Syntax, UPOS } from '../syntax/types.ts';
import type { Tokens } from '../tokens/types.ts';
import { hashOf } from './features.ts';
import type { CueWord, Lexicon, Phrase } from './lexicon.ts';
import { findQuotations, isQuoteMark, type Quotations } from './quotes.ts';

export interface Clues {
  readonly tokens: Tokens;
  readonly syntax: Syntax;
  readonly blocks: readonly Block[];
  readonly quotations: Quotations;
  /** Code of the relation to the head, without and with its subtype; of the Penn tag. */
  readonly relation: Int32Array;
  readonly fullRelation: Int32Array;
  readonly tag: Int32Array;
  /** The entry of our lists that the token is a form of, by its part of speech; null for none. */
  readonly word: readonly (CueWord | null)[];
  /** Code of that entry, or 0; of its first class, or 0. */
  readonly entry: Int32Array;
  readonly entryClass: Int32Array;
  /** Code of a closed-class word or of a mark, 0 for any other word; and of its class. */
  readonly closed: Int32Array;
  readonly closedClass: Int32Array;
  /** The most that our lists say of a token: closed word, entry, source word, else its tag. */
  readonly look: Int32Array;
  /** Code of the kind of source that the word makes, or 0. */
  readonly sourceWord: Int32Array;
  /** Code of the type of the name that the token stands in, or 0; first and last token of that name. */
  readonly name: Int32Array;
  readonly nameFirst: Int32Array;
  readonly nameLast: Int32Array;
  /** The phrase of our list that begins at a token. */
  readonly phrase: ReadonlyMap<number, { phrase: Phrase; last: number }>;
  /** The node nearest the root whose subtree begins, and ends, at a token; -1 if none does. */
  readonly highestFrom: Int32Array;
  readonly highestTo: Int32Array;
  /** Steps to the root. */
  readonly level: Int32Array;
  /** First token of the block of each sentence, and the one after its last. */
  readonly blockFirst: Int32Array;
  readonly blockLast: Int32Array;
}

export const ADJ = UPOS.indexOf('ADJ');
export const ADP = UPOS.indexOf('ADP');
export const ADV = UPOS.indexOf('ADV');
export const AUX = UPOS.indexOf('AUX');
export const DET = UPOS.indexOf('DET');
export const NOUN = UPOS.indexOf('NOUN');
export const NUM = UPOS.indexOf('NUM');
export const PART = UPOS.indexOf('PART');
export const PRON = UPOS.indexOf('PRON');
export const PROPN = UPOS.indexOf('PROPN');
export const PUNCT = UPOS.indexOf('PUNCT');
export const SCONJ = UPOS.indexOf('SCONJ');
export const SYM = UPOS.indexOf('SYM');
export const VERB = UPOS.indexOf('VERB');

/** Makes the function that looks at every token of a report. */
export function createClues(lexicon: Lexicon): (doc: Parsed & { names: Names }) => Clues {
  const codes = new Map<string, number>();
  const codeOf = (text: string) => {
    let code = codes.get(text);
    if (code === undefined) {
      code = hashOf(text);
      if (codes.size < 20_000) codes.set(text, code);
    }
    return code;
  };

  return ({ tokens, syntax, names, report }) => {
    const n = tokens.length;
    const ints = () => new Int32Array(n);
    const relation = ints();
    const fullRelation = ints();
    const tag = ints();
    const entry = ints();
    const entryClass = ints();
    const closed = ints();
    const closedClass = ints();
    const look = ints();
    const sourceWord = ints();
    const word: (CueWord | null)[] = new Array(n).fill(null);
    const phrase = new Map<number, { phrase: Phrase; last: number }>();
    for (let i = 0; i < n; i++) {
      const lower = tokens.lower[i]!;
      const full = syntax.relation[i]!;
      fullRelation[i] = codeOf(full);
      const colon = full.indexOf(':');
      relation[i] = colon < 0 ? fullRelation[i]! : codeOf(full.slice(0, colon));
      tag[i] = codeOf(syntax.xpos[i]!);
      const upos = syntax.upos[i]!;
      const functionClass = lexicon.functionWords.get(lower);
      if (functionClass !== undefined) {
        closed[i] = codeOf(lower);
        closedClass[i] = codeOf(functionClass);
      } else if (upos === PUNCT || !/[\p{L}\p{N}]/u.test(lower)) {
        closed[i] = codeOf(markOf(tokens, i));
        closedClass[i] = closed[i]!;
      }
      const found = entryOf(lexicon, lower, upos);
      word[i] = found;
      if (found) {
        entry[i] = found.code;
        entryClass[i] = found.classCode;
      }
      const kind = lexicon.sources.get(lower);
      if (kind !== undefined) sourceWord[i] = codeOf(kind);
      look[i] = closed[i] || entry[i] || sourceWord[i] || tag[i]!;
      const known = lexicon.phrases.get(found && upos === VERB ? found.word : lower);
      const match = known && phraseAt(tokens, i, known);
      if (match) phrase.set(i, match);
    }

    const name = ints();
    const nameFirst = ints().fill(-1);
    const nameLast = ints().fill(-1);
    for (const span of names.spans)
      for (let i = span.first; i < span.last; i++) {
        name[i] = codeOf(span.type);
        nameFirst[i] = span.first;
        nameLast[i] = span.last;
      }

    const level = levels(syntax, n);
    const highestFrom = ints().fill(-1);
    const highestTo = ints().fill(-1);
    for (let i = 0; i < n; i++) {
      const from = syntax.subtreeStart[i]!;
      const to = syntax.subtreeEnd[i]! - 1;
      if (highestFrom[from]! < 0 || level[i]! < level[highestFrom[from]!]!) highestFrom[from] = i;
      if (highestTo[to]! < 0 || level[i]! < level[highestTo[to]!]!) highestTo[to] = i;
    }

    const sentenceCount = tokens.sentences.length - 1;
    const blockFirst = new Int32Array(sentenceCount);
    const blockLast = new Int32Array(sentenceCount);
    for (let s = 0; s < sentenceCount; s++)
      blockFirst[s] =
        s > 0 && tokens.block[s] === tokens.block[s - 1] ? blockFirst[s - 1]! : tokens.sentences[s]!;
    for (let s = sentenceCount - 1; s >= 0; s--)
      blockLast[s] =
        s + 1 < sentenceCount && tokens.block[s] === tokens.block[s + 1]
          ? blockLast[s + 1]!
          : tokens.sentences[s + 1]!;

    return {
      tokens,
      syntax,
      blocks: report.blocks,
      quotations: findQuotations(tokens, report.blocks),
      relation,
      fullRelation,
      tag,
      word,
      entry,
      entryClass,
      closed,
      closedClass,
      look,
      sourceWord,
      name,
      nameFirst,
      nameLast,
      phrase,
      highestFrom,
      highestTo,
      level,
      blockFirst,
      blockLast,
    };
  };
}

/** A mark as one of its kind, however it is typed. */
function markOf(tokens: Tokens, i: number): string {
  const form = tokens.form[i]!;
  if (isQuoteMark(tokens, i)) return '"';
  if (/^[–—-]+$/.test(form)) return form.length === 1 && form === '-' ? '-' : '—';
  if (/^(?:\.{2,}|…)/.test(form)) return '…';
  return form.slice(0, 1);
}

function entryOf(lexicon: Lexicon, lower: string, upos: number): CueWord | null {
  const { verbs, nouns, adjectives, adverbs } = lexicon;
  const found =
    upos === VERB
      ? (verbs.get(lower) ?? adjectives.get(lower) ?? nouns.get(lower))
      : upos === NOUN
        ? (nouns.get(lower) ?? verbs.get(lower) ?? adjectives.get(lower))
        : upos === ADJ
          ? (adjectives.get(lower) ?? verbs.get(lower) ?? nouns.get(lower))
          : upos === ADV
            ? (adverbs.get(lower) ?? adjectives.get(lower))
            : upos === PROPN || upos === UPOS.indexOf('X')
              ? (verbs.get(lower) ?? nouns.get(lower) ?? adjectives.get(lower))
              : upos === ADP || upos === SCONJ || upos === AUX
                ? verbs.get(lower)
                : undefined;
  return found ?? null;
}

function phraseAt(
  tokens: Tokens,
  i: number,
  known: readonly Phrase[],
): { phrase: Phrase; last: number } | undefined {
  const stop = tokens.sentences[tokens.sentence[i]! + 1]!;
  for (const phrase of known) {
    const { words } = phrase;
    if (i + words.length > stop) continue;
    let k = 1;
    while (k < words.length && tokens.lower[i + k] === words[k]) k++;
    if (k === words.length) return { phrase, last: i + k };
  }
  return undefined;
}

/** Steps from each token to the root of its sentence. */
function levels(syntax: Syntax, n: number): Int32Array {
  const level = new Int32Array(n).fill(-1);
  const path: number[] = [];
  for (let i = 0; i < n; i++) {
    let at = i;
    while (at >= 0 && level[at]! < 0 && path.length <= n) {
      path.push(at);
      level[at] = 0;
      at = syntax.head[at]!;
    }
    let above = at < 0 ? -1 : level[at]!;
    while (path.length > 0) level[path.pop()!] = ++above;
  }
  return level;
}
