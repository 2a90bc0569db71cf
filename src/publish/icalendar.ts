/**
 * Events as iCalendar (RFC 5545): all-day entries. An event without a day cannot stand in a calendar and is left out.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { civil, dayOf } from '../record/calendar.ts';
import { oneLine, sentenceOf } from './sentence.ts';

export const ICALENDAR_HEAD = lines(
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Onrecord//Chronology//EN',
  'CALSCALE:GREGORIAN',
);
export const ICALENDAR_FOOT = lines('END:VCALENDAR');

export function icalendarEvent(record: ChronologyRecord): string {
  const { firstDay, lastDay, place, publisher, title, url, quote } = record;
  const first = firstDay ?? lastDay;
  const last = lastDay ?? firstDay;
  if (!first || !last || !/^\d/.test(first)) return '';
  // The stamp must not be the time of writing: the same events give the same bytes.
  const published = /^\d{4}-\d{2}-\d{2}/.exec(record.published.value ?? '')?.[0];
  const stamp = (published ?? first).replaceAll('-', '');
  const located = place && place.lat !== null && place.lon !== null;
  return lines(
    'BEGIN:VEVENT',
    `UID:${record.report}-${record.event}@onrecord.invalid`,
    `DTSTAMP:${stamp}T000000Z`,
    `DTSTART;VALUE=DATE:${first.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${dayAfter(last).replaceAll('-', '')}`,
    `SUMMARY:${escaped(sentenceOf(record))}`,
    `DESCRIPTION:${escaped(`“${oneLine(quote.text)}”\n${[publisher, title].filter(Boolean).join(', ')}`)}`,
    `CATEGORIES:${record.type}`,
    ...(place ? [`LOCATION:${escaped(place.name)}`] : []),
    ...(located ? [`GEO:${place.lat};${place.lon}`] : []),
    ...(url && /^https?:\/\/[^\s]+$/.test(url) ? [`URL:${url}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  );
}

/** The end of an all-day entry is the day after its last. */
function dayAfter(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const next = civil(dayOf(year!, month!, date!) + 1);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(next.year).padStart(4, '0')}-${two(next.month)}-${two(next.day)}`;
}

const escaped = (text: string) =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r?\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: not allowed in a calendar
    .replace(/[\u0000-\u001f\u007f]/g, ' ');

/** Content lines, folded at 75 octets and never within a letter. */
function lines(...contents: string[]): string {
  return contents
    .map((content) => {
      let folded = '';
      let octets = 0;
      for (const letter of content) {
        const size = Buffer.byteLength(letter);
        if (octets + size > 75) {
          folded += '\r\n ';
          octets = 1;
        }
        folded += letter;
        octets += size;
      }
      return `${folded}\r\n`;
    })
    .join('');
}
