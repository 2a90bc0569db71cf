/**
 * Whether what was found is a report that can be read; and what is said of it when it is none.
 *
 * @module
 */
import type { IncomingReport } from '../report/types.ts';
import { isoDate } from './date.ts';
import { fileProblem } from './files.ts';
import { mustBeEnglish } from './language.ts';
import type { Piece } from './pieces.ts';
import { mustBeReadable } from './text.ts';
import { type Capture, type Collected, type Link, NotAReport, type Problem } from './types.ts';

/** A piece that is no address: the report, if it is one that can be read. */
export async function settled(
  piece: Exclude<Piece, { link: Link }>,
  capture: Capture,
  published?: string,
  known?: Partial<IncomingReport>,
): Promise<Collected> {
  const { part, id } = piece;
  const here = { ...capture, part };
  try {
    if ('error' in piece) throw piece.error;
    const report = filledFrom(piece.report, known);
    if (published) {
      report.published = isoDate(published);
      report.publishedDoubt = null;
    }
    mustBeReadable(report);
    await mustBeEnglish(report.text);
    const { format, charset, edition } = piece;
    return {
      capture: here,
      format,
      charset,
      id,
      report: { ...report, language: 'en' },
      ...(edition && { edition }),
    };
  } catch (error) {
    return { capture: here, problem: problemOf(error, capture.address, part, id) };
  }
}

/** Said once of a list where a report should be. */
export const settledList = ({ id }: Piece, capture: Capture): Collected => ({
  capture,
  problem: problemOf(
    new NotAReport('list', 'a list of addresses, not a report', 'give the list itself to add'),
    capture.address,
    capture.part,
    id,
  ),
});

/** What the list knew of a report stands in where the report itself says nothing. */
function filledFrom(report: IncomingReport, known: Partial<IncomingReport> | undefined): IncomingReport {
  if (!known) return report;
  const filled = { ...report };
  for (const name of ['title', 'deck', 'byline', 'publisher', 'published'] as const)
    filled[name] = report[name] || known[name] || null;
  // What a list says for certain comes before what a page leaves in doubt.
  if (known.published && (!report.published || report.publishedDoubt)) {
    filled.published = known.published;
    filled.publishedDoubt = known.publishedDoubt ?? null;
  }
  return filled;
}

/** The body of a capture without its HTTP encodings, and the character set that its header declares. */
export async function contentOf(
  capture: Capture,
  mostBytes?: number,
): Promise<{ bytes: Uint8Array; charset: string | null }> {
  if (!capture.exchanges) return { bytes: capture.bytes, charset: null };
  const { contentOfAnswer } = await import('./fetch.ts');
  return contentOfAnswer(capture, mostBytes);
}

/** What stopped a whole file. */
export const streamProblem = (error: unknown, address: string): Problem =>
  error instanceof NotAReport ? problemOf(error, address, null, null) : fileProblem(address, error);

/** What went wrong with a thing at its place. */
export function problemOf(
  error: unknown,
  address: string,
  part: string | null,
  id: string | number | null,
): Problem {
  const where = { address, part, id };
  if (error instanceof NotAReport) {
    const { code, reason, advice } = error;
    return { ...where, code, reason, advice };
  }
  const reason = `could not be taken apart: ${error instanceof Error ? error.message : String(error)}`;
  return { ...where, code: 'reader', reason, advice: 'report this as a bug, with the file' };
}
