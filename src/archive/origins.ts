/**
 * Origins in the archive: which reports carry one text. An origin is named by the key of the first report that carries
 * it, so that the same reports have the same origins in every archive.
 *
 * @module
 */
import type { Transaction } from 'kysely';
import { creditOf } from '../reconcile/credit.ts';
import { aboutOf } from '../reconcile/facts.ts';
import { Groups } from '../reconcile/groups.ts';
import {
  isCopy,
  isWorthComparing,
  LOOKED_UP_BELOW,
  lookUps,
  MOST_PER_SHINGLE,
  type Sketched,
} from '../reconcile/origins.ts';
import { sketchOf } from '../reconcile/sketch.ts';
import { edtfDays } from '../record/edtf.ts';
import type { Reading } from '../record/reading.ts';
import { NARROW_ROWS, portionsOf, ROWS } from './portions.ts';
import type { Tables } from './schema.ts';

/** A report whose reading became the current one. */
export interface Reconciled {
  n: number;
  key: string;
  reading: Reading;
}

/** Values in one `in (…)`. */
export const MOST_VALUES = 400;
/** Sorts after every date. */
const UNDATED = '~';

interface OriginRow extends Sketched {
  report: number;
  origin: string;
  outlet: string | null;
  own_outlet: string | null;
  position: string;
}

/** Sorts reports by publication, then by key; undated last. */
export function publicationOf({ key, reading }: Reconciled): string {
  const { value } = reading.report.published;
  return `${value && /^\d{4}/.test(value) ? value : UNDATED} ${key}`;
}

/**
 * Finds the origins of reports that are new or were read again.
 *
 * @returns reports whose origin is another now, or has another outlet, the new ones among them.
 */
export async function reconcileOrigins(
  transaction: Transaction<Tables>,
  reports: readonly Reconciled[],
): Promise<Set<number>> {
  const changed = new Set<number>();
  const before = await rowsOf(
    transaction,
    'report',
    reports.map(({ n }) => n),
  );
  const known = new Map(before.map((row) => [row.report, row]));
  const fresh: (OriginRow & { about: string; key: string })[] = [];
  for (const report of reports) {
    const row = originRow(report);
    const old = known.get(report.n);
    if (
      old &&
      old.position === row.position &&
      old.own_outlet === row.own_outlet &&
      old.agency === row.agency &&
      Buffer.compare(bytesOf(old.sketch), bytesOf(row.sketch)) === 0
    ) {
      await transaction
        .updateTable('origins')
        .set({ about: row.about })
        .where('report', '=', report.n)
        .execute();
      continue;
    }
    if (old) for (const other of await forgetOrigin(transaction, report.n)) changed.add(other);
    fresh.push(row);
  }
  if (fresh.length === 0) return changed;

  const met = await meet(transaction, fresh);
  const others = new Map(
    (await rowsOf(transaction, 'report', [...new Set(met.flatMap((reports) => [...reports.keys()]))])).map(
      (row) => [row.report, row],
    ),
  );
  const groups = new Groups();
  const rows: OriginRow[] = [];
  const numbers = new Map<number, number>();
  const byOrigin = new Map<string, number>();
  const put = (row: OriginRow, own: boolean): number => {
    const before = numbers.get(row.report);
    if (before !== undefined) return before;
    const number = groups.add();
    rows.push(row);
    numbers.set(row.report, number);
    if (own) return number;
    // Reports of one origin in the archive are joined already.
    const first = byOrigin.get(row.origin);
    if (first === undefined) byOrigin.set(row.origin, number);
    else groups.join(first, number);
    return number;
  };
  const local = new LocalShingles();
  for (const [i, row] of fresh.entries()) {
    const number = put(row, true);
    const hashes = lookUps(row.sketch);
    for (const [other, count] of met[i]!) {
      const copy = others.get(other);
      if (copy && isWorthComparing(count, hashes.length) && isCopy(row, copy))
        groups.join(number, put(copy, false));
    }
    for (const [other, count] of local.meet(hashes))
      if (isWorthComparing(count, hashes.length) && isCopy(row, fresh[other]!))
        groups.join(number, numbers.get(fresh[other]!.report)!);
    local.add(hashes, i);
  }
  await insertAll(transaction, fresh);
  const joined = new Map<number, OriginRow[]>();
  for (const [number, row] of rows.entries()) {
    const group = groups.of(number);
    const list = joined.get(group);
    if (list) list.push(row);
    else joined.set(group, [row]);
  }
  for (const members of joined.values())
    for (const report of await nameOrigin(transaction, members)) changed.add(report);
  for (const row of fresh) changed.add(row.report);
  return changed;
}

