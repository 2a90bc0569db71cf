/**
 * Whether every text in an SQLite file is UTF-8. It is looked at as bytes: libsql 0.5 ends the whole process when it is
 * asked for a text that is not.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer';
import { type Kysely, sql } from 'kysely';
import type { Report } from '../replay.ts';
import type { Tables } from '../schema.ts';

const PAGE = 500;

/** @returns whether the rest can be looked at. */
export async function checkText(db: Kysely<Tables>, report: Report): Promise<boolean> {
  const { rows: schema } = await sql<{ type: ArrayBuffer; name: ArrayBuffer; sql: ArrayBuffer | null }>`
    select cast(type as blob) as type, cast(name as blob) as name, cast(sql as blob) as sql from sqlite_schema`.execute(
    db,
  );
  for (const row of schema)
    if (![row.type, row.name, row.sql].every((bytes) => bytes === null || isUtf8(new Uint8Array(bytes)))) {
      report('database', 'the description of its tables is damaged');
      return false;
    }
  const text = (bytes: ArrayBuffer | null) => Buffer.from(bytes ?? new ArrayBuffer(0)).toString();
  let isSound = true;
  for (const row of schema) {
    if (text(row.type) !== 'table' || /^\s*create\s+virtual/i.test(text(row.sql))) continue;
    // A table of the search without rows that are numbered, and none of our own.
    if (/without\s+rowid\s*$/i.test(text(row.sql))) continue;
    isSound = (await checkTable(db, text(row.name), report)) && isSound;
  }
  return isSound;
}

async function checkTable(db: Kysely<Tables>, table: string, report: Report): Promise<boolean> {
  const { rows: columns } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(
    db,
  );
  const texts = columns.map(
    ({ name }, i) =>
      sql`case typeof(${sql.ref(name)}) when 'text' then cast(${sql.ref(name)} as blob) end as ${sql.ref(`c${i}`)}`,
  );
  for (let after = -(2 ** 52); ; ) {
    const { rows } = await sql<{ row: number } & Record<string, ArrayBuffer | null>>`
      select rowid as "row", ${sql.join(texts)} from ${sql.table(table)} where rowid > ${after} order by rowid limit ${PAGE}`.execute(
      db,
    );
    for (const { row, ...values } of rows)
      if (
        !Object.values(values).every(
          (bytes) => bytes === null || isUtf8(new Uint8Array(bytes as ArrayBuffer)),
        )
      ) {
        report(`table ${table}, row ${row}`, 'holds text that is no UTF-8');
        return false;
      }
    if (rows.length < PAGE) return true;
    after = rows.at(-1)!.row as number;
  }
}
