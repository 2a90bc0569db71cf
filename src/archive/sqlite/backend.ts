/**
 * The archive in one SQLite file.
 *
 * @module
 */
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { Backend } from '../backend.ts';
import type { Tables } from '../schema.ts';
import type { SearchTerm } from '../search-query.ts';

export const sqliteBackend: Backend = {
  name: 'sqlite',
  columnTypes: { bytes: 'blob', serial: ['integer', (column) => column.primaryKey()] },
  // Few sizes, so that the statements for them can be kept ready.
  portions: [16, 4, 1],

  async isArchive(db) {
    const { rows } = await sql`select 1 from sqlite_master where name = 'migrations'`.execute(db);
    return rows.length > 0;
  },

  async createSearch(db) {
    const tokenizer = sql.lit('unicode61 remove_diacritics 2');
    // The indexes hold no copy of the words, only where they are.
    const contentless = sql`content='', contentless_delete=1, tokenize=${tokenizer}`;
    await sql`create virtual table reports_search using fts5(title, text, ${contentless})`.execute(db);
    await sql`create virtual table events_search using fts5(words, place, actor, source, ${contentless})`.execute(
      db,
    );
  },

  async indexReports(db, reports) {
    for (const { n, title, text } of reports) {
      await sql`delete from reports_search where rowid = ${n}`.execute(db);
      await sql`insert into reports_search (rowid, title, text) values (${n}, ${title}, ${text})`.execute(db);
    }
  },

  async indexEvents(db, events) {
    for (const { n, words, place, actor, source } of events)
      await sql`insert into events_search (rowid, words, place, actor, source) values (${n}, ${words}, ${place}, ${actor}, ${source})`.execute(
        db,
      );
  },

  async forgetEvents(db, report) {
    await sql`delete from events_search where rowid in (select n from events where report = ${report})`.execute(
      db,
    );
  },

  reportMatches: (eb, terms) => matches(eb, 'reports_search', 'reports.n', terms),
  eventMatches: (eb, terms) => matches(eb, 'events_search', 'events.n', terms),

  /** A transaction that writes is the only one. */
  lockIncidents: async () => true,

  async checkStructure(db) {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(10)`.execute(db);
    return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  },

  async size(db) {
    const { rows } = await sql<{
      bytes: number;
    }>`select page_count * page_size as bytes from pragma_page_count, pragma_page_size`.execute(db);
    return rows[0]!.bytes;
  },
};

/** FTS5 has no query that only excludes, so each excluded term is a condition of its own. */
function matches<T extends 'reports' | 'events'>(
  eb: ExpressionBuilder<Tables, T>,
  index: string,
  row: string,
  terms: SearchTerm[],
): Expression<SqlBool> {
  const wanted = terms.filter((term) => !term.excluded).map(fts);
  const unwanted = terms.filter((term) => term.excluded).map(fts);
  const within = (query: string) =>
    sql<SqlBool>`${sql.ref(row)} in (select rowid from ${sql.table(index)} where ${sql.table(index)} match ${query})`;
  return eb.and([
    ...(wanted.length ? [within(wanted.join(' AND '))] : []),
    ...unwanted.map((query) => eb.not(within(query))),
  ]);
}

function fts({ anyOf, field }: SearchTerm): string {
  const phrases = anyOf.map((words) => `"${words.join(' ')}"`).join(' OR ');
  return `(${field ? `${field} : ` : ''}(${phrases}))`;
}

/** Opened so that every commit is on the disk before it returns. */
export const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'temp_store = MEMORY',
  'mmap_size = 268435456',
  'cache_size = -65536',
];

export type SqliteDb = Kysely<Tables>;
