/**
 * Opens archives.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Kysely } from 'kysely';
import type { Backend } from './backend.ts';
import { ArchiveError, explainError } from './errors.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './schema.ts';

export interface Archive {
  readonly db: Kysely<Tables>;
  readonly backend: Backend;
  /** The file, as it was given. */
  readonly path: string;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Make the archive when there is none; else that is an error. */
  create?: boolean;
  /** How long to wait for another process that writes, in milliseconds. */
  wait?: number;
}

/** How long one process waits for another's transaction. */
const WAIT = 60_000;

/** @throws {ArchiveError} when there is none, or it cannot be opened. */
export async function openArchive(
  path: string,
  { create = false, wait = WAIT }: OpenOptions = {},
): Promise<Archive> {
  if (/^postgres(?:ql)?:/.test(path))
    throw new ArchiveError('this version keeps archives in SQLite files only: give a file with --archive');
  if (!create && !existsSync(path))
    throw new ArchiveError(`${path}: no archive there; make one with: onrecord add --archive ${path} FILES…`);
  try {
    const [{ default: Database }, { libsqlDialect }, { PRAGMAS, sqliteBackend }] = await Promise.all([
      import('libsql'),
      import('./sqlite/dialect.ts'),
      import('./sqlite/backend.ts'),
    ]);
    const database = new Database(resolve(path), { timeout: wait });
    for (const pragma of PRAGMAS) database.exec(`pragma ${pragma}`);
    const db = new Kysely<Tables>({ dialect: libsqlDialect(database) });
    await migrate(db, sqliteBackend);
    return { db, backend: sqliteBackend, path, close: () => db.destroy() };
  } catch (error) {
    throw explainError(error, path);
  }
}
