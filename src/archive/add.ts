/**
 * Putting things into the archive: captures, reports, readings, failures, in transactions of many.
 *
 * When the promise of a call is fulfilled, what it was given is on the disk.
 *
 * @module
 */
import { deflateRawSync } from 'node:zlib';
import type { Transaction } from 'kysely';
import type { Capture, Edition, Problem } from '../collect/types.ts';
import type { Reading } from '../record/reading.ts';
import { canonicalText } from '../report/text.ts';
import type { IncomingReport } from '../report/types.ts';
import type { Archive } from './archive.ts';
import { hashOf, sha256 } from './canonical.ts';
import { rowHash } from './hashes.ts';
import { reconcileReports } from './incidents-reconcile.ts';
import { appendLog, type Entry } from './log.ts';
import type { Reconciled } from './origins.ts';
import { portionsOf } from './portions.ts';
import { DERIVED, type ReadingRows, reportKey, reportRow, rowsOf } from './rows.ts';
import type { Tables } from './schema.ts';
import { transact } from './transact.ts';
import { versionBefore } from './versions.ts';

/** A report with the reading of it; `reading` is null when the archive has it, as `knownReport` said. */
export interface AddReport {
  capture: Capture;
  format: string;
  charset: string;
  id: string | number | null;
  edition?: Edition | undefined;
  /** `inputHash` of the report. */
  input: string;
  reading: Reading | null;
}
/** The same, of a capture that was kept before (`keepCaptures`): its number. */
export interface AddCaptured extends Omit<AddReport, 'capture'> {
  captured: number;
}
export interface AddFailure {
  capture: Capture | null;
  /** Hash of its bytes, when they were kept before. */
  blob?: string;
  problem: Problem;
}

/** What became of each, in the order in which they were given. */
export interface Added {
  status: 'added' | 'reread' | 'known' | 'failed';
  /** The report's key; null for a failure. */
  report: string | null;
  events: number;
}

export interface Run {
  n: number;
  engine: string;
  /** Now, in UTC; given from outside so that tests say when it is. */
  clock: () => Date;
}

/** Names all that was known of a report before it was read. */
export function inputHash(report: IncomingReport): string {
  const { text, title, deck, byline, publisher, url, published, language } = report;
  const words = [title, deck, byline, publisher, url, published, language].map((value) => value ?? null);
  // Last, and only where there is one: what was hashed before keeps its name.
  return hashOf([text, ...words, ...(report.publishedDoubt ? [report.publishedDoubt] : [])]);
}

/** The key of the report that was read from this input by this engine, if there is one. */
export async function knownReport(archive: Archive, input: string, engine: string): Promise<string | null> {
  const row = await archive.db
    .selectFrom('readings')
    .innerJoin('reports', 'reports.n', 'readings.report')
    .select('reports.key')
    .where('readings.input', '=', input)
    .where('readings.engine', '=', engine)
    .executeTakeFirst();
  return row?.key ?? null;
}

/** @param engine what names version, models and lists together. */
export async function beginRun(
  archive: Archive,
  command: string,
  engine: string,
  clock = () => new Date(),
): Promise<Run> {
  const began = clock().toISOString();
  const n = await transact(archive, async (transaction) => {
    const row = { began, ended: null, command, engine, added: 0, known: 0, failed: 0 };
    const { n } = await transaction.insertInto('runs').values(row).returning('n').executeTakeFirstOrThrow();
    await appendLog(transaction, [{ kind: 'run', body: { run: n, row: rowHash('runs', row) } }], began);
    return n;
  });
  return { n, engine, clock };
}

export async function endRun(archive: Archive, run: Run): Promise<void> {
  const ended = run.clock().toISOString();
  await transact(archive, async (transaction) => {
    await transaction.updateTable('runs').set({ ended }).where('n', '=', run.n).execute();
    await appendLog(transaction, [{ kind: 'run-end', body: { run: run.n } }], ended);
  });
}

/**
 * Keeps the captures alone, before anything is read.
 *
 * @param also what is to stand in the same transaction; it is given the captures' numbers, in the order of `items`.
 */
export async function keepCaptures(
  archive: Archive,
  run: Run,
  items: Omit<AddReport, 'reading'>[],
  also: (transaction: Transaction<Tables>, captures: number[]) => Promise<void>,
): Promise<void> {
  await transact(archive, async (transaction) => {
    const entries: Entry[] = [];
    const batch = new Batch(archive, transaction, run, entries);
    const captures: number[] = [];
    for (const item of items) captures.push(await batch.capture(item));
    await also(transaction, captures);
    await appendLog(transaction, entries, run.clock().toISOString());
  });
}

