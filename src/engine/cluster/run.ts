/**
 * A worker with all that belongs to it: threads, the search for what the queue lost, health and metrics.
 *
 * @module
 */
import type { Archive } from '../../archive/archive.ts';
import { settleRead } from '../../archive/incidents-settle.ts';
import { ledgerStatus } from '../../archive/ledger.ts';
import type { Resources } from '../../read/resources.ts';
import { engineHash } from '../engine-hash.ts';
import type { BatchReader } from '../reader.ts';
import { readInThreads } from '../threads/pool.ts';
import { Metrics, serveHealth } from './metrics.ts';
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
/** A question to a server that takes longer counts as no answer, in milliseconds. */
const PATIENCE = 3_000;

export async function runWorker(options: RunWorkerOptions): Promise<RunningWorker> {
  const { archive, queue, resources, threads, clock = () => new Date(), onTrouble = () => {} } = options;
  const engine = engineHash(resources);
  const metrics = new Metrics();
  const reader = options.reader ?? readInThreads(resources, { threads });
  const every = options.republishEvery ?? REPUBLISH_EVERY;

  const health =
    options.health &&
    (await serveHealth({
      ...options.health,
      async check() {
        const wrong = await Promise.all([
          within(ledgerStatus(archive, clock())).then(
            () => null,
            (error: Error) => `the database: ${error.message}`,
          ),
          within(queue.status()).then(
            () => null,
            (error: Error) => `the queue: ${error.message}`,
          ),
        ]);
        return wrong.filter(Boolean).join('; ') || null;
      },
      async metrics() {
        const [inQueue, ledger] = await Promise.all([
          within(queue.status()).catch(() => null),
          within(ledgerStatus(archive, clock())).catch(() => null),
        ]);
        return metrics.text(engine, inQueue, ledger, clock());
      },
    }));

  /** Until nothing is left, or another worker is at it. */
  async function settle(): Promise<void> {
    for (let count = -1; count !== 0; ) {
      const begun = performance.now();
      count = await settleRead(archive, clock);
      if (count) metrics.settled(count, (performance.now() - begun) / 1000);
    }
  }
  const inTrouble = (where: string) => (error: Error) => onTrouble(`${where}: ${error.message}`);
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

async function within<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
