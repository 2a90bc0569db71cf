/**
 * The archive in a database on a PostgreSQL server, 15 or later.
 *
 * @module
 */
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { Backend } from '../backend.ts';
import { ArchiveError } from '../errors.ts';
import type { Tables } from '../schema.ts';
import type { SearchTerm } from '../search-query.ts';
import { eventVector, reportVectors, termQuery } from './search.ts';

const OLDEST = 150_000;
/** Names the lock of whoever writes incidents; the same in every version of the program. */
const INCIDENTS = 0x6f6e7269;

export const postgresBackend: Backend = {
  name: 'postgres',
  columnTypes: { bytes: 'bytea', serial: ['serial', (column) => column.primaryKey()] },
  portions: [256, 64, 16, 4, 1],

  async isArchive(db) {
    const { rows } = await sql<{ found: string | null }>`select to_regclass('migrations') as found`.execute(
      db,
    );
    return rows[0]!.found !== null;
  },

  /** Text is compared by code points, as in SQLite, whatever the language of the database. */
  async finishStep(db) {
    const { rows } = await sql<{ table: string; column: string }>`
      select table_name as "table", column_name as "column" from information_schema.columns
      where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'
      order by table_name, ordinal_position`.execute(db);
    const byTable = new Map<string, string[]>();
    for (const { table, column } of rows) byTable.set(table, [...(byTable.get(table) ?? []), column]);
    for (const [table, columns] of byTable) {
      const changes = columns.map((name) => sql`alter column ${sql.ref(name)} type text collate "C"`);
      await sql`alter table ${sql.table(table)} ${sql.join(changes)}`.execute(db);
    }
  },

  async countOn(db) {
    const { rows } = await sql<{ table: string; column: string; counter: string }>`
      select table_name as "table", column_name as "column",
        pg_get_serial_sequence(quote_ident(table_name), column_name) as counter
      from information_schema.columns
      where table_schema = current_schema() and column_default like 'nextval(%'`.execute(db);
    for (const { table, column, counter } of rows)
      await sql`select setval(${counter}, coalesce((select max(${sql.ref(column)}) from ${sql.table(table)}), 0) + 1, false)`.execute(
        db,
      );
  },

  async createSearch(db) {
    // A report has a row for each portion of its text.
    await sql`create table reports_search (n integer not null, words tsvector not null)`.execute(db);
    await sql`create index reports_search_n on reports_search (n)`.execute(db);
    await sql`create index reports_search_words on reports_search using gin (words)`.execute(db);
    await sql`create table events_search (n integer primary key, words tsvector not null)`.execute(db);
    await sql`create index events_search_words on events_search using gin (words)`.execute(db);
  },

  async indexReports(db, reports) {
    if (reports.length === 0) return;
    const rows = reports.flatMap(({ n, title, text }) =>
      reportVectors(title, text).map((vector) => [n, vector] as const),
    );
    const numbers = rows.map(([n]) => n);
    const vectors = rows.map(([, vector]) => vector);
    await sql`delete from reports_search where n = any(${numbers}::integer[])`.execute(db);
    await sql`insert into reports_search (n, words)
      select n, words::tsvector from unnest(${numbers}::integer[], ${vectors}::text[]) as given (n, words)`.execute(
      db,
    );
  },

  async indexEvents(db, events) {
    if (events.length === 0) return;
    const numbers = events.map(({ n }) => n);
    const vectors = events.map(eventVector);
    await sql`insert into events_search (n, words)
      select n, words::tsvector from unnest(${numbers}::integer[], ${vectors}::text[]) as given (n, words)`.execute(
      db,
    );
  },

  async forgetEvents(db, report) {
    await sql`delete from events_search where n in (select n from events where report = ${report})`.execute(
      db,
    );
  },

  reportMatches: (eb, terms) => matches(eb, 'reports_search', 'reports.n', terms),
  eventMatches: (eb, terms) => matches(eb, 'events_search', 'events.n', terms),

  async lockIncidents(transaction, wait) {
    if (wait) await sql`select pg_advisory_xact_lock(${INCIDENTS})`.execute(transaction);
    else {
      const { rows } = await sql<{
        held: boolean;
      }>`select pg_try_advisory_xact_lock(${INCIDENTS}) as held`.execute(transaction);
      return rows[0]!.held;
    }
    return true;
  },

  async checkStructure(db) {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
      where relnamespace = current_schema()::regnamespace and not (indisvalid and indisready)`.execute(db);
    const { rows: damaged } = await sql<{ pages: number | null }>`
      select checksum_failures as pages from pg_stat_database where datname = current_database()`.execute(db);
    const pages = damaged[0]?.pages ?? 0;
    return [
      ...rows.map(({ name }) => `the index ${name} is not whole`),
      ...(pages ? [`the server found ${pages} pages that do not fit their checksums`] : []),
    ];
  },

  async size(db) {
    const { rows } = await sql<{ bytes: number }>`
      select coalesce(sum(pg_total_relation_size(oid)), 0) as bytes from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r'`.execute(db);
    return rows[0]!.bytes;
  },
};

/** @throws {ArchiveError} when the server is too old, or keeps text that is not Unicode. */
export async function checkServer(db: Kysely<Tables>, shown: string): Promise<void> {
  const { rows } = await sql<{ number: string; name: string; encoding: string }>`
    select current_setting('server_version_num') as number, current_setting('server_version') as name,
      current_setting('server_encoding') as encoding`.execute(db);
  const { number, name, encoding } = rows[0]!;
  if (Number(number) < OLDEST)
    throw new ArchiveError(`${shown}: the server is PostgreSQL ${name}; 15 or later is needed`);
  if (encoding !== 'UTF8')
    throw new ArchiveError(
      `${shown}: the database keeps text as ${encoding}; make one with: createdb --encoding=UTF8 --template=template0 NAME`,
    );
}

/** A term that is looked for may stand in another portion than the next one, so each is a condition of its own. */
function matches<T extends 'reports' | 'events'>(
  eb: ExpressionBuilder<Tables, T>,
  index: string,
  row: string,
  terms: SearchTerm[],
): Expression<SqlBool> {
  return eb.and(
    terms.map((term) => {
      const within = sql<SqlBool>`${sql.ref(row)} in (select n from ${sql.table(index)} where words @@ ${termQuery(term)}::tsquery)`;
      return term.excluded ? eb.not(within) : within;
    }),
  );
}
