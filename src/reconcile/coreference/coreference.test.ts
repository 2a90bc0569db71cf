import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReader, loadResources } from '../../index.ts';
import { tokenAt } from '../../read/tokens/types.ts';
import { createCoreference, gather, type Told } from './coreference.ts';
import { averageLink } from './link.ts';
import { FEATURES, writeFeatures } from './pair.ts';
import { readTrees, scoreOf } from './trees.ts';
import { createWords, stemOf } from './words.ts';

const resources = loadResources();
const reader = createReader(resources);
const words = createWords(resources);

/** A document whose mentions are the words in brackets. */
function told(marked: string): Told {
  const starts: number[] = [];
  let text = '';
  for (const part of marked.split(/(\[[^\]]+\])/)) {
    if (part.startsWith('[')) starts.push(text.length);
    text += part.replace(/^\[|\]$/g, '');
  }
  const analysis = reader.analyse({ text });
  return { analysis, mentions: starts.map((start) => [tokenAt(analysis.tokens, start)]) };
}

describe('average link', () => {
  const table = (rows: number[][]) => rows.map((row) => Float64Array.from(row));

  test('joins the most alike first, and by the mean of what was joined', () => {
    const rows = [
      [1, 0.9, 0.2],
      [0.9, 1, 0.7],
      [0.2, 0.7, 1],
    ];
    expect(averageLink(table(rows), 0.5)).toEqual([0, 0, 2]);
    expect(averageLink(table(rows), 0.4)).toEqual([0, 0, 0]);
    expect(averageLink([], 0.5)).toEqual([]);
  });

  test('gives what looking at every pair again would give', () => {
    const tables = fc
      .integer({ min: 1, max: 9 })
      .chain((n) =>
        fc
          .array(fc.integer({ min: 0, max: 1000 }), { minLength: n * n, maxLength: n * n })
          .map((values) =>
            Array.from({ length: n }, (_, i) =>
              Array.from({ length: n }, (_, j) => values[Math.max(i, j) * n + Math.min(i, j)]! / 1000),
            ),
          ),
      );
    fc.assert(
      fc.property(tables, (rows) => {
        const groups = new Set(rows.map((_, i) => [i]));
        const mean = (a: number[], b: number[]) =>
          a.flatMap((i) => b.map((j) => rows[i]![j]!)).reduce((sum, x) => sum + x, 0) / (a.length * b.length);
        for (;;) {
          const pairs = [...groups].flatMap((a) =>
            [...groups].filter((b) => b[0]! < a[0]!).map((b) => ({ a, b })),
          );
          const best = pairs.sort((x, y) => mean(y.a, y.b) - mean(x.a, x.b))[0];
          if (!best || mean(best.a, best.b) <= 0.5) break;
          // Where two pairs are as alike either may be first.
          const rival = pairs[1];
          fc.pre(!rival || Math.abs(mean(rival.a, rival.b) - mean(best.a, best.b)) > 1e-9);
          groups.delete(best.a);
          groups.delete(best.b);
          groups.add([...best.b, ...best.a].sort((x, y) => x - y));
        }
        const expected = rows.map((_, i) => [...groups].find((group) => group.includes(i))![0]);
        expect(averageLink(table(rows), 0.5)).toEqual(expected);
      }),
    );
  });
});

test('words are alike by their stem, by the list, by their company', () => {
  expect(['shooting', 'shoot', 'bombing', 'bomb'].map(stemOf)).toEqual(['shoot', 'shoot', 'bomb', 'bomb']);
  expect([...words.same('murder')].some((line) => words.same('slaying').has(line))).toBe(true);
  expect([...words.same('murder')].some((line) => words.same('earthquake').has(line))).toBe(false);
  expect(words.cosine('tremor', 'earthquake')).toBeGreaterThan(words.cosine('tremor', 'ceremony'));
  expect(words.cosine('tremor', 'no-such-word')).toBe(0);
  expect(words.weight('the')).toBeLessThan(words.weight('tremor'));
});

test('a tree adds what its leaf says', () => {
  const tree = { feature: [1, -1, -1], threshold: [0.5, 0, 0], left: [1, -1, -1], value: [0, -2, 3] };
  const model = { bias: 0.25, trees: [tree, tree] };
  expect(scoreOf(model, Float32Array.of(0, 0.5))).toBe(-3.75);
  expect(scoreOf(model, Float32Array.of(0, 0.6))).toBe(6.25);
});

test('weights of other features are refused', () => {
  const bytes = new TextEncoder().encode(
    JSON.stringify({ features: ['a'], trees: [], bias: 0, threshold: 0 }),
  );
  expect(() => readTrees(bytes, FEATURES)).toThrow('other features');
});

describe('mentions', () => {
  const coreference = createCoreference(resources);
  const stories = [
    'A strong [earthquake] struck the town of Lerida on Monday. Two people were [killed].',
    'The [quake] shook Lerida on Monday and brought down three houses. Two residents were [killed].',
    'The striker Paul Marek [scored] twice on Saturday and his club won the [cup].',
  ].map(told);

  test('of one thing come together across documents, and what is of other things stays apart', () => {
    const { documents, events } = coreference(stories);
    expect(documents[0]).toBe(documents[1]);
    expect(documents[2]).not.toBe(documents[0]);
    expect(events[0]).toBe(events[2]);
    expect(events[1]).toBe(events[3]);
    expect(new Set(events).size).toBe(4);
  });

  test('nothing to compare gives nothing', () => {
    expect(coreference([])).toEqual({ documents: [], events: [] });
    expect(coreference([told('Nothing was said.')]).events).toEqual([]);
  });
});

test('a pair has the same features whichever comes first', () => {
  const { mentions, documents } = gather(
    [
      told('Gunmen [attacked] a bank in Lerida. The [attack] lasted an hour.'),
      told('A [raid] on a bank in Lerida'),
    ],
    words,
  );
  for (const x of mentions)
    for (const y of mentions) {
      const likeness = documents.likeness(x.mention.document, y.mention.document);
      const [forth, back] = [new Float32Array(FEATURES.length), new Float32Array(FEATURES.length)];
      writeFeatures(
        { a: x.mention, b: y.mention, one: x.standing, other: y.standing, likeness, words },
        forth,
      );
      writeFeatures(
        { a: y.mention, b: x.mention, one: y.standing, other: x.standing, likeness, words },
        back,
      );
      expect(back).toEqual(forth);
    }
});
