/**
 * Leaving no trace of what was deleted in an SQLite file, nor in the files beside it.
 *
 * @module
 */
import { type Kysely, sql } from 'kysely';
import { ArchiveError } from '../errors.ts';
import type { Tables } from '../schema.ts';

export async function forgetReportWords(db: Kysely<Tables>, report: number): Promise<void> {
  await sql`delete from reports_search where rowid = ${report}`.execute(db);
}

/** What is deleted from now on over this connection is overwritten with zeros. */
export async function overwriteDeleted(db: Kysely<Tables>): Promise<void> {
  await sql`pragma secure_delete = on`.execute(db);
}

/**
 * Deleted words still stand in the index of words, whose segments are only ever merged; in pages that nothing uses and
 * in gaps of those that are used; and in the log of the file itself. So: merge, write the file anew, empty its log.
 *
 * @throws {ArchiveError} when another process keeps the old state in use.
 */
export async function eraseTraces(db: Kysely<Tables>, path: string): Promise<void> {
  for (const index of ['reports_search', 'events_search'])
    await sql`insert into ${sql.table(index)} (${sql.ref(index)}) values ('optimize')`.execute(db);
  // The new file is made in a file of its own, not in memory, where a large archive has no room.
  await sql`pragma temp_store = file`.execute(db);
  await sql`vacuum`.execute(db);
  await sql`pragma temp_store = memory`.execute(db);
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  if (rows[0]?.busy)
    throw new ArchiveError(
      `${path}: another program has the archive open and keeps its old pages: the report is out of the archive, but ` +
        'its words are still in the file; close that program and run the same command again',
    );
}
