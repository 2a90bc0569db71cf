/**
 * Legal removal: a report goes with its bytes, readings, rows and the words in the indexes, and with what earlier
 * versions of the file may still hold of them. What stays is a tombstone in the log: hashes, the reason, who and when.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import type { Archive } from './archive.ts';
import { ArchiveError, explainError } from './errors.ts';
import { forgetReports } from './incidents-reconcile.ts';
import { appendLog } from './log.ts';
import { DERIVED } from './rows.ts';
import type { Tables } from './schema.ts';
import { type Tombstone, tombstonesOf } from './tombstones.ts';

/** A report that will go, or stays although it is near to one that goes. */
export interface NamedReport {
  key: string;
  title: string | null;
  publisher: string | null;
  url: string | null;
}

export interface RemovalPlan {
  reports: NamedReport[];
  /** Files as received that hold the reports: names and sizes. */
  blobs: { sha256: string; size: number }[];
  captures: number;
  readings: number;
  /** Reports that came in the same files: they stay, but the bytes that they came in go. */
  sharers: NamedReport[];
  /** Other versions of the same address, and copies of the same text, that were not asked for and stay. */
  remaining: NamedReport[];
}

interface Chosen extends NamedReport {
  n: number;
  id: string;
}

/**
 * What the removal of reports would take.
 *
 * @param ids keys of reports, or `sha256:` and the hash of a text: every report of that text.
 * @param versions with all earlier and later versions of them.
 * @throws {ArchiveError} when there is no such report.
 */
export async function planRemoval(
  archive: Archive,
  ids: string[],
  { versions = false } = {},
): Promise<RemovalPlan> {
  const { db } = archive;
  const chosen = await choose(archive, ids, versions);
  const numbers = chosen.map(({ n }) => n);
  const blobs = await db
    .selectFrom('report_captures')
    .innerJoin('captures', 'captures.n', 'report_captures.capture')
    .innerJoin('blobs', 'blobs.sha256', 'captures.blob')
    .select(['blobs.sha256', 'blobs.size'])
    .where('report_captures.report', 'in', numbers)
    .distinct()
    .orderBy('blobs.sha256')
    .execute();
  const count = async (table: 'report_captures' | 'readings') => {
    const { count } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as('count'))
      .where('report', 'in', numbers)
      .executeTakeFirstOrThrow();
    return Number(count);
  };
  const sharers = blobs.length
    ? await db
        .selectFrom('reports')
        .innerJoin('report_captures', 'report_captures.report', 'reports.n')
        .innerJoin('captures', 'captures.n', 'report_captures.capture')
        .select(['key', 'title', 'publisher', 'url'])
        .where(
          'captures.blob',
          'in',
          blobs.map(({ sha256 }) => sha256),
        )
        .where('reports.n', 'not in', numbers)
        .distinct()
        .orderBy('key')
        .execute()
    : [];
  const near = await lineOf(archive, chosen);
  const remaining = near.filter(({ n }) => !numbers.includes(n)).map(named);
  return {
    reports: chosen.map(named),
    blobs,
    captures: await count('report_captures'),
    readings: await count('readings'),
    sharers,
    remaining,
  };
}

const named = ({ key, title, publisher, url }: Chosen): NamedReport => ({ key, title, publisher, url });

async function choose(archive: Archive, ids: string[], versions: boolean): Promise<Chosen[]> {
  const chosen = new Map<number, Chosen>();
  for (const id of ids) {
    const rows = await archive.db
      .selectFrom('reports')
      .select(['n', 'id', 'key', 'title', 'publisher', 'url'])
      .where(id.startsWith('sha256:') ? 'id' : 'key', '=', id)
      .orderBy('n')
      .execute();
    if (rows.length === 0) throw new ArchiveError(`${archive.path}: no report ${id}`);
    for (const row of rows) chosen.set(row.n, row);
  }
  if (versions) for (const row of await lineOf(archive, [...chosen.values()], false)) chosen.set(row.n, row);
  return [...chosen.values()];
}

