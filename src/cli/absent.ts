/**
 * A report that is not in the archive: that there never was one, or that it was removed, when and why.
 *
 * @module
 */
import type { Archive } from '../archive/archive.ts';
import { CliError, EXIT } from './exit.ts';

export async function absentReport(archive: Archive, key: string): Promise<CliError> {
  const { tombstonesOf } = await import('../archive/tombstones.ts');
  const removed = (await tombstonesOf(archive.db)).of(key);
  return new CliError(
    removed
      ? `${archive.path}: report ${key} was removed on ${removed.at.slice(0, 10)} by ${removed.by}: ${removed.reason}`
      : `${archive.path}: no report ${key}`,
    EXIT.usage,
  );
}
