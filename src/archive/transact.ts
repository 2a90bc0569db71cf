/**
 * Writing to an archive: all of it or nothing, and what is wrong in words for a person.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import type { Archive } from './archive.ts';
import { explainError } from './errors.ts';
import type { Tables } from './schema.ts';

/**
 * @param logs whether it may append to the log: then it waits for all others that may.
 * @throws {ArchiveError} and whatever `work` itself refuses.
 */
export async function transact<T>(
  archive: Archive,
  work: (transaction: Transaction<Tables>) => Promise<T>,
  { logs = true } = {},
): Promise<T> {
  try {
    const begun = archive.db.transaction();
    return await (logs ? begun : begun.setAccessMode('read write')).execute(work);
  } catch (error) {
    throw explainError(error, archive.path);
  }
}
