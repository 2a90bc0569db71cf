/**
 * Onrecord as a library.
 *
 * @example
 * import { read } from 'onrecord';
 * const reading = read({ text: 'Two soldiers were killed in Homs on Friday, state television said.' });
 *
 * @module
 */
import { isoDate } from './collect/date.ts';
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

/**
 * Reads one report with the lists and models that came with the program; they are loaded at the first call.
 *
 * @throws {TypeError} when it has no text, or `published` is no date.
 */
export function read(report: IncomingReport): Reading {
  const published = report?.published;
  if (published && isoDate(published) === null)
    throw new TypeError(`read: published is “${published}”; write it as 2016-02-08, or leave it out`);
  reader ??= createReader(loadResources());
  return reader.read(report);
}
