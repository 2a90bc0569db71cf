/**
 * A chronology in Markdown: a heading a day, a line an event, each with a footnote that cites report and words.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { oneLine, sentenceOf } from './sentence.ts';
import { publication } from './text.ts';

export async function* writeMarkdown(records: AsyncIterable<ChronologyRecord>): AsyncGenerator<string> {
  yield '# Chronology\n\nWhat was reported, on whose word; not what is true.\n';
  let day: string | null = null;
  let number = 0;
  const notes: string[] = [];
  for await (const record of records) {
    const when = record.time.edtf ?? 'undated';
    number++;
    // Footnotes stand below the day that they belong to, so that a long chronology need not be held in memory.
    if (when !== day) {
      yield `${notes.length ? `\n${notes.splice(0).join('\n')}\n` : ''}\n## ${when}\n\n`;
      day = when;
    }
    yield `- ${markdown(sentenceOf(record))}[^${number}]\n`;
    notes.push(`[^${number}]: ${citation(record)}`);
  }
  if (number === 0) yield '\nNo events.\n';
  if (notes.length) yield `\n${notes.join('\n')}\n`;
}

/** Publisher, title, date, the words, and where they stand. */
function citation({ publisher, title, published, url, quote, report, start, end }: ChronologyRecord): string {
  const address = url && /^https?:\/\/[^\s<>]+$/.test(url) ? `<${url}>` : null;
  const of = [
    markdown(publisher ?? 'Outlet not known'),
    title && `“${markdown(oneLine(title))}”`,
    publication(published) ?? 'undated',
    address,
  ];
  return `${of.filter(Boolean).join(', ')}: “${markdown(oneLine(quote.text))}” (report ${report}, ${start}–${end})`;
}

/** Text in which nothing is Markdown or HTML. */
const markdown = (text: string) => text.replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&');
