/**
 * Leaving no trace of what was deleted in the tables of a PostgreSQL server. Its write-ahead log, its backups and
 * what it replicates to are out of our reach: docs/archive.md says so.
 *
 * @module
 */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';

export async function forgetReportWords(db: Kysely<Tables>, report: number): Promise<void> {
  await sql`delete from reports_search where n = ${report}`.execute(db);
}

/** Nothing to prepare: `vacuum full` writes tables and indexes anew. */
export async function overwriteDeleted(_db: Kysely<Tables>): Promise<void> {}

/** Writes every table and index of the archive anew, without what was deleted. Others wait meanwhile. */
export async function eraseTraces(db: Kysely<Tables>, _path: string): Promise<void> {
  await sql`vacuum full`.execute(db);
  await sql`checkpoint`.execute(db).catch(() => undefined); // Not every user may; it only makes it sooner.
}