/**
 * Takes a report out of its origin; what it held together may fall apart.
 *
 * @returns the other reports of that origin, if it changed.
 */
export async function forgetOrigin(transaction: Transaction<Tables>, report: number): Promise<number[]> {
  const [row] = await rowsOf(transaction, 'report', [report]);
  if (!row) return [];
  await transaction.deleteFrom('origins').where('report', '=', report).execute();
  await transaction.deleteFrom('shingles').where('report', '=', report).execute();
  const rest = await rowsOf(transaction, 'origin', [row.origin]);
  const groups = new Groups();
  for (const [i, one] of rest.entries()) {
    groups.add();
    for (let j = 0; j < i; j++) if (groups.of(i) !== groups.of(j) && isCopy(one, rest[j]!)) groups.join(i, j);
  }
  const parts = new Map<number, OriginRow[]>();
  for (const [i, one] of rest.entries()) parts.set(groups.of(i), [...(parts.get(groups.of(i)) ?? []), one]);
  const changed: number[] = [];
  for (const members of parts.values()) changed.push(...(await nameOrigin(transaction, members, true)));
  return changed;
}

/** Names the origin of some reports after the first of them; all others of their origins go with them. */
async function nameOrigin(
  transaction: Transaction<Tables>,
  members: OriginRow[],
  alone = false,
): Promise<number[]> {
  const names = [...new Set(members.map(({ origin }) => origin))];
  let all = members;
  if (members.length > 1 && !alone) {
    const byReport = new Map(members.map((row) => [row.report, row]));
    for (const row of await rowsOf(transaction, 'origin', names))
      if (!byReport.has(row.report)) byReport.set(row.report, row);
    all = [...byReport.values()];
  }
  const first = all.reduce((a, b) => (b.position < a.position ? b : a));
  const origin = first.position.slice(first.position.lastIndexOf(' ') + 1);
  const outlet = first.own_outlet;
  const changed = all
    .filter((row) => row.origin !== origin || row.outlet !== outlet)
    .map(({ report }) => report);
  for (const part of portionsOf(changed, [MOST_VALUES, 64, 16, 4, 1]))
    await transaction.updateTable('origins').set({ origin, outlet }).where('report', 'in', part).execute();
  return changed;
}

export function originRow(report: Reconciled): OriginRow & { about: string; key: string } {
  const { n, key, reading } = report;
  const agency = creditOf(reading);
  const own = agency ?? reading.report.publisher;
  const { text, blocks, published } = reading.report;
  const body = blocks
    .filter(({ kind }) => kind !== 'boilerplate' && kind !== 'byline')
    .map(({ start, end }) => text.slice(start, end));
  return {
    report: n,
    key,
    origin: key,
    outlet: own,
    own_outlet: own,
    agency: agency?.toLowerCase() ?? null,
    day: published.value ? (edtfDays(published.value.slice(0, 10))?.first ?? null) : null,
    position: publicationOf(report),
    about: [...aboutOf(reading)].sort().join(' '),
    sketch: withWhole(
      sketchOf(blocks.some(({ kind }) => kind === 'paragraph') ? body.join('\n') : text),
      reading,
    ),
  };
}

