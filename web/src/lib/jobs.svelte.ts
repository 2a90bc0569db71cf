/**
 * What the server was asked to do that takes its time, followed as it happens.
 *
 * @module
 */
import { get, send } from './api.ts';

export interface Job {
  id: string;
  kind: 'text' | 'address' | 'files' | 'verify';
  state: 'waiting' | 'running' | 'done' | 'failed';
  asked: string;
  ended: string | null;
  error: string | null;
  verified: {
    findings: { what: string; problem: string }[];
    checked: Record<string, number>;
    head: string;
  } | null;
  added: number;
  reread: number;
  known: number;
  failed: number;
  events: number;
}

export interface JobEvent {
  kind: 'added' | 'reread' | 'known' | 'failed' | 'done';
  report: string | null;
  address: string | null;
  part: string | null;
  events: number;
  problem: { code: string; reason: string; advice: string } | null;
  job: Job | null;
}

export interface TypedReport {
  text: string;
  title?: string;
  publisher?: string;
  published?: string;
  url?: string;
}

export const addText = (report: TypedReport) => send<{ id: string }>('POST', 'jobs', report);
export const addAddress = (address: string) => send<{ id: string }>('POST', 'jobs', { address });
export function addFiles(files: readonly File[]) {
  const form = new FormData();
  for (const file of files) form.append('files', file);
  return send<{ id: string }>('POST', 'jobs', form);
}
export const verify = () => send<{ id: string }>('POST', 'verify');
export const job = (id: string) => get<Job>(`jobs/${encodeURIComponent(id)}`);

/** A job that is followed over server-sent events; the browser takes the connection up again by itself. */
export class Followed {
  events = $state.raw<JobEvent[]>([]);
  /** How it ended. */
  done = $state.raw<Job | null>(null);
  state = $state<'waiting' | 'running' | 'away' | 'done'>('waiting');
  readonly #stream: EventSource;

  constructor(
    readonly id: string,
    /** What it is about, in words. */
    readonly about: string,
  ) {
    this.#stream = new EventSource(`/api/jobs/${encodeURIComponent(id)}/events`);
    this.#stream.onopen = () => {
      if (this.state !== 'done') this.state = 'running';
    };
    this.#stream.onerror = () => void this.#lost();
    for (const kind of ['added', 'reread', 'known', 'failed', 'done'])
      this.#stream.addEventListener(kind, (message) => this.#hear(JSON.parse(message.data) as JobEvent));
  }

  #hear(event: JobEvent) {
    if (event.kind === 'done') this.#end(event.job);
    else this.events = [event, ...this.events].slice(0, 500);
  }

  #end(job: Job | null) {
    this.done = job;
    this.state = 'done';
    this.#stream.close();
  }

  /** The connection broke: the job goes on all the same, and may be over by now. */
  async #lost() {
    if (this.state === 'done') return;
    this.state = 'away';
    const now = await job(this.id).catch(() => null);
    if (now?.ended) this.#end(now);
  }

  stop() {
    this.#stream.close();
  }
}

/** Jobs that were asked for since the app was opened, latest first: they are still there when one comes back. */
export const followed = $state<{ jobs: Followed[] }>({ jobs: [] });
export function follow(id: string, about: string): Followed {
  const one = new Followed(id, about);
  followed.jobs = [one, ...followed.jobs];
  return one;
}
