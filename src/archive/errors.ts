/** An error whose message is meant for a person already. */
export class SaidError extends Error {}

/** An archive that cannot be opened or written: `message` says which, why, and what to do. */
export class ArchiveError extends SaidError {
  override name = 'ArchiveError';
}

/** What a failed statement means to a person; errors of other kinds are passed through. */
export function explainError(error: unknown, path: string): unknown {
  if (error instanceof SaidError) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  // Of an extended code such as SQLITE_IOERR_WRITE the beginning says enough.
  const known = REASONS[code] ?? REASONS[/^SQLITE_[A-Z]+/.exec(code)?.[0] ?? ''] ?? SERVER_REASONS[code];
  if (known) return new ArchiveError(`${path}: ${known}`, { cause: error });
  for (const [pattern, reason] of WORDINGS)
    if (pattern.test(message)) return new ArchiveError(`${path}: ${reason}`, { cause: error });
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

const NOT_RUNNING =
  'no server answers there; check that PostgreSQL is running and that the address and port are right';
const REFUSED = 'the server refuses this user; check the name and password in the address';
const STOPPED =
  'the server was stopped or restarted; nothing that was acknowledged is lost; run the command again';

/** By the code of a connection's error, or PostgreSQL's SQLSTATE. */
const SERVER_REASONS: Record<string, string> = {
  ECONNREFUSED: NOT_RUNNING,
  ENOENT: NOT_RUNNING,
  EHOSTUNREACH: NOT_RUNNING,
  ENETUNREACH: NOT_RUNNING,
  ETIMEDOUT: NOT_RUNNING,
  ENOTFOUND: 'there is no host of this name; check the address',
  EAI_AGAIN: 'the name of the host cannot be looked up; check the address and the network',
  ECONNRESET: STOPPED,
  EPIPE: STOPPED,
  '28P01': REFUSED,
  '28000': REFUSED,
  '3D000': 'the server has no database of this name; make it with: createdb NAME',
  '3F000': 'the schema that the address names does not exist',
  '42501': 'this user may not do that there; grant it all rights on the database',
  '25006': 'the server only lets read (a standby): give the address of the one that may be written to',
  '53100':
    'the disk of the server is full; nothing that was acknowledged is lost; make room and run it again',
  '53300': 'the server has no more connections free; try again, or raise max_connections',
  '55P03': 'another process is writing to it and did not finish in time; try again',
  '57P01': STOPPED,
  '57P02': STOPPED,
  '57P03': 'the server is starting up or shutting down; try again in a moment',
};

/** By what is said where there is no code. */
const WORDINGS: [RegExp, string][] = [
  // libsql has no name for every extended code.
  [/attempt to write a readonly database/, REASONS['SQLITE_READONLY']!],
  [
    /Unable to open connection to local database/,
    'cannot be opened; check that its folder exists and may be written to',
  ],
  [/^Connection terminated/, STOPPED],
  [/timeout exceeded when trying to connect/, NOT_RUNNING],
  [/password must be a string/, REFUSED],
  [
    /server does not support SSL/,
    'the server takes no encrypted connections; leave sslmode out of the address',
  ],
  [/^Invalid URL/, 'is no address; write it as postgres://USER:PASSWORD@HOST:PORT/DATABASE'],
];
