/**
 * PLV: the type of the event between two marked participants of a sentence.
 *
 * Scored by macro-F1 over root types (RETREAT and CONCEDE are one there, YIELD) and over the four quad classes.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { createReader, loadResources } from '../../src/index.ts';
import { createCoding } from '../../src/read/event/derived.ts';
import type { Analysis } from '../../src/read/layers.ts';
import type { Event } from '../../src/record/reading.ts';
import { perCent, type Scorer } from '../scorer.ts';

const ROOT: Readonly<Record<string, string>> = { RETREAT: 'YIELD', CONCEDE: 'YIELD' };
const QUAD: Readonly<Record<string, string>> = {
  AGREE: 'VC',
  CONSULT: 'VC',
  SUPPORT: 'VC',
  COOPERATE: 'MC',
  AID: 'MC',
  YIELD: 'MC',
  REQUEST: 'VK',
  ACCUSE: 'VK',
  REJECT: 'VK',
  THREATEN: 'VK',
  PROTEST: 'MK',
  SANCTION: 'MK',
  MOBILIZE: 'MK',
  COERCE: 'MK',
  ASSAULT: 'MK',
};

export const scorer: Scorer = {
  gold: '../shared/data/event/plover/PLV_train.tsv',
  score(path, { errors }) {
    const [head, ...rows] = readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'));
    const column = (name: string) => head!.indexOf(name);
    const [sentence, marked, gold] = [column('sentence'), column('marked_sentence'), column('gold_root')];
    const resources = loadResources();
    const codes = createCoding(resources.knowledge, 'plv');
    const reader = createReader(resources);
    let words = 0;
    const roots: [string, string][] = [];
    for (const row of rows) {
      const wanted = row[gold];
      if (!wanted) continue;
      const text = row[sentence]!;
      const analysis = reader.analyse({ text });
      words += analysis.tokens.length;
      const source = between(row[marked]!, 's');
      const target = between(row[marked]!, 't');
      const codeOf = codes(analysis);
      const event = eventBetween(analysis, codeOf, source, target);
      const code = event ? (codeOf(event) ?? event.type) : 'NONE';
      const type = ROOT[code] ?? code;
      roots.push([wanted, type]);
      if (errors && type !== wanted)
        console.error(
          `${wanted} got ${type} (${event?.trigger.text ?? ''}) of ${analysis.events.map((e) => `${e.type}:${e.trigger.text}`).join(' ') || 'nothing'}: ${row[marked]}`,
        );
    }
    const quads = roots.map(([a, b]): [string, string] => [QUAD[a] ?? a, QUAD[b] ?? b]);
    return {
      items: roots.length,
      words,
      scores: {
        root_macro_f1: macro(roots),
        quad_macro_f1: macro(quads),
        accuracy: perCent(roots.filter(([a, b]) => a === b).length / roots.length),
      },
    };
  },
};

/** Words of a marked stretch: offsets in the sentence without its marks are not needed, its words are. */
function between(marked: string, tag: string): { start: number; end: number } | null {
  const open = marked.indexOf(`<${tag}>`);
  const close = marked.indexOf(`</${tag}>`);
  if (open < 0 || close < 0) return null;
  const plain = (to: number) => marked.slice(0, to).replace(/<\/?[st]>/g, '').length;
  return { start: plain(open), end: plain(close) };
}

/** The event that best links the two: both as participants in their roles, or one of them, or the nearest between them. */
function eventBetween(
  { events }: Analysis,
  codeOf: (event: Event) => string | null,
  source: { start: number; end: number } | null,
  target: { start: number; end: number } | null,
): Event | null {
  let best: { event: Event; score: number } | null = null;
  const touches = (p: { start: number; end: number }, s: { start: number; end: number } | null) =>
    s !== null && p.start < s.end && p.end > s.start;
  for (const event of events) {
    let score = 0;
    for (const p of event.participants) {
      if (touches(p, source)) score += p.role === 'actor' ? 4 : 1;
      if (touches(p, target)) score += p.role === 'recipient' || p.role === 'beneficiary' ? 4 : 2;
    }
    if (touches(event.trigger, target)) score += 3;
    if (touches(event.trigger, source)) score -= 1;
    if (!codeOf(event)) score -= 3;
    score -= 0.001 * (source ? Math.abs(event.trigger.start - source.end) : event.trigger.start);
    if (!best || score > best.score) best = { event, score };
  }
  return best?.event ?? null;
}

function macro(pairs: readonly (readonly [string, string])[]): number {
  const classes = [...new Set(pairs.map(([gold]) => gold))];
  const sum = classes.reduce((total, c) => {
    const hit = pairs.filter(([a, b]) => a === c && b === c).length;
    const [p, g] = [pairs.filter(([, b]) => b === c).length, pairs.filter(([a]) => a === c).length];
    return total + (p + g ? (2 * hit) / (p + g) : 0);
  }, 0);
  return perCent(sum / classes.length);
}
