/**
 * The log: what happened to the archive, each entry holding the hash of the one before.
 *
 * Entries name rows by their hashes and hold no words, so that a report can be removed by law without breaking it.
 *
 * @module
 */
import type { Kysely, Transaction } from 'kysely';
import { canonicalJson, hashOf, type Json } from './canonical.ts';
import { portionsOf } from './portions.ts';
import type { Tables } from './schema.ts';

export type LogKind =
  | 'run'
  | 'run-end'
  | 'capture'
  | 'report'
  | 'reading'
  | 'failure'
  /** What a person decided about incidents: see incidents-decisions.ts. */
  | 'decision'
  /** A report was taken out by law, with what may not be kept with it: see removal.ts. */
  | 'removal'
  /** What a removal took out was let in again. */
  | 'return';

export interface Entry {
  kind: LogKind;
  body: { readonly [name: string]: Json };
}

/** The hash that the first entry holds. */
export const BEGINNING = '0'.repeat(64);

export function entryHash(seq: number, at: string, kind: string, body: string, previous: string): string {
  return hashOf({ at, body, kind, previous, seq });
}

/** Entries that one statement writes. */
const AT_ONCE = [64, 16, 4, 1];

/** Appends entries in their order; within a transaction that holds the write lock. */
export async function appendLog(
  transaction: Transaction<Tables>,
  entries: Entry[],
  at: string,
): Promise<void> {
  if (entries.length === 0) return;
  const last = await lastEntry(transaction);
  let seq = last?.seq ?? 0;
  let previous = last?.hash ?? BEGINNING;
  const rows = entries.map(({ kind, body: fields }) => {
    const body = canonicalJson(fields);
    seq++;
    const hash = entryHash(seq, at, kind, body, previous);
    const row = { seq, at, kind, body, previous, hash };
    previous = hash;
    return row;
  });
  for (const part of portionsOf(rows, AT_ONCE)) await transaction.insertInto('log').values(part).execute();
}

export function lastEntry(db: Kysely<Tables>) {
  return db.selectFrom('log').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
}
