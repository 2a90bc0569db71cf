/**
 * Extended Date/Time Format (ISO 8601-2:2019, Library of Congress EDTF): the forms that the record uses.
 *
 * A date at any precision ("2016", "2016-02", "2016-02-08"), years before 1 ("-0479"), a decade or century ("197X",
 * "19XX"), unspecified parts ("XXXX-02-08", "2016-02-XX"), a season ("1916-22"), a time ("2016-02-08T14:05:00Z"),
 * each with `~` (about) or `?` (doubtful) or `%` (both) at its end; and intervals of dates, open (`..`) or unknown
 * (empty) on either side.
 *
 * @module
 */
import { civil, dayOf, daysIn } from './calendar.ts';

export interface EdtfDate {
  /** Four digits, `X` where unspecified, before year 0 with a minus. */
  readonly year: string;
  /** "01" to "12", "XX", or a season "21" (spring) to "24" (winter). */
  readonly month: string | null;
  readonly day: string | null;
  /** "14:05:00", then "Z" or an offset if one is known. */
  readonly time: string | null;
  readonly qualifier: '' | '~' | '?' | '%';
}

/** A date, or an interval: `..` is open, `null` unknown. */
export type Edtf =
  | { readonly kind: 'date'; readonly date: EdtfDate }
  | {
      readonly kind: 'interval';
      readonly start: EdtfDate | '..' | null;
      readonly end: EdtfDate | '..' | null;
    };

const YEAR = /^(-?)(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-|T|[~?%]|$)/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** Reads one EDTF expression; null when it is none of the forms above or not on the calendar. */
export function parseEdtf(text: string): Edtf | null {
  const slash = text.indexOf('/');
  if (slash < 0) {
    const date = parseDate(text);
    return date && { kind: 'date', date };
  }
  const side = (part: string): EdtfDate | '..' | null | undefined =>
    part === '..' ? '..' : part === '' ? null : (parseDate(part) ?? undefined);
  const start = side(text.slice(0, slash));
  const end = side(text.slice(slash + 1));
  if (start === undefined || end === undefined) return null;
  if ((start === '..' || start === null) && (end === '..' || end === null)) return null;
  return { kind: 'interval', start, end };
}

function parseDate(text: string): EdtfDate | null {
  const found = YEAR.exec(text);
  if (!found) return null;
  const year = found[1]! + found[2]!;
  let rest = text.slice(year.length);
  let qualifier: EdtfDate['qualifier'] = '';
  const last = rest.at(-1);
  if (last === '~' || last === '?' || last === '%') {
    qualifier = last;
    rest = rest.slice(0, -1);
  }
  let time: string | null = null;
  const t = rest.indexOf('T');
  if (t >= 0) {
    time = rest.slice(t + 1);
    rest = rest.slice(0, t);
    if (!TIME.test(time) || qualifier !== '') return null;
  }
  if (rest !== '' && !/^-(?:\d\d|XX)(?:-(?:\d\d|XX))?$/.test(rest)) return null;
  const month = rest === '' ? null : rest.slice(1, 3);
  const day = rest.length > 3 ? rest.slice(4) : null;
  if (time !== null && (day === null || /X/.test(year + month + day))) return null;
  if (year === '-0000' || !onCalendar(year, month, day)) return null;
  return { year, month, day, time, qualifier };
}

function onCalendar(year: string, month: string | null, day: string | null): boolean {
  if (month === null || month === 'XX') return day === null || day === 'XX' || (+day >= 1 && +day <= 31);
  const m = Number(month);
  if (m >= 21 && m <= 24) return day === null;
  if (m < 1 || m > 12) return false;
  if (day === null || day === 'XX') return true;
  return +day >= 1 && +day <= daysIn(year.includes('X') ? null : Number(year), m);
}

/** Writes what `parseEdtf` reads. */
export function formatEdtf(edtf: Edtf): string {
  if (edtf.kind === 'date') return formatDate(edtf.date);
  const side = (date: EdtfDate | '..' | null) =>
    date === null ? '' : date === '..' ? '..' : formatDate(date);
  return `${side(edtf.start)}/${side(edtf.end)}`;
}

function formatDate({ year, month, day, time, qualifier }: EdtfDate): string {
  let text = year;
  if (month !== null) text += `-${month}`;
  if (day !== null) text += `-${day}`;
  if (time !== null) text += `T${time}`;
  return text + qualifier;
}

/** A year of EDTF from an astronomical year. */
export function edtfYear(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, '0');
  return year < 0 ? `-${digits}` : digits;
}

/** A day of EDTF from a day number (`calendar.ts`). */
export function edtfDay(dayNumber: number): string {
  const { year, month, day } = civil(dayNumber);
  return `${edtfYear(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** First and last day (day numbers) that an expression can mean; null where it is open, unknown or has no year. */
export interface EdtfDays {
  readonly first: number | null;
  readonly last: number | null;
}

/**
 * The days that an expression covers, for comparing and sorting. A season is taken as in the northern hemisphere
 * (spring from March, winter from December into the next year); `~` and `?` do not widen.
 * Null when the text is not EDTF; both null when it has no year.
 */
export function edtfDays(text: string): EdtfDays | null {
  const edtf = parseEdtf(text);
  if (!edtf) return null;
  if (edtf.kind === 'date') return daysOfDate(edtf.date);
  const first = edtf.start === null || edtf.start === '..' ? null : daysOfDate(edtf.start).first;
  const last = edtf.end === null || edtf.end === '..' ? null : daysOfDate(edtf.end).last;
  return { first, last };
}

function daysOfDate({ year, month, day }: EdtfDate): EdtfDays {
  if (year.endsWith('XXXX')) return { first: null, last: null };
  // Unspecified digits of a year before 0 run the other way: "-048X" is -0489 to -0480.
  const low = Number(year.replaceAll('X', year.startsWith('-') ? '9' : '0'));
  const high = Number(year.replaceAll('X', year.startsWith('-') ? '0' : '9'));
  if (month === null) return { first: dayOf(low, 1, 1), last: dayOf(high, 12, 31) };
  if (month === 'XX') return { first: dayOf(low, 1, 1), last: dayOf(high, 12, 31) };
  const m = Number(month);
  if (m > 12) {
    const first = (m - 20) * 3;
    const lastMonth = first === 12 ? 2 : first + 2;
    const lastYear = first === 12 ? high + 1 : high;
    return { first: dayOf(low, first, 1), last: dayOf(lastYear, lastMonth, daysIn(lastYear, lastMonth)) };
  }
  if (day === null || day === 'XX') return { first: dayOf(low, m, 1), last: dayOf(high, m, daysIn(high, m)) };
  return { first: dayOf(low, m, Number(day)), last: dayOf(high, m, Number(day)) };
}