export interface AddOptions {
  /** Whether new readings are left out of incidents until `settleRead`. */
  settleLater?: boolean;
  /** What is to stand in the same transaction. */
  also?: (transaction: Transaction<Tables>) => Promise<void>;
}

/** Keeps all of `items`, in one transaction. */
export async function addBatch(
  archive: Archive,
  run: Run,
  items: (AddReport | AddCaptured | AddFailure)[],
  { settleLater = false, also }: AddOptions = {},
): Promise<Added[]> {
  return transact(archive, async (transaction) => {
    const entries: Entry[] = [];
    const batch = new Batch(archive, transaction, run, entries);
    const added: Added[] = [];
    for (const item of items)
      added.push('problem' in item ? await batch.failure(item) : await batch.report(item));
    const read = await batch.finish();
    if (!settleLater) await reconcileReports(archive, transaction, read);
    const count = (...statuses: Added['status'][]) =>
      added.filter(({ status }) => statuses.includes(status)).length;
    await transaction
      .updateTable('runs')
      .set((eb) => ({
        added: eb('added', '+', count('added', 'reread')),
        known: eb('known', '+', count('known')),
        failed: eb('failed', '+', count('failed')),
      }))
      .where('n', '=', run.n)
      .execute();
    await also?.(transaction);
    await appendLog(transaction, entries, run.clock().toISOString());
    return added;
  });
}

class Batch {
  /** Readings that are new, by the number of their report. */
  readonly #read = new Map<number, Reading>();

  constructor(
    readonly archive: Archive,
    readonly transaction: Transaction<Tables>,
    readonly run: Run,
    readonly entries: Entry[],
  ) {}

  async failure({ capture, blob, problem }: AddFailure): Promise<Added> {
    const row = {
      run: this.run.n,
      blob: blob ?? (capture && !capture.withheld ? await this.#blob(capture.bytes) : null),
      at: this.run.clock().toISOString(),
      address: canonicalText(problem.address),
      part: canonicalText(problem.part ?? ''),
      sender_id: problem.id === null ? null : JSON.stringify(problem.id),
      code: problem.code,
      reason: canonicalText(problem.reason),
      advice: canonicalText(problem.advice),
    };
    const { n } = await this.transaction
      .insertInto('failures')
      .values(row)
      .returning('n')
      .executeTakeFirstOrThrow();
    this.entries.push({
      kind: 'failure',
      body: { failure: n, row: rowHash('failures', row), blob: row.blob },
    });
    return { status: 'failed', report: null, events: 0 };
  }

  async report(item: AddReport | AddCaptured): Promise<Added> {
    const capture = 'captured' in item ? item.captured : await this.capture(item);
    const { reading } = item;
    const known = await this.#known(item.input);
    if (known) {
      await this.#link(known.n, capture);
      return { status: 'known', report: known.key, events: known.events };
    }
    if (!reading) throw new Error('a report that the archive does not have came without a reading');
    const { n, fresh } = await this.#reportRow(reading, item.id);
    await this.#link(n, capture);
    await this.#keepReading(n, item.input, reading);
    return { status: fresh ? 'added' : 'reread', report: reportKey(reading), events: reading.events.length };
  }

  #known(input: string) {
    return this.transaction
      .selectFrom('readings')
      .innerJoin('reports', 'reports.n', 'readings.report')
      .select(['reports.n', 'reports.key', 'reports.events'])
      .where('readings.input', '=', input)
      .where('readings.engine', '=', this.run.engine)
      .executeTakeFirst();
  }

  /** Blobs of this transaction: the reports of one packed file come with the same bytes. */
  readonly #blobs = new WeakMap<Uint8Array, string>();

