/**
 * Kysely over `pg`: its own PostgreSQL dialect, with transactions that take one lock at once, as on SQLite, so that
 * writers wait for each other instead of failing half way, and the log has one end.
 *
 * @module
 */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  type PostgresPool,
  type PostgresPoolClient,
  PostgresQueryCompiler,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';

/** Names the lock that a transaction which writes holds; any number, the same in every version of the program. */
const WRITER = 0x6f6e7265;

type Connection = Parameters<PostgresDriver['rollbackTransaction']>[0];

class LockingDriver extends PostgresDriver {
  /** A transaction that says whether it writes knows what it does: it appends nothing to the log, and waits for nobody. */
  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    await super.beginTransaction(connection, settings);
    if (settings.accessMode) return;
    try {
      await connection.executeQuery(CompiledQuery.raw(`select pg_advisory_xact_lock(${WRITER})`));
    } catch (error) {
      await this.rollbackTransaction(connection as Connection);
      throw error;
    }
  }

  /** A lost connection has nothing to roll back, and is not used again; what went wrong must not be hidden by that. */
  override async rollbackTransaction(connection: Connection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => {});
  }
}

/** Statements that a connection keeps ready at most; queries of filters, which vary without end, come after. */
const MOST_STATEMENTS = 200;

/** PostgreSQL has no NUL in a text, and refuses to compare with one: what is looked for with it is not there. */
const sendable = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value);

/** Has the server plan each statement once a connection. */
function prepareOnce(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known || names.size >= MOST_STATEMENTS) return known;
    const name = `onrecord-${names.size + 1}`;
    names.set(text, name);
    return name;
  };
  return {
    connect: async () => {
      const client = await pool.connect();
      const query = async (text: string, values: readonly unknown[]) => {
        const name = values.length ? nameOf(text) : undefined;
        return client.query({ text, values: values.map(sendable), ...(name ? { name } : {}) });
      };
      return {
        query: query as unknown as PostgresPoolClient['query'],
        release: (...given) => client.release(...given),
      } satisfies PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}

export function postgresDialect(pool: pg.Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new LockingDriver({ pool: prepareOnce(pool) }),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/** What the wire says of a number that JavaScript has: counts and sums are numbers on both databases. */
const NUMBERS: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);

/**
 * @param wait how long a statement waits for another's lock, in milliseconds.
 */
export function createPool(url: string, wait: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'onrecord',
    connectionTimeoutMillis: 10_000,
    lock_timeout: wait,
    types: {
      getTypeParser: (type, format) =>
        NUMBERS.has(type) ? (value: string) => Number(value) : pg.types.getTypeParser(type, format),
    },
  });
  // An idle connection that the server ends is no error of anybody's: the next query makes another.
  pool.on('error', () => {});
  // Nor is one that is in use: the query that it is lost in, or the next one, says so to whoever waits for it.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
