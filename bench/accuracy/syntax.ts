/**
 * Tags and trees against a treebank, with gold tokens and from raw text, as the CoNLL 2018 shared task scores them
 * (Zeman et al. 2018): words are matched by their letters; an edge is right if word, head and universal relation are.
 * Like that task's script, `las` and `las_raw` compare relations without their subtypes ("nsubj:pass" as "nsubj"), as do
 * the published figures of UDPipe, LIMA and UDify; `las_subtypes` compares them whole. Tokens are words of syntax.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import { loadResources } from '../../src/engine/resources.ts';
import { baseRelation } from '../../src/read/syntax/dependents.ts';
import { createParser } from '../../src/read/syntax/syntax.ts';
import { UPOS } from '../../src/read/syntax/types.ts';
import { assemble, createTokenizer } from '../../src/read/tokens/tokens.ts';
import type { Tokens } from '../../src/read/tokens/types.ts';
import { type GoldSentence, readConllu } from '../../training/syntax/conllu.ts';
import { f1, perCent, type Score, type ScoreOptions, type Scorer } from '../scorer.ts';

export const scorer: Scorer = { gold: '../shared/data/syntax/ewt/en_ewt-ud-dev.conllu', score };

function score(gold: string, { errors }: ScoreOptions): Score {
  const sentences = readConllu(gold);
  const { knowledge, models } = loadResources();
  const parse = createParser(knowledge, models);
  const tokenize = createTokenizer(knowledge);
  const begin = performance.now();
  const onGold = scoreGoldTokens(sentences, parse, errors ?? false);
  const seconds = (performance.now() - begin) / 1000;
  const words = sentences.reduce((sum, s) => sum + s.form.length, 0);
  const raw = scoreRaw(sentences, tokenize, parse);
  return {
    items: sentences.length,
    words,
    scores: { ...onGold, ...raw, parse_words_per_second: Math.round(words / seconds) },
  };
}

type Parse = ReturnType<typeof createParser>;

/** Tokens of one document whose words are given. */
export function goldTokens(sentences: readonly GoldSentence[]): Tokens {
  let text = '';
  const start: number[] = [];
  const end: number[] = [];
  const first: number[] = [];
  for (const s of sentences) {
    first.push(start.length);
    s.form.forEach((form, i) => {
      start.push(text.length);
      text += form;
      end.push(text.length);
      if (s.spaceAfter[i]) text += ' ';
    });
    if (!text.endsWith(' ')) text += ' ';
  }
  return assemble(text, start, end, first, new Array(first.length).fill(0));
}

function scoreGoldTokens(sentences: GoldSentence[], parse: Parse, errors: boolean) {
  let upos = 0;
  let heads = 0;
  let edges = 0;
  let whole = 0;
  let words = 0;
  const missed = new Map<string, number>();
  const count = (what: string) => missed.set(what, (missed.get(what) ?? 0) + 1);
  for (const document of documentsOf(sentences)) {
    const tokens = goldTokens(document);
    const syntax = parse({ tokens });
    let at = 0;
    for (const s of document) {
      const from = at;
      for (let i = 0; i < s.form.length; i++, at++) {
        const head = syntax.head[at]! < 0 ? -1 : syntax.head[at]! - from;
        const tag = UPOS[syntax.upos[at]!];
        words++;
        if (tag === s.upos[i]) upos++;
        else count(`upos ${s.upos[i]} > ${tag}`);
        if (head === s.head[i]) {
          heads++;
          if (baseRelation(syntax.relation[at]!) === baseRelation(s.relation[i]!)) edges++;
          if (syntax.relation[at] === s.relation[i]) whole++;
          else count(`label ${s.relation[i]} > ${syntax.relation[at]}`);
        } else count(`head of ${s.relation[i]}`);
      }
    }
  }
  if (errors)
    for (const [what, times] of [...missed].sort((a, b) => b[1] - a[1]).slice(0, 60))
      console.error(`${String(times).padStart(6)}  ${what}`);
  return {
    upos: perCent(upos / words),
    uas: perCent(heads / words),
    las: perCent(edges / words),
    las_subtypes: perCent(whole / words),
  };
}

