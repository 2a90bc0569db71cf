/**
 * Opens what commands of a cluster work on: an archive on a server, and a queue.
 *
 * @module
 */
import type { Archive } from '../archive/archive.ts';
import type { Queue } from '../engine/cluster/queue.ts';
import { CliError, EXIT } from './exit.ts';
import type { ClusterOptions } from './options.ts';

/** @throws {CliError} when there is no queue, or the archive is not on a server. */
export async function openCluster(
  options: Partial<ClusterOptions> & { ackWait?: number },
): Promise<{ archive: Archive; queue: Queue }> {
  const { nats, database } = options;
  if (!nats) throw new CliError('where is the queue? Give --nats nats://HOST:4222, or NATS_URL', EXIT.usage);
  const [{ isServerAddress }, { openArchive }, { Queue }] = await Promise.all([
    import('../archive/address.ts'),
    import('../archive/archive.ts'),
    import('../engine/cluster/queue.ts'),
  ]);
  if (!database || !isServerAddress(database))
    throw new CliError(
      'a cluster keeps its archive on a PostgreSQL server: give --database postgres://…, or DATABASE_URL',
      EXIT.usage,
    );
  const archive = await openArchive(database, { create: true });
  try {
    const { queue, replicas, ackWait } = options;
    const opened = await Queue.open({
      nats,
      ...(queue ? { queue } : {}),
      ...(replicas ? { replicas } : {}),
      ...(ackWait ? { ackWait } : {}),
    });
    return { archive, queue: opened };
  } catch (error) {
    await archive.close();
    throw new CliError(`no queue at ${nats.replace(/\/\/[^@/]+@/g, '//')}: ${(error as Error).message}`);
  }
}
