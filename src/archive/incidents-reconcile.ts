/**
 * Brings readings into incidents: finds for each telling those that it may be one with, settles what hangs together,
 * and writes what changed. The outcome is that of all current readings and all decisions together, whatever the order.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import { keyOf, keysNear } from '../reconcile/candidates.ts';
import { factsOf, packFacts } from '../reconcile/facts.ts';
import { Groups } from '../reconcile/groups.ts';
import { officialsOf } from '../reconcile/officials.ts';
import { settle } from '../reconcile/settle.ts';
import type { Archive } from './archive.ts';
import { hashOf } from './canonical.ts';
import { writeDoubts } from './incidents-doubts.ts';
import { countUp, forgetMemory, type Kept, type Memory, memoryOf } from './incidents-memory.ts';
import { activeDecisions, operationOf, type Ruling, rejectedBy } from './incidents-rulings.ts';
import { writeLines } from './incidents-write.ts';
import { forgetOrigin, MOST_VALUES, publicationOf, type Reconciled, reconcileOrigins } from './origins.ts';
import { portionsOf, ROWS } from './portions.ts';
import type { Tables } from './schema.ts';
import { listedEvents } from './told-again.ts';

const SIZES = [MOST_VALUES, 64, 16, 4, 1];

/** Names a telling: its report, and the words that tell of it. `nth` tells apart events of the same words. */
export const mentionOf = (report: string, start: number, end: number, nth: number): string =>
  hashOf([report, start, end, nth]).slice(0, 16);

/** Reconciles reports whose reading is new, within the transaction that keeps it. */
export async function reconcileReports(
  archive: Archive,
  transaction: Transaction<Tables>,
  reports: readonly Reconciled[],
): Promise<void> {
  if (reports.length === 0) return;
  try {
    const memory = await memoryOf(archive, transaction);
    const work = new Work(transaction, memory, await activeDecisions(transaction));
    const moved = await reconcileOrigins(transaction, reports);
    await work.takeOut(reports.map(({ n }) => n));
    await work.takeIn(reports);
    await work.finish(moved);
  } catch (error) {
    forgetMemory(archive);
    throw error;
  }
}

/** Takes reports out, before their rows are deleted. */
export async function forgetReports(
  archive: Archive,
  transaction: Transaction<Tables>,
  reports: readonly number[],
): Promise<void> {
  try {
    const memory = await memoryOf(archive, transaction);
    const work = new Work(transaction, memory, await activeDecisions(transaction));
    const moved = new Set<number>();
    for (const report of reports)
      for (const other of await forgetOrigin(transaction, report)) moved.add(other);
    await work.takeOut(reports);
    await work.finish(moved);
  } catch (error) {
    forgetMemory(archive);
    throw error;
  }
}

/** Settles anew what some tellings belong to, after a decision. @returns ids of the incidents that they are in now. */
export async function resettle(
  archive: Archive,
  transaction: Transaction<Tables>,
  mentions: readonly string[],
): Promise<string[]> {
  try {
    const memory = await memoryOf(archive, transaction);
    const work = new Work(transaction, memory, await activeDecisions(transaction));
    await memory.loadMentions(transaction, mentions);
    const known = mentions.flatMap((id) => memory.tellings.get(id) ?? []);
    for (const telling of known) {
      work.blocks.add(telling.block);
      if (telling.incident) work.incidents.add(telling.incident);
    }
    await work.finish(new Set());
    const incidents = new Set<string>();
    for (const { id } of known) {
      const incident = memory.tellings.get(id)?.incident;
      if (incident) incidents.add(incident);
    }
    return [...incidents].sort();
  } catch (error) {
    forgetMemory(archive);
    throw error;
  }
}

interface NewTelling extends Kept {
  packed: string;
  officials: string;
}

class Work {
  /** Blocks to settle again, and incidents whose line is to be made again. */
  readonly blocks = new Set<string>();
  readonly incidents = new Set<string>();
  readonly #fresh = new Map<string, NewTelling>();
  /** The keys under which stands what a new telling may be one with. */
  readonly #near = new Map<NewTelling, string[]>();
  /** Incidents whose first telling was taken out, and another telling of each that stays. */
  readonly #nameless = new Map<string, string>();

  constructor(
    readonly transaction: Transaction<Tables>,
    readonly memory: Memory,
    readonly rulings: readonly Ruling[],
  ) {}

