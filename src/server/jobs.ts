/**
 * What the server is asked to do that takes its time: adding reports, checking the archive. One at a time, in the
 * order in which they were asked for; kept in memory only, since the archive's log keeps what became of it.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Archive } from '../archive/archive.ts';
import { type Verified, verifyArchive } from '../archive/verify.ts';
import { collect, fromStream } from '../collect/collect.ts';
import type { Collected } from '../collect/types.ts';
import { addFound } from '../engine/run.ts';
import type { Resources } from '../read/resources.ts';

/** A report as it was typed in. */
export interface PastedReport {
  text: string;
  title?: string | undefined;
  publisher?: string | undefined;
  published?: string | undefined;
  url?: string | undefined;
}
export interface UploadedFile {
  name: string;
  bytes: Uint8Array;
}

export type Work =
  | { kind: 'text'; report: PastedReport }
  | { kind: 'address'; address: string }
  | { kind: 'files'; files: UploadedFile[]; published?: string | undefined }
  | { kind: 'verify' };

export interface Counts {
  added: number;
  reread: number;
  known: number;
  failed: number;
  events: number;
}

export interface Job extends Counts {
  id: string;
  kind: Work['kind'];
  /** Who asked for it. */
  by: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  asked: string;
  began: string | null;
  ended: string | null;
  /** Why it could not be done at all. */
  error: string | null;
  /** What checking the archive found. */
  verified: Verified | null;
}

export interface JobEvent {
  /** Counts from 1 within the job. */
  n: number;
  kind: 'added' | 'reread' | 'known' | 'failed' | 'done';
  /** Key of the report. */
  report: string | null;
  address: string | null;
  part: string | null;
  /** Events that were read from it. */
  events: number;
  problem: { code: string; reason: string; advice: string } | null;
  /** The whole job, with the last event. */
  job: Job | null;
}

export interface JobsOptions {
  /** Lists and models; loaded when first needed. */
  resources: () => Promise<Resources>;
  clock?: () => Date;
  /** Jobs that may wait. */
  mostWaiting?: number;
  /** Jobs that are remembered, and events of each. */
  mostKept?: number;
  mostEvents?: number;
}

interface Kept {
  job: Job;
  /** Let go when it is done: files can be large. */
  work: Work | null;
  events: JobEvent[];
  counted: number;
  waiting: Set<() => void>;
}

const ended = ({ state }: Job) => state === 'done' || state === 'failed';

export class Jobs {
  readonly #jobs = new Map<string, Kept>();
  readonly #queue: Kept[] = [];
  #running: Promise<void> | null = null;
  #closed = false;
  readonly #clock: () => Date;

  constructor(
    readonly archive: Archive,
    readonly options: JobsOptions,
  ) {
    this.#clock = options.clock ?? (() => new Date());
  }

  /** Null when too many are waiting. */
  ask(work: Work, by: string): Job | null {
    if (this.#closed || this.#queue.length >= (this.options.mostWaiting ?? 20)) return null;
    const job: Job = {
      id: randomBytes(9).toString('base64url'),
      kind: work.kind,
      by,
      state: 'waiting',
      asked: this.#clock().toISOString(),
      began: null,
      ended: null,
      error: null,
      verified: null,
      added: 0,
      reread: 0,
      known: 0,
      failed: 0,
      events: 0,
    };
    const kept: Kept = { job, work, events: [], counted: 0, waiting: new Set() };
    this.#jobs.set(job.id, kept);
    this.#forget();
    this.#queue.push(kept);
    this.#running ??= this.#run();
    return job;
  }

  /** Newest first. */
  list(): Job[] {
    return [...this.#jobs.values()].map(({ job }) => job).reverse();
  }

  get(id: string): Job | null {
    return this.#jobs.get(id)?.job ?? null;
  }

  /** What becomes of a job, from the event after `after`, as it happens; ends with the job. */
  async *follow(id: string, after: number, signal: AbortSignal): AsyncGenerator<JobEvent> {
    const kept = this.#jobs.get(id);
    if (!kept) return;
    let seen = after;
    while (!signal.aborted) {
      for (const event of kept.events.filter(({ n }) => n > seen)) {
        seen = event.n;
        yield event;
      }
      if (ended(kept.job)) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          kept.waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        kept.waiting.add(done);
        signal.addEventListener('abort', done);
      });
    }
  }

  /** Lets the job that runs come to its end; those that wait are given up. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const kept of this.#queue.splice(0)) this.#end(kept, 'the server was stopped');
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let kept = this.#queue.shift(); kept; kept = this.#queue.shift()) {
      kept.job.state = 'running';
      kept.job.began = this.#clock().toISOString();
      let error: string | null = null;
      try {
        await this.#do(kept, kept.work!);
      } catch (thrown) {
        error = thrown instanceof Error ? thrown.message : String(thrown);
      }
      this.#end(kept, error);
    }
    this.#running = null;
  }

  async #do(kept: Kept, work: Work): Promise<void> {
    const { archive, options } = this;
    if (work.kind === 'verify') {
      kept.job.verified = await verifyArchive(archive);
      return;
    }
    const { published } = work.kind === 'files' ? work : {};
    await addFound(archive, foundIn(work), {
      resources: await options.resources(),
      command: 'serve',
      published,
      // Reading here keeps others waiting; starting threads for little takes longer than reading it.
      threads: isMuch(work) ? 2 : 1,
      clock: this.#clock,
      onKept: ({ status, report, events, address, part, problem }) => {
        kept.job[status]++;
        if (status === 'added' || status === 'reread') kept.job.events += events;
        this.#tell(kept, {
          kind: status,
          report,
          address,
          part,
          events,
          problem: problem && { code: problem.code, reason: problem.reason, advice: problem.advice },
          job: null,
        });
        // Others are answered between the reports.
        return new Promise((resolve) => setImmediate(resolve));
      },
    });
  }

  #tell(kept: Kept, event: Omit<JobEvent, 'n'>): void {
    kept.events.push({ n: ++kept.counted, ...event });
    if (kept.events.length > (this.options.mostEvents ?? 1000)) kept.events.shift();
    for (const wake of [...kept.waiting]) wake();
  }

  #end(kept: Kept, error: string | null): void {
    const { job } = kept;
    kept.work = null;
    job.state = error === null ? 'done' : 'failed';
    job.error = error;
    job.ended = this.#clock().toISOString();
    this.#tell(kept, {
      kind: 'done',
      report: null,
      address: null,
      part: null,
      events: job.events,
      problem: error === null ? null : { code: 'job', reason: error, advice: 'see the log of the server' },
      job: { ...job },
    });
  }

  #forget(): void {
    const most = this.options.mostKept ?? 100;
    for (const [id, { job }] of this.#jobs) {
      if (this.#jobs.size <= most) return;
      if (ended(job)) this.#jobs.delete(id);
    }
  }
}

const MUCH = 200_000;
const isMuch = (work: Work) =>
  work.kind === 'files' && work.files.reduce((sum, { bytes }) => sum + bytes.length, 0) > MUCH;

async function* foundIn(work: Exclude<Work, { kind: 'verify' }>): AsyncGenerator<Collected> {
  if (work.kind === 'address') yield* collect([work.address]);
  else if (work.kind === 'text')
    yield* fromStream(Readable.from([Buffer.from(JSON.stringify(work.report))]), 'typed in', 'stdin', {});
  else
    for (const { name, bytes } of work.files)
      yield* fromStream(Readable.from([Buffer.from(bytes)]), name, 'file', { published: work.published });
}
