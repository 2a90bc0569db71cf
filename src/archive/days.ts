/**
 * First and last day of an EDTF date or interval, to sort and filter by.
 *
 * @module
 */
import { dayOf } from '../record/calendar.ts';
import { edtfDay, edtfDays } from '../record/edtf.ts';

export interface Days {
  /** YYYY-MM-DD; null when the interval is open or unknown at that end. */
  first: string | null;
  last: string | null;
}

/** Days of an EDTF string: "2016-02" is the whole of that month. What is no EDTF has no days. */
export function daysOf(edtf: string | null): Days {
  const days = edtf === null ? null : edtfDays(edtf);
  const day = (n: number | null | undefined) => (n === null || n === undefined ? null : edtfDay(n));
  return { first: day(days?.first), last: day(days?.last) };
}

/** Days since 1970-01-01 of a day as it is kept, YYYY-MM-DD; years before 1 with a minus. */
export function dayNumber(day: string): number {
  const [, year, month, date] = /^(-?\d+)-(\d{2})-(\d{2})$/.exec(day)!;
  return dayOf(Number(year), Number(month), Number(date));
}
