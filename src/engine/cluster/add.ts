/**
 * Adds to an archive through a cluster: what comes in is captured and written into the ledger here, and read by
 * workers. Once a report is told of, its bytes are in the archive, whatever becomes of the queue.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AddFailure,
  type AddReport,
  addBatch,
  beginRun,
  endRun,
  inputHash,
  knownReport,
} from '../../archive/add.ts';
import type { Archive } from '../../archive/archive.ts';
import { ledgerStatus, type TaskInput, writeTasks } from '../../archive/ledger.ts';
import { type CollectOptions, collect } from '../../collect/collect.ts';
import type { Collected, Problem } from '../../collect/types.ts';
import { type GuardOptions, guardRemoved } from '../guard.ts';
import { inGroups } from '../in-order.ts';
import { listProblem, TRANSACTION } from '../transactions.ts';
import { enqueue } from './enqueue.ts';
import type { Queue } from './queue.ts';

export interface Queued {
  address: string;
  part: string | null;
  id: string | number | null;
  status: 'queued' | 'known' | 'failed';
  problem: Problem | null;
}

export interface QueueOptions extends CollectOptions, GuardOptions {
  /** The engine that is to read it. */
  engine: string;
  clock?: () => Date;
  /** Called for every thing, in order, once it is kept. */
  onKept?: (item: Queued) => void | Promise<void>;
  /** Told when something could not be put into the queue; workers will find it in the ledger. */
  onTrouble?: (what: string) => void;
}

export interface QueueSummary {
  queued: number;
  known: number;
  failed: number;
  problems: Problem[];
}

/** Captures everything at `paths` and has it read by workers of `engine`. */
export async function queuePaths(
  archive: Archive,
  queue: Queue,
  paths: string[],
  options: QueueOptions,
): Promise<QueueSummary> {
  const { engine, clock = () => new Date(), onTrouble = () => {} } = options;
  const run = await beginRun(archive, 'add --cluster', engine, clock);
  const summary: QueueSummary = { queued: 0, known: 0, failed: 0, problems: [] };
  const stream = await queue.ensure();

  async function keepTasks(items: TaskInput[]): Promise<void> {
    const tasks = (await writeTasks(archive, run, items)).filter((task) => task !== null);
    try {
      await enqueue(archive, queue, stream, tasks, clock());
    } catch (error) {
      onTrouble(`the queue: ${(error as Error).message}; what waits will be queued by a worker`);
    }
  }

  async function keep(found: Collected[]): Promise<void> {
    /** What needs no reading: what is known, and what is no report. */
    const rest: (AddReport | AddFailure)[] = [];
    const tasks: TaskInput[] = [];
    const told: Queued[] = [];
    for (const item of found) {
      if ('problem' in item) {
        rest.push(item);
        const { address, part, id } = item.problem;
        told.push({ address, part, id, status: 'failed', problem: item.problem });
        continue;
      }
      const input = inputHash(item.report);
      const known = (await knownReport(archive, input, engine)) !== null;
      if (known) rest.push({ ...item, input, reading: null });
      else tasks.push({ ...item, input });
      const { address, part } = item.capture;
      told.push({ address, part, id: item.id, status: known ? 'known' : 'queued', problem: null });
    }
    if (rest.length) await addBatch(archive, run, rest);
    if (tasks.length) await keepTasks(tasks);
    for (const item of told) {
      summary[item.status]++;
      listProblem(summary.problems, item.problem);
      await options.onKept?.(item);
    }
  }

  const allowed = guardRemoved(archive, collect(paths, options), options);
  for await (const { items } of inGroups(allowed, TRANSACTION)) await keep(items);
  await endRun(archive, run);
  return summary;
}

/** Waits until nothing waits any more for this engine, and all that was read is in incidents. */
export async function untilRead(archive: Archive, engine: string): Promise<void> {
  for (;;) {
    const { engines, read } = await ledgerStatus(archive, new Date());
    if (read === 0 && !engines.some((one) => one.engine === engine)) return;
    await sleep(500);
  }
}
