/**
 * What is said of a report that is not there: that there never was one, or that it was removed.
 *
 * @module
 */
import type { Context } from 'hono';
import type { Archive } from '../archive/archive.ts';
import { tombstonesOf } from '../archive/tombstones.ts';
import { problem } from './problem.ts';

/** Why it was removed stands in the log, which not every reader may see. */
export async function absentReport(context: Context, archive: Archive, id: string): Promise<Response> {
  const removed = (await tombstonesOf(archive.db)).of(id);
  return removed
    ? problem(context, 410, `Report ${id} was removed from this archive on ${removed.at.slice(0, 10)}.`)
    : problem(context, 404, `There is no report ${id}.`);
}
