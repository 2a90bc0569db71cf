/**
 * A list that comes page by page.
 *
 * @module
 */
import { untrack } from 'svelte';
import type { Page } from './api.ts';

export class Pages<T> {
  items = $state.raw<T[]>([]);
  total = $state(0);
  busy = $state(false);
  error = $state<string | null>(null);
  done = $state(false);
  /** Whether what is shown still answers the filters before; it stays until the new answer is there. */
  stale = $state(false);
  #next: string | null = null;
  #run = 0;

  constructor(readonly ask: (query: URLSearchParams) => Promise<Page<T>>) {}

  /** Begins anew with other filters. */
  async start(query: URLSearchParams) {
    this.stale = untrack(() => this.items.length > 0);
    this.done = false;
    this.#next = null;
    this.#run++;
    await this.#load(query);
  }

  /** The next page of the same list. */
  async more(query: URLSearchParams) {
    if (!this.busy && !this.done) await this.#load(query);
  }

  /** All pages, one after another, up to `most` items. */
  async all(query: URLSearchParams, most: number) {
    await this.start(query);
    const run = this.#run;
    while (run === this.#run && !this.done && !this.error && this.items.length < most) await this.more(query);
  }

  async #load(query: URLSearchParams) {
    const run = this.#run;
    this.busy = true;
    this.error = null;
    const asked = new URLSearchParams(query);
    if (this.#next) asked.set('cursor', this.#next);
    try {
      const page = await this.ask(asked);
      if (run !== this.#run) return;
      this.items = this.#next ? [...this.items, ...page.items] : page.items;
      this.total = page.total;
      this.#next = page.next;
      this.done = page.next === null;
    } catch (error) {
      if (run === this.#run) this.error = (error as Error).message;
    } finally {
      if (run === this.#run) {
        this.busy = false;
        this.stale = false;
      }
    }
  }
}
