/**
 * Tests that must hold on every database an archive can be in: each is run on all of them.
 *
 * @module
 */
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { describeWithPostgres, temporaryDatabases } from './postgres.ts';
import { temporaryFolder } from './sample-archive.ts';

export interface TestArchives {
  name: 'sqlite' | 'postgres';
  /** The address of an archive that is not there yet. */
  fresh(): Promise<string>;
  /** A zero byte, as this database writes it in a statement. */
  zeroByte: string;
}

/** Runs `tests` on SQLite, and on PostgreSQL where there is a server; else says that it was skipped there. */
export function describeArchives(name: string, tests: (archives: TestArchives) => void): void {
  describe(`${name} on SQLite`, () => {
    const folder = temporaryFolder();
    afterAll(folder.dispose);
    let made = 0;
    tests({ name: 'sqlite', fresh: async () => join(folder.path, `${++made}.db`), zeroByte: `x'00'` });
  });
  describeWithPostgres(`${name} on PostgreSQL`, () => {
    const databases = temporaryDatabases();
    afterAll(databases.dispose, 60_000);
    tests({ name: 'postgres', fresh: databases.create, zeroByte: `'\\x00'::bytea` });
  });
}
