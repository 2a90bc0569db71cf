/**
 * What runs in a worker thread: one reader, made once, for any number of batches. Lists and weights come from the main
 * thread; the weights lie in memory that all threads share.
 *
 * @module
 */
import { workerData } from 'node:worker_threads';
import { createReader, type Reader } from '../../read/read.ts';
import type { Resources } from '../../read/resources.ts';
import type { IncomingReport } from '../../report/types.ts';
import { type Outcome, readWith } from '../reader.ts';

/** No reader can be made of these lists and models: nobody's report is to blame. */
export interface NoReader {
  name: string;
  message: string;
}

let reader: Reader | undefined;

export default function readBatch(reports: IncomingReport[]): Outcome[] | NoReader {
  try {
    reader ??= createReader(workerData as Resources);
  } catch (error) {
    const { name, message } = error as Error;
    return { name, message };
  }
  return reports.map((report) => readWith(reader!, report));
}
