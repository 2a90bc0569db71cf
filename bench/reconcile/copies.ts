/**
 * Whether copies are found among 100,000 reports: `npm run bench -- copies [--json]`.
 *
 * Originals are real texts; copies are made of some of them by cuts, edits, re-ordering and credit lines. All other
 * reports are written by chance from the same words in the same company, and are nobody's copies.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Origins } from '../../src/reconcile/origins.ts';
import { randomFrom } from '../../training/random.ts';
import { allMuc4Reports } from '../muc4-reports.ts';
import { f1, type Score } from '../scorer.ts';

const DATA = '../shared/data';
const REPORTS = 100_000;
const COPIED = 2_000;
const COPIES_EACH = 5;

/** Real texts of at least 60 words, each as its sentences. */
function originals(): string[][] {
  const texts = allMuc4Reports(join(DATA, 'event/muc4')).map(({ text }) => text);
  const news = join(DATA, 'names/worldwide-eval');
  for (const file of readdirSync(news)
    .filter((name) => name.endsWith('.tsv'))
    .sort()) {
    const words = readFileSync(join(news, file), 'utf8')
      .split('\n')
      .map((line) => line.split('\t')[0]);
    texts.push(words.join(' '));
  }
  return texts
    .map((text) => text.replace(/\s+/g, ' ').split(/(?<=[.!?]) /))
    .filter((sentences) => sentences.join(' ').split(' ').length >= 60)
    .filter(isNew());
}

/** Leaves out an original that is itself a copy: one of which a twentieth of the runs of eight words was seen before. */
function isNew(): (sentences: string[]) => boolean {
  const seen = new Set<string>();
  return (sentences) => {
    const words = sentences
      .join(' ')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u);
    const runs = words.slice(7).map((_, i) => words.slice(i, i + 8).join(' '));
    const known = runs.filter((run) => seen.has(run)).length;
    for (const run of runs) seen.add(run);
    return known < runs.length / 20;
  };
}

/** For each word, the words that follow it: enough to write any number of texts that are nobody's copies. */
function followersIn(texts: string[][]): Map<string, string[]> {
  const followers = new Map<string, string[]>();
  for (const sentence of texts.flat()) {
    let before = '.';
    for (const word of sentence.split(' ')) {
      const list = followers.get(before);
      if (list) list.push(word);
      else followers.set(before, [word]);
      before = /[.!?]$/.test(word) ? '.' : word;
    }
  }
  return followers;
}

/** A copy as editors make them: cut from the end, sentences re-ordered or dropped, words changed, a credit added. */
function copyOf(sentences: string[], random: () => number): string {
  let copy = [...sentences];
  if (random() < 0.5) copy = copy.slice(0, Math.max(2, Math.ceil(copy.length * (0.4 + 0.6 * random()))));
  if (random() < 0.3) copy.push(...copy.splice(1, 1 + Math.floor(random() * 3)));
  if (random() < 0.3 && copy.length > 4) copy.splice(Math.floor(random() * copy.length), 1);
  const changed = random() * 0.08;
  const words = copy
    .join(' ')
    .split(' ')
    .map((word) => (random() < changed ? `x${Math.floor(random() * 500)}` : word));
  if (random() < 0.5) words.unshift('(Reuters)', '-');
  if (random() < 0.5) words.push('(Reporting', 'by', 'our', 'own', 'staff;', 'editing', 'by', 'the', 'desk)');
  return words.join(' ');
}

export function scoreCopies(): Score & { reports_per_second: number } {
  const random = randomFrom(20160208);
  const texts = originals();
  const reports: { text: string; of: number }[] = texts.map((sentences, of) => ({
    text: sentences.join(' '),
    of,
  }));
  for (let i = 0; i < COPIED; i++)
    for (let k = 0; k < COPIES_EACH; k++) {
      const of = i % texts.length;
      reports.push({ text: copyOf(texts[of]!, random), of });
    }
  const followers = followersIn(texts);
  while (reports.length < REPORTS) {
    let word = '.';
    const words = Array.from({ length: 120 + Math.floor(random() * 200) }, () => {
      const next = followers.get(word) ?? followers.get('.')!;
      word = next[Math.floor(random() * next.length)]!;
      return word;
    });
    reports.push({ text: words.join(' '), of: reports.length });
  }
  for (let i = reports.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [reports[i], reports[j]] = [reports[j]!, reports[i]!];
  }

  const begin = performance.now();
  const index = new Origins();
  for (const { text } of reports) index.add({ text, agency: null, day: null });
  const seconds = (performance.now() - begin) / 1000;

  const pairs = (groups: Map<number, number[]>) =>
    [...groups.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const grouped = (key: (i: number) => number, members: number[]) => {
    const groups = new Map<number, number[]>();
    for (const i of members) groups.set(key(i), [...(groups.get(key(i)) ?? []), i]);
    return groups;
  };
  const all = reports.map((_, i) => i);
  const gold = grouped((i) => reports[i]!.of, all);
  const found = grouped((i) => index.of(i), all);
  let right = 0;
  for (const members of found.values()) right += pairs(grouped((i) => reports[i]!.of, members));
  return {
    items: reports.length,
    words: reports.reduce((sum, { text }) => sum + text.split(' ').length, 0),
    scores: f1(right, pairs(found), pairs(gold)),
    reports_per_second: Math.round(reports.length / seconds),
  };
}