/** The very same text is found however short it is: its hash stands among those that are looked up. */
function withWhole(sketch: Uint32Array, { report }: Reading): Uint32Array {
  const hash = Number.parseInt(report.id.slice(-8), 16) % LOOKED_UP_BELOW;
  return Uint32Array.from([...sketch, hash]).sort();
}

/** For each new report the reports in the archive that share looked-up hashes with it, and how many. */
async function meet(
  transaction: Transaction<Tables>,
  fresh: readonly OriginRow[],
): Promise<Map<number, number>[]> {
  const met = fresh.map(() => new Map<number, number>());
  const holders = new Map<number, number[]>();
  for (const [i, { sketch }] of fresh.entries())
    for (const hash of lookUps(sketch)) {
      const signed = hash | 0;
      const list = holders.get(signed);
      if (list) list.push(i);
      else holders.set(signed, [i]);
    }
  for (const part of portionsOf([...holders.keys()], [MOST_VALUES, 64, 16, 4, 1])) {
    const rows = await transaction
      .selectFrom('shingles')
      .select(['hash', 'report'])
      .where('hash', 'in', part)
      .limit(MOST_VALUES * MOST_PER_SHINGLE)
      .execute();
    for (const { hash, report } of rows)
      for (const i of holders.get(hash)!) met[i]!.set(report, (met[i]!.get(report) ?? 0) + 1);
  }
  return met;
}

async function insertAll(
  transaction: Transaction<Tables>,
  fresh: readonly (OriginRow & { about: string; key: string })[],
): Promise<void> {
  for (const part of portionsOf(fresh, ROWS))
    await transaction
      .insertInto('origins')
      .values(part.map(({ key: _, sketch, ...row }) => ({ ...row, sketch: bytesOf(sketch) })))
      .execute();
  const shingles = fresh.flatMap(shinglesOf);
  for (const part of portionsOf(shingles, NARROW_ROWS))
    await transaction.insertInto('shingles').values(part).execute();
}

async function rowsOf(
  transaction: Transaction<Tables>,
  column: 'report' | 'origin',
  values: readonly (number | string)[],
): Promise<OriginRow[]> {
  const rows: OriginRow[] = [];
  for (const part of portionsOf(values, [MOST_VALUES, 64, 16, 4, 1])) {
    const found = await transaction
      .selectFrom('origins')
      .select(['report', 'origin', 'outlet', 'own_outlet', 'agency', 'day', 'position', 'sketch'])
      .where(column, 'in', part as never)
      .execute();
    for (const row of found) rows.push({ ...row, sketch: hashesOf(row.sketch) });
  }
  return rows;
}

/** Shingles of the reports of one batch. */
class LocalShingles {
  readonly #holders = new Map<number, number[]>();

  meet(hashes: Uint32Array): Map<number, number> {
    const met = new Map<number, number>();
    for (const hash of hashes)
      for (const other of this.#holders.get(hash) ?? []) met.set(other, (met.get(other) ?? 0) + 1);
    return met;
  }

  add(hashes: Uint32Array, number: number): void {
    for (const hash of hashes) {
      const list = this.#holders.get(hash);
      if (list) list.push(number);
      else this.#holders.set(hash, [number]);
    }
  }
}

/** What the table of shingles holds of a report. */
export const shinglesOf = ({ report, sketch }: Pick<OriginRow, 'report' | 'sketch'>) =>
  [...lookUps(sketch)].map((hash) => ({ hash: hash | 0, report }));

/** Little-endian, as on every machine that this runs on. */
export const bytesOf = (hashes: Uint32Array) =>
  new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength);

function hashesOf(bytes: Uint8Array | ArrayBuffer): Uint32Array {
  // A copy, for the bytes of a row need not begin at a multiple of four.
  const copy = Uint8Array.from(new Uint8Array(bytes));
  return new Uint32Array(copy.buffer, 0, copy.length >> 2);
}
