/**
 * A reading as plain text for a terminal.
 *
 * @module
 */
import type { Reading } from '../record/reading.ts';
import { sentenceOf } from './sentence.ts';

/** Head lines of the report, then one neutral sentence an event, each followed by the words it came from. */
export function describeReading(reading: Reading): string {
  const { report, events } = reading;
  const lines = [report.title ?? '(no title)'];
  const head = [report.publisher, publicationOf(reading)].filter(Boolean);
  if (head.length) lines.push(head.join(', '));
  lines.push('');
  if (events.length === 0) lines.push('No events found.');
  for (const event of events) {
    lines.push(`- ${sentenceOf(reading, event)}`);
    lines.push(`    “${quoted(report.text, event)}”`);
  }
  return `${lines.join('\n')}\n`;
}

function publicationOf({ report: { published } }: Reading): string | null {
  if (!published.value) return null;
  return published.method === 'metadata' ? published.value : `${published.value} (${published.method})`;
}

/** The words of a span on one line. */
const quoted = (text: string, { start, end }: { start: number; end: number }) =>
  text.slice(start, end).replace(/\s+/g, ' ');
