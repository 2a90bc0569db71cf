import { describe, expect, test } from 'vitest';
import { parseHtml } from '../src/collect/html.ts';
import { agreementOf, fixtures } from './fixtures/pages.ts';

/** Of one page. */
const FEWEST_KEPT = 0.98;
const MOST_UNWANTED = 0.02;

const all = fixtures();

test('there are forty pages at least', () => {
  expect(all.length).toBeGreaterThanOrEqual(40);
});

describe('a page of news is read whole, and nothing around it', () => {
  test.each(all.map((fixture) => [fixture.name, fixture] as const))('%s', (_, { html, expected }) => {
    const report = parseHtml(html, 'https://ledger.example/a');
    const { kept, unwanted, lost, gained } = agreementOf(expected, `${report.title}\n\n${report.text}`);
    expect(kept, `lost: ${lost.slice(0, 40).join(' ')}`).toBeGreaterThanOrEqual(FEWEST_KEPT);
    expect(unwanted, `gained: ${gained.slice(0, 40).join(' ')}`).toBeLessThanOrEqual(MOST_UNWANTED);
  });
});

test('agreement is measured: words that are lost, and words that are gained', () => {
  expect(agreementOf('one two two three', 'one two four')).toEqual({
    kept: 0.5,
    unwanted: 1 / 3,
    lost: ['two', 'three'],
    gained: ['four'],
  });
});
