/**
 * Where an archive is: a file, or a database on a PostgreSQL server.
 *
 * @module
 */

export type ArchiveAddress =
  | { kind: 'sqlite'; file: string; shown: string }
  /** `shown` is the address without the password: what may stand in messages and logs. */
  | { kind: 'postgres'; url: string; shown: string };

/** `postgres://…` and `postgresql://…` are servers; everything else is a file, with or without `sqlite:` before it. */
export function parseAddress(given: string): ArchiveAddress {
  if (/^postgres(?:ql)?:/i.test(given))
    return { kind: 'postgres', url: given, shown: withoutPassword(given) };
  const file = given.replace(/^sqlite:(?:\/\/)?/i, '');
  return { kind: 'sqlite', file, shown: file };
}

export const isServerAddress = (given: string): boolean => parseAddress(given).kind === 'postgres';

function withoutPassword(address: string): string {
  return address.replace(/^(\w+:\/\/[^:/@?#]*):.*@/s, '$1@').replace(/([?&]password=)[^&#]*/gi, '$1…');
}
