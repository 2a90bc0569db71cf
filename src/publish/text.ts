/**
 * Readings and chronologies as plain text for a terminal.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { createRecords } from '../archive/event-record.ts';
import { toldTogether } from '../archive/told-again.ts';
import type { Published, Reading } from '../record/reading.ts';
import { oneLine, sentenceOf } from './sentence.ts';

/** How a line is set apart on a terminal; plain where there is none. */
export interface Style {
  strong(text: string): string;
  quiet(text: string): string;
}
export const PLAIN: Style = { strong: (text) => text, quiet: (text) => text };
export const ANSI: Style = {
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
  quiet: (text) => `\u001b[2m${text}\u001b[22m`,
};

/** Head lines of the report, then one neutral sentence an event, each followed by all the words that tell of it. */
export function describeReading(reading: Reading, style: Style = PLAIN): string {
  const { report, events } = reading;
  const recordOf = createRecords(reading);
  const lines = [style.strong(printable(report.title ?? '(no title)'))];
  const head = [report.publisher, publication(report.published)].filter(Boolean);
  if (head.length) lines.push(printable(head.join(', ')));
  lines.push('');
  if (events.length === 0) lines.push('No events found.');
  for (const { listed, tellings } of toldTogether(events)) {
    lines.push(`- ${printable(sentenceOf(recordOf(listed)))}`);
    for (const quote of new Set(tellings.map((event) => oneLine(recordOf(event).quote.text))))
      lines.push(`    ${style.quiet(`“${printable(quote)}”`)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** One entry of a chronology; `day` is shown when it is another than that of the entry before. */
export function describeEntry(record: ChronologyRecord, day: string | null, style: Style = PLAIN): string {
  const from = [
    record.publisher,
    record.title && `“${oneLine(record.title)}”`,
    publication(record.published),
  ];
  const lines = [
    ...(day === null ? [] : ['', style.strong(day)]),
    `  ${printable(sentenceOf(record))}`,
    `    ${style.quiet(printable(from.filter(Boolean).join(', ')))}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A date of publication; one that is not stated is shown as doubtful. */
export function publication({ value, method }: Published): string | null {
  if (!value) return null;
  const day = value.slice(0, 10);
  return method === 'metadata' || method === 'dateline' ? day : `${day} (?)`;
}

/** What a report says may not steer the terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
export const printable = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
