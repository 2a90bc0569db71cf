/**
 * A report from a PDF.
 *
 * @module
 */
import type { IncomingReport } from '../../report/types.ts';
import { isoDate } from '../date.ts';
import { NotAReport } from '../types.ts';
import { type PdfLimits, readPages } from './pages.ts';
import { paragraphsOf } from './paragraphs.ts';

/** @throws {NotAReport} `encoding`, `too-large`, or `no-text` when its pages are pictures. */
export async function parsePdf(bytes: Uint8Array, limits?: PdfLimits): Promise<IncomingReport> {
  const { created, pages } = await readPages(bytes, limits);
  const text = paragraphsOf(pages).join('\n\n');
  if (!/\p{L}{2}/u.test(text))
    throw new NotAReport(
      'no-text',
      'a PDF without text: its pages are pictures',
      'let a program for text recognition (OCR) put the text in, such as ocrmypdf',
    );
  const published = created && isoDate(isoOf(created));
  return { text, published, publishedDoubt: published ? 'the date on which the PDF file was made' : null };
}

/** "D:20160208100000+03'00'" as ISO 8601 writes it. */
const isoOf = (date: string): string =>
  date
    .replace(/^D:/, '')
    .replace(
      /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:(Z)|([+-]\d{2})'?(\d{2})?)?.*$/s,
      (_, year, month, day, hour, minute, second, utc, zone, rest) =>
        `${year}-${month}-${day}${hour ? `T${hour}:${minute}:${second ?? '00'}${utc ?? (zone ? `${zone}:${rest ?? '00'}` : '')}` : ''}`,
    );
