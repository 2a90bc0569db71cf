/**
 * Replays the log: whether it is whole, and what it says must be in the archive.
 *
 * @module
 */
import type { VouchedTable } from './hashes.ts';
import { BEGINNING, entryHash } from './log.ts';
import type { LogLine } from './stored.ts';
import type { Tombstone } from './tombstones.ts';

/** Told of a thing that is not as it was recorded. */
export type Report = (what: string, problem: string) => void;

/** What the log says of the rows. */
export interface Vouched {
  rows: Record<VouchedTable, Map<number, string>>;
  /** Decisions that were undone, with the decision that did it. */
  undone: Map<number, number>;
  blobs: Set<string>;
  /** Key to the hash of the text. */
  reports: Map<string, string>;
  /** Hashes of readings, with their report. */
  readings: Map<string, string>;
}

/** Takes the entries in their order. */
export class Replay {
  readonly vouched: Vouched = {
    rows: { runs: new Map(), captures: new Map(), failures: new Map(), decisions: new Map() },
    undone: new Map(),
    blobs: new Set(),
    reports: new Map(),
    readings: new Map(),
  };
  /** Hash of the last entry. */
  head = BEGINNING;
  entries = 0;

  constructor(readonly report: Report) {}

  take(line: LogLine): void {
    const what = `log entry ${line.seq}`;
    if (line.seq !== this.entries + 1)
      this.report(what, `follows entry ${this.entries}: entries between them are gone`);
    if (line.previous !== this.head) this.report(what, 'does not hold the hash of the entry before it');
    if (entryHash(line.seq, line.at, line.kind, line.body, line.previous) !== line.hash)
      this.report(what, 'is not what its hash says');
    else note(this.vouched, line.kind, JSON.parse(line.body) as Record<string, string | number>);
    this.head = line.hash;
    this.entries = line.seq;
  }
}

function note(vouched: Vouched, kind: string, body: Record<string, string | number | null>): void {
  if (kind === 'run') vouched.rows.runs.set(Number(body['run']), String(body['row']));
  if (kind === 'capture') vouched.rows.captures.set(Number(body['capture']), String(body['row']));
  if (kind === 'failure') vouched.rows.failures.set(Number(body['failure']), String(body['row']));
  if (kind === 'decision') {
    vouched.rows.decisions.set(Number(body['decision']), String(body['row']));
    if (body['undoes']) vouched.undone.set(Number(body['undoes']), Number(body['decision']));
  }
  if (kind === 'report') vouched.reports.set(String(body['report']), String(body['text']));
  if (kind === 'reading') vouched.readings.set(String(body['reading']), String(body['report']));
  if (kind === 'removal') forget(vouched, body as unknown as Tombstone);
  if (body['blob']) vouched.blobs.add(String(body['blob']));
}

/** What a tombstone says was taken out must be gone, unless it comes in again later in the log. */
function forget(vouched: Vouched, { report, captures, failures, blobs, readings }: Tombstone): void {
  vouched.reports.delete(report);
  for (const n of captures) vouched.rows.captures.delete(n);
  for (const n of failures) vouched.rows.failures.delete(n);
  for (const blob of blobs) vouched.blobs.delete(blob);
  for (const reading of readings) vouched.readings.delete(reading);
}
