/** An archive that cannot be opened or written: `message` says which, why, and what to do. */
export class ArchiveError extends Error {
  override name = 'ArchiveError';
}

/** What a failed statement means to a person; errors of other kinds are passed through. */
export function explainError(error: unknown, path: string): unknown {
  if (error instanceof ArchiveError) return error;
  const { code, message } = error as { code?: string; message?: string };
  // Of an extended code such as SQLITE_IOERR_WRITE the beginning says enough.
  const known = REASONS[code ?? ''] ?? REASONS[/^SQLITE_[A-Z]+/.exec(code ?? '')?.[0] ?? ''];
  if (known) return new ArchiveError(`${path}: ${known}`, { cause: error });
  const open = /Unable to open connection to local database .*: (\d+)/.exec(message ?? '');
  if (open)
    return new ArchiveError(`${path}: cannot be opened; check that its folder exists and may be written to`, {
      cause: error,
    });
  return error;
}

/** By SQLite's result code. */
const REASONS: Record<string, string> = {
  SQLITE_BUSY: 'another process is writing to it and did not finish in time; try again',
  SQLITE_LOCKED: 'another process is writing to it and did not finish in time; try again',
  SQLITE_FULL: 'the disk is full; nothing that was acknowledged is lost; make room and run the command again',
  SQLITE_IOERR: 'the disk does not answer as it should; check the disk, then run onrecord verify',
  SQLITE_READONLY: 'may not be written to; check the permissions of the file and its folder',
  SQLITE_READONLY_DIRECTORY: 'its folder may not be written to; check its permissions',
  SQLITE_CANTOPEN: 'cannot be opened; check that its folder exists and may be written to',
  SQLITE_CORRUPT: 'is damaged; restore it from a copy, or run onrecord verify to see what is wrong',
  SQLITE_NOTADB: 'is not an archive; choose another file with --archive',
};