function documentsOf(sentences: GoldSentence[]): GoldSentence[][] {
  const documents: GoldSentence[][] = [];
  for (const s of sentences) {
    if (s.opensDocument || documents.length === 0 || documents.at(-1)!.length > 400) documents.push([]);
    documents.at(-1)!.push(s);
  }
  return documents;
}

/** A word of syntax by the letters of its surface token, counted without white space. */
interface Word {
  start: number;
  end: number;
  /** Number in the list, of the word itself and its head (-1 for a root). */
  head: number;
  relation: string;
}

function scoreRaw(sentences: GoldSentence[], tokenize: ReturnType<typeof createTokenizer>, parse: Parse) {
  const { text, blocks } = rawText(sentences);
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
    blocks,
  };
  const tokens = tokenize({ report });
  const syntax = parse({ tokens });
  const system: Word[] = [];
  const systemSentences = new Set<string>();
  const letters = new Int32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) letters[i + 1] = letters[i]! + (/\s/.test(text[i]!) ? 0 : 1);
  for (let i = 0; i < tokens.length; i++)
    system.push({
      start: letters[tokens.start[i]!]!,
      end: letters[tokens.end[i]!]!,
      head: syntax.head[i]!,
      relation: syntax.relation[i]!,
    });
  for (let s = 0; s + 1 < tokens.sentences.length; s++)
    systemSentences.add(
      `${system[tokens.sentences[s]!]!.start} ${system[tokens.sentences[s + 1]! - 1]!.end}`,
    );

  const gold: Word[] = [];
  const goldSentences = new Set<string>();
  let at = 0;
  for (const s of sentences) {
    const base = gold.length;
    const open = at;
    for (const { first, last, form } of s.surface) {
      const length = form.replace(/\s/g, '').length;
      // Words of one surface token: where their letters spell it each has its own, else all have the whole.
      const spelled = s.form.slice(first, last).join('') === form;
      let from = at;
      for (let i = first; i < last; i++) {
        const size = s.form[i]!.replace(/\s/g, '').length;
        const head = s.head[i]! < 0 ? -1 : base + s.head[i]!;
        const range = spelled ? { start: from, end: from + size } : { start: at, end: at + length };
        gold.push({ ...range, head, relation: s.relation[i]! });
        from += size;
      }
      at += length;
    }
    goldSentences.add(`${open} ${at}`);
  }

  const byRange = new Map(gold.map((word, i) => [`${word.start} ${word.end}`, i]));
  const goldOf = system.map((word) => byRange.get(`${word.start} ${word.end}`) ?? -1);
  let same = 0;
  let edges = 0;
  system.forEach((word, i) => {
    const g = goldOf[i]!;
    if (g < 0) return;
    same++;
    const head = word.head < 0 ? -1 : goldOf[word.head]!;
    if (word.head >= 0 && head < 0) return;
    if (head === gold[g]!.head && baseRelation(word.relation) === baseRelation(gold[g]!.relation)) edges++;
  });
  const rightSentences = [...systemSentences].filter((range) => goldSentences.has(range)).length;
  return {
    sentence_f1: f1(rightSentences, systemSentences.size, goldSentences.size).f1,
    token_f1: f1(same, system.length, gold.length).f1,
    las_raw: f1(edges, system.length, gold.length).f1,
  };
}

/** The text of a treebank as the shared task gave it: paragraphs between blank lines, the sentences of one run on. */
export function rawText(sentences: readonly GoldSentence[]) {
  let text = '';
  const blocks: { start: number; end: number; kind: 'paragraph' }[] = [];
  sentences.forEach((s, i) => {
    if (i > 0 && (s.opensParagraph || s.opensDocument)) text = `${text.trimEnd()}\n\n`;
    if (i === 0 || s.opensParagraph || s.opensDocument)
      blocks.push({ start: text.length, end: text.length, kind: 'paragraph' });
    for (const { last, form } of s.surface) {
      text += form;
      if (s.spaceAfter[last - 1]) text += ' ';
    }
    blocks.at(-1)!.end = text.trimEnd().length;
  });
  return { text, blocks };
}
