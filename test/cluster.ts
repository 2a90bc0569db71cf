/**
 * A cluster on this machine for tests and measurements: NATS servers, and workers as processes that can be killed.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Archive } from '../src/archive/archive.ts';
import { ledgerStatus } from '../src/archive/ledger.ts';
import { queuePaths } from '../src/engine/cluster/add.ts';
import { Queue } from '../src/engine/cluster/queue.ts';
import { engineHash } from '../src/engine/engine-hash.ts';
import type { Resources } from '../src/read/resources.ts';

const workerFile = fileURLToPath(new URL('cluster-worker.ts', import.meta.url));

export interface WorkerSettings {
  database: string;
  nats: string;
  queue: string;
  replicas: number;
  ackWait: number;
  /** How often the ledger is looked through, in milliseconds. */
  every: number;
}

export interface WorkerProcess {
  readonly pid: number;
  readonly isReady: boolean;
  /** Rejects when it ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  /** What it said went wrong. */
  readonly troubles: string[];
  kill(): Promise<void>;
  /** SIGTERM, and until it is gone. @returns its exit code. */
  drain(): Promise<number | null>;
}

export function startWorkerProcess(settings: WorkerSettings): WorkerProcess {
  const tsx = import.meta.resolve('tsx');
  const child: ChildProcess = spawn(process.execPath, [
    '--import',
    tsx,
    workerFile,
    JSON.stringify(settings),
  ]);
  const troubles: string[] = [];
  let isReady = false;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout!.on('data', (text: Buffer) => {
      if (!String(text).startsWith('ready')) return;
      isReady = true;
      resolve();
    });
    child.once('close', () => reject(new Error(`a worker ended before it was ready: ${troubles.join('')}`)));
  });
  ready.catch(() => {});
  child.stderr!.on('data', (text: Buffer) => troubles.push(String(text)));
  return {
    pid: child.pid!,
    get isReady() {
      return isReady && child.exitCode === null && child.signalCode === null;
    },
    ready,
    ended,
    troubles,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async drain() {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

/** Workers that are replaced when they die, as whatever runs them would do. */
export class Workers {
  readonly #running: WorkerProcess[] = [];
  #stopped = false;
  /** How many died that nobody here told to. */
  deaths = 0;

  constructor(
    readonly settings: (i: number) => WorkerSettings,
    count: number,
  ) {
    for (let i = 0; i < count; i++) this.#run(i);
  }

  #run(i: number): void {
    const worker = startWorkerProcess(this.settings(i));
    this.#running[i] = worker;
    worker.ended.then(() => {
      if (this.#stopped || this.#running[i] !== worker) return;
      this.deaths++;
      this.#run(i);
    });
  }

  get ready(): WorkerProcess[] {
    return this.#running.filter(({ isReady }) => isReady);
  }

  get all(): readonly WorkerProcess[] {
    return this.#running;
  }

  async untilReady(): Promise<void> {
    while (this.ready.length < this.#running.length) await sleep(50);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running.map((worker) => (worker.isReady ? worker.drain() : worker.kill())));
  }
}

/** JSON lines of these reports, as they would stand in a file. */
export const linesOf = (reports: Iterable<object>): Readable =>
  Readable.from([...reports].map((report) => Buffer.from(`${JSON.stringify(report)}\n`)));

/** Gives reports to the cluster. */
export async function give(
  archive: Archive,
  settings: Pick<WorkerSettings, 'nats' | 'queue' | 'replicas' | 'ackWait'>,
  resources: Resources,
  paths: string[],
  reports: Iterable<object>,
): Promise<void> {
  const queue = await Queue.open(settings);
  await queuePaths(archive, queue, paths, { engine: engineHash(resources), stdin: linesOf(reports) });
  await queue.close();
}

/** Until nothing waits and all that was read is in incidents; tells on the way. @throws {Error} when that takes longer than `limit` milliseconds. */
export async function untilSettled(
  archive: Archive,
  limit: number,
  told: (waiting: number) => void = () => {},
): Promise<void> {
  const begun = performance.now();
  for (;;) {
    // The database may be away for a moment: that is what is tested.
    const status = await ledgerStatus(archive, new Date()).catch(() => null);
    if (status) {
      const left = status.waiting + status.read;
      told(left);
      if (left === 0) return;
      if (performance.now() - begun > limit) throw new Error(`${left} reports still wait`);
    }
    await sleep(200);
  }
}
