/**
 * The ledger of a cluster's work: which reports are waiting to be read by which engine. It stands in the archive, with
 * the captures: a queue only carries the names of what stands here, and can be filled again from it.
 *
 * @module
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { IncomingReport } from '../report/types.ts';
import { type AddReport, keepCaptures, type Run } from './add.ts';
import type { Archive } from './archive.ts';
import type { TaskState } from './ledger-table.ts';
import type { Tables } from './schema.ts';

/** What a worker needs of a task. */
export interface Task {
  n: number;
  input: string;
  engine: string;
  capture: number;
  format: string;
  charset: string;
  attempts: number;
  /** Where the capture is from, and the hash of its bytes. */
  address: string;
  part: string;
  blob: string;
  /** The sender's own name for the report. */
  id: string | number | null;
  report: IncomingReport;
}

/** A task that has to be put into a queue. */
export interface Waiting {
  n: number;
  input: string;
  engine: string;
  stream: string | null;
  place: number | null;
}

/** What came in, with the report found in it. */
export type TaskInput = Omit<AddReport, 'reading'> & { report: IncomingReport };

/**
 * Keeps captures and writes down that they are to be read, in one transaction. What waits, was done or is on its way
 * already is not written down again; what was dead gets another chance.
 *
 * @returns in the order of `items`: the task, or null when the archive has a reading by this engine.
 */
export async function writeTasks(
  archive: Archive,
  run: Run,
  items: TaskInput[],
): Promise<(Waiting | null)[]> {
  const since = run.clock().toISOString();
  const tasks: (Waiting | null)[] = [];
  const anew = {
    state: 'waiting' as const,
    reason: null,
    attempts: 0,
    since,
    settled: null,
    queued: null,
    stream: null,
    place: null,
  };
  await keepCaptures(archive, run, items, async (transaction, captures) => {
    for (const [i, item] of items.entries()) {
      const named = { input: item.input, engine: run.engine, capture: captures[i]! };
      const row = {
        ...named,
        format: item.format,
        charset: item.charset,
        report: JSON.stringify(item.report),
        ...anew,
      };
      const { n, state } = await transaction
        .insertInto('tasks')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['input', 'engine', 'capture'])
            .doUpdateSet({ report: row.report, ...anew })
            .where('tasks.state', '=', 'dead'),
        )
        .returning(['n', 'state'])
        .executeTakeFirst()
        .then((written) => written ?? taskNamed(transaction, named));
      tasks.push(
        state === 'waiting' ? { n, input: item.input, engine: run.engine, stream: null, place: null } : null,
      );
    }
  });
  return tasks;
}

async function taskNamed(
  db: Kysely<Tables>,
  { input, engine, capture }: { input: string; engine: string; capture: number },
) {
  return db
    .selectFrom('tasks')
    .select(['n', 'state'])
    .where('input', '=', input)
    .where('engine', '=', engine)
    .where('capture', '=', capture)
    .executeTakeFirstOrThrow();
}

/** Those of `numbers` that wait. */
export async function waitingTasks({ db }: Archive, numbers: readonly number[]): Promise<Task[]> {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('tasks')
    .innerJoin('captures', 'captures.n', 'tasks.capture')
    .select(['tasks.n', 'input', 'engine', 'capture', 'tasks.format', 'tasks.charset', 'attempts', 'report'])
    .select(['address', 'part', 'blob', 'sender_id'])
    .where('tasks.n', 'in', numbers)
    .where('state', '=', 'waiting')
    .execute();
  return rows.map(({ sender_id, report, ...row }) => ({
    ...row,
    id: sender_id === null ? null : (JSON.parse(sender_id) as string | number),
    report: JSON.parse(report!) as IncomingReport,
  }));
}

/** Counts that a task is begun alone; gives how often it was. */
export async function countAttempt({ db }: Archive, n: number): Promise<number> {
  const row = await db
    .updateTable('tasks')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('n', '=', n)
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? 0;
}

/** Takes attempts back: whoever began to read these alone lived on. */
export async function forgiveAttempts({ db }: Archive, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  await db.updateTable('tasks').set({ attempts: 0 }).where('n', 'in', numbers).execute();
}

/** What became of a task; `reason` says why it is dead. */
export interface TaskEnd {
  n: number;
  state: Exclude<TaskState, 'waiting'>;
  reason: string | null;
}

