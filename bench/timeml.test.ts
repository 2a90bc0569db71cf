import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTimeml, scorer } from './accuracy/time.ts';

const HEAD = `<?xml version="1.0" ?><TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2016-02-08" functionInDocument="CREATION_TIME">2016-02-08</TIMEX3></DCT>`;
const timex = (words: string, type: string, value: string) =>
  `<TIMEX3 tid="t1" type="${type}" value="${value}">${words}</TIMEX3>`;

describe('TimeML', () => {
  it('gives the text without its tags, and where each expression stands in it', () => {
    const { text, gold, published } = readTimeml(
      'a',
      `${HEAD}<TITLE>${timex('June', 'DATE', '2016-06')}</TITLE><TEXT>Rain &amp; wind <EVENT eid="e1">fell</EVENT> ${timex(' last week ', 'DATE', '2016-W05')}.</TEXT></TimeML>`,
    );
    expect(published).toBe('2016-02-08');
    expect(text).toBe('Rain & wind fell  last week .');
    expect(gold).toEqual([{ start: 18, end: 27, text: 'last week', type: 'DATE', value: '2016-W05' }]);
  });

  it('takes a file without TEXT and creation time as it comes', () => {
    const { text, gold, published } = readTimeml(
      'b',
      `<TimeML>It fell in ${timex('1942', 'DATE', '1942')}.</TimeML>`,
    );
    expect(published).toBeNull();
    expect(text.slice(gold[0]!.start, gold[0]!.end)).toBe('1942');
  });
});

describe('the scores', () => {
  it('count spans, overlaps and values as TempEval-3 does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'timeml-'));
    try {
      // Right; a longer gold span with the right value; a wrong value; one that is not there. Ours finds three.
      const body = [
        `The bridge fell ${timex('last week', 'DATE', '2016-W05')}.`,
        `It was built ${timex('in 1942', 'DATE', '1942')}.`,
        `It was painted in ${timex('June 2015', 'DATE', '2014-06')}.`,
        `The ${timex('bridge', 'DATE', '2016')} was old.`,
      ].join(' ');
      writeFileSync(join(folder, 'a.tml'), `${HEAD}<TEXT>${body}</TEXT></TimeML>`);
      const { items, scores } = await scorer.score(folder, {});
      expect(items).toBe(4);
      // F1 of n right of 3 found and 4 gold: 2n / 7.
      expect(scores).toEqual({ strict: 57.1, relaxed: 85.7, type: 85.7, value: 57.1, strict_value: 28.6 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
