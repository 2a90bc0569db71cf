/**
 * A worker: takes the names of tasks from the queue, reads the reports that the ledger has for them, commits, and only
 * then acknowledges. Whatever happens to it in between, the task comes to another worker, and a reading is kept once.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import {
  type AddCaptured,
  type AddFailure,
  addBatch,
  beginRun,
  endRun,
  knownReport,
  type Run,
} from '../../archive/add.ts';
import type { Archive } from '../../archive/archive.ts';
import {
  countAttempt,
  forgiveAttempts,
  markTasks,
  type Task,
  type TaskEnd,
  waitingTasks,
} from '../../archive/ledger.ts';
import type { Reading } from '../../record/reading.ts';
import { type Group, inGroups, inOrder } from '../in-order.ts';
import { type BatchReader, type Outcome, readerProblem } from '../reader.ts';
import type { Metrics } from './metrics.ts';
import { nameIn, type Queue } from './queue.ts';

export interface WorkerOptions {
  archive: Archive;
  queue: Queue;
  reader: BatchReader;
  /** What names version, models and lists: the worker reads what is to be read by just these. */
  engine: string;
  metrics: Metrics;
  clock?: () => Date;
  /** Called when readings were kept that are to be brought into incidents. */
  onKept?: () => void;
  /** Told of what went wrong and is tried again. */
  onTrouble?: (what: string) => void;
}

export interface Worker {
  /** Fulfilled when it has stopped. */
  readonly done: Promise<void>;
  /** Takes nothing more; fulfilled when all that it has in hand is committed and acknowledged. */
  drain(): Promise<void>;
}

/** Messages that are taken together, and reports in one task of a thread. */
const GROUP = 32;
const BATCH = 8;
const GROUP_TIME = 25;
/** Deliveries from which on a task is read alone, so that what kills a worker is known. */
const ALONE_FROM = 3;
/** How often a task is begun alone and not survived before it is dead. */
const MOST_ATTEMPTS = 5;
/** After how long what failed is tried again, in milliseconds. */
const PAUSE = 1000;

interface Done {
  task: Task;
  item: AddCaptured | AddFailure;
  reason: string | null;
}

interface InHand {
  messages: JsMsg[];
  /** Read, but not committed yet. */
  done: Done[];
}

