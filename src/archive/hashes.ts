/**
 * Which columns of a row the log vouches for. What is added to a table later is not among them.
 *
 * @module
 */
import { hashOf, type Json } from './canonical.ts';

const VOUCHED = {
  runs: ['began', 'command', 'engine'],
  captures: ['run', 'blob', 'at', 'way', 'address', 'part', 'format', 'charset', 'sender_id', 'exchanges'],
  failures: ['run', 'blob', 'at', 'address', 'part', 'sender_id', 'code', 'reason', 'advice'],
  decisions: ['at', 'by', 'kind', 'reason', 'target'],
} as const;

export type VouchedTable = keyof typeof VOUCHED;
/** Columns of captures that came later: vouched for where they hold something. */
const LATER: Partial<Record<VouchedTable, readonly string[]>> = { captures: ['edition'] };

type Row<T extends VouchedTable> = Readonly<Record<(typeof VOUCHED)[T][number], string | number | null>>;

type Later = Readonly<Record<string, string | number | null>>;

export function rowHash<T extends VouchedTable>(table: T, row: Row<T>): string {
  const columns: readonly (typeof VOUCHED)[T][number][] = VOUCHED[table];
  const later = (LATER[table] ?? []).filter((name) => (row as Later)[name] != null);
  return hashOf(
    Object.fromEntries([
      ...columns.map((name): [string, Json] => [name, row[name]]),
      ...later.map((name): [string, Json] => [name, (row as Later)[name]!]),
    ]),
  );
}
