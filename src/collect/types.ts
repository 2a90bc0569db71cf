/**
 * What `collect` hands on: the bytes as they were received, and the report or the problem found in them.
 *
 * @module
 */
import type { IncomingReport } from '../report/types.ts';

/** How bytes came to us. */
export type Way = 'file' | 'stdin' | 'fetch';

/** What the bytes turned out to be; decided by looking at them, never by a file's name. */
export type Format =
  | 'text'
  | 'html'
  | 'json-lines'
  | 'feed'
  | 'ninjs'
  | 'nitf'
  | 'newsml'
  | 'table'
  | 'mail'
  | 'pdf';

/** What a site's robots.txt (RFC 9309) said of an address, and what was made of it. */
export interface RobotsDecision {
  /** Where the file is. */
  url: string;
  /**
   * `read`; `none`: there is none, so everything is allowed; `unreachable`: it could not be had, so nothing is;
   * `ignored`: it was not asked for, on the order of a person.
   */
  file: 'read' | 'none' | 'unreachable' | 'ignored';
  /** HTTP status of the file; null when nothing answered. */
  status: number | null;
  /** When it was asked for, in UTC. */
  at: string;
  allowed: boolean;
  /** The rule that decided, such as "Disallow: /private/"; null when none did. */
  rule: string | null;
  /** The group that was followed: our product token, `*`, or null. */
  agent: string | null;
}

/** One request and its answer, as a WARC record needs them. */
export interface Exchange {
  url: string;
  method: string;
  requestHeaders: [string, string][];
  status: number;
  statusText: string;
  httpVersion: string;
  responseHeaders: [string, string][];
  /** The address that answered. */
  ip: string | null;
  /** Missing where nobody asked: a record of a WARC, or a capture from before robots.txt was looked at. */
  robots?: RobotsDecision;
}

/** Bytes as they were received, before any parsing, and where they are from. */
export interface Capture {
  bytes: Uint8Array;
  /** A path as it was given, an address, or `-` for standard input. */
  address: string;
  /** The place within a container: "line 17" of JSON lines; null when the bytes are the whole. */
  part: string | null;
  way: Way;
  /** Redirects first, the answer that the bytes belong to last; null when nothing was fetched. */
  exchanges: Exchange[] | null;
  /** The bytes may not be kept: they hold the words of a report that was removed from the archive. */
  withheld?: boolean;
}

/** An address that a list gives, where a report is to be had. */
export interface Link {
  address: string;
  /** Whether there is another list there: a sitemap that an index names. */
  list?: boolean;
  /** When it was last changed, as the list says; tells versions apart, and is no date of publication. */
  changed?: string | null;
  /** What the list says of the report. */
  report?: Partial<IncomingReport>;
}

/** Why something that came in is not a report; a code for programs, words for people. */
export interface Problem {
  code: ProblemCode;
  /** The file or address, as it was given. */
  address: string;
  /** "line 17", or null. */
  part: string | null;
  /** The sender's own name for it, where one is known. */
  id: string | number | null;
  reason: string;
  /** What to do about it. */
  advice: string;
}

export type ProblemCode =
  | 'missing'
  | 'unreadable'
  | 'empty'
  | 'binary'
  | 'encoding'
  | 'json'
  | 'no-text'
  | 'no-article'
  | 'withdrawn'
  | 'removed'
  | 'language'
  | 'too-large'
  | 'refused-address'
  | 'unreachable'
  | 'http-status'
  | 'robots'
  | 'list'
  | 'reader';

/** What the sender says of this version of a report. */
export interface Edition {
  /** The sender's own number for it. */
  version: string | null;
  /** "correction", "update": as the sender calls it. */
  signal: string | null;
  /** The editor's note. */
  note: string | null;
}

/** A report found in a capture. */
export interface CollectedReport {
  capture: Capture;
  /** Format and character set of the capture. */
  format: Format;
  charset: string;
  /** The sender's own name for the report, carried through as it was; null when there is none. */
  id: string | number | null;
  report: IncomingReport;
  /** Missing where the format does not tell of versions. */
  edition?: Edition;
}

/** A thing that gave no report; `capture` is null when not even bytes came in. */
export interface CollectedProblem {
  capture: Capture | null;
  problem: Problem;
  /** How long the server asks to be left alone, in seconds (Retry-After); for an answer that came by fetching. */
  wait?: number | null;
  /** What was answered, redirects first; for what was fetched. */
  exchanges?: Exchange[];
}

export type Collected = CollectedReport | CollectedProblem;

/** A problem on its way out of a parser; `collect` puts file and part to it. */
export class NotAReport extends Error {
  override name = 'NotAReport';
  constructor(
    readonly code: ProblemCode,
    readonly reason: string,
    readonly advice: string,
  ) {
    super(`${reason}; ${advice}`);
  }
}
