/**
 * Opens archives.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Kysely } from 'kysely';
import { parseAddress } from './address.ts';
import type { Backend } from './backend.ts';
import { ArchiveError, explainError } from './errors.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './schema.ts';

export interface Archive {
  readonly db: Kysely<Tables>;
  readonly backend: Backend;
  /** The file as it was given, or the server's address without its password: for messages. */
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

/**
 * @param address a file, or a PostgreSQL address.
 * @throws {ArchiveError} when there is none, or it cannot be opened.
 */
export async function openArchive(address: string, options: OpenOptions = {}): Promise<Archive> {
  const parsed = parseAddress(address);
  try {
    return parsed.kind === 'sqlite'
      ? await openFile(parsed.file, options)
      : await openServer(parsed.url, parsed.shown, options);
  } catch (error) {
    throw explainError(error, parsed.shown);
  }
}

const noArchive = (shown: string) =>
  new ArchiveError(`${shown}: no archive there; make one with: onrecord add --archive ${shown} FILES…`);

async function openFile(path: string, { create = false, wait = WAIT }: OpenOptions): Promise<Archive> {
  if (!create && !existsSync(path)) throw noArchive(path);
  const [{ default: Database }, { libsqlDialect }, { PRAGMAS, sqliteBackend: backend }] = await Promise.all([
    import('libsql'),
    import('./sqlite/dialect.ts'),
    import('./sqlite/backend.ts'),
  ]);
  const database = new Database(resolve(path), { timeout: wait });
  for (const pragma of PRAGMAS) database.exec(`pragma ${pragma}`);
  const db = new Kysely<Tables>({ dialect: libsqlDialect(database) });
  await migrate(db, backend);
  return { db, backend, path, close: () => db.destroy() };
}

async function openServer(
  url: string,
  shown: string,
  { create = false, wait = WAIT }: OpenOptions,
): Promise<Archive> {
  const [{ createPool, postgresDialect }, { checkServer, postgresBackend: backend }] = await Promise.all([
    import('./postgres/dialect.ts'),
    import('./postgres/backend.ts'),
  ]);
  const db = new Kysely<Tables>({ dialect: postgresDialect(createPool(url, wait)) });
  try {
    await checkServer(db, shown);
    if (!create && !(await backend.isArchive(db))) throw noArchive(shown);
    await migrate(db, backend);
    return { db, backend, path: shown, close: () => db.destroy() };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
