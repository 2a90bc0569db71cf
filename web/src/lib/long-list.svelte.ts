/**
 * A list of any length of which only what comes into view is fetched, in chunks from anywhere in it.
 *
 * @module
 */
import type { Page } from './api.ts';

const CHUNK = 200;
const AT_ONCE = 2;

export class LongList<T> {
  total = $state(0);
  /** Whether the first answer is there. */
  ready = $state(false);
  busy = $state(false);
  error = $state<string | null>(null);
  /** Grows with every chunk that comes: what shows items reads it. */
  version = $state(0);
  readonly items: (T | undefined)[] = [];
  #chunks = new Map<number, 'asked' | 'here'>();
  #wanted: [from: number, to: number] = [0, 1];
  #asking = 0;
  #gone = new AbortController();

  constructor(readonly ask: (offset: number, limit: number, signal: AbortSignal) => Promise<Page<T>>) {}

  /** Says which items are in view, so that they are fetched; what was scrolled past is not. */
  want(from: number, to: number) {
    this.#wanted = [from, Math.max(to, from + 1)];
    this.#next();
  }

  /** Asks again for what failed. */
  retry() {
    this.error = null;
    this.#next();
  }

  /** Ends what is under way: nobody waits for it any more. */
  stop() {
    this.#gone.abort();
  }

  #next() {
    if (this.error || this.#gone.signal.aborted) return;
    const [from, to] = this.#wanted;
    const last = Math.floor((this.ready ? Math.min(to, this.total) - 1 : 0) / CHUNK);
    for (let chunk = Math.floor(from / CHUNK); chunk <= last && this.#asking < AT_ONCE; chunk++)
      if (!this.#chunks.has(chunk)) void this.#fetch(chunk);
    this.busy = this.#asking > 0;
  }

  async #fetch(chunk: number) {
    this.#chunks.set(chunk, 'asked');
    this.#asking++;
    try {
      const page = await this.ask(chunk * CHUNK, CHUNK, this.#gone.signal);
      if (this.#gone.signal.aborted) return;
      for (const [i, item] of page.items.entries()) this.items[chunk * CHUNK + i] = item;
      this.#chunks.set(chunk, 'here');
      this.total = page.total;
      this.ready = true;
      this.version++;
    } catch (error) {
      this.#chunks.delete(chunk);
      if (!this.#gone.signal.aborted) this.error = (error as Error).message;
    } finally {
      this.#asking--;
      this.busy = this.#asking > 0;
      this.#next();
    }
  }
}

/** Rows that are to be drawn when `top` to `top + height` of the list is in view, with some on either side. */
export function rowsInView(
  top: number,
  height: number,
  row: number,
  total: number,
): [from: number, to: number] {
  const SPARE = 8;
  const from = Math.max(0, Math.floor(top / row) - SPARE);
  const to = Math.min(total, Math.ceil((top + height) / row) + SPARE);
  return [Math.min(from, total), Math.max(to, Math.min(from, total))];
}
