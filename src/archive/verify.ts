/**
 * Whether an archive is what it was when its contents came in: replays the log, hashes every blob and reading again,
 * and makes every table again from the readings.
 *
 * It proves that nothing was changed since capture. It cannot prove that what a report says is true, nor, without the
 * log's last hash kept elsewhere, that the whole file was not made anew.
 *
 * @module
 */
import { inflateRawSync } from 'node:zlib';
import type { Kysely } from 'kysely';
import { Reading } from '../record/reading.ts';
import { textId } from '../report/text.ts';
import type { Archive } from './archive.ts';
import { sha256 } from './canonical.ts';
import { rowHash, type VouchedTable } from './hashes.ts';
import { BEGINNING } from './log.ts';
import { Replay, type Report, type Vouched } from './replay.ts';
import { DERIVED, reportKey, reportRow, rowsOf } from './rows.ts';
import type { Tables } from './schema.ts';
import type { SearchCheck } from './sqlite/check-search.ts';

/** One thing that is not as it was recorded. */
export interface Finding {
  /** "blob 3f…", "report 1c…", "log entry 17". */
  what: string;
  problem: string;
}

export interface Verified {
  findings: Finding[];
  checked: { entries: number; blobs: number; captures: number; reports: number; readings: number };
  /** Hash of the log's last entry: kept elsewhere, it vouches for all before it. */
  head: string;
}

/** Ends the checking early: with more findings than this there is nothing more to learn. */
const MOST_FINDINGS = 100;
const PAGE = 500;

export async function verifyArchive(archive: Archive): Promise<Verified> {
  const findings: Finding[] = [];
  const report = (what: string, problem: string) => {
    if (findings.length < MOST_FINDINGS) findings.push({ what, problem });
  };
  const checked = { entries: 0, blobs: 0, captures: 0, reports: 0, readings: 0 };
  let head = BEGINNING;
  try {
    if (archive.backend.name === 'sqlite') {
      const { checkText } = await import('./sqlite/check-text.ts');
      // What is no text cannot be looked at further.
      if (!(await checkText(archive.db, report))) return { findings, checked, head };
    }
    for (const line of await archive.backend.checkStructure(archive.db)) report('database', line);
    const { vouched, head: last, entries } = await replay(archive.db, report);
    head = last;
    checked.entries = entries;
    checked.blobs = await checkBlobs(archive.db, vouched, report);
    for (const table of ['runs', 'captures', 'failures', 'decisions'] as const) {
      const rows = await checkRows(archive.db, table, vouched, report);
      if (table === 'captures') checked.captures = rows;
    }
    await checkUndone(archive.db, vouched, report);
    checked.reports = await checkReports(archive.db, vouched, report);
    const search =
      archive.backend.name === 'sqlite'
        ? await (await import('./sqlite/check-search.ts')).SearchCheck.begin(archive.db)
        : null;
    checked.readings = await checkReadings(archive.db, vouched, report, search);
    await search?.compare(report);
  } catch (error) {
    // A page of the file that cannot be read at all ends the checking.
    report('database', error instanceof Error ? error.message : String(error));
  }
  return { findings, checked, head };
}

async function replay(db: Kysely<Tables>, report: Report) {
  const log = new Replay(report);
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('log')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const row of rows) log.take(row);
    if (rows.length < PAGE) return log;
    after = rows.at(-1)!.seq;
  }
}

async function checkBlobs(db: Kysely<Tables>, { blobs }: Vouched, report: Report): Promise<number> {
  const missing = new Set(blobs);
  let after = '';
  let count = 0;
  for (;;) {
    const rows = await db
      .selectFrom('blobs')
      .selectAll()
      .where('sha256', '>', after)
      .orderBy('sha256')
      .limit(20)
      .execute();
    for (const row of rows) {
      count++;
      after = row.sha256;
      missing.delete(row.sha256);
      const what = `blob ${row.sha256}`;
      const bytes = new Uint8Array(row.bytes);
      if (sha256(bytes) !== row.sha256) report(what, 'its bytes are not what their hash says');
      else if (bytes.length !== row.size) report(what, `has ${bytes.length} bytes, not ${row.size}`);
      if (!blobs.has(row.sha256)) report(what, 'the log does not know it');
    }
    if (rows.length < 20) break;
  }
  for (const name of missing) report(`blob ${name}`, 'is in the log but not in the archive');
  return count;
}

async function checkRows(
  db: Kysely<Tables>,
  table: VouchedTable,
  { rows: vouched }: Vouched,
  report: Report,
) {
  const missing = new Map(vouched[table]);
  let after = 0;
  for (;;) {
    const rows = await db
      .selectFrom(table)
      .selectAll()
      .where('n', '>', after)
      .orderBy('n')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      after = row.n;
      const what = `${NAMES[table]} ${row.n}`;
      const hash = missing.get(row.n);
      missing.delete(row.n);
      if (hash === undefined) report(what, 'the log does not know it');
      else if (rowHash(table, row as never) !== hash) report(what, 'was changed after it was logged');
    }
    if (rows.length < PAGE) break;
  }
  for (const n of missing.keys()) report(`${NAMES[table]} ${n}`, 'is in the log but not in the archive');
  return vouched[table].size;
}

