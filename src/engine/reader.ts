/**
 * Reading many reports, wherever that is done: in this process or in threads.
 *
 * @module
 */
import type { Problem } from '../collect/types.ts';
import { createReader, type Reader } from '../read/read.ts';
import type { Resources } from '../read/resources.ts';
import type { IncomingReport } from '../report/types.ts';

/** The reading of one report as JSON, or why there is none. */
export type Outcome = { json: string } | { failure: string };

/** An `Outcome` that is none, as a problem of the report that comes from there. */
export const readerProblem = (
  { address, part, id }: Pick<Problem, 'address' | 'part' | 'id'>,
  reason: string,
): Problem => ({ code: 'reader', address, part, id, reason, advice: 'report this as a bug, with the text' });

export interface BatchReader {
  /** How many batches it works on at once. */
  readonly width: number;
  /**
   * What came of each report, in their order; rejects only when no reader can be made of the resources.
   *
   * @param batch `last` says that nothing will come after them.
   */
  read(reports: IncomingReport[], batch?: { last: boolean }): Promise<Outcome[]>;
  close(): Promise<void>;
}

/** An error of the reader itself is a fault of ours: it is named, and the rest goes on. */
export function readWith(reader: Reader, report: IncomingReport): Outcome {
  try {
    return { json: JSON.stringify(reader.read(report)) };
  } catch (error) {
    return { failure: `the reader failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Reads with `few` when all there is comes in one batch, so that a single report is not kept waiting for threads. */
export function fewOrMany(few: BatchReader, many: () => Promise<BatchReader>, width: number): BatchReader {
  let chosen: Promise<BatchReader> | undefined;
  return {
    width,
    async read(reports, batch) {
      chosen ??= batch?.last ? Promise.resolve(few) : many();
      return (await chosen).read(reports, batch);
    },
    close: async () => (await chosen)?.close(),
  };
}

/** Reads in this process; lists and models are opened when the first report comes. */
export function readHere(resources: Resources): BatchReader {
  let reader: Reader | undefined;
  return {
    width: 1,
    async read(reports) {
      reader ??= createReader(resources);
      return reports.map((report) => readWith(reader!, report));
    },
    async close() {},
  };
}