  /** Takes out all tellings of some reports. */
  async takeOut(reports: readonly number[]): Promise<void> {
    const { transaction } = this;
    for (const part of portionsOf(reports, SIZES)) {
      const rows = await transaction
        .selectFrom('incident_events')
        .select(['mention', 'block', 'incident'])
        .where('report', 'in', part)
        .execute();
      if (rows.length === 0) continue;
      for (const { block, incident } of rows) {
        this.blocks.add(block);
        if (incident) this.incidents.add(incident);
      }
      await this.memory.loadBlocks(transaction, new Set(rows.map(({ block }) => block)));
      this.memory.forget(rows.map(({ mention }) => mention));
      for (const { mention, block, incident } of rows) {
        const [other] = this.memory
          .block(block)
          .filter((one) => incident === mention && one.incident === incident)
          .sort((a, b) => (a.order < b.order ? -1 : 1));
        if (other) this.#nameless.set(mention, other.id);
      }
      await transaction.deleteFrom('incident_events').where('report', 'in', part).execute();
      const mentions = rows.map(({ mention }) => mention);
      for (const some of portionsOf(mentions, SIZES)) {
        await transaction.deleteFrom('doubtful_pairs').where('a', 'in', some).execute();
        await transaction.deleteFrom('doubtful_pairs').where('b', 'in', some).execute();
      }
    }
  }

  /** Takes in the tellings of new readings. */
  async takeIn(reports: readonly Reconciled[]): Promise<void> {
    const tellings = reports.flatMap(tellingsOf);
    const near = tellings.map(({ listed, facts }) => (listed ? keysNear(facts) : []));
    // What is there already is fetched before the new ones are put beside it.
    await this.memory.loadBuckets(this.transaction, new Set(near.flat()));
    for (const [i, telling] of tellings.entries()) {
      const kept = this.memory.add(telling) as NewTelling;
      this.#fresh.set(kept.id, kept);
      this.#near.set(kept, near[i]!);
    }
  }

