/**
 * The ledger of a cluster's work: which reports are waiting to be read by which engine. It stands in the archive, with
 * the captures: a queue only carries the names of what stands here, and can be filled again from it.
 *
 * @module
 */
import type { Kysely, Transaction } from 'kysely';
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
  await keepCaptures(archive, run, items, async (transaction, captures) => {
    for (const [i, item] of items.entries()) {
      const named = { input: item.input, engine: run.engine };
      const row = {
        ...named,
        capture: captures[i]!,
        format: item.format,
        charset: item.charset,
        report: JSON.stringify(item.report),
        state: 'waiting' as const,
        reason: null,
        attempts: 0,
        since,
        queued: null,
        stream: null,
        place: null,
      };
      const { n, state } = await transaction
        .insertInto('tasks')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['input', 'engine'])
            .doUpdateSet({
              state: 'waiting',
              report: row.report,
              reason: null,
              attempts: 0,
              since,
              queued: null,
              stream: null,
              place: null,
            })
            .where('tasks.state', '=', 'dead'),
        )
        .returning(['n', 'state'])
        .executeTakeFirst()
        .then((written) => written ?? taskNamed(transaction, named));
      tasks.push(state === 'done' ? null : { n, ...named, stream: null, place: null });
    }
  });
  return tasks;
}

async function taskNamed(db: Kysely<Tables>, { input, engine }: { input: string; engine: string }) {
  return db
    .selectFrom('tasks')
    .select(['n', 'state'])
    .where('input', '=', input)
    .where('engine', '=', engine)
    .executeTakeFirstOrThrow();
}

/** Those of `numbers` that wait. */
export async function waitingTasks({ db }: Archive, numbers: readonly number[]): Promise<Task[]> {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('tasks')
    .select(['n', 'input', 'engine', 'capture', 'format', 'charset', 'attempts', 'report'])
    .where('n', 'in', numbers)
    .where('state', '=', 'waiting')
    .execute();
  return rows.map((row) => ({ ...row, report: JSON.parse(row.report!) as IncomingReport }));
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

/** Marks tasks in the transaction that keeps what came of them; their words now stand elsewhere. */
export async function settleTasks(
  transaction: Transaction<Tables>,
  done: readonly number[],
  dead: readonly { n: number; reason: string }[],
): Promise<void> {
  if (done.length)
    await transaction
      .updateTable('tasks')
      .set({ state: 'done', report: null, reason: null })
      .where('n', 'in', done)
      .execute();
  for (const { n, reason } of dead)
    await transaction.updateTable('tasks').set({ state: 'dead', reason }).where('n', '=', n).execute();
}

/** Notes where tasks lie in the queue. */
export async function noteQueued(
  { db }: Archive,
  stream: string,
  places: readonly { n: number; place: number }[],
  at: string,
): Promise<void> {
  if (places.length === 0) return;
  const byPlace = new Map(places.map(({ n, place }) => [n, place]));
  await db
    .updateTable('tasks')
    .set((eb) => {
      let place = eb.case();
      for (const [n, value] of byPlace) place = place.when('n', '=', n).then(eb.val(value)) as never;
      return { queued: at, stream, place: (place as never as { end(): never }).end() };
    })
    .where('n', 'in', [...byPlace.keys()])
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
  done: number;
  dead: number;
  /** Since when the oldest that waits does so. */
  oldest: string | null;
  /** What waits, by engine. */
  engines: { engine: string; waiting: number }[];
}

export async function ledgerStatus({ db }: Archive): Promise<LedgerStatus> {
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
  const count = (state: TaskState) => Number(of(state)?.count ?? 0);
  return {
    waiting: count('waiting'),
    done: count('done'),
    dead: count('dead'),
    oldest: of('waiting')?.oldest ?? null,
    engines: engines.map(({ engine, count }) => ({ engine, waiting: Number(count) })),
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
