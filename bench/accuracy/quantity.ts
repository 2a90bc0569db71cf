/**
 * NewsQuant (Almasian et al., "CQE: A Comprehensive Quantity Extractor", EMNLP 2023): value, and value with change.
 *
 * The rules of the authors' evaluation: a value matches within a relative 1e-5 and an absolute 1e-8; a range only
 * matches a range, end by end in the order written; counts are summed over all sentences before precision and recall
 * are taken. Theirs lets one prediction match two gold quantities of the same value; here a match is one to one, which
 * can only lower the score. The two scores are matched apart: `value_change` also asks for the same change, one of
 * =, ~, >, <, up, down. Which of our number expressions NewsQuant counts: all but numbers hyphened to a noun or a span
 * of time ("a five-year award") and vague sizes without two bounds from 1,000 on. A share is its fraction ("1/3": 0.333).
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { createReader, loadResources } from '../../src/index.ts';
import { createNumbers } from '../../src/read/quantity/numbers.ts';
import type { NumberExpression } from '../../src/read/quantity/types.ts';
import { f1, type Scorer } from '../scorer.ts';

interface GoldQuantity {
  change: string;
  value: string;
  unit: string;
}

interface Item {
  text: string;
  quantities: GoldQuantity[];
}

/** A value, or the two ends of a range. */
type Value = readonly number[];

/** "6.0", "-5", "1.0-1.5": a hyphen after the first character parts a range. */
export function goldValue(written: string): Value {
  const hyphen = written.startsWith('-') || /e/i.test(written) ? -1 : written.indexOf('-');
  return hyphen < 0
    ? [Number(written)]
    : [Number(written.slice(0, hyphen)), Number(written.slice(hyphen + 1))];
}

const isClose = (gold: number, found: number) => Math.abs(gold - found) <= 1e-8 + 1e-5 * Math.abs(found);

/** `numpy.isclose` with its defaults, end by end. */
export const sameValue = (gold: Value, found: Value) =>
  gold.length === found.length && gold.every((value, i) => isClose(value, found[i]!));

/** Kinds that NewsQuant leaves where a hyphen joins the number to its noun: "five-year", "four-door"; "2.4-liter" it takes. */
const BARE = new Set<NumberExpression['kind']>(['count', 'duration']);

const CHANGES: Readonly<Record<NumberExpression['operator'], string>> = {
  exactly: '=',
  'at-least': '>',
  'more-than': '>',
  'at-most': '<',
  'less-than': '<',
  about: '~',
  between: '=',
  vague: '=',
};

function numbersIn(n: NumberExpression): Value | null {
  if (n.range) return n.range;
  if (n.value !== null) return [n.kind === 'share' ? n.value / 100 : n.value];
  return n.low !== null && n.high !== null && n.high >= 1000 ? [n.low, n.high] : null;
}

/** A rise or fall is the change unless the words about its size say that it is approximate. */
const changeOf = (n: NumberExpression) => n.change ?? CHANGES[n.operator];

/** Most pairs one to one, where equality is the only ground: greedy is best. */
function matched<G, F>(gold: readonly G[], found: readonly F[], same: (g: G, f: F) => boolean) {
  const free = new Set(found);
  return gold.map((g) => {
    for (const f of free)
      if (same(g, f)) {
        free.delete(f);
        return f;
      }
    return null;
  });
}

export const scorer: Scorer = {
  gold: '../shared/data/quantity/newsquant-dev.json',
  score(path, { errors }) {
    const items = JSON.parse(readFileSync(path, 'utf8')) as Item[];
    const resources = loadResources();
    const reader = createReader(resources);
    const findNumbers = createNumbers(resources.knowledge);
    const half = new Map<string, { value: number; both: number; gold: number; found: number }>();
    const tally = { value: 0, both: 0, gold: 0, found: 0 };
    let words = 0;
    items.forEach(({ text, quantities }, number) => {
      const doc = reader.analyse({ text });
      words += doc.tokens.length;
      const gold = quantities.map((q) => ({ value: goldValue(q.value), change: q.change, unit: q.unit }));
      const found = findNumbers(doc)
        .filter((n) => !(n.compound && BARE.has(n.kind)))
        .map((n) => ({
          value: numbersIn(n),
          change: changeOf(n),
          text: doc.tokens.text.slice(n.start, n.end),
        }))
        .filter((n): n is typeof n & { value: Value } => n.value !== null);
      const byValue = matched(gold, found, (g, f) => sameValue(g.value, f.value));
      const both = matched(gold, found, (g, f) => g.change === f.change && sameValue(g.value, f.value));
      const count = (list: readonly unknown[]) => list.filter((x) => x !== null).length;
      const side = number % 2 ? 'odd' : 'even';
      const part = half.get(side) ?? { value: 0, both: 0, gold: 0, found: 0 };
      half.set(side, part);
      for (const t of [tally, part]) {
        t.value += count(byValue);
        t.both += count(both);
        t.gold += gold.length;
        t.found += found.length;
      }
      if (!errors) return;
      const lines = [
        ...gold
          .filter((_, i) => !byValue[i])
          .map((g) => `missed   ${g.value.join(' to ')} ${g.unit} (${g.change})`),
        ...found
          .filter((f) => !byValue.includes(f))
          .map((f) => `spurious ${f.value.join(' to ')} "${f.text}"`),
        ...gold
          .filter((_, i) => byValue[i] && !both[i])
          .map(
            (g) =>
              `change   ${g.value.join(' to ')}: gold ${g.change}, found ${byValue[gold.indexOf(g)]!.change}`,
          ),
      ];
      if (lines.length) console.error(`#${number} ${text}\n${lines.map((line) => `    ${line}`).join('\n')}`);
    });
    if (errors)
      for (const [side, t] of half)
        console.error(
          `${side} items: value ${f1(t.value, t.found, t.gold).f1}, value_change ${f1(t.both, t.found, t.gold).f1}`,
        );
    const value = f1(tally.value, tally.found, tally.gold);
    return {
      items: tally.gold,
      words,
      scores: {
        value: value.f1,
        value_change: f1(tally.both, tally.found, tally.gold).f1,
        value_precision: value.precision,
        value_recall: value.recall,
      },
    };
  },
};
