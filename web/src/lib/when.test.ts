import { expect, test } from 'vitest';
import { momentWords, weekdayWord, whenWords } from './when.ts';

test.each([
  ['2020-08-04', '4 August 2020'],
  ['2020-08', 'August 2020'],
  ['2020', '2020'],
  ['197X', '1970s'],
  ['2013-09-21~', 'about 21 September 2013'],
  ['2013-09?', 'September 2013 ?'],
  ['1916-22', 'summer 1916'],
  ['2016-02-08T14:05:00Z', '8 February 2016, 14:05 UTC'],
  ['2014-04-14/2014-04-20', '14–20 April 2014'],
  ['2014-04-28/2014-05-04', '28 April – 4 May 2014'],
  ['2014-04/2014-05', 'April–May 2014'],
  ['2014-12-30/2015-01-02', '30 December 2014 – 2 January 2015'],
  ['1967/1969', '1967–1969'],
  ['2014-05-04/..', 'since 4 May 2014'],
  ['/2014-05', 'until May 2014'],
  ['-0479', '480 BC'],
  ['XXXX-02-08', '8 February (year not known)'],
  ['next spring', 'next spring'],
])('%s is said as %s', (edtf, words) => {
  expect(whenWords(edtf)).toBe(words);
});

test('only a date that is known to the day has a weekday', () => {
  expect(weekdayWord('2020-08-04')).toBe('Tuesday');
  expect(weekdayWord('2020-08')).toBeNull();
  expect(weekdayWord('2020-08-04/2020-08-05')).toBeNull();
});

test('a moment keeps its time of day', () => {
  expect(momentWords('2026-11-24T10:05:33Z')).toBe('24 November 2026, 10:05');
  expect(momentWords('2026-11-24')).toBe('24 November 2026');
});
