/**
 * From what is collected to readings, in order: the middle of every run, whatever is done with the readings.
 *
 * @module
 */
import type { Collected, CollectedProblem, CollectedReport } from '../collect/types.ts';
import type { IncomingReport } from '../report/types.ts';
import { type Group, inGroups, inOrder } from './in-order.ts';
import { type BatchReader, type Outcome, readerProblem } from './reader.ts';

/** A report with what came of it: JSON of its reading; nothing, when it did not have to be read. */
export interface ReadReport {
  collected: CollectedReport;
  json: string | null;
}

/** Reports in one task, and their characters: enough that handing them over costs nothing, few enough to share out. */
const BATCH = 16;
const BATCH_CHARACTERS = 40_000;
/** How long a report waits for others to go with, in milliseconds. */
const BATCH_TIME = 20;

type Name = string | symbol;

interface Waiting {
  collected: Collected;
  name: Name | null;
}

export interface ReadOptions {
  /**
   * The name of a report that has to be read; null for one that has not. Two of the same name that are on the way at
   * the same time are read once, and the second comes out without a reading.
   */
  nameOf?: (found: CollectedReport) => Promise<Name | null>;
}

/** Reads what comes, several batches at once if the reader can; problems pass through in their place. */
export async function* readCollected(
  source: AsyncIterable<Collected>,
  reader: BatchReader,
  { nameOf = async () => Symbol() }: ReadOptions = {},
): AsyncGenerator<ReadReport | CollectedProblem> {
  const onTheWay = new Map<Name, Promise<Outcome>>();

  async function* named(): AsyncGenerator<Waiting> {
    for await (const collected of source)
      yield { collected, name: 'problem' in collected ? null : await nameOf(collected) };
  }

  /** Starts the reading of a batch; gives for each the outcome to wait for, and whether it is the first of its name. */
  function begin({ items, last }: Group<Waiting>) {
    const reports: IncomingReport[] = [];
    const begun = items.map(({ collected, name }) => {
      const first = name !== null && !onTheWay.has(name) && 'report' in collected;
      if (!first) return { collected, name, first, outcome: name === null ? null : onTheWay.get(name)! };
      const at = reports.push(collected.report) - 1;
      const outcome = Promise.resolve().then(async () => (await outcomes)[at]!);
      outcome.catch(() => {}); // Awaited below.
      onTheWay.set(name, outcome);
      return { collected, name, first, outcome };
    });
    const outcomes = reports.length ? reader.read(reports, { last }) : Promise.resolve([]);
    return begun;
  }

  const weigh = ({ collected }: Waiting) =>
    1 + ('report' in collected ? (collected.report.text.length * BATCH) / BATCH_CHARACTERS : 0);
  const groups = inGroups(named(), { most: reader.width === 1 ? 1 : BATCH, weigh, wait: BATCH_TIME });
  const batches = inOrder(groups, reader.width, async (group) => {
    const begun = begin(group);
    const done: (ReadReport | CollectedProblem)[] = [];
    for (const { collected, first, outcome: waited } of begun) {
      const outcome = await waited;
      if ('problem' in collected) done.push(collected);
      else if (outcome && 'failure' in outcome) done.push(failed(collected, outcome.failure));
      else done.push({ collected, json: outcome && first ? outcome.json : null });
    }
    return { begun, done };
  });
  for await (const { begun, done } of batches) {
    yield* done;
    for (const { name, first } of begun) if (first) onTheWay.delete(name!);
  }
}

const failed = ({ capture, id }: CollectedReport, reason: string): CollectedProblem => ({
  capture,
  problem: readerProblem({ ...capture, id }, reason),
});