export function startWorker(options: WorkerOptions): Worker {
  const { archive, queue, reader, engine, metrics, clock = () => new Date() } = options;
  const { onKept = () => {}, onTrouble = () => {} } = options;
  let draining = false;
  let run: Run | null = null;
  let open: ConsumerMessages | null = null;
  /** All that is not acknowledged: the queue is told that somebody is at it. */
  const inHand = new Set<JsMsg>();
  /** What was read alone and killed nobody, but stands as an attempt in the ledger still. */
  const owed = new Set<number>();
  /** Ends when nothing is read alone: one at a time. */
  let lone: Promise<unknown> = Promise.resolve();
  const heartbeat = setInterval(() => {
    for (const message of inHand) message.working();
  }, queue.ackWait / 3);

  const trouble = (where: string, error: unknown) => {
    metrics.troubles++;
    onTrouble(`${where}: ${error instanceof Error ? error.message : String(error)}`);
  };

  function acknowledge(messages: Iterable<JsMsg>): void {
    for (const message of messages) if (inHand.delete(message)) message.ack();
  }

  function giveBack(messages: Iterable<JsMsg>, pause = PAUSE): void {
    for (const message of messages) if (inHand.delete(message)) message.nak(pause);
  }

  /** Reads what of a group has to be read; acknowledges what has not. */
  async function begin({ items }: Group<JsMsg>): Promise<InHand> {
    for (const message of items) inHand.add(message);
    try {
      const tasks = await tasksOf(items);
      const isAlone = ([message]: [JsMsg, Task]) => deliveries(message) >= ALONE_FROM;
      const together = [...tasks].filter((entry) => !isAlone(entry));
      const done = await readAll(together.map(([, task]) => task));
      const alone = [...tasks].filter(isAlone);
      if (alone.length) {
        const read = lone.then(() => readEachAlone(alone.map(([, task]) => task)));
        lone = read.catch(() => {});
        done.push(...(await read));
      }
      return { messages: [...tasks.keys()], done };
    } catch (error) {
      trouble('reading', error);
      giveBack(items);
      return { messages: [], done: [] };
    }
  }

  /**
   * One after the other, each counted before and forgiven after: what kills the worker is known, and dead in the end. A
   * worker that dies for another reason, or a database that goes away, counts against nobody for long.
   */
  async function readEachAlone(tasks: readonly Task[]): Promise<Done[]> {
    const done: Done[] = [];
    for (const task of tasks) {
      await forgiveAttempts(archive, [...owed]);
      owed.clear();
      if ((await countAttempt(archive, task.n)) > MOST_ATTEMPTS) {
        done.push(dead(task, `${MOST_ATTEMPTS} workers died while they read it`));
        continue;
      }
      owed.add(task.n);
      done.push(...(await readAll([task])));
    }
    await forgiveAttempts(archive, [...owed]);
    owed.clear();
    return done;
  }

  async function tasksOf(messages: readonly JsMsg[]): Promise<Map<JsMsg, Task>> {
    const names = messages.map(nameIn);
    const rows = await waitingTasks(
      archive,
      names.flatMap((name) => name?.n ?? []),
    );
    const byNumber = new Map(rows.map((task) => [task.n, task]));
    const tasks = new Map<JsMsg, Task>();
    for (const [i, message] of messages.entries()) {
      const name = names[i];
      const task = name ? byNumber.get(name.n) : undefined;
      if (task && task.input === name!.input && task.engine === engine) tasks.set(message, task);
      // Done already, or nothing that this archive knows of.
      else acknowledge([message]);
    }
    return tasks;
  }

  async function readAll(tasks: readonly Task[]): Promise<Done[]> {
    const begun = performance.now();
    const parts: Promise<Done[]>[] = [];
    for (let at = 0; at < tasks.length; at += BATCH) parts.push(readSome(tasks.slice(at, at + BATCH)));
    const done = (await Promise.all(parts)).flat();
    metrics.read(done.length, (performance.now() - begun) / 1000);
    return done;
  }

  async function readSome(tasks: readonly Task[]): Promise<Done[]> {
    const known = await Promise.all(tasks.map(({ input }) => knownReport(archive, input, engine)));
    const fresh = tasks.filter((_, i) => known[i] === null);
    const outcomes = fresh.length ? await reader.read(fresh.map(({ report }) => report)) : [];
    const outcomeOf = new Map(fresh.map((task, i) => [task, outcomes[i]!]));
    return tasks.map((task) => doneWith(task, outcomeOf.get(task) ?? null));
  }

  /** Commits what came of tasks, in one transaction, with their mark in the ledger. */
  async function commit(done: readonly Done[]): Promise<void> {
    if (done.length === 0) return;
    const begun = performance.now();
    run ??= await beginRun(archive, 'worker', engine, clock);
    const added = await addBatch(
      archive,
      run,
      done.map(({ item }) => item),
      {
        settleLater: true,
        also: (transaction) => markTasks(transaction, done.map(endOf), clock().toISOString()),
      },
    );
    onKept();
    for (const { status } of added) metrics.reports[status]++;
    metrics.committed((performance.now() - begun) / 1000);
  }

  async function finish({ messages, done }: InHand): Promise<void> {
    try {
      await commit(done);
      acknowledge(messages);
    } catch (error) {
      trouble('committing', error);
      giveBack(messages);
    }
  }

  async function takeUntilClosed(): Promise<void> {
    const consumer = await queue.consumer(engine);
    const messages = await consumer.consume({ max_messages: GROUP * 2, abort_on_missing_resource: true });
    open = messages;
    if (draining) messages.stop();
    const groups = inGroups(counted(messages), { most: GROUP, wait: GROUP_TIME });
    for await (const hand of inOrder(groups, 2, begin)) await finish(hand);
  }

  async function* counted(messages: AsyncIterable<JsMsg>): AsyncGenerator<JsMsg> {
    for await (const message of messages) {
      metrics.taken++;
      if (message.redelivered) metrics.redelivered++;
      yield message;
    }
  }

  async function work(): Promise<void> {
    while (!draining) {
      try {
        await takeUntilClosed();
      } catch (error) {
        trouble('the queue', error);
      }
      if (!draining) await sleep(PAUSE);
    }
    // What was begun when the queue went away.
    giveBack([...inHand], 0);
    clearInterval(heartbeat);
    if (run) await endRun(archive, run).catch((error) => trouble('ending', error));
    await queue.connection.flush().catch(() => {});
  }

  const done = work();
  return {
    done,
    async drain() {
      draining = true;
      open?.stop();
      await done;
    },
  };
}

const deliveries = (message: JsMsg): number => message.info.deliveryCount;

/** Whether a reading that was there before is in incidents already nobody asks here: it does no harm to settle it again. */
const endOf = ({ task: { n }, reason }: Done): TaskEnd => ({
  n,
  state: reason === null ? 'read' : 'dead',
  reason,
});

function doneWith(task: Task, outcome: Outcome | null): Done {
  if (outcome && 'failure' in outcome) return dead(task, outcome.failure);
  const { format, charset, id, input, capture: captured } = task;
  const reading = outcome && (JSON.parse(outcome.json) as Reading);
  return { task, item: { format, charset, id, input, reading, captured }, reason: null };
}

function dead(task: Task, reason: string): Done {
  const problem = readerProblem({ ...task, part: task.part || null }, reason);
  return { task, item: { capture: null, blob: task.blob, problem }, reason };
}
