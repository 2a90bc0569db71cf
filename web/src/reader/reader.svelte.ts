/**
 * The reader in this browser: a worker, started when it is first needed. What it reads is sent nowhere.
 *
 * @module
 */
import type { Explanation } from '../../../src/read/event/explain.ts';
import type { Reading } from '../../../src/record/reading.ts';
import type { IncomingReport } from '../../../src/report/types.ts';
import type { Answered, Asked } from './messages.ts';

interface Waiting {
  resolve: (answer: Answered) => void;
  reject: (error: Error) => void;
}

class BrowserReader {
  state = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  /** Share of the lists and models that is here. */
  loaded = $state(0);
  size = $state(0);
  failure = $state<string | null>(null);
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #n = 0;

  /** Begins to load lists and models. */
  load() {
    if (this.state === 'loading' || this.state === 'ready') return;
    this.state = 'loading';
    this.failure = null;
    this.#send({ kind: 'load' });
  }

  async read(report: IncomingReport): Promise<{ reading: Reading; milliseconds: number }> {
    const answer = await this.#ask((n) => ({ kind: 'read', n, report }));
    if (answer.kind !== 'read') throw new Error('The reader answered something else.');
    return answer;
  }

  async explain(event: string): Promise<Explanation | null> {
    const answer = await this.#ask((n) => ({ kind: 'explain', n, event }));
    return answer.kind === 'explain' ? answer.explanation : null;
  }

  #ask(message: (n: number) => Asked): Promise<Answered> {
    this.load();
    const n = ++this.#n;
    const { promise, resolve, reject } = deferred<Answered>();
    this.#waiting.set(n, { resolve, reject });
    this.#send(message(n));
    return promise;
  }

  #send(message: Asked) {
    if (!this.#worker) {
      this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      this.#worker.onmessage = ({ data }: MessageEvent<Answered>) => this.#hear(data);
      this.#worker.onerror = () => this.#fail('The reader did not start. Is the server still there?');
    }
    this.#worker.postMessage(message);
  }

  #hear(answer: Answered) {
    if (answer.kind === 'loading') [this.loaded, this.size] = [answer.loaded, answer.size];
    else if (answer.kind === 'ready') this.state = 'ready';
    else if (answer.kind === 'failed' && answer.n === null) this.#fail(answer.message);
    else if (answer.n !== null) {
      const waiting = this.#waiting.get(answer.n);
      this.#waiting.delete(answer.n);
      if (answer.kind === 'failed') waiting?.reject(new Error(answer.message));
      else waiting?.resolve(answer);
    }
  }

  #fail(message: string) {
    this.state = 'failed';
    this.failure = message;
    for (const { reject } of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

export const browserReader = new BrowserReader();
