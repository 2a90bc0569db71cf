import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civil, dayOf, easterOf, mondayOf, nthWeekday, weekdayOf, weekOf } from './calendar.ts';

const iso = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10);

describe('the calendar', () => {
  it('agrees with the one that the engine knows', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayOf(1000, 1, 1), max: dayOf(9999, 12, 31) }), (n) => {
        const { year, month, day } = civil(n);
        const pad = (x: number, width: number) => String(x).padStart(width, '0');
        expect(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`).toBe(iso(n));
        expect(weekdayOf(n) % 7).toBe(new Date(n * 86_400_000).getUTCDay());
      }),
      { seed: 4 },
    );
  });

  it.each([
    ['2016-02-08', 2016, 6],
    ['2016-01-01', 2015, 53],
    ['2018-12-31', 2019, 1],
    ['2020-12-31', 2020, 53],
  ])('the ISO week of %s', (date, year, week) => {
    const [y, m, d] = date.split('-').map(Number) as [number, number, number];
    expect(weekOf(dayOf(y, m, d))).toEqual({ year, week });
    expect(weekdayOf(mondayOf(year, week))).toBe(1);
  });

  it.each([
    [1818, '1818-03-22'],
    [1943, '1943-04-25'],
    [2000, '2000-04-23'],
    [2016, '2016-03-27'],
    [2024, '2024-03-31'],
  ])('Easter of %i', (year, date) => expect(iso(easterOf(year))).toBe(date));

  it('finds Thanksgiving and the last Monday of May', () => {
    expect(iso(nthWeekday(2015, 11, 4, 4))).toBe('2015-11-26');
    expect(iso(nthWeekday(2016, 5, 1, -1))).toBe('2016-05-30');
  });
});
