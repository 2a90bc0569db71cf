/**
 * Time expressions against TimeML files, as TempEval-3 scores them (UzZaman et al. 2013): only what stands in `<TEXT>`,
 * the publication is the file's creation time; strict is the same span, relaxed an overlap, one gold to one found;
 * `type` and `value` are F1 with the type, the value exactly right on relaxed matches; `strict_value` is span and value
 * both exactly right.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadResources } from '../../src/index.ts';
import { createNames } from '../../src/read/names/names.ts';
import { createParser } from '../../src/read/syntax/syntax.ts';
import { createTimes } from '../../src/read/time/time.ts';
import { createTokenizer } from '../../src/read/tokens/tokens.ts';
import { createStructure } from '../../src/report/structure.ts';
import type { IncomingReport } from '../../src/report/types.ts';
import { f1, type Score, type Scorer } from '../scorer.ts';

interface Expression {
  start: number;
  end: number;
  text: string;
  type: string;
  value: string;
}

interface Document {
  name: string;
  text: string;
  published: string | null;
  gold: Expression[];
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    return String.fromCodePoint(
      /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)),
    );
  });

const attribute = (tag: string, name: string) =>
  unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

/** Reads one TimeML file: its text without tags, and its TIMEX3 with offsets into it. */
export function readTimeml(name: string, source: string): Document {
  const creation = /<TIMEX3[^>]*functionInDocument="CREATION_TIME"[^>]*>/.exec(source)?.[0];
  const body =
    /<TEXT>([\s\S]*)<\/TEXT>/.exec(source)?.[1] ??
    source.replace(/<DCT>[\s\S]*?<\/DCT>/, '').replace(/<\?[^>]*\?>/, '');
  let text = '';
  const gold: Expression[] = [];
  const open: { tag: string; start: number }[] = [];
  for (const [piece] of body.matchAll(/<[^>]*>|[^<]+/g)) {
    if (!piece.startsWith('<')) text += unescaped(piece).replace(/\r\n?/g, '\n');
    else if (piece.startsWith('<TIMEX3')) {
      if (!piece.endsWith('/>')) open.push({ tag: piece, start: text.length });
    } else if (piece === '</TIMEX3>') {
      const { tag, start } = open.pop()!;
      if (tag === creation) continue;
      gold.push(
        trimmed(text, {
          start,
          end: text.length,
          text: '',
          type: attribute(tag, 'type'),
          value: attribute(tag, 'value'),
        }),
      );
    }
  }
  gold.sort((a, b) => a.start - b.start);
  return { name, text, published: creation ? attribute(creation, 'value') || null : null, gold };
}

/** White space that an annotator took in is no part of a span. */
function trimmed(text: string, e: Expression): Expression {
  let { start, end } = e;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return { ...e, start, end, text: text.slice(start, end) };
}

/** "19980213" and times with seconds are read as ISO. */
function isoDate(value: string | null): string | null {
  const compact = value && /^(\d{4})(\d{2})(\d{2})(T.*)?$/.exec(value);
  return compact ? `${compact[1]}-${compact[2]}-${compact[3]}${compact[4] ?? ''}` : value;
}

/** Pairs gold and found that overlap, one to one, in order: each gold takes the first free one. */
function pairs(gold: readonly Expression[], found: readonly Expression[]): Map<Expression, Expression> {
  const taken = new Set<Expression>();
  const matched = new Map<Expression, Expression>();
  const take = (fits: (g: Expression, s: Expression) => boolean) => {
    for (const g of gold) {
      if (matched.has(g)) continue;
      const s = found.find((candidate) => !taken.has(candidate) && fits(g, candidate));
      if (!s) continue;
      taken.add(s);
      matched.set(g, s);
    }
  };
  take((g, s) => g.start === s.start && g.end === s.end);
  take((g, s) => g.start < s.end && s.start < g.end);
  return matched;
}

export function readFolder(folder: string): Document[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tml') || name.endsWith('.xml'))
    .sort()
    .map((name) => readTimeml(name, readFileSync(join(folder, name), 'utf8')));
}

/** The layers up to names, which are all that the time layer sees. */
export function createAnalysis({ knowledge, models } = loadResources()) {
  const structure = createStructure(knowledge);
  const tokenize = createTokenizer(knowledge);
  const parse = createParser(knowledge, models);
  const findNames = createNames(knowledge, models);
  return (incoming: IncomingReport) => {
    const report = structure(incoming);
    const tokens = tokenize({ report });
    const parsed = { report, tokens, syntax: parse({ tokens }) };
    return { ...parsed, names: findNames(parsed) };
  };
}

export const scorer: Scorer = {
  gold: '../shared/data/time/timebank-aquaint',
  score(folder, { errors = false }): Score {
    const resources = loadResources();
    const analyse = createAnalysis(resources);
    const findTimes = createTimes(resources.knowledge);
    const all = readFolder(folder);
    // Every third file is kept apart: SPLIT=dev or SPLIT=test scores one part.
    const split = process.env['SPLIT'];
    const documents = all.filter((_, n) => !split || (split === 'test') === (n % 3 === 2));
    const right = { strict: 0, relaxed: 0, type: 0, value: 0, strict_value: 0 };
    let gold = 0;
    let found = 0;
    let words = 0;
    for (const document of documents) {
      const analysis = analyse({ text: document.text, published: isoDate(document.published) });
      const { times } = findTimes(analysis);
      words += analysis.tokens.length;
      gold += document.gold.length;
      found += times.length;
      const matched = pairs(document.gold, times);
      for (const g of document.gold) {
        const s = matched.get(g);
        const strict = s?.start === g.start && s.end === g.end;
        if (s) right.relaxed++;
        if (strict) right.strict++;
        if (s && s.type === g.type) right.type++;
        if (s && s.value === g.value) right.value++;
        if (strict && s?.value === g.value) right.strict_value++;
        if (errors && !s) report(document, 'missed', g, g, null);
        else if (errors && s && !strict) report(document, 'span', g, g, s);
        if (errors && s && s.value !== g.value) report(document, 'value', g, g, s);
        else if (errors && s && s.type !== g.type) report(document, 'type', g, g, s);
      }
      if (errors) {
        const used = new Set(matched.values());
        for (const s of times) if (!used.has(s)) report(document, 'extra', s, null, s);
      }
    }
    const scores: Record<string, number> = {};
    for (const [name, count] of Object.entries(right)) scores[name] = f1(count, found, gold).f1;
    return { items: gold, words, scores };
  },
};

function report(
  { name, text, published }: Document,
  cause: string,
  at: Expression,
  g: Expression | null,
  s: Expression | null,
) {
  const line = (from: number, to: number) => text.slice(Math.max(0, from), to).replace(/\s+/g, ' ');
  const gold = g ? `${g.text.replace(/\s+/g, ' ')} = ${g.type} ${g.value}` : '-';
  const ours = s ? `${s.text.replace(/\s+/g, ' ')} = ${s.type} ${s.value}` : '-';
  console.error(
    `${cause}\t${gold}\t${ours}\t…${line(at.start - 60, at.start)}[${line(at.start, at.end)}]${line(at.end, at.end + 30)}\t${name} ${published}`,
  );
}
