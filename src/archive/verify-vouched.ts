/**
 * Whether what the log names is in the archive, and is what its hash there says.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import { textId } from '../report/text.ts';
import { sha256 } from './canonical.ts';
import { rowHash, type VouchedTable } from './hashes.ts';
import { inTurn } from './in-turn.ts';
import type { Report, Vouched } from './replay.ts';
import type { Tables } from './schema.ts';

const PAGE = 500;
/** Blobs in memory at a time. */
const FEW = 20;

/** Every check gives how many there are. */
export async function checkBlobs(db: Kysely<Tables>, { blobs }: Vouched, report: Report): Promise<number> {
  const missing = new Set(blobs);
  let count = 0;
  const rows = inTurn(
    '',
    (after) =>
      db.selectFrom('blobs').selectAll().where('sha256', '>', after).orderBy('sha256').limit(FEW).execute(),
    ({ sha256 }) => sha256,
  );
  for await (const row of rows) {
    count++;
    missing.delete(row.sha256);
    const what = `blob ${row.sha256}`;
    const bytes = new Uint8Array(row.bytes);
    if (sha256(bytes) !== row.sha256) report(what, 'its bytes are not what their hash says');
    else if (bytes.length !== row.size) report(what, `has ${bytes.length} bytes, not ${row.size}`);
    if (!blobs.has(row.sha256)) report(what, 'the log does not know it');
  }
  for (const name of missing) report(`blob ${name}`, GONE);
  return count;
}

export async function checkRows(
  db: Kysely<Tables>,
  table: VouchedTable,
  { rows: vouched }: Vouched,
  report: Report,
): Promise<number> {
  const missing = new Map(vouched[table]);
  const rows = inTurn(
    0,
    (after) => db.selectFrom(table).selectAll().where('n', '>', after).orderBy('n').limit(PAGE).execute(),
    ({ n }) => n,
  );
  for await (const row of rows) {
    const what = `${NAMES[table]} ${row.n}`;
    const hash = missing.get(row.n);
    missing.delete(row.n);
    if (hash === undefined) report(what, 'the log does not know it');
    else if (rowHash(table, row as never) !== hash) report(what, 'was changed after it was logged');
  }
  for (const n of missing.keys()) report(`${NAMES[table]} ${n}`, GONE);
  return vouched[table].size;
}

const GONE = 'is in the log but not in the archive';
const NAMES: Record<VouchedTable, string> = {
  runs: 'run',
  captures: 'capture',
  failures: 'failure',
  decisions: 'decision',
};

/** Whether those decisions are marked as undone of which the log says so, and no others. */
export async function checkUndone(db: Kysely<Tables>, { undone }: Vouched, report: Report): Promise<void> {
  const rows = await db.selectFrom('decisions').select(['n', 'undone']).execute();
  for (const { n, undone: by } of rows)
    if ((undone.get(n) ?? null) !== by) report(`decision ${n}`, 'is not undone as the log says');
}

export async function checkReports(
  db: Kysely<Tables>,
  { reports }: Vouched,
  report: Report,
): Promise<number> {
  const missing = new Map(reports);
  let count = 0;
  const rows = inTurn(
    0,
    (after) =>
      db
        .selectFrom('reports')
        .select(['n', 'key', 'id', 'text'])
        .where('n', '>', after)
        .orderBy('n')
        .limit(PAGE)
        .execute(),
    ({ n }) => n,
  );
  for await (const row of rows) {
    count++;
    const what = `report ${row.key}`;
    const text = missing.get(row.key);
    missing.delete(row.key);
    if (text === undefined) report(what, 'the log does not know it');
    else if (text !== row.id) report(what, 'has another text than the log says');
    if (textId(row.text) !== row.id) report(what, 'its text is not what its hash says');
  }
  for (const key of missing.keys()) report(`report ${key}`, GONE);
  return count;
}
