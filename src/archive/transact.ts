/**
 * Writing to an archive: all of it or nothing, and what is wrong in words for a person.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import type { Archive } from './archive.ts';
import { explainError } from './errors.ts';
import type { Tables } from './schema.ts';

/** @throws {ArchiveError} and whatever `work` itself refuses. */
export async function transact<T>(
  archive: Archive,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  try {
    return await archive.db.transaction().execute(work);
  } catch (error) {
    throw explainError(error, archive.path);
  }
}
