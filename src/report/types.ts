/**
 * What a report is: what `collect` makes of bytes, and what `read` is given.
 *
 * @module
 */
import type { Block, Range, Span } from '../record/reading.ts';

/** A report as it came in, before its text is put into canonical form. */
export interface IncomingReport {
  text: string;
  /** The sender's own name for it; carried through, never interpreted. */
  id?: string | null;
  title?: string | null;
  deck?: string | null;
  byline?: string | null;
  publisher?: string | null;
  url?: string | null;
  /** ISO date, or date and time, from metadata. Never the date of fetching. */
  published?: string | null;
  /** Why `published` may not be the date of publication; null or missing when the sender states it as such. */
  publishedDoubt?: string | null;
  language?: string | null;
  /** Paragraphs of `text` that stand under pictures. */
  captions?: readonly string[];
}

export interface DatelineParts extends Span {
  /** "LATAKIA (Syria)", without the date and agency. */
  place: Range | null;
  date: Range | null;
  agency: string | null;
}

/** A report in canonical form: all its words are in `text`, and `blocks` says what each stretch of it is. */
export interface StructuredReport {
  /** `sha256:` and the hash of `text` in UTF-8. */
  id: string;
  text: string;
  language: string;
  title: string | null;
  deck: string | null;
  byline: string | null;
  publisher: string | null;
  url: string | null;
  dateline: DatelineParts | null;
  /** From metadata only; null when there is none. */
  published: string | null;
  /** Why that is doubtful; missing when it is not. */
  publishedDoubt?: string;
  /** In order, without overlap; the text between two blocks is white space. */
  blocks: Block[];
}
