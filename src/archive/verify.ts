/**
 * Whether an archive is what it was when its contents came in: replays the log, hashes every blob and reading again,
 * and makes again from the readings what the other tables hold.
 *
 * It proves that nothing was changed since capture. It cannot prove that what a report says is true, nor, without the
 * log's last hash kept elsewhere, that the whole file was not made anew.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import type { Archive } from './archive.ts';
import { inTurn } from './in-turn.ts';
import { BEGINNING } from './log.ts';
import { Replay, type Report } from './replay.ts';
import type { Tables } from './schema.ts';
import { checkIncidents, isSettled } from './verify-incidents.ts';
import { checkReadings } from './verify-readings.ts';
import { checkBlobs, checkReports, checkRows, checkUndone } from './verify-vouched.ts';

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
    const settled = await isSettled(archive.db);
    checked.readings = await checkReadings(archive.db, vouched, report, search, settled);
    await search?.compare(report);
    if (settled) await checkIncidents(archive.db, report);
  } catch (error) {
    // A page of the file that cannot be read at all ends the checking.
    report('database', error instanceof Error ? error.message : String(error));
  }
  return { findings, checked, head };
}

async function replay(db: Kysely<Tables>, report: Report): Promise<Replay> {
  const log = new Replay(report);
  const lines = inTurn(
    0,
    (after) => db.selectFrom('log').selectAll().where('seq', '>', after).orderBy('seq').limit(500).execute(),
    ({ seq }) => seq,
  );
  for await (const line of lines) log.take(line);
  return log;
}