const NAMES: Record<VouchedTable, string> = {
  runs: 'run',
  captures: 'capture',
  failures: 'failure',
  decisions: 'decision',
};

/** Whether those decisions are marked as undone of which the log says so, and no others. */
async function checkUndone(db: Kysely<Tables>, { undone }: Vouched, report: Report): Promise<void> {
  const rows = await db.selectFrom('decisions').select(['n', 'undone']).execute();
  for (const { n, undone: by } of rows)
    if ((undone.get(n) ?? null) !== by) report(`decision ${n}`, 'is not undone as the log says');
}

async function checkReports(db: Kysely<Tables>, { reports }: Vouched, report: Report): Promise<number> {
  const missing = new Map(reports);
  let after = 0;
  let count = 0;
  for (;;) {
    const rows = await db
      .selectFrom('reports')
      .select(['n', 'key', 'id', 'text'])
      .where('n', '>', after)
      .orderBy('n')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      after = row.n;
      count++;
      const what = `report ${row.key}`;
      const text = missing.get(row.key);
      missing.delete(row.key);
      if (text === undefined) report(what, 'the log does not know it');
      else if (text !== row.id) report(what, 'has another text than the log says');
      if (textId(row.text) !== row.id) report(what, 'its text is not what its hash says');
    }
    if (rows.length < PAGE) break;
  }
  for (const key of missing.keys()) report(`report ${key}`, 'is in the log but not in the archive');
  return count;
}

/** @param search is given what the indexes of words should hold. */
async function checkReadings(
  db: Kysely<Tables>,
  { readings }: Vouched,
  report: Report,
  search: SearchCheck | null,
): Promise<number> {
  const missing = new Map(readings);
  let after = 0;
  let count = 0;
  for (;;) {
    const rows = await db
      .selectFrom('readings')
      .selectAll()
      .where('n', '>', after)
      .orderBy('n')
      .limit(50)
      .execute();
    for (const row of rows) {
      after = row.n;
      count++;
      const what = `reading ${row.n}`;
      const key = missing.get(row.sha256);
      missing.delete(row.sha256);
      if (key === undefined && !readings.has(row.sha256)) report(what, 'the log does not know it');
      let json: string;
      try {
        json = inflateRawSync(new Uint8Array(row.body)).toString();
      } catch {
        report(what, 'cannot be unpacked');
        continue;
      }
      if (sha256(json) !== row.sha256) report(what, 'is not what its hash says');
      else if (row.current === 1) await checkRowsOf(db, row.report, JSON.parse(json), what, report, search);
    }
    if (rows.length < 50) break;
  }
  for (const [hash, key] of missing)
    report(`reading ${hash} of report ${key}`, 'is in the log but not in the archive');
  return count;
}

/** Makes the rows of a report again from its reading and compares. */
async function checkRowsOf(
  db: Kysely<Tables>,
  n: number,
  json: unknown,
  what: string,
  report: Report,
  search: SearchCheck | null,
) {
  const parsed = Reading.safeParse(json);
  if (!parsed.success) {
    report(what, `does not fit the schema of readings: ${parsed.error.issues[0]?.message}`);
    return;
  }
  const reading = json as Reading;
  const stored = await db.selectFrom('reports').selectAll().where('n', '=', n).executeTakeFirst();
  if (!stored || stored.key !== reportKey(reading)) {
    report(what, 'its report is not in the archive');
    return;
  }
  const { n: _, ...row } = stored;
  if (!same([row], [reportRow(reading, stored.previous)]))
    report(`report ${stored.key}`, 'its row is not what its reading says');
  const made = rowsOf(reading, n);
  const numbers = new Map<string, number>();
  for (const table of [...DERIVED, 'events'] as const) {
    const rows: object[] = await db.selectFrom(table).selectAll().where('report', '=', n).execute();
    if (!same(rows, made[table]))
      report(`report ${stored.key}`, `its ${table} are not what its reading says`);
    if (table === 'events') for (const row of rows as { id: string; n: number }[]) numbers.set(row.id, row.n);
  }
  if (!search || numbers.size !== made.events.length) return;
  await search.report(n, reading.report.title ?? '', reading.report.text);
  await search.events(
    made.indexed.map((words, i) => ({ n: numbers.get(made.events[i]!.id) ?? 0, ...words })),
  );
}

/** Whether two sets of rows hold the same, whatever their order and the numbers that a database gave them. */
function same(a: readonly object[], b: readonly object[]): boolean {
  const forms = (rows: readonly object[]) =>
    rows
      .map((row) => {
        const entries = Object.entries(row).filter(([name]) => name !== 'n');
        return JSON.stringify(entries.sort(([x], [y]) => (x < y ? -1 : 1)));
      })
      .sort();
  return a.length === b.length && JSON.stringify(forms(a)) === JSON.stringify(forms(b));
}
