/**
 * Whether readings are what the log says, and the tables that are made of each hold what it says.
 *
 * @module
 */
import { inflateRawSync } from 'node:zlib';
import type { Kysely } from 'kysely';
import { Reading } from '../record/reading.ts';
import { sha256 } from './canonical.ts';
import { inTurn } from './in-turn.ts';
import type { Reconciled } from './origins.ts';
import type { Report, Vouched } from './replay.ts';
import { DERIVED, reportKey, reportRow, rowsOf } from './rows.ts';
import { sameRows } from './same-rows.ts';
import type { Tables } from './schema.ts';
import type { SearchCheck } from './sqlite/check-search.ts';
import { checkTellings } from './verify-incidents.ts';

/**
 * @param search is given what the indexes of words should hold.
 * @param settled whether all readings are in incidents.
 * @returns how many there are.
 */
export async function checkReadings(
  db: Kysely<Tables>,
  { readings }: Vouched,
  report: Report,
  search: SearchCheck | null,
  settled: boolean,
): Promise<number> {
  const missing = new Map(readings);
  let count = 0;
  const rows = inTurn(
    0,
    (after) => db.selectFrom('readings').selectAll().where('n', '>', after).orderBy('n').limit(50).execute(),
    ({ n }) => n,
  );
  for await (const row of rows) {
    count++;
    const what = `reading ${row.n}`;
    missing.delete(row.sha256);
    if (!readings.has(row.sha256)) report(what, 'the log does not know it');
    let json: string;
    try {
      json = inflateRawSync(new Uint8Array(row.body)).toString();
    } catch {
      report(what, 'cannot be unpacked');
      continue;
    }
    if (sha256(json) !== row.sha256) report(what, 'is not what its hash says');
    else if (row.current === 1) {
      const read = await checkRowsOf(db, row.report, JSON.parse(json), what, report, search);
      if (read && settled) await checkTellings(db, read, report);
    }
  }
  for (const [hash, key] of missing)
    report(`reading ${hash} of report ${key}`, 'is in the log but not in the archive');
  return count;
}

/** Makes the rows of a report again from its reading and compares; gives the reading, if it is one of a report. */
async function checkRowsOf(
  db: Kysely<Tables>,
  n: number,
  json: unknown,
  what: string,
  report: Report,
  search: SearchCheck | null,
): Promise<Reconciled | null> {
  const parsed = Reading.safeParse(json);
  if (!parsed.success) {
    report(what, `does not fit the schema of readings: ${parsed.error.issues[0]?.message}`);
    return null;
  }
  const reading = json as Reading;
  const stored = await db.selectFrom('reports').selectAll().where('n', '=', n).executeTakeFirst();
  if (!stored || stored.key !== reportKey(reading)) {
    report(what, 'its report is not in the archive');
    return null;
  }
  const { n: _, ...row } = stored;
  if (!sameRows([row], [reportRow(reading, stored.previous)]))
    report(`report ${stored.key}`, 'its row is not what its reading says');
  const made = rowsOf(reading, n);
  const numbers = new Map<string, number>();
  for (const table of [...DERIVED, 'events'] as const) {
    const rows: object[] = await db.selectFrom(table).selectAll().where('report', '=', n).execute();
    if (!sameRows(rows, made[table]))
      report(`report ${stored.key}`, `its ${table} are not what its reading says`);
    if (table === 'events') for (const row of rows as { id: string; n: number }[]) numbers.set(row.id, row.n);
  }
  const read = { n, key: stored.key, reading };
  if (!search || numbers.size !== made.events.length) return read;
  await search.report(n, reading.report.title ?? '', reading.report.text);
  await search.events(
    made.indexed.map((words, i) => ({ n: numbers.get(made.events[i]!.id) ?? 0, ...words })),
  );
  return read;
}
