/**
 * Events as TimelineJS 3 reads them. An event without a day cannot stand on a time line and is left out.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { oneLine, sentenceOf } from './sentence.ts';
import { xml } from './xml.ts';

export const TIMELINE_HEAD =
  '{"title":{"text":{"headline":"Chronology","text":"What was reported, on whose word."}},"events":[\n';
export const TIMELINE_FOOT = '\n]}\n';

export function timelineSlide(record: ChronologyRecord): string {
  const { firstDay, lastDay, publisher, title, quote, time } = record;
  const first = firstDay ?? lastDay;
  if (!first) return '';
  const source = [publisher, title].filter(Boolean).join(', ');
  return JSON.stringify({
    unique_id: `${record.report}-${record.event}`,
    group: record.type,
    start_date: { ...dateOf(first), display_date: time.edtf ?? first },
    ...(lastDay && lastDay !== first ? { end_date: dateOf(lastDay) } : {}),
    // TimelineJS takes HTML here.
    text: {
      headline: xml(sentenceOf(record)),
      text: xml(`“${oneLine(quote.text)}”${source ? ` (${source})` : ''}`),
    },
  });
}

function dateOf(day: string) {
  const [, year, month, date] = /^(-?\d+)-(\d{2})-(\d{2})$/.exec(day)!;
  return { year: Number(year), month: Number(month), day: Number(date) };
}
