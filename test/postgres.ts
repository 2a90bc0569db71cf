/**
 * Databases of one's own on the PostgreSQL server whose address stands in ONRECORD_TEST_POSTGRES
 * (`node scripts/postgres.mjs COMMAND` starts one).
 *
 * @module
 */
import pg from 'pg';
import { describe } from 'vitest';

/** The server's address; undefined when there is none to test on. */
export const testServer = process.env['ONRECORD_TEST_POSTGRES'];

/** Tests that need a PostgreSQL server; without it they are skipped and say so. */
export function describeWithPostgres(name: string, tests: () => void): void {
  if (testServer) describe(name, tests);
  else describe.skip(`${name} (skipped: no PostgreSQL; run node scripts/postgres.mjs npm test)`, tests);
}

/** New, empty databases; `dispose` drops them all. */
export function temporaryDatabases(): { create(): Promise<string>; dispose(): Promise<void> } {
  const names: string[] = [];
  const run = async (statements: string[]) => {
    const client = new pg.Client({ connectionString: testServer! });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return {
    async create() {
      const name = `test_${process.pid}_${names.length + 1}_${Date.now().toString(36)}`;
      names.push(name);
      await run([`create database ${name} template template0`]);
      return testServer!.replace(/\/[^/?]*(?=\?|$)/, `/${name}`);
    },
    dispose: () => run(names.map((name) => `drop database if exists ${name} with (force)`)),
  };
}
