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
} as const;

export type VouchedTable = keyof typeof VOUCHED;
type Row<T extends VouchedTable> = Readonly<Record<(typeof VOUCHED)[T][number], string | number | null>>;

export function rowHash<T extends VouchedTable>(table: T, row: Row<T>): string {
  const columns: readonly (typeof VOUCHED)[T][number][] = VOUCHED[table];
  return hashOf(Object.fromEntries(columns.map((name): [string, Json] => [name, row[name]])));
}
