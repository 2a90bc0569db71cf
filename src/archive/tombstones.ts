/**
 * What was taken out of the archive by law, as the log remembers it: hashes, and why; none of the words.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import type { Archive } from './archive.ts';
import { appendLog } from './log.ts';
import type { Tables } from './schema.ts';
import { transact } from './transact.ts';

/** One removal, as its entry of the log holds it. */
export interface Tombstone {
  /** Key of the report. */
  report: string;
  /** `sha256:` and the hash of its text. */
  text: string;
  /** Numbers of the captures and failures whose rows went. */
  captures: number[];
  failures: number[];
  /** Hashes of the bytes, the readings and what was read. */
  blobs: string[];
  /** Those of `blobs` that held other reports too. */
  shared: string[];
  readings: string[];
  inputs: string[];
  reason: string;
  by: string;
}

/** A tombstone with its place in the log. */
export interface Removed extends Tombstone {
  seq: number;
  at: string;
}

/** What must not come in again, by the hashes that it would be known by. */
export class Tombstones {
  /** The last entry of the log that was looked at. */
  #seen = 0;
  readonly #standing = new Map<number, Removed>();
  readonly #byHash = new Map<string, Removed>();

  /** Takes up what was removed or let in again since the last call. */
  async refresh(db: Kysely<Tables>): Promise<void> {
    const rows = await db
      .selectFrom('log')
      .select(['seq', 'at', 'kind', 'body'])
      .where('kind', 'in', ['removal', 'return'])
      .where('seq', '>', this.#seen)
      .orderBy('seq')
      .execute();
    for (const { seq, at, kind, body } of rows) {
      this.#seen = seq;
      if (kind === 'removal') this.#set({ seq, at, ...(JSON.parse(body) as Tombstone) });
      else this.#lift((JSON.parse(body) as { removal: number }).removal);
    }
  }

  get isEmpty(): boolean {
    return this.#standing.size === 0;
  }

  /** Why bytes or a report with one of these hashes may not come in; null when they may. */
  removed(...hashes: string[]): Removed | null {
    for (const hash of hashes) {
      const found = this.#byHash.get(hash);
      if (found) return found;
    }
    return null;
  }

  /** The removal of a report, by its key or the hash of its text. */
  of(id: string): Removed | null {
    return [...this.#standing.values()].find(({ report, text }) => id === report || id === text) ?? null;
  }

  #set(removed: Removed): void {
    this.#standing.set(removed.seq, removed);
    for (const hash of hashesOf(removed)) this.#byHash.set(hash, removed);
  }

  #lift(seq: number): void {
    const removed = this.#standing.get(seq);
    if (!removed) return;
    this.#standing.delete(seq);
    for (const hash of hashesOf(removed)) this.#byHash.delete(hash);
    for (const other of this.#standing.values()) this.#set(other); // Hashes that they share stay.
  }
}

const hashesOf = ({ report, text, blobs, inputs }: Tombstone) => [report, text, ...blobs, ...inputs];

export async function tombstonesOf(db: Kysely<Tables>): Promise<Tombstones> {
  const tombstones = new Tombstones();
  await tombstones.refresh(db);
  return tombstones;
}

/** Writes to the log that what was removed may come in again. */
export async function letIn(
  archive: Archive,
  removed: Removed[],
  { by = 'unknown', clock = () => new Date() }: { by?: string | undefined; clock?: (() => Date) | undefined },
): Promise<void> {
  const entries = removed.map(({ seq, report }) => ({
    kind: 'return' as const,
    body: { removal: seq, report, by },
  }));
  await transact(archive, (transaction) => appendLog(transaction, entries, clock().toISOString()));
}
