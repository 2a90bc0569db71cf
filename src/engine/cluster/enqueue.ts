/**
 * Puts tasks of the ledger into the queue, and notes in the ledger where they lie.
 *
 * @module
 */
import type { Archive } from '../../archive/archive.ts';
import { noteQueued, type Waiting } from '../../archive/ledger.ts';
import type { Queue } from './queue.ts';

/**
 * @param stream what `queue.ensure()` said.
 * @param again tells apart what is put in anew from the lost one of the same name.
 * @returns how many the queue confirmed; a worker finds the others in the ledger.
 */
export async function enqueue(
  archive: Archive,
  queue: Queue,
  stream: string,
  tasks: readonly Waiting[],
  at: Date,
  again = '',
): Promise<number> {
  const places = await queue.publish(tasks, again);
  const confirmed = tasks.flatMap(({ n }, i) => (places[i] == null ? [] : { n, place: places[i] }));
  await noteQueued(archive, stream, confirmed, at.toISOString());
  return confirmed.length;
}
