/**
 * What the check of a file says.
 *
 * @module
 */
import type { Finding } from '../../archive/verify.ts';

export interface VerifiedFile {
  kind: 'warc' | 'wacz' | 'json-lines';
  findings: Finding[];
  /** How many of each thing were looked at. */
  checked: Record<string, number>;
  /** The last hash: of the archive's log, or of a chain of lines; null when the file has none. */
  head: string | null;
  /** What could not be checked, and why: whatever is said of the rest, this is not vouched for. */
  unchecked: string[];
}

const MOST_FINDINGS = 100;

/** Collects what is wrong, first things first. */
export class Findings {
  readonly items: Finding[] = [];
  readonly report = (what: string, problem: string): void => {
    if (this.items.length < MOST_FINDINGS) this.items.push({ what, problem });
  };
}
