/**
 * The tellings that reconciling has met, kept from one batch to the next: what stands under a key or in a block is
 * fetched once. Its size is bounded; what another process writes is seen, for it counts up the version.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import { unpackFacts } from '../reconcile/facts.ts';
import { compareEvents } from '../reconcile/same-event.ts';
import type { Telling } from '../reconcile/settle.ts';
import type { Archive } from './archive.ts';
import { portionsOf } from './portions.ts';
import type { Tables } from './schema.ts';

export interface Kept extends Telling {
  /** Number of its report. */
  readonly n: number;
  readonly event: string;
  readonly bucket: string | null;
  block: string;
  incident: string | null;
  /** Number for the memory of scores. */
  readonly handle: number;
}

/** Tellings and scores that are kept at most. */
const MOST_TELLINGS = 25_000;
const MOST_SCORES = 500_000;
const SIZES = [256, 64, 16, 4, 1];

export class Memory {
  version = -1;
  readonly tellings = new Map<string, Kept>();
  readonly #buckets = new Map<string, Kept[]>();
  readonly #blocks = new Map<string, Kept[]>();
  readonly #about = new Map<number, ReadonlySet<string>>();
  readonly #scores = new Map<number, number>();
  #handles = 0;

  clear(): void {
    this.tellings.clear();
    this.#buckets.clear();
    this.#blocks.clear();
    this.#about.clear();
    this.#scores.clear();
    this.#handles = 0;
  }

  /** Makes room, between batches only. */
  trim(): void {
    if (this.tellings.size > MOST_TELLINGS || this.#handles > 16 * MOST_TELLINGS) this.clear();
  }

  /** How alike two tellings are, in log-odds; worked out once. */
  readonly score = (a: Telling, b: Telling): number => {
    const [low, high] = [(a as Kept).handle, (b as Kept).handle].sort((x, y) => x - y) as [number, number];
    const pair = low * 2 ** 26 + high;
    const known = this.#scores.get(pair);
    if (known !== undefined) return known;
    if (this.#scores.size >= MOST_SCORES) this.#scores.clear();
    const score = scoreOf(a, b);
    this.#scores.set(pair, score);
    return score;
  };

  /** Takes in a new telling; it stands where a fetch would have found it. */
  add(telling: Omit<Kept, 'handle'>): Kept {
    const kept = { ...telling, handle: this.#handles++ };
    this.tellings.set(kept.id, kept);
    this.#about.set(kept.n, kept.facts.about);
    if (kept.bucket !== null) this.#buckets.get(kept.bucket)?.push(kept);
    return kept;
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) {
      const kept = this.tellings.get(id);
      if (!kept) continue;
      this.tellings.delete(id);
      this.#about.delete(kept.n);
      for (const list of [this.#buckets.get(kept.bucket ?? ''), this.#blocks.get(kept.block)])
        if (list?.includes(kept)) list.splice(list.indexOf(kept), 1);
    }
  }

  /** What a block holds after it was settled. */
  setBlock(block: string, tellings: Kept[]): void {
    this.#blocks.set(block, tellings);
  }

  dropBlock(block: string): void {
    this.#blocks.delete(block);
  }

  bucket(key: string): readonly Kept[] {
    return this.#buckets.get(key) ?? [];
  }

  block(name: string): readonly Kept[] {
    return this.#blocks.get(name) ?? [];
  }

  async loadBuckets(transaction: Transaction<Tables>, keys: Iterable<string>): Promise<void> {
    const missing = [...keys].filter((key) => !this.#buckets.has(key));
    for (const key of missing) this.#buckets.set(key, []);
    for (const kept of await this.#load(transaction, 'bucket', missing))
      this.#buckets.get(kept.bucket!)!.push(kept);
  }

  async loadBlocks(transaction: Transaction<Tables>, names: Iterable<string>): Promise<void> {
    const missing = [...names].filter((name) => !this.#blocks.has(name));
    for (const name of missing) this.#blocks.set(name, []);
    for (const kept of await this.#load(transaction, 'block', missing))
      this.#blocks.get(kept.block)!.push(kept);
  }

  async loadMentions(transaction: Transaction<Tables>, ids: Iterable<string>): Promise<void> {
    await this.#load(
      transaction,
      'mention',
      [...ids].filter((id) => !this.tellings.has(id)),
    );
  }

  async #load(
    transaction: Transaction<Tables>,
    column: 'bucket' | 'block' | 'mention',
    values: readonly string[],
  ): Promise<Kept[]> {
    const loaded: Kept[] = [];
    for (const part of portionsOf(values, SIZES)) {
      const rows = await transaction
        .selectFrom('incident_events')
        .innerJoin('origins', 'origins.report', 'incident_events.report')
        .innerJoin('reports', 'reports.n', 'incident_events.report')
        .select([
          'incident_events.report',
          'event',
          'mention',
          'incident_events.position',
          'listed',
          'same_as',
        ])
        .select(['bucket', 'block', 'incident', 'facts', 'origins.about', 'reports.key'])
        .where(`incident_events.${column}`, 'in', part)
        .execute();
      for (const row of rows) loaded.push(this.tellings.get(row.mention) ?? this.#keep(row));
    }
    return loaded;
  }

  #keep(row: {
    report: number;
    key: string;
    event: string;
    mention: string;
    position: string;
    listed: number;
    same_as: string | null;
    bucket: string | null;
    block: string;
    incident: string | null;
    facts: string;
    about: string;
  }): Kept {
    let about = this.#about.get(row.report);
    if (!about) {
      about = new Set(row.about ? row.about.split(' ') : []);
      this.#about.set(row.report, about);
    }
    const kept: Kept = {
      n: row.report,
      report: row.key,
      event: row.event,
      id: row.mention,
      order: row.position,
      listed: row.listed === 1,
      sameAs: row.same_as,
      bucket: row.bucket,
      block: row.block,
      incident: row.incident,
      facts: unpackFacts(row.facts, about),
      handle: this.#handles++,
    };
    this.tellings.set(kept.id, kept);
    return kept;
  }
}

const scoreOf = (a: Telling, b: Telling): number => compareEvents(a.facts, b.facts).score;

const memories = new WeakMap<Archive, Memory>();

/** The memory of an archive, emptied where another process has written meanwhile. From here on nobody else writes incidents. */
export async function memoryOf(archive: Archive, transaction: Transaction<Tables>): Promise<Memory> {
  await archive.backend.lockIncidents(transaction, true);
  let memory = memories.get(archive);
  if (!memory) {
    memory = new Memory();
    memories.set(archive, memory);
  }
  const row = await transaction
    .selectFrom('reconciled')
    .select('version')
    .where('one', '=', 1)
    .executeTakeFirst();
  if (!row) await transaction.insertInto('reconciled').values({ one: 1, version: 0 }).execute();
  const version = row?.version ?? 0;
  if (version !== memory.version) memory.clear();
  memory.version = version;
  memory.trim();
  return memory;
}

/** Says to all that something changed; the memory of this process knows of it. */
export async function countUp(transaction: Transaction<Tables>, memory: Memory): Promise<void> {
  memory.version++;
  await transaction.updateTable('reconciled').set({ version: memory.version }).where('one', '=', 1).execute();
}

/** After a transaction that failed nothing that was kept is sure. */
export const forgetMemory = (archive: Archive): void => void memories.get(archive)?.clear();