  /** Settles all that was touched and writes it. @param moved reports whose origin is another now. */
  async finish(moved: ReadonlySet<number>): Promise<void> {
    const { transaction, memory } = this;
    const fresh = [...this.#fresh.values()];

    // What hangs together: new tellings by themselves, and blocks.
    const groups = new Groups();
    const numbers = new Map<string, number>();
    const numberOf = (name: string): number => {
      let number = numbers.get(name);
      if (number === undefined) {
        number = groups.add();
        numbers.set(name, number);
      }
      return number;
    };
    const nodeOf = (telling: Kept) =>
      numberOf(this.#fresh.has(telling.id) ? telling.id : `block ${telling.block}`);
    const doubts: [Kept, Kept, number][] = [];
    for (const [telling, keys] of this.#near) {
      const node = nodeOf(telling);
      for (const key of keys)
        for (const other of memory.bucket(key)) {
          // Of two new ones, one meets the other.
          if (other === telling || (this.#fresh.has(other.id) && other.handle > telling.handle)) continue;
          const score = memory.score(telling, other);
          if (Math.abs(score) < DOUBTFUL && telling.report !== other.report)
            doubts.push([telling, other, score]);
          if (score > 0) groups.join(node, nodeOf(other));
        }
    }
    // Those of one report meet whatever their keys, and what is told again goes with what it tells.
    for (const own of byReport(fresh))
      for (const [i, telling] of own.entries())
        for (const other of own.slice(0, i))
          if (
            other.id === telling.sameAs ||
            telling.id === other.sameAs ||
            (telling.listed && other.listed && memory.score(telling, other) > 0)
          )
            groups.join(nodeOf(telling), nodeOf(other));
    for (const name of this.blocks) numberOf(`block ${name}`);
    // What a person joined is settled together.
    const operations = this.rulings.flatMap((ruling) => operationOf(ruling) ?? []);
    const joined = operations.flatMap(({ join = [] }) => (join.length > 1 ? [join] : []));
    await memory.loadMentions(transaction, new Set(joined.flat()));
    for (const ids of joined) {
      const there = ids.flatMap((id) => memory.tellings.get(id) ?? []);
      if (!there.some((one) => this.#fresh.has(one.id) || this.blocks.has(one.block))) continue;
      for (const one of there) groups.join(nodeOf(there[0]!), nodeOf(one));
    }
    const old = [...numbers.keys()].filter((name) => name.startsWith('block ')).map((name) => name.slice(6));
    await memory.loadBlocks(transaction, old);

    const together = new Map<number, { tellings: Kept[]; blocks: string[] }>();
    for (const [name, number] of numbers) {
      const group = groups.of(number);
      const part = together.get(group) ?? { tellings: [], blocks: [] };
      together.set(group, part);
      if (name.startsWith('block ')) {
        part.blocks.push(name.slice(6));
        part.tellings.push(...memory.block(name.slice(6)));
      } else part.tellings.push(this.#fresh.get(name)!);
    }
    const out = rejectedBy(this.rulings);
    const changed: Kept[] = [];
    for (const { tellings, blocks } of together.values()) {
      for (const block of blocks) memory.dropBlock(block);
      const own = new Set(tellings.map(({ id }) => id));
      const touching = operations.filter(({ join = [], part = [] }) =>
        [join, part].some((ids) => ids.some((id) => own.has(id))),
      );
      for (const { members, incidents } of settle(tellings, memory.score, { operations: touching, out })) {
        const block = members[0]!.id;
        memory.setBlock(block, members);
        const incidentOf = new Map(
          incidents.flatMap((incident) => incident.map((one) => [one, incident[0]!.id])),
        );
        for (const telling of members) this.#assign(telling, block, incidentOf.get(telling) ?? null, changed);
      }
    }
    await this.#write(fresh, changed);
    await writeDoubts(transaction, doubts);
    await this.#keepNames();
    await this.#lines(moved);
    await countUp(transaction, memory);
  }

  /** An id that was given out leads on, though its telling is no longer read. */
  async #keepNames(): Promise<void> {
    for (const [id, mention] of this.#nameless) {
      if (this.#fresh.has(id)) continue;
      await this.transaction
        .insertInto('incident_aliases')
        .values({ id, mention })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ mention }))
        .execute();
    }
  }

  #assign(telling: Kept, block: string, incident: string | null, changed: Kept[]): void {
    if (telling.incident !== incident || this.#fresh.has(telling.id)) {
      if (telling.incident) this.incidents.add(telling.incident);
      if (incident) this.incidents.add(incident);
    }
    if (telling.block === block && telling.incident === incident) return;
    telling.block = block;
    telling.incident = incident;
    if (!this.#fresh.has(telling.id)) changed.push(telling);
  }

  async #write(fresh: readonly NewTelling[], changed: readonly Kept[]): Promise<void> {
    const { transaction } = this;
    const rows = fresh.map((telling) => ({
      ...rowOf(telling),
      block: telling.block,
      incident: telling.incident,
    }));
    for (const part of portionsOf(rows, ROWS))
      await transaction.insertInto('incident_events').values(part).execute();
    const places = new Map<string, Kept[]>();
    for (const telling of changed) {
      const place = `${telling.block} ${telling.incident}`;
      const list = places.get(place);
      if (list) list.push(telling);
      else places.set(place, [telling]);
    }
    for (const tellings of places.values()) {
      const { block, incident } = tellings[0]!;
      for (const part of portionsOf(
        tellings.map(({ id }) => id),
        SIZES,
      ))
        await transaction
          .updateTable('incident_events')
          .set({ block, incident })
          .where('mention', 'in', part)
          .execute();
    }
  }

  /** Makes again the lines of incidents that changed. */
  async #lines(moved: ReadonlySet<number>): Promise<void> {
    const { transaction, incidents } = this;
    for (const part of portionsOf([...moved], SIZES)) {
      const rows = await transaction
        .selectFrom('incident_events')
        .select('incident')
        .distinct()
        .where('report', 'in', part)
        .where('incident', 'is not', null)
        .execute();
      for (const { incident } of rows) incidents.add(incident!);
    }
    await writeLines(transaction, incidents, this.rulings);
  }
}

function byReport(tellings: readonly NewTelling[]): NewTelling[][] {
  const reports = new Map<number, NewTelling[]>();
  for (const telling of tellings) {
    const own = reports.get(telling.n);
    if (own) own.push(telling);
    else reports.set(telling.n, [telling]);
  }
  return [...reports.values()];
}

/** Pairs whose score is nearer to 0 than this are put before a person. */
const DOUBTFUL = 0.75;

/** What the archive holds of a telling, beside what it belongs to. */
const rowOf = (telling: Omit<NewTelling, 'handle'>) => ({
  report: telling.n,
  event: telling.event,
  mention: telling.id,
  position: telling.order,
  listed: telling.listed ? 1 : 0,
  same_as: telling.sameAs,
  bucket: telling.bucket,
  facts: telling.packed,
  officials: telling.officials,
});

/** The rows of all tellings of one reading. */
export const tellingRows = (report: Reconciled) => tellingsOf(report).map(rowOf);

/** The tellings of one reading: its events that belong to incidents. */
function tellingsOf(report: Reconciled): Omit<NewTelling, 'handle'>[] {
  const { n, key, reading } = report;
  const facts = factsOf(reading, key);
  const officials = officialsOf(reading);
  const listed = listedEvents(reading.events);
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  for (const { id, trigger } of reading.events) {
    const words = `${trigger.start} ${trigger.end}`;
    const nth = seen.get(words) ?? 0;
    seen.set(words, nth + 1);
    names.set(id, mentionOf(key, trigger.start, trigger.end, nth));
  }
  const byId = new Map(reading.events.map((event) => [event.id, event]));
  const first = (id: string | null): string | null => {
    for (let at = id, steps = 0; at !== null && steps < 100; at = byId.get(at)?.sameAs ?? null, steps++)
      if (facts.has(at)) return names.get(at)!;
    return null;
  };
  const publication = publicationOf(report);
  return reading.events.flatMap((event) => {
    const known = facts.get(event.id);
    if (!known) return [];
    const id = names.get(event.id)!;
    const isListed = listed.has(event.id);
    return {
      id,
      n,
      report: key,
      event: event.id,
      order: `${publication} ${String(event.trigger.start).padStart(7, '0')} ${id}`,
      listed: isListed,
      sameAs: first(event.sameAs),
      facts: known,
      bucket: isListed ? keyOf(known) : null,
      block: '',
      incident: null,
      packed: packFacts(known),
      officials: JSON.stringify(officials.get(event.id) ?? []),
    };
  });
}
