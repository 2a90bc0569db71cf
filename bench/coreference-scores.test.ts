import { expect, test } from 'vitest';
import { bCubed, ceafE, conll, muc } from './coreference-scores.ts';

// The example of Luo (2005), table 1: gold {1..5} {6,7} {8,9,A,B,C}; response (a) joins the last two.
const GOLD = ['x', 'x', 'x', 'x', 'x', 'y', 'y', 'z', 'z', 'z', 'z', 'z'];
const A = ['x', 'x', 'x', 'x', 'x', 'y', 'y', 'y', 'y', 'y', 'y', 'y'];
const B = ['x', 'x', 'x', 'x', 'x', 'y', 'y', 'x', 'x', 'x', 'x', 'x'];
const round = (x: number) => Math.round(x * 1000) / 1000;

test('the scores of the published example', () => {
  expect([muc(GOLD, A).f1, bCubed(GOLD, A).f1, ceafE(GOLD, A).f1].map(round)).toEqual([0.947, 0.865, 0.733]);
  expect([muc(GOLD, B).f1, bCubed(GOLD, B).f1, ceafE(GOLD, B).f1].map(round)).toEqual([0.947, 0.737, 0.667]);
});

test('the gold clustering scores 1, whatever its names', () => {
  expect(
    conll(
      GOLD,
      GOLD.map((name) => name.charCodeAt(0)),
    ),
  ).toBeCloseTo(1);
});

test('the best assignment is found where the greedy one is not', () => {
  expect(ceafE(['a', 'a', 'a', 'b', 'b'], ['p', 'p', 'q', 'q', 'q']).f1).toBeCloseTo((0.8 + 0.8) / 2);
});

test('a mention that was not found costs recall, one that is not there precision', () => {
  const gold = ['x', 'x', 'y', null];
  const found = [1, 1, null, 2];
  expect(bCubed(gold, found)).toMatchObject({ recall: 2 / 3, precision: 2 / 3 });
  expect(muc(gold, found)).toMatchObject({ recall: 1, precision: 1 });
  expect(ceafE(gold, found)).toMatchObject({ recall: 1 / 2, precision: 1 / 2 });
  expect(muc(['x', 'x', 'x'], [1, 1, null]).recall).toBe(1 / 2);
});
