/**
 * First and last day of an EDTF date or interval, to sort and filter by.
 *
 * @module
 */

export interface Days {
  /** YYYY-MM-DD; null when the interval is open or unknown at that end. */
  first: string | null;
  last: string | null;
}

const NONE: Days = { first: null, last: null };
const DATE = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX)(?:T.*)?)?)?$/;
/** Months of the EDTF seasons 21 to 24 and quarters 33 to 36 (winter is that which begins in December). */
const SEASONS: Record<string, [number, number]> = {
  '21': [3, 5],
  '22': [6, 8],
  '23': [9, 11],
  '24': [12, 14],
  '33': [1, 3],
  '34': [4, 6],
  '35': [7, 9],
  '36': [10, 12],
};

/**
 * Days of an EDTF string (levels 0 and 1, the forms that readings use): "2016-02" is the whole of that month,
 * "2016-02-01/.." has no last day. What is no such string has no days.
 */
export function daysOf(edtf: string | null): Days {
  if (!edtf) return NONE;
  const [begin, end, more] = edtf.split('/');
  if (more !== undefined) return NONE;
  const first = daysOfDate(begin!);
  if (end === undefined) return first;
  return { first: first.first, last: daysOfDate(end).last };
}

function daysOfDate(source: string): Days {
  const match = DATE.exec(source.replace(/[?~%]/g, ''));
  if (!match) return NONE;
  const [, year, month, day] = match;
  const from = year!.replace(/X/g, '0');
  const to = year!.replace(/X/g, '9');
  const season = month === undefined ? undefined : SEASONS[month];
  if (season) {
    const [begin, end] = season;
    const over = end > 12 ? 1 : 0;
    return { first: `${from}-${two(begin)}-01`, last: monthEnd(Number(to) + over, end - over * 12) };
  }
  if (month === undefined || month === 'XX') return { first: `${from}-01-01`, last: `${to}-12-31` };
  if (Number(month) < 1 || Number(month) > 12) return NONE;
  if (day === undefined || day === 'XX')
    return { first: `${from}-${month}-01`, last: monthEnd(Number(to), Number(month)) };
  return { first: `${from}-${month}-${day}`, last: `${to}-${month}-${day}` };
}

const two = (n: number) => String(n).padStart(2, '0');

function monthEnd(year: number, month: number): string {
  const days = new Date(Date.UTC(2000, 0, 1));
  days.setUTCFullYear(year, month, 0);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(days.getUTCDate())}`;
}
