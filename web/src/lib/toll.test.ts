import { expect, test } from 'vitest';
import type { CountClaim } from '../../../src/record/incident.ts';
import { ticksTo, tollsOf } from './toll.ts';

const figure = (asOf: string | null, value: number, more: Partial<CountClaim> = {}) =>
  ({
    measures: 'killed',
    value,
    low: value,
    high: value,
    operator: 'exactly',
    asOf,
    support: { origin: 'a' },
    ...more,
  }) as CountClaim;

test('figures are put in the order of publication', () => {
  const [toll] = tollsOf([figure('2020-08-09', 158), figure('2020-08-04', 50)]);
  expect(toll?.points.map(({ low }) => low)).toEqual([50, 158]);
});

test('"at least" is open above', () => {
  const open = figure('2020-08-04', 50, { high: null, operator: 'at-least' });
  expect(tollsOf([open, figure('2020-08-05', 73)])[0]?.points[0]?.high).toBeNull();
});

test('one figure, or figures without a date, are no change', () => {
  expect(tollsOf([figure('2020-08-04', 50)])).toEqual([]);
  expect(tollsOf([figure(null, 50), figure(null, 60)])).toEqual([]);
});

test.each([
  [3, [0, 1, 2, 3]],
  [158, [0, 50, 100, 150, 200]],
  [4000, [0, 1000, 2000, 3000, 4000]],
])('ticks up to %d', (most, ticks) => {
  expect(ticksTo(most)).toEqual(ticks);
});
