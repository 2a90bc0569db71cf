/**
 * Onrecord as a library.
 *
 * @example
 * import { read } from 'onrecord';
 * const reading = read({ text: 'Two soldiers were killed in Homs on Friday, state television said.' });
 *
 * @module
 */
import { loadResources } from './engine/resources.ts';
import { createReader, type Reader } from './read/read.ts';
import type { Reading } from './record/reading.ts';
import type { IncomingReport } from './report/types.ts';

export { loadResources } from './engine/resources.ts';
export { createReader, type Reader } from './read/read.ts';
export { type Coreference, createCoreference, type Told } from './reconcile/coreference/coreference.ts';
export type { Reading } from './record/reading.ts';
export type { IncomingReport } from './report/types.ts';

let reader: Reader | undefined;

/** Reads one report with the lists and models that came with the program; they are loaded at the first call. */
export function read(report: IncomingReport): Reading {
  reader ??= createReader(loadResources());
  return reader.read(report);
}
