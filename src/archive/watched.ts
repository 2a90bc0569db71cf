/**
 * What is remembered of the feeds that are watched, so that the next poll asks only what is new.
 *
 * It is no part of the record: the log does not vouch for it, and it holds no words of a report.
 *
 * @module
 */
import type { FeedMemory } from '../collect/poll.ts';
import type { Archive } from './archive.ts';
import { explainError } from './errors.ts';

export interface Watched {
  address: string;
  memory: FeedMemory;
  /** When it was last asked, and when it is asked again, in UTC. */
  polled: string;
  next: string;
  /** How often it failed in a row. */
  failures: number;
  /** Code of what was wrong the last time; null when nothing was. */
  problem: string | null;
}

/** What is remembered of a feed; null when it was never asked. */
export async function watchedOf({ db }: Archive, address: string): Promise<Watched | null> {
  const row = await db.selectFrom('watched').selectAll().where('address', '=', address).executeTakeFirst();
  if (!row) return null;
  const { etag, last_modified, items, ...others } = row;
  const memory = { etag, lastModified: last_modified, items: JSON.parse(items) as FeedMemory['items'] };
  return { ...others, memory };
}

export async function keepWatched(archive: Archive, watched: Watched): Promise<void> {
  const { memory, ...others } = watched;
  const row = {
    ...others,
    etag: memory.etag,
    last_modified: memory.lastModified,
    items: JSON.stringify(memory.items),
  };
  try {
    await archive.db
      .insertInto('watched')
      .values(row)
      .onConflict((conflict) => conflict.column('address').doUpdateSet(row))
      .execute();
  } catch (error) {
    throw explainError(error, archive.path);
  }
}