/** Marks tasks in the transaction that keeps what came of them; the words of those that are not dead stand elsewhere now. */
export async function markTasks(
  transaction: Transaction<Tables>,
  ends: readonly TaskEnd[],
  at: string,
): Promise<void> {
  for (const state of ['read', 'done'] as const) {
    const numbers = ends.filter((end) => end.state === state).map(({ n }) => n);
    if (numbers.length === 0) continue;
    const settled = state === 'done' ? at : null;
    await transaction
      .updateTable('tasks')
      .set({ state, report: null, reason: null, settled })
      .where('n', 'in', numbers)
      .execute();
  }
  for (const { n, state, reason } of ends)
    if (state === 'dead')
      await transaction.updateTable('tasks').set({ state, reason, settled: at }).where('n', '=', n).execute();
}

/** Tasks whose reading is kept but not brought into incidents, in order; each with its report. */
export async function readTasks(db: Kysely<Tables>, limit: number) {
  return db
    .selectFrom('tasks')
    .innerJoin('readings', (join) =>
      join.onRef('readings.input', '=', 'tasks.input').onRef('readings.engine', '=', 'tasks.engine'),
    )
    .select(['tasks.n', 'readings.report'])
    .where('state', '=', 'read')
    .orderBy('tasks.n')
    .limit(limit)
    .execute();
}

/** Notes where tasks lie in the queue. */
export async function noteQueued(
  { db }: Archive,
  stream: string,
  places: readonly { n: number; place: number }[],
  at: string,
): Promise<void> {
  if (places.length === 0) return;
  const cases = places.map(({ n, place }) => sql`when n = ${n} then cast(${place} as integer)`);
  await db
    .updateTable('tasks')
    .set({ queued: at, stream, place: sql<number>`case ${sql.join(cases, sql` `)} end` })
    .where(
      'n',
      'in',
      places.map(({ n }) => n),
    )
    .execute();
}

/**
 * Tasks that wait since before `before` and were not put into the queue after it, in order, after number `after`.
 */
export async function overdueTasks(
  { db }: Archive,
  before: string,
  after: number,
  limit: number,
): Promise<Waiting[]> {
  return db
    .selectFrom('tasks')
    .select(['n', 'input', 'engine', 'stream', 'place'])
    .where('state', '=', 'waiting')
    .where('n', '>', after)
    .where('since', '<=', before)
    .where((eb) => eb.or([eb('queued', 'is', null), eb('queued', '<=', before)]))
    .orderBy('n')
    .limit(limit)
    .execute();
}

export interface LedgerStatus {
  waiting: number;
  /** Read, but not brought into incidents yet. */
  read: number;
  done: number;
  dead: number;
  /** Since when the oldest of these two is in the ledger. */
  oldest: string | null;
  /** What waits, by engine. */
  engines: { engine: string; waiting: number }[];
  /** Reports a second over the last minute. */
  rate: number;
}

export async function ledgerStatus({ db }: Archive, now: Date): Promise<LedgerStatus> {
  const rows = await db
    .selectFrom('tasks')
    .select(({ fn }) => ['state', fn.countAll().as('count'), fn.min('since').as('oldest')])
    .groupBy('state')
    .execute();
  const of = (state: TaskState) => rows.find((row) => row.state === state);
  const engines = await db
    .selectFrom('tasks')
    .select(({ fn }) => ['engine', fn.countAll().as('count')])
    .where('state', '=', 'waiting')
    .groupBy('engine')
    .orderBy('engine')
    .execute();
  const minute = new Date(now.getTime() - 60_000).toISOString();
  const { settled } = await db
    .selectFrom('tasks')
    .select(({ fn }) => fn.countAll().as('settled'))
    .where('settled', '>', minute)
    .executeTakeFirstOrThrow();
  const count = (state: TaskState) => Number(of(state)?.count ?? 0);
  return {
    waiting: count('waiting'),
    read: count('read'),
    done: count('done'),
    dead: count('dead'),
    oldest: [of('waiting'), of('read')].flatMap((row) => row?.oldest ?? []).sort()[0] ?? null,
    engines: engines.map(({ engine, count }) => ({ engine, waiting: Number(count) })),
    rate: Number(settled) / 60,
  };
}

/** What could not be done, with the reason, latest first. */
export async function deadTasks({ db }: Archive, limit: number) {
  return db
    .selectFrom('tasks')
    .innerJoin('captures', 'captures.n', 'tasks.capture')
    .select(['tasks.n', 'address', 'part', 'reason', 'attempts'])
    .where('state', '=', 'dead')
    .orderBy('tasks.n', 'desc')
    .limit(limit)
    .execute();
}
