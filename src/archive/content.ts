/**
 * All that an archive holds, row by row, in an order that is the same on every database, and the hash of it.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { type Kysely, type SqlBool, sql } from 'kysely';
import type { Archive } from './archive.ts';
import { canonicalJson, type Json, sha256 } from './canonical.ts';
import type { Tables } from './schema.ts';

export type ContentTable = Exclude<keyof Tables, 'sessions'>;

interface Walk {
  /** Columns that tell the rows apart; `report` alone: rows of a report that only belong together. */
  by: readonly string[];
  /** Rows, or reports, that are fetched at once. */
  page: number;
  /** What the program needs to go on (users, feeds, work that waits) and no part of the record. */
  operational?: boolean;
}

const numbered = (page: number): Walk => ({ by: ['n'], page });
const ofReports: Walk = { by: ['report'], page: 100 };

/** Every table but sessions, which end with the server, and the indexes of full-text search, which are made again. */
export const CONTENT: { readonly [T in ContentTable]: Walk } = {
  blobs: { by: ['sha256'], page: 16 },
  runs: numbered(1000),
  captures: numbered(500),
  reports: numbered(200),
  report_captures: { by: ['report', 'capture'], page: 2000 },
  readings: numbered(100),
  places: ofReports,
  entities: ofReports,
  mentions: ofReports,
  quantities: ofReports,
  claims: ofReports,
  events: numbered(500),
  participants: ofReports,
  event_quantities: ofReports,
  event_claims: ofReports,
  failures: numbered(500),
  log: { by: ['seq'], page: 2000 },
  origins: { by: ['report'], page: 500 },
  shingles: { by: ['hash', 'report'], page: 5000 },
  incident_events: { by: ['report', 'event'], page: 1000 },
  incidents: { by: ['id'], page: 500 },
  incident_aliases: { by: ['id'], page: 2000 },
  doubtful_pairs: { by: ['position'], page: 1000 },
  decisions: numbered(1000),
  reconciled: { by: ['one'], page: 1 },
  users: { by: ['name'], page: 1000, operational: true },
  watched: { by: ['address'], page: 1000, operational: true },
  tasks: { ...numbered(1000), operational: true },
};

export const CONTENT_TABLES = Object.keys(CONTENT) as ContentTable[];

export type Row = { readonly [column: string]: unknown };

/** The rows of a table, a page at a time. */
export async function* pagesOf(db: Kysely<Tables>, table: ContentTable): AsyncGenerator<Row[]> {
  const { by, page } = CONTENT[table];
  if (CONTENT[table] === ofReports) {
    for (let after = -1; ; ) {
      const last = await lastReport(db, table, after, page);
      if (last === null) return;
      const { rows } = await sql<Row>`select * from ${sql.table(table)}
        where report > ${after} and report <= ${last} order by report`.execute(db);
      yield rows;
      after = last;
    }
  }
  const columns = sql.join(by.map((name) => sql.ref(name)));
  let after = sql<SqlBool>`1 = 1`;
  for (;;) {
    const { rows } = await sql<Row>`select * from ${sql.table(table)}
      where ${after} order by ${columns} limit ${page}`.execute(db);
    if (rows.length) yield rows;
    if (rows.length < page) return;
    const last = rows.at(-1)!;
    after = sql<SqlBool>`(${columns}) > (${sql.join(by.map((name) => last[name]))})`;
  }
}

/** The report that ends a page of reports which have rows in a table. */
async function lastReport(
  db: Kysely<Tables>,
  table: ContentTable,
  after: number,
  page: number,
): Promise<number | null> {
  const { rows } = await sql<{ last: number | null }>`select max(report) as last from (
    select distinct report from ${sql.table(table)} where report > ${after} order by report limit ${page}
  ) as reports`.execute(db);
  return rows[0]?.last ?? null;
}

/** Hashes the rows of a table as they go by. */
export class TableHash {
  rows = 0;
  readonly #hash = createHash('sha256');

  constructor(readonly table: ContentTable) {}

  /** @param rows a page as `pagesOf` gives it. */
  add(rows: readonly Row[]): void {
    this.rows += rows.length;
    const lines = rows.map((row) => ({ report: Number(row['report']), json: rowJson(row) }));
    // What no column tells apart has no order of its own.
    if (CONTENT[this.table] === ofReports)
      lines.sort((a, b) => a.report - b.report || (a.json < b.json ? -1 : a.json > b.json ? 1 : 0));
    for (const { json } of lines) this.#hash.update(`${json}\n`);
  }

  end(): { table: ContentTable; rows: number; sha256: string } {
    return { table: this.table, rows: this.rows, sha256: this.#hash.digest('hex') };
  }
}

/** A row in canonical JSON: bytes as their hash; what is null is left out, so that a column more changes nothing. */
function rowJson(row: Row): string {
  const cells = Object.entries(row).filter(([, value]) => value !== null);
  return canonicalJson(
    Object.fromEntries(
      cells.map(([name, value]): [string, Json] => {
        if (value instanceof ArrayBuffer) return [name, sha256(new Uint8Array(value))];
        return [name, value instanceof Uint8Array ? sha256(value) : (value as string | number)];
      }),
    ),
  );
}

export interface ContentHash {
  /** Of all that is recorded: the same in every archive that holds the same, whatever database it is in. */
  sha256: string;
  tables: { table: ContentTable; rows: number; sha256: string }[];
}

/** Puts the hashes of tables together; a table that holds nothing counts as not there. */
export function contentHashOf(tables: ContentHash['tables']): ContentHash {
  const lines = tables
    .filter(({ table, rows }) => rows > 0 && !CONTENT[table].operational)
    .map(({ table, rows, sha256 }) => `${table} ${rows} ${sha256}\n`)
    .sort();
  return { sha256: sha256(lines.join('')), tables };
}

/** Reads the whole archive. */
export async function contentHash({ db }: Pick<Archive, 'db'>): Promise<ContentHash> {
  const tables: ContentHash['tables'] = [];
  for (const table of CONTENT_TABLES) {
    const hash = new TableHash(table);
    for await (const rows of pagesOf(db, table)) hash.add(rows);
    tables.push(hash.end());
  }
  return contentHashOf(tables);
}
