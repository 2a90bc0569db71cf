/**
 * Reading in worker threads. A thread that dies is replaced, and the report that it died of is named.
 *
 * @module
 */
import { Piscina } from 'piscina';
import type { Resources } from '../../read/resources.ts';
import type { IncomingReport } from '../../report/types.ts';
import type { BatchReader, Outcome } from '../reader.ts';
import type { NoReader } from './thread.ts';

export interface PoolOptions {
  threads: number;
  /** Module of the thread; another one only in tests. */
  thread?: URL;
  /** Milliseconds after which a thread that does not answer is given up: `base`, and `perCharacter` for each. */
  limit?: { base: number; perCharacter: number };
}

// A long text takes some 10 microseconds a character on a slow machine: this is a hundred times that.
const LIMIT = { base: 60_000, perCharacter: 1 };

/** From source this module is `pool.ts` and the thread needs the loader of TypeScript; built, both are JavaScript. */
const fromSource = import.meta.url.endsWith('.ts');
const THREAD = new URL(fromSource ? './thread.ts' : './reader-thread.js', import.meta.url);

/** Threads that read; each is started when there is work for it. */
export function readInThreads(
  resources: Resources,
  { threads, thread = THREAD, limit = LIMIT }: PoolOptions,
): BatchReader {
  const pool = new Piscina<IncomingReport[], Outcome[] | NoReader>({
    filename: thread.href,
    workerData: shared(resources),
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    concurrentTasksPerWorker: 1,
    recordTiming: false,
    ...(fromSource ? { execArgv: ['--import', import.meta.resolve('tsx')] } : {}),
  });
  // A thread that dies while it has no work says so here; the pool has replaced it.
  pool.on('error', () => {});

  const time = (reports: IncomingReport[]) =>
    limit.base + limit.perCharacter * reports.reduce((sum, { text }) => sum + text.length, 0);

  async function read(reports: IncomingReport[]): Promise<Outcome[]> {
    let answer: Outcome[] | NoReader;
    try {
      answer = await pool.run(reports, { signal: AbortSignal.timeout(time(reports)) });
    } catch (error) {
      if (reports.length === 1) return [{ failure: causeOf(error) }];
      // One of them killed the thread: each gets a task of its own, and the one that does it again is named.
      const alone: Outcome[] = [];
      for (const report of reports) alone.push(...(await read([report])));
      return alone;
    }
    if (Array.isArray(answer)) return answer;
    throw Object.assign(new Error(answer.message), { name: answer.name });
  }

  return { width: threads * 2 + 1, read, close: () => pool.destroy() };
}

function causeOf(error: unknown): string {
  const { code, name, message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError')
    return 'the thread that read it did not come to an end and was stopped';
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'the thread that read it ran out of memory';
  return `the thread that read it died: ${message}`;
}

/** The same resources, with the weights in memory that threads share instead of a copy for each. */
export function shared({ knowledge, models }: Resources): Resources {
  const sharedModels = new Map<string, Uint8Array>();
  for (const [path, bytes] of models) {
    if (bytes.buffer instanceof SharedArrayBuffer) sharedModels.set(path, bytes);
    else {
      const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
      copy.set(bytes);
      sharedModels.set(path, copy);
    }
  }
  return { knowledge, models: sharedModels };
}
