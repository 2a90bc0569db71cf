/**
 * One run: what comes in is collected, read and put into the archive, in this process, in transactions of many.
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
import type { Collected, Problem } from '../collect/types.ts';
import { createReader, type Reader } from '../read/read.ts';
import type { Resources } from '../read/resources.ts';
import { engineHash } from './engine-hash.ts';

/** What became of one thing that came in; told only after it is on the disk. */
export interface Acknowledged extends Added {
  address: string;
  part: string | null;
  id: string | number | null;
  problem: Problem | null;
}

export interface RunOptions extends CollectOptions {
  resources: Resources;
  /** How the run is called in the archive. */
  command: string;
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

/** Reports in one transaction, and the longest time that one is held back, in milliseconds. */
const BATCH = 64;
const BATCH_TIME = 500;
const MOST_PROBLEMS = 1000;

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
  let reader: Reader | null = null;
  let batch: (AddReport | AddFailure)[] = [];
  let begun = 0;

  const keep = async () => {
    const kept = batch;
    batch = [];
    const added = await addBatch(archive, run, kept);
    for (const [i, item] of kept.entries()) {
      const became = added[i]!;
      summary[became.status]++;
      if (became.status === 'added' || became.status === 'reread') summary.events += became.events;
      const problem = 'problem' in item ? item.problem : null;
      if (problem && summary.problems.length < MOST_PROBLEMS) summary.problems.push(problem);
      const { address, part } = problem ?? item.capture!;
      const id = problem ? problem.id : (item as AddReport).id;
      await options.onKept?.({ ...became, address, part, id, problem });
    }
  };

  const prepare = async (found: Collected): Promise<AddReport | AddFailure> => {
    if ('problem' in found) return found;
    const { capture, format, charset, id, report } = found;
    const input = inputHash(report);
    const known = await knownReport(archive, input, engine);
    const here = known !== null || batch.some((item) => 'input' in item && item.input === input);
    if (here) return { capture, format, charset, id, input, reading: null };
    reader ??= createReader(options.resources);
    try {
      return { capture, format, charset, id, input, reading: reader.read(report) };
    } catch (error) {
      const reason = `the reader failed: ${error instanceof Error ? error.message : String(error)}`;
      const { address, part } = capture;
      const problem = {
        code: 'reader',
        address,
        part,
        id,
        reason,
        advice: 'report this as a bug, with the text',
      } as const;
      return { capture, problem };
    }
  };

  for await (const item of found) {
    batch.push(await prepare(item));
    if (batch.length === 1) begun = performance.now();
    if (batch.length >= BATCH || performance.now() - begun > BATCH_TIME) await keep();
  }
  if (batch.length) await keep();
  await endRun(archive, run);
  return summary;
}
