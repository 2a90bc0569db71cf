/**
 * Who and what reports on Syria and Iraq speak of, against re3d (Dstl): Person, Organisation, Location, MilitaryPlatform, Weapon.
 *
 * PATH is a folder with `documents.json` and `entities.json` (JSON lines). Gold mentions that the set's crowd confirmed
 * (confidence of one half or more) are counted, and are whole phrases ("the Iraqi Foreign Minister"); ours are right when
 * type and head word are the same. Head of a gold phrase: its last word before the first "of", "in", "who", comma and so
 * on. Nested gold phrases with one head and type count once.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadResources } from '../../src/engine/resources.ts';
import type { Named } from '../../src/read/layers.ts';
import { createNames } from '../../src/read/names/names.ts';
import type { EquipmentClass } from '../../src/read/names/types.ts';
import { createParser } from '../../src/read/syntax/syntax.ts';
import { createTokenizer } from '../../src/read/tokens/tokens.ts';
import type { Entity } from '../../src/record/reading.ts';
import { createStructure } from '../../src/report/structure.ts';
import { f1, type Scorer } from '../scorer.ts';

const TYPES = ['Person', 'Organisation', 'Location', 'MilitaryPlatform', 'Weapon'] as const;
const BREAK = new Set([
  'of',
  'in',
  'at',
  'for',
  'on',
  'to',
  'from',
  'who',
  'that',
  'which',
  'and',
  'with',
  'by',
  ',',
  '(',
  'near',
  'under',
  'such',
  'including',
  'against',
  'as',
  'or',
  'designated',
]);

const lines = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line));

export const scorer: Scorer = {
  gold: '../shared/data/names/re3d/UK Government',
  score(path, { errors }) {
    const documents = lines(join(path, 'documents.json')) as { _id: string; text: string }[];
    const gold = new Map<string, { type: string; begin: number; end: number }[]>();
    for (const e of lines(join(path, 'entities.json')) as {
      documentId: string;
      type: string;
      begin: number;
      end: number;
      confidence: number;
    }[])
      if (e.confidence >= 0.5) gold.set(e.documentId, [...(gold.get(e.documentId) ?? []), e]);
    const { knowledge, models } = loadResources();
    const structure = createStructure(knowledge);
    const tokenize = createTokenizer(knowledge);
    const parse = createParser(knowledge, models);
    const findNames = createNames(knowledge, models);
    const count = new Map<string, [number, number, number]>(TYPES.map((type) => [type, [0, 0, 0]]));
    let words = 0;
    for (const { _id, text } of documents) {
      const structured = { report: structure({ text }) };
      const tokenized = { ...structured, tokens: tokenize(structured) };
      const parsed = { ...tokenized, syntax: parse(tokenized) };
      const doc = { ...parsed, names: findNames(parsed) };
      words += doc.tokens.length;
      const shift = offsets(text, doc.report.text);
      const theirs = new Set<string>();
      for (const { type, begin, end } of gold.get(_id) ?? []) {
        const head = headAt(doc, shift(begin), shift(end));
        if (count.has(type) && head >= 0) theirs.add(`${type}:${head}`);
      }
      const ours = mentions(doc);
      for (const key of new Set([...ours, ...theirs])) {
        const [type, token] = key.split(':') as [string, string];
        const c = count.get(type)!;
        if (ours.has(key)) c[1]++;
        if (theirs.has(key)) c[2]++;
        if (ours.has(key) && theirs.has(key)) c[0]++;
        else if (errors) {
          const t = Number(token);
          console.error(
            `${ours.has(key) ? 'too many' : 'missed'} ${type}\t${doc.tokens.form.slice(Math.max(0, t - 5), t).join(' ')} [${doc.tokens.form[t]}] ${doc.tokens.form.slice(t + 1, t + 4).join(' ')}`,
          );
        }
      }
    }
    const sums = [...count.values()].reduce<[number, number, number]>(
      (sum, c) => [sum[0] + c[0], sum[1] + c[1], sum[2] + c[2]],
      [0, 0, 0],
    );
    const scores: Record<string, number> = f1(...sums);
    for (const [type, c] of count) scores[`f1_${type}`] = f1(...c).f1;
    return { items: sums[2], words, scores };
  },
};

/**
 * What the program found, as type and number of the head token. re3d marks whole phrases: a name that only says whose
 * something is ("ISIL" in "ISIL fighters") is no mention of its own, and several office-holders are an organisation.
 */
function mentions(doc: Named): Set<string> {
  const { tokens, names } = doc;
  const found = new Set<string>();
  const acting = new Set<number>();
  const all = names.entities.flatMap((entity) => entity.mentions);
  const isPart = (start: number, end: number) =>
    all.some(
      (m) =>
        m.start <= start &&
        end <= m.end &&
        m.end - m.start > end - start &&
        (m.head.start < start || m.head.start >= end),
    );
  names.entities.forEach((entity, number) => {
    const type = typeOf(entity.kind, names.equipment[number] ?? null);
    for (const { start, end } of entity.mentions) {
      if (entity.kind === 'government') acting.add(start);
      const head = headAt(doc, start, end);
      if (type && head >= 0 && !isPart(start, end)) found.add(`${type}:${head}`);
    }
  });
  for (const { head } of names.areas) found.add(`Location:${head}`);
  for (const span of names.spans) {
    const [start, end] = [tokens.start[span.first]!, tokens.end[span.last - 1]!];
    if (span.type === 'location' && !acting.has(start) && !isPart(start, end))
      found.add(`Location:${span.last - 1}`);
  }
  return found;
}

function typeOf(kind: Entity['kind'], equipment: EquipmentClass | null): (typeof TYPES)[number] | null {
  if (kind === 'person') return 'Person';
  if (kind === 'other') return 'Location';
  if (kind !== 'equipment') return 'Organisation';
  if (equipment === 'weapon') return 'Weapon';
  return equipment === 'platform' ? 'MilitaryPlatform' : null;
}

/** Number of the head token of a stretch of text, -1 if it holds none. */
function headAt({ tokens }: Named, start: number, end: number): number {
  let head = -1;
  for (let t = 0; t < tokens.length && tokens.start[t]! < end; t++) {
    if (tokens.end[t]! <= start) continue;
    const isWord = /[\p{L}\p{N}]/u.test(tokens.form[t]!) && !/^['’]s$/.test(tokens.form[t]!);
    if (head >= 0 && BREAK.has(tokens.lower[t]!)) break;
    if (isWord) head = t;
  }
  return head;
}

/** From offsets in the set's text to offsets in the canonical text of the report: both hold the same letters in order. */
function offsets(from: string, to: string): (offset: number) => number {
  const map = new Int32Array(from.length + 1);
  let j = 0;
  for (let i = 0; i < from.length; i++) {
    if (/\s/.test(from[i]!)) {
      map[i] = j;
      continue;
    }
    while (j < to.length && to[j] !== from[i] && /\s/.test(to[j]!)) j++;
    map[i] = j;
    if (to[j] === from[i]) j++;
  }
  map[from.length] = j;
  return (offset) => map[Math.min(offset, from.length)]!;
}
