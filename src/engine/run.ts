/**
 * One run: what comes in is collected, read (here or in threads) and put into the archive, in transactions of many.
 *
 * @module
 */
import {
  type Added,
  type AddFailure,
  type AddReport,
  addBatch,
  beginRun,
  endRun,
  inputHash,
  knownReport,
} from '../archive/add.ts';
import type { Archive } from '../archive/archive.ts';
import { type CollectOptions, collect } from '../collect/collect.ts';
import type { Collected, CollectedReport, Problem } from '../collect/types.ts';
import type { Resources } from '../read/resources.ts';
import type { Reading } from '../record/reading.ts';
import { readCollected } from './collected.ts';
import { engineHash } from './engine-hash.ts';
import { type GuardOptions, guardRemoved } from './guard.ts';
import { inGroups } from './in-order.ts';
import { type BatchReader, readHere } from './reader.ts';
import { listProblem, TRANSACTION } from './transactions.ts';

/** What became of one thing that came in; told only after it is on the disk. */
export interface Acknowledged extends Added {
  address: string;
  part: string | null;
  id: string | number | null;
  problem: Problem | null;
}

export interface RunOptions extends CollectOptions, GuardOptions {
  resources: Resources;
  /** How the run is called in the archive. */
  command: string;
  /** How many threads read; 1 when not given: this process itself. */
  threads?: number;
  clock?: () => Date;
  /** Called for every thing, in order, once it is kept. */
  onKept?: (item: Acknowledged) => void | Promise<void>;
}

export interface RunSummary {
  added: number;
  reread: number;
  known: number;
  failed: number;
  events: number;
  /** Those that failed, at most the first thousand; all are in the archive. */
  problems: Problem[];
}

/** Adds everything at `paths` to the archive. One that cannot be read is kept as a failure and never stops the rest. */
export const addPaths = (archive: Archive, paths: string[], options: RunOptions): Promise<RunSummary> =>
  addFound(archive, collect(paths, options), options);

/** Adds what was collected already, or comes from elsewhere than a path. */
export async function addFound(
  archive: Archive,
  found: AsyncIterable<Collected>,
  options: RunOptions,
): Promise<RunSummary> {
  const engine = engineHash(options.resources);
  const run = await beginRun(archive, options.command, engine, options.clock);
  const summary: RunSummary = { added: 0, reread: 0, known: 0, failed: 0, events: 0, problems: [] };
  const reader = await readerOf(options);
  /** Inputs that are read but not kept yet. */
  const held = new Set<string>();
  const inputs = new WeakMap<CollectedReport, string>();

  const nameOf = async (found: CollectedReport): Promise<string | null> => {
    const input = inputHash(found.report);
    inputs.set(found, input);
    return held.has(input) || (await knownReport(archive, input, engine)) ? null : input;
  };

  const keep = async (batch: (AddReport | AddFailure)[]) => {
    const added = await addBatch(archive, run, batch);
    for (const [i, item] of batch.entries()) {
      const became = added[i]!;
      summary[became.status]++;
      if (became.status === 'added' || became.status === 'reread') summary.events += became.events;
      const problem = 'problem' in item ? item.problem : null;
      listProblem(summary.problems, problem);
      const { address, part } = problem ?? item.capture!;
      const id = problem ? problem.id : (item as AddReport).id;
      await options.onKept?.({ ...became, address, part, id, problem });
    }
  };

  async function* toKeep(): AsyncGenerator<AddReport | AddFailure> {
    const allowed = guardRemoved(archive, found, options);
    for await (const done of readCollected(allowed, reader, { nameOf })) {
      if ('problem' in done) {
        yield done;
        continue;
      }
      const { capture, format, charset, id, edition } = done.collected;
      const input = inputs.get(done.collected)!;
      const reading = done.json === null ? null : (JSON.parse(done.json) as Reading);
      if (reading) held.add(input);
      yield { capture, format, charset, id, edition, input, reading };
    }
  }

  try {
    for await (const { items } of inGroups(toKeep(), TRANSACTION)) {
      await keep(items);
      for (const item of items) if ('input' in item) held.delete(item.input);
    }
  } finally {
    await reader.close();
  }
  await endRun(archive, run);
  return summary;
}

async function readerOf({ resources, threads = 1 }: RunOptions): Promise<BatchReader> {
  if (threads <= 1) return readHere(resources);
  const { readInThreads } = await import('./threads/pool.ts');
  return readInThreads(resources, { threads });
}
