import edtf from 'edtf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civil, dayOf, daysIn } from './calendar.ts';
import { edtfDay, edtfDays, edtfYear, formatEdtf, parseEdtf } from './edtf.ts';

const two = (n: number) => String(n).padStart(2, '0');
const year = fc.integer({ min: -3000, max: 9999 });
const month = year.chain((y) => fc.integer({ min: 1, max: 12 }).map((m) => `${edtfYear(y)}-${two(m)}`));
const day = fc.integer({ min: dayOf(-3000, 1, 1), max: dayOf(9999, 12, 31) }).map(edtfDay);
const season = fc.tuple(year, fc.integer({ min: 21, max: 24 })).map(([y, s]) => `${edtfYear(y)}-${s}`);
const plain = fc.oneof(year.map(edtfYear), month, day);
const qualified = fc.tuple(plain, fc.constantFrom('', '~', '?', '%')).map(([date, mark]) => date + mark);
const decade = fc.integer({ min: 100, max: 299 }).map((d) => `${d}X`);
const century = fc.integer({ min: 10, max: 29 }).map((c) => `${c}XX`);
const time = fc
  .tuple(day, fc.integer({ min: 0, max: 86399 }), fc.constantFrom('', 'Z', '+03:00', '-05:00'))
  .filter(([date]) => !date.startsWith('-'))
  .map(
    ([date, s, zone]) =>
      `${date}T${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}${zone}`,
  );
// The edtf package takes no interval whose ends are the same.
const interval = fc
  .tuple(day, day)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (edtfDays(a)!.first! < edtfDays(b)!.first! ? `${a}/${b}` : `${b}/${a}`));
const open = fc.tuple(day, fc.boolean()).map(([date, left]) => (left ? `../${date}` : `${date}/..`));
const any = fc.oneof(qualified, season, decade, century, time, interval, open);

describe('EDTF that we write', () => {
  it('is what the edtf package reads, and what we read back', () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(() => edtf(text)).not.toThrow();
        const parsed = parseEdtf(text);
        expect(parsed).not.toBeNull();
        expect(formatEdtf(parsed!)).toBe(text);
      }),
      { seed: 8, numRuns: 2000 },
    );
  });

  it('covers the days that the edtf package says', () => {
    fc.assert(
      fc.property(fc.oneof(plain, decade, century, interval), (text) => {
        const days = edtfDays(text)!;
        const oracle = edtf(text) as { min: number; max: number };
        expect(days.first).toBe(Math.floor(oracle.min / 86_400_000));
        expect(days.last).toBe(Math.floor(oracle.max / 86_400_000));
      }),
      { seed: 8, numRuns: 2000 },
    );
  });
});

describe('EDTF that is none', () => {
  it.each([
    '',
    '/',
    '../..',
    'last week',
    '2016-13',
    '2016-02-31',
    '2015-02-29',
    '2016-2-8',
    '16-02-08',
    '2016-22-01',
    '2016-02-08T25:00:00',
    '2016-02-08T14:05',
    '-0000',
    '2016-02-08/yesterday',
    '20X6',
    '2016T10:00:00',
  ])('%j', (text) => {
    expect(parseEdtf(text)).toBeNull();
    expect(edtfDays(text)).toBeNull();
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-0-9XT:/.~?%]{0,24}$/)), (text) => {
        const parsed = parseEdtf(text);
        if (parsed) expect(parseEdtf(formatEdtf(parsed))).toEqual(parsed);
      }),
      { seed: 8, numRuns: 3000 },
    );
  });
});

describe('what days an expression covers', () => {
  const words = (text: string) => {
    const { first, last } = edtfDays(text)!;
    return [first, last].map((d) => (d === null ? null : edtfDay(d)));
  };
  it.each([
    ['2016', ['2016-01-01', '2016-12-31']],
    ['2016-02~', ['2016-02-01', '2016-02-29']],
    ['197X', ['1970-01-01', '1979-12-31']],
    ['19XX', ['1900-01-01', '1999-12-31']],
    ['1916-24', ['1916-12-01', '1917-02-28']],
    ['2016-02-01/2016-02-07', ['2016-02-01', '2016-02-07']],
    ['2015-09-30/..', ['2015-09-30', null]],
    ['../2016', [null, '2016-12-31']],
    ['XXXX-02-08', [null, null]],
    ['-0479', ['-0479-01-01', '-0479-12-31']],
    ['2016-02-08T14:05:00Z', ['2016-02-08', '2016-02-08']],
  ])('%s', (text, days) => {
    expect(words(text)).toEqual(days);
  });

  it('keeps the order of days', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000, max: 2_000_000 }), (n) => {
        const date = civil(n);
        expect(dayOf(date.year, date.month, date.day)).toBe(n);
        expect(date.day).toBeLessThanOrEqual(daysIn(date.year, date.month));
      }),
      { seed: 8 },
    );
  });
});
