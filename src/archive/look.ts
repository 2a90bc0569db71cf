/**
 * Opens an archive to look at what is in it, on a medium that cannot be written too.
 *
 * @module
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseAddress } from './address.ts';
import { type Archive, openArchive } from './archive.ts';

/** @throws {ArchiveError} when there is none, or it cannot be opened. */
export async function openToLook(address: string): Promise<Archive> {
  const parsed = parseAddress(address);
  if (parsed.kind !== 'sqlite' || !existsSync(parsed.file)) return openArchive(address);
  if (mayWrite(parsed.file) && mayWrite(dirname(resolve(parsed.file)))) return openArchive(address);
  const { openReadOnly } = await import('./sqlite/read-only.ts');
  return openReadOnly(parsed.file);
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
