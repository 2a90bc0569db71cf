import { describe, expect, test } from 'vitest';
import type { CountClaim } from '../record/incident.ts';
import { countContradictions, summariesOf } from './incidents-counts.ts';

/** "12 people" in report a, on the word of nobody but its outlet. */
function figure(words: string, changes: Partial<CountClaim> & { report?: string } = {}): CountClaim {
  const { report = 'a', ...rest } = changes;
  const value = Number(/\d+/.exec(words)?.[0] ?? 1);
  const span = { start: 0, end: words.length, text: words };
  return {
    measures: 'killed',
    unit: /people/.test(words) ? 'person' : words.replace(/^\W*(?:\d+|the|an?) |s$/g, ''),
    value,
    low: value,
    high: value,
    operator: 'exactly',
    asOf: '2016-02-08',
    countedBy: null,
    support: {
      report,
      event: 'v1',
      origin: report,
      outlet: `Outlet ${report}`,
      source: null,
      published: '2016-02-08',
      span,
      quote: span,
    },
    ...rest,
  };
}
const killed = (...figures: CountClaim[]) => summariesOf(figures)[0]!;

describe('groups of one toll are no disagreement', () => {
  test('three guards and the president of one report: at least three', () => {
    const found = [
      figure('the president', { countedBy: 'police' }),
      figure('3 guards', { countedBy: 'aides' }),
    ];
    expect(killed(...found)).toMatchObject({ lowest: 3, highest: 3, relation: 'single' });
    expect(killed(...found).latest).toMatchObject([{ low: 3, high: null }]);
    expect(countContradictions(found, summariesOf(found))).toEqual([]);
  });

  test('eleven dead, four of them soldiers: eleven', () =>
    expect(killed(figure('11 people'), figure('4 soldiers'))).toMatchObject({
      lowest: 11,
      highest: 11,
      latest: [{ low: 11, high: 11 }],
    }));

  test('one by name where another report gives a number', () =>
    expect(killed(figure('the governor'), figure('5 people', { report: 'b' }))).toMatchObject({
      lowest: 5,
      highest: 5,
    }));

  test('one by name alone is one', () =>
    expect(killed(figure('the governor'))).toMatchObject({ lowest: 1, highest: 1 }));
});

describe('rivals stay rivals', () => {
  test('two speakers of one report on the same people', () =>
    expect(
      killed(figure('10 people', { countedBy: 'police' }), figure('20 people', { countedBy: 'doctors' })),
    ).toMatchObject({ lowest: 10, highest: 20, relation: 'disagreement' }));

  test('two reports', () =>
    expect(killed(figure('10 people'), figure('12 people', { report: 'b' }))).toMatchObject({
      lowest: 10,
      highest: 12,
      relation: 'disagreement',
    }));
});