/** All versions of the reports, before and after them; with copies of the same text unless told otherwise. */
async function lineOf({ db }: Archive, reports: Chosen[], copies = true): Promise<Chosen[]> {
  const found = new Map<number, Chosen>();
  const queue = reports.map(({ n }) => n);
  const select = () =>
    db.selectFrom('reports').select(['n', 'id', 'key', 'title', 'publisher', 'url', 'previous']);
  const seen = new Set(queue);
  for (let n = queue.pop(); n !== undefined; n = queue.pop()) {
    const here = n;
    const rows = await select()
      .where((eb) => eb.or([eb('n', '=', here), eb('previous', '=', here)]))
      .execute();
    for (const row of rows) {
      found.set(row.n, row);
      for (const next of [row.n, row.previous])
        if (next !== null && !seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
    }
  }
  if (copies)
    for (const row of await select()
      .where(
        'id',
        'in',
        reports.map(({ id }) => id),
      )
      .execute())
      found.set(row.n, row);
  return [...found.values()].sort((a, b) => a.n - b.n);
}

export interface RemovalOptions {
  versions?: boolean | undefined;
  reason: string;
  /** Who removes. */
  by: string;
  clock?: (() => Date) | undefined;
}

/**
 * Takes reports out for good and erases their traces from the files of the archive.
 *
 * @returns the tombstones.
 * @throws {ArchiveError} when there is no such report; or when it is out, but another program keeps traces of it in
 *   the file: the same call again, once that is closed, erases them.
 */
export async function removeReports(
  archive: Archive,
  ids: string[],
  { versions = false, reason, by, clock = () => new Date() }: RemovalOptions,
): Promise<Tombstone[]> {
  const { db, path } = archive;
  const eraser = await eraserOf(archive);
  try {
    const tombstones = await tombstonesOf(db);
    // Asked for again: what is out already has its traces erased.
    const out = ids.map((id) => tombstones.of(id)).filter((found) => found !== null);
    const removed: Tombstone[] = [...out];
    if (out.length < ids.length) {
      const chosen = await choose(
        archive,
        ids.filter((id) => !tombstones.of(id)),
        versions,
      );
      await eraser.overwriteDeleted(db);
      await db.transaction().execute(async (transaction) => {
        await forgetReports(
          archive,
          transaction,
          chosen.map(({ n }) => n),
        );
        for (const report of chosen) {
          const tombstone = await take(archive, transaction, report, reason, by);
          await eraser.forgetReportWords(transaction, report.n);
          await appendLog(transaction, [{ kind: 'removal', body: { ...tombstone } }], clock().toISOString());
          removed.push(tombstone);
        }
      });
    }
    await eraser.eraseTraces(db, path);
    return removed;
  } catch (error) {
    throw explainError(error, path);
  }
}

async function eraserOf({ backend }: Archive) {
  return backend.name === 'sqlite' ? import('./sqlite/erase.ts') : import('./postgres/erase.ts');
}

async function take(
  archive: Archive,
  transaction: Transaction<Tables>,
  report: Chosen,
  reason: string,
  by: string,
): Promise<Tombstone> {
  const captures = await transaction
    .selectFrom('report_captures')
    .innerJoin('captures', 'captures.n', 'report_captures.capture')
    .select(['captures.n', 'captures.blob'])
    .where('report', '=', report.n)
    .orderBy('captures.n')
    .execute();
  const blobs = [...new Set(captures.map(({ blob }) => blob))].sort();
  const readings = await transaction
    .selectFrom('readings')
    .select(['sha256', 'input'])
    .where('report', '=', report.n)
    .orderBy('n')
    .execute();

  await archive.backend.forgetEvents(transaction, report.n);
  for (const table of [...DERIVED, 'events', 'readings', 'report_captures'] as const)
    await transaction.deleteFrom(table).where('report', '=', report.n).execute();
  const shared = new Set<string>();
  const gone: number[] = [];
  for (const { n } of captures) {
    const kept = await transaction
      .selectFrom('report_captures')
      .select('report')
      .where('capture', '=', n)
      .executeTakeFirst();
    if (kept) continue;
    await transaction.deleteFrom('captures').where('n', '=', n).execute();
    gone.push(n);
  }
  const failures: number[] = [];
  for (const blob of blobs) {
    const other = await transaction
      .selectFrom('captures')
      .innerJoin('report_captures', 'report_captures.capture', 'captures.n')
      .select('captures.n')
      .where('captures.blob', '=', blob)
      .executeTakeFirst();
    if (other) shared.add(blob);
    await transaction.deleteFrom('blobs').where('sha256', '=', blob).execute();
    const failed = await transaction.deleteFrom('failures').where('blob', '=', blob).returning('n').execute();
    failures.push(...failed.map(({ n }) => n));
  }
  const inputs = [...new Set(readings.map(({ input }) => input))];
  // Work that waits holds the words of its report.
  if (inputs.length) await transaction.deleteFrom('tasks').where('input', 'in', inputs).execute();
  if (gone.length) await transaction.deleteFrom('tasks').where('capture', 'in', gone).execute();
  const { previous } = await transaction
    .selectFrom('reports')
    .select('previous')
    .where('n', '=', report.n)
    .executeTakeFirstOrThrow();
  await transaction.updateTable('reports').set({ previous }).where('previous', '=', report.n).execute();
  await transaction.deleteFrom('reports').where('n', '=', report.n).execute();
  return {
    report: report.key,
    text: report.id,
    captures: gone,
    failures,
    blobs,
    shared: [...shared],
    readings: readings.map(({ sha256 }) => sha256),
    inputs,
    reason,
    by,
  };
}