  async #blob(bytes: Uint8Array): Promise<string> {
    const known = this.#blobs.get(bytes);
    if (known) return known;
    const name = sha256(bytes);
    this.#blobs.set(bytes, name);
    await this.transaction
      .insertInto('blobs')
      .values({ sha256: name, size: bytes.length, bytes })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return name;
  }

  /** Every fetch is a capture of its own; the same file with the same bytes is captured once. */
  async capture({ capture, format, charset, id, edition }: Omit<AddReport, 'reading'>): Promise<number> {
    const blob = capture.withheld ? sha256(capture.bytes) : await this.#blob(capture.bytes);
    // No database keeps every string that JavaScript has: no NUL, no half of a character.
    const address = canonicalText(capture.address);
    const part = canonicalText(capture.part ?? '');
    if (capture.way !== 'fetch') {
      const before = await this.transaction
        .selectFrom('captures')
        .select('n')
        .where('blob', '=', blob)
        .where('address', '=', address)
        .where('part', '=', part)
        .executeTakeFirst();
      if (before) return before.n;
    }
    const row = {
      run: this.run.n,
      blob,
      at: this.run.clock().toISOString(),
      way: capture.way,
      address,
      part,
      format,
      charset,
      sender_id: id === null ? null : JSON.stringify(id),
      exchanges: capture.exchanges && JSON.stringify(capture.exchanges),
      edition: edition && Object.values(edition).some(Boolean) ? JSON.stringify(edition) : null,
    };
    const { n } = await this.transaction
      .insertInto('captures')
      .values(row)
      .returning('n')
      .executeTakeFirstOrThrow();
    const kept = capture.withheld ? null : blob;
    this.entries.push({ kind: 'capture', body: { capture: n, row: rowHash('captures', row), blob: kept } });
    return n;
  }

  async #reportRow(reading: Reading, id: AddReport['id']): Promise<{ n: number; fresh: boolean }> {
    const key = reportKey(reading);
    const { transaction } = this;
    const before = await transaction
      .selectFrom('reports')
      .select(['n', 'previous'])
      .where('key', '=', key)
      .executeTakeFirst();
    if (before) {
      const row = reportRow(reading, before.previous);
      await transaction.updateTable('reports').set(row).where('n', '=', before.n).execute();
      return { n: before.n, fresh: false };
    }
    const earlier = await versionBefore(transaction, reading.report.url, id);
    const row = reportRow(reading, earlier?.n ?? null);
    const { n } = await transaction
      .insertInto('reports')
      .values(row)
      .returning('n')
      .executeTakeFirstOrThrow();
    this.entries.push({
      kind: 'report',
      body: { report: key, text: row.id, previous: earlier?.key ?? null },
    });
    return { n, fresh: true };
  }

  async #link(report: number, capture: number): Promise<void> {
    await this.transaction
      .insertInto('report_captures')
      .values({ report, capture })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** Makes the tables from the new readings. */
  async finish(): Promise<Reconciled[]> {
    const { archive, transaction } = this;
    const read = [...this.#read].map(([n, reading]) => ({ n, key: reportKey(reading), reading }));
    await insertRows(
      archive,
      transaction,
      read.map(({ n, reading }) => rowsOf(reading, n)),
    );
    await archive.backend.indexReports(
      transaction,
      read.map(({ n, reading: { report } }) => ({ n, title: report.title ?? '', text: report.text })),
    );
    return read;
  }

  /** The new reading becomes the current one; earlier ones stay. */
  async #keepReading(report: number, input: string, reading: Reading): Promise<void> {
    const { transaction } = this;
    const json = JSON.stringify(reading);
    const hash = sha256(json);
    const earlier = await transaction
      .updateTable('readings')
      .set({ current: 0 })
      .where('report', '=', report)
      .executeTakeFirst();
    // What came with this batch already is not in the tables yet: it is only left out.
    if (earlier.numUpdatedRows > 0n && !this.#read.delete(report))
      await forgetRows(this.archive, transaction, report);
    await transaction
      .insertInto('readings')
      .values({
        report,
        input,
        engine: this.run.engine,
        current: 1,
        sha256: hash,
        body: deflateRawSync(json),
      })
      .execute();
    this.#read.set(report, reading);
    this.entries.push({
      kind: 'reading',
      body: { report: reportKey(reading), reading: hash, input, engine: this.run.engine },
    });
  }
}

/** Rows of many reports at once: a statement for each report would cost more than what it writes. */
async function insertRows(
  archive: Archive,
  transaction: Transaction<Tables>,
  readings: ReadingRows[],
): Promise<void> {
  const { portions } = archive.backend;
  // Table and rows belong together by construction; their types cannot be told apart in a loop.
  for (const table of DERIVED)
    for (const part of portionsOf<object>(
      readings.flatMap((rows): object[] => rows[table]),
      portions,
    ))
      await transaction
        .insertInto(table)
        .values(part as never)
        .execute();
  const events = readings.flatMap((rows) => rows.events);
  const numbers = new Map<string, number>();
  for (const part of portionsOf(events, portions))
    for (const { n, report, id } of await transaction
      .insertInto('events')
      .values(part)
      .returning(['n', 'report', 'id'])
      .execute())
      numbers.set(`${report} ${id}`, n);
  const words = readings.flatMap((rows) => rows.indexed);
  await archive.backend.indexEvents(
    transaction,
    events.map(({ report, id }, i) => ({ n: numbers.get(`${report} ${id}`)!, ...words[i]! })),
  );
}

/** Takes away what was made from the reading that is no longer current. */
async function forgetRows(archive: Archive, transaction: Transaction<Tables>, report: number): Promise<void> {
  await archive.backend.forgetEvents(transaction, report);
  for (const table of [...DERIVED, 'events'] as const)
    await transaction.deleteFrom(table).where('report', '=', report).execute();
}
