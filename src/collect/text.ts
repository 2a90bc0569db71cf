/**
 * A report as plain text.
 *
 * @module
 */
import type { IncomingReport } from '../report/types.ts';
import { NotAReport } from './types.ts';

/** Longest text that is read as one report, in code units: some two hundred pages. */
export const MOST_TEXT = 1 << 20;

/** @throws {NotAReport} `empty` or `too-large`. */
export function mustBeReadable(report: IncomingReport): void {
  if (!report.text.trim()) throw new NotAReport('empty', 'empty', 'give a file with the text of a report');
  if (report.text.length > MOST_TEXT)
    throw new NotAReport(
      'too-large',
      `a text of ${report.text.length} characters; a report has at most ${MOST_TEXT}`,
      'split it into its reports',
    );
}
