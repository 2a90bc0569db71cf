/**
 * Events as RSS 2.0, in the order of the chronology.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { civil, dayOf, weekdayOf } from '../record/calendar.ts';
import { oneLine, sentenceOf } from './sentence.ts';
import { xml } from './xml.ts';

export const RSS_HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Onrecord</title><link>http://127.0.0.1:4321/chronology</link><description>What was reported, on whose word.</description>
`;
export const RSS_FOOT = '</channel></rss>\n';

export function rssItem(record: ChronologyRecord): string {
  const { url, published, quote, publisher, title } = record;
  const link = url && /^https?:/.test(url) ? `<link>${xml(url)}</link>` : '';
  const date = published.value && mailDate(published.value);
  const source = [publisher, title].filter(Boolean).join(', ');
  return `<item><title>${xml(sentenceOf(record))}</title>${link}<description>${xml(
    `“${oneLine(quote.text)}”${source ? ` (${source})` : ''}`,
  )}</description><category>${record.type}</category><guid isPermaLink="false">onrecord:${record.report}/${record.event}</guid>${
    date ? `<pubDate>${date}</pubDate>` : ''
  }</item>\n`;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 822; null for a date that is not known to the day. */
function mailDate(iso: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}:\d{2})(Z|[+-]\d{2}:\d{2})?)?/.exec(iso);
  if (!match) return null;
  const [, year, month, day, time = '00:00:00', zone = 'Z'] = match;
  const number = dayOf(Number(year), Number(month), Number(day));
  const date = civil(number);
  const offset = zone === 'Z' ? '+0000' : zone.replace(':', '');
  return `${DAYS[weekdayOf(number) - 1]}, ${day} ${MONTHS[date.month - 1]} ${year} ${time} ${offset}`;
}
