/**
 * Copies an archive to another place: file to server, server to file. All of it or nothing.
 *
 * @module
 */
import type { Kysely, Transaction } from 'kysely';
import type { Archive } from './archive.ts';
import {
  CONTENT_TABLES,
  type ContentHash,
  type ContentTable,
  contentHash,
  contentHashOf,
  pagesOf,
  type Row,
  TableHash,
} from './content.ts';
import { ArchiveError, explainError } from './errors.ts';
import type { EventRecord } from './event-record.ts';
import { portionsOf } from './portions.ts';
import { wordsOfEvent } from './rows.ts';
import type { Tables } from './schema.ts';

/** Called with what is being copied, and how many of its rows are done. */
export type CopyProgress = (table: ContentTable | 'search', rows: number) => void;

/**
 * Copies everything but sessions and, unless they are asked for, users: what is given away must not take along the
 * hashes of their passwords. The source is read as it was at one moment; what was written is read again and
 * compared before it counts.
 *
 * @returns the hash of the content, the same on both sides.
 * @throws {ArchiveError} when the target holds something already, or does not hold what was written to it.
 */
export async function copyArchive(
  from: Archive,
  to: Archive,
  onProgress: CopyProgress = () => {},
  { users = false }: { users?: boolean } = {},
): Promise<ContentHash> {
  try {
    return await from.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((source) =>
        to.db.transaction().execute(async (target) => {
          await refuseUnlessEmpty(to, target);
          const hashes: ContentHash['tables'] = [];
          for (const table of CONTENT_TABLES)
            hashes.push(
              table === 'users' && !users
                ? new TableHash(table).end()
                : await copyTable(table, source, to, target, onProgress),
            );
          await to.backend.countOn?.(target);
          await indexWords(to, target, onProgress);
          const sent = contentHashOf(hashes);
          compare(sent, await contentHash({ db: target }), to.path);
          return sent;
        }),
      );
  } catch (error) {
    throw explainError(error, `${from.path} to ${to.path}`);
  }
}

async function refuseUnlessEmpty({ path }: Archive, target: Transaction<Tables>): Promise<void> {
  for (const table of ['log', 'runs', 'reports', 'users', 'watched'] as const)
    if (await target.selectFrom(table).selectAll().limit(1).executeTakeFirst())
      throw new ArchiveError(
        `${path}: there is something in it already (${table}); copy to a new file or an empty database`,
      );
}

async function copyTable(
  table: ContentTable,
  source: Kysely<Tables>,
  to: Archive,
  target: Transaction<Tables>,
  onProgress: CopyProgress,
) {
  const hash = new TableHash(table);
  for await (const rows of pagesOf(source, table)) {
    hash.add(rows);
    for (const part of portionsOf(rows.map(bytesOf), to.backend.portions))
      await target
        .insertInto(table)
        // Table and rows belong together: they came from the table of the same name.
        .values(part as never)
        .execute();
    onProgress(table, hash.rows);
  }
  return hash.end();
}

/** Bytes in the form that every database takes. */
function bytesOf(row: Row): Row {
  const held = Object.entries(row).some(([, value]) => value instanceof ArrayBuffer);
  if (!held) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof ArrayBuffer ? Buffer.from(value) : value,
    ]),
  );
}

/** The indexes of full-text search are each database's own. */
async function indexWords(to: Archive, target: Transaction<Tables>, onProgress: CopyProgress): Promise<void> {
  let done = 0;
  for await (const rows of pagesOf(target, 'reports')) {
    const reports = rows as { n: number; title: string | null; text: string }[];
    await to.backend.indexReports(
      target,
      reports.map(({ n, title, text }) => ({ n, title: title ?? '', text })),
    );
    done += rows.length;
    onProgress('search', done);
  }
  for await (const rows of pagesOf(target, 'events')) {
    const events = rows as { n: number; record: string }[];
    await to.backend.indexEvents(
      target,
      events.map(({ n, record }) => ({ n, ...wordsOfEvent(JSON.parse(record) as EventRecord) })),
    );
    done += rows.length;
    onProgress('search', done);
  }
}

function compare(sent: ContentHash, arrived: ContentHash, path: string): void {
  for (const [i, { table, rows, sha256 }] of sent.tables.entries()) {
    const there = arrived.tables[i]!;
    if (there.rows !== rows || there.sha256 !== sha256)
      throw new ArchiveError(`${path}: ${table} did not arrive as it was sent; nothing was kept there`);
  }
}
