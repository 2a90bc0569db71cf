/**
 * A worker with all that belongs to it: threads, settling, the search for what the queue lost, health and metrics.
 *
 * @module
 */
import type { Archive } from '../../archive/archive.ts';
import { settleRead } from '../../archive/incidents-settle.ts';
import type { Resources } from '../../read/resources.ts';
import { engineHash } from '../engine-hash.ts';
import type { BatchReader } from '../reader.ts';
import { readInThreads } from '../threads/pool.ts';
import { serveHealth } from './health.ts';
import { Metrics } from './metrics.ts';
import type { Queue } from './queue.ts';
import { republish } from './republish.ts';
import { startRounds } from './rounds.ts';
import { startWorker } from './worker.ts';

export interface RunWorkerOptions {
  archive: Archive;
  queue: Queue;
  resources: Resources;
  threads: number;
  /** Reads in place of threads; for tests. */
  reader?: BatchReader;
  health?: { host: string; port: number };
  /** How often the ledger is looked through for what the queue lost, in milliseconds. */
  republishEvery?: number;
  onTrouble?: (what: string) => void;
  clock?: () => Date;
}

export interface RunningWorker {
  readonly engine: string;
  readonly metrics: Metrics;
  /** Address of /health and /metrics; null when they are not served. */
  readonly url: string | null;
  /** Takes nothing more, finishes what is begun, ends. */
  stop(): Promise<void>;
}

const REPUBLISH_EVERY = 15_000;
/** How often a worker looks, unasked, for what another read and did not settle, in milliseconds. */
const SETTLE_EVERY = 1_000;

export async function runWorker(options: RunWorkerOptions): Promise<RunningWorker> {
  const { archive, queue, resources, threads, clock = () => new Date(), onTrouble = () => {} } = options;
  const engine = engineHash(resources);
  const metrics = new Metrics();
  const reader = options.reader ?? readInThreads(resources, { threads });
  const every = options.republishEvery ?? REPUBLISH_EVERY;

  const health =
    options.health && (await serveHealth(options.health, { archive, queue, engine, metrics, clock }));

  /** Until nothing is left, or another worker is at it. */
  async function settle(): Promise<void> {
    for (;;) {
      const begun = performance.now();
      const count = await settleRead(archive, clock);
      if (count === 0) return;
      metrics.settled(count, (performance.now() - begun) / 1000);
    }
  }
  const inTrouble = (where: string) => (error: Error) => {
    metrics.troubles++;
    onTrouble(`${where}: ${error.message}`);
  };
  const settling = startRounds(settle, { every: SETTLE_EVERY, onTrouble: inTrouble('settling') });
  const republishing = startRounds(
    async () => {
      metrics.republished += await republish(archive, queue, { age: every, clock });
    },
    { every, onTrouble: inTrouble('looking through the ledger') },
  );
  const worker = startWorker({
    ...{ archive, queue, reader, engine, metrics, clock, onTrouble },
    onKept: settling.wake,
  });
  return {
    engine,
    metrics,
    url: health?.url ?? null,
    async stop() {
      await republishing.stop();
      await worker.drain();
      await settling.stop();
      await settle().catch(inTrouble('settling'));
      await reader.close();
      await health?.close();
    },
  };
}
