/**
 * Opens an archive for looking at only: nothing in it, nor in its folder, is touched. So it can lie on a medium that
 * cannot be written, and a check leaves no trace in what it checks.
 *
 * @module
 */
import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { Archive } from '../archive.ts';
import { ArchiveError, explainError } from '../errors.ts';
import { MIGRATIONS, migrate } from '../migrations.ts';
import type { Tables } from '../schema.ts';
import { sqliteBackend as backend } from './backend.ts';
import { libsqlDialect } from './dialect.ts';

/** @throws {ArchiveError} when there is none, or it cannot be opened. */
export async function openReadOnly(path: string): Promise<Archive> {
  if (!existsSync(path)) throw new ArchiveError(`${path}: no archive there`);
  try {
    const archive = await openIn(path, placesBesides(path) ? 'mode=ro' : 'immutable=1');
    if (archive && (await isUpToDate(archive.db))) return archive;
    await archive?.close();
    return await openCopy(path);
  } catch (error) {
    throw explainError(error, path);
  }
}

/** Whether the files that SQLite wants beside an archive can be there. */
function placesBesides(path: string): boolean {
  try {
    accessSync(dirname(resolve(path)), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function openIn(path: string, how: 'mode=ro' | 'immutable=1'): Promise<Archive | null> {
  // What was written last stands in the log of the file still: an immutable file would not show it.
  if (how === 'immutable=1' && sizeOf(`${path}-wal`) > 0) return null;
  const address = `file:${resolve(path).split('/').map(encodeURIComponent).join('/')}?${how}`;
  try {
    return await open(address, path);
  } catch (error) {
    if (how === 'mode=ro' && sizeOf(`${path}-wal`) === 0) return openIn(path, 'immutable=1');
    throw error;
  }
}

const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);

async function open(address: string, path: string): Promise<Archive> {
  const { default: Database } = await import('libsql');
  const database = new Database(address, { timeout: 60_000 });
  try {
    for (const pragma of ['temp_store = file', 'cache_size = -65536']) database.exec(`pragma ${pragma}`);
    database.prepare('select count(*) from sqlite_schema').get();
  } catch (error) {
    database.close();
    throw error;
  }
  return archiveOver(new Kysely<Tables>({ dialect: libsqlDialect(database) }), path);
}

/** @param after what is left to do when it is closed. */
function archiveOver(db: Kysely<Tables>, path: string, after = () => {}): Archive {
  return {
    db,
    backend,
    path,
    async close() {
      await db.destroy();
      after();
    },
  };
}

async function isUpToDate(db: Kysely<Tables>): Promise<boolean> {
  // As bytes: text that is damaged is found by the check, and would end the process here.
  const { rows } = await sql<{
    name: ArrayBuffer;
  }>`select cast(name as blob) as name from migrations`.execute(db);
  const done = new Set(rows.map(({ name }) => Buffer.from(name).toString()));
  return MIGRATIONS.every(({ name }) => done.has(name));
}

/** An archive of an older version, or one that was not closed on a medium that cannot be written: a copy is looked at. */
async function openCopy(path: string): Promise<Archive> {
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-verify-'));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, basename(path));
    for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
    const { default: Database } = await import('libsql');
    const database = new Database(copy);
    const db = new Kysely<Tables>({ dialect: libsqlDialect(database) });
    await migrate(db, backend);
    return archiveOver(db, path, forget);
  } catch (error) {
    forget();
    throw error;
  }
}
