/**
 * Kysely over libsql: its own SQLite dialect, with transactions that take the write lock at once, so that two
 * processes wait for each other instead of failing half way.
 *
 * @module
 */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';

/** Uses of the connection after which the event loop gets a turn. */
const UNTIL_TURN = 64;

class ImmediateDriver extends SqliteDriver {
  #uses = 0;

  /**
   * libsql answers at once, so that query after query may run without the event loop ever getting a turn; but only in
   * such a turn does it give back the memory (about 1 kB) of the rows of each.
   */
  override async acquireConnection(): Promise<DatabaseConnection> {
    if (++this.#uses % UNTIL_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    return super.acquireConnection();
  }

  /** A transaction that is said to be read only sees the file as it was at its first query, and waits for nobody. */
  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const how = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(how));
  }

  /** A full disk has SQLite roll back by itself; what went wrong must not be hidden by having nothing to roll back. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!/no transaction is active/.test((error as Error).message)) throw error;
    }
  }
}

/** Statements that are kept ready at most; the one that was used longest ago makes room. */
const MOST_STATEMENTS = 500;

/**
 * Prepares each statement once. It saves time; above all, libsql 0.5 never gives back the memory of a statement that
 * it has prepared. Kysely runs every statement to its end before the next, so that one can be used again at any time.
 */
function prepareOnce(database: SqliteDatabase): SqliteDatabase {
  const ready = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const kept = ready.get(sql);
      if (kept) ready.delete(sql);
      else if (ready.size >= MOST_STATEMENTS) ready.delete(ready.keys().next().value!);
      const statement = kept ?? database.prepare(sql);
      ready.set(sql, statement);
      return statement;
    },
  };
}

export function libsqlDialect(database: SqliteDatabase): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateDriver({ database: prepareOnce(database) }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
