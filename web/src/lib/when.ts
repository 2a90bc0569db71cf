/**
 * Dates of the record (EDTF) in words: as precise as they are, and no more.
 *
 * @module
 */
import { dayOf, weekdayOf } from '../../../src/record/calendar.ts';
import { type EdtfDate, parseEdtf } from '../../../src/record/edtf.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const SEASONS = ['spring', 'summer', 'autumn', 'winter'];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `4 August 2020`, `14–20 April 2014`, `about 1970`, `since May 2014`; what is not EDTF as it stands. */
export function whenWords(edtf: string): string {
  const parsed = parseEdtf(edtf);
  if (!parsed) return edtf;
  if (parsed.kind === 'date') return dateWords(parsed.date);
  const { start, end } = parsed;
  if (start === null || start === '..') return `until ${dateWords(end as EdtfDate)}`;
  if (end === null || end === '..') return `since ${dateWords(start)}`;
  return rangeWords(start, end);
}

/** The day of the week of a date that is known to the day; else null. */
export function weekdayWord(edtf: string): string | null {
  const parsed = parseEdtf(edtf);
  if (parsed?.kind !== 'date') return null;
  const { year, month, day } = parsed.date;
  if (!month || !day || /X/.test(year + month + day)) return null;
  return WEEKDAYS[weekdayOf(dayOf(Number(year), Number(month), Number(day))) - 1]!;
}

function dateWords(date: EdtfDate): string {
  const about = date.qualifier === '~' || date.qualifier === '%' ? 'about ' : '';
  const doubt = date.qualifier === '?' || date.qualifier === '%' ? ' ?' : '';
  const clock = date.time ? `, ${clockWords(date.time)}` : '';
  return about + [dayWord(date), monthWord(date), yearWord(date)].filter(Boolean).join(' ') + clock + doubt;
}

/** Two dates, with what they share said once. */
function rangeWords(start: EdtfDate, end: EdtfDate): string {
  const plain = !start.qualifier && !end.qualifier && !start.time && !end.time;
  const sameYear = start.year === end.year;
  const sameMonth = sameYear && start.month === end.month;
  if (plain && sameMonth && dayWord(start) && dayWord(end))
    return dayWord(start) === dayWord(end)
      ? dateWords(start)
      : `${dayWord(start)}–${dayWord(end)} ${monthWord(start)} ${yearWord(start)}`;
  if (plain && sameYear && monthWord(start) && monthWord(end)) {
    const first = [dayWord(start), monthWord(start)].filter(Boolean).join(' ');
    const last = [dayWord(end), monthWord(end)].filter(Boolean).join(' ');
    const to = dayWord(start) || dayWord(end) ? ' – ' : '–';
    return `${first}${to}${last} ${yearWord(start)}`;
  }
  if (plain && !start.month && !end.month) return `${yearWord(start)}–${yearWord(end)}`;
  return `${dateWords(start)} – ${dateWords(end)}`;
}

const dayWord = ({ day }: EdtfDate) => (day === null || day === 'XX' ? '' : String(Number(day)));

function monthWord({ month }: EdtfDate): string {
  if (month === null || month === 'XX') return '';
  return Number(month) > 20 ? SEASONS[Number(month) - 21]! : MONTHS[Number(month) - 1]!;
}

function yearWord({ year }: EdtfDate): string {
  if (year.endsWith('XXXX')) return '(year not known)';
  if (year.endsWith('XX')) return `${year.slice(0, -2)}00s`;
  if (year.endsWith('X')) return `${year.slice(0, -1)}0s`;
  const number = Number(year);
  return number > 0 ? String(number) : `${1 - number} BC`;
}

const clockWords = (time: string) =>
  time.slice(0, 5) + (time.endsWith('Z') ? ' UTC' : time.length > 8 ? ` ${time.slice(8)}` : '');

/** A moment that a computer wrote down (ISO 8601), for people: `24 November 2026, 10:05`. */
export function momentWords(iso: string): string {
  const day = whenWords(iso.slice(0, 10));
  return iso.length > 10 ? `${day}, ${iso.slice(11, 16)}` : day;
}
