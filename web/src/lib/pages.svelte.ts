/**
 * A list that comes page by page.
 *
 * @module
 */
import { untrack } from 'svelte';
import type { Page } from './api.ts';
import { changes } from './changes.svelte.ts';
import { route } from './route.svelte.ts';

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
  /** What the items answer: the filters, and what was decided until then. */
  #answers = '';

  constructor(readonly ask: (query: URLSearchParams) => Promise<Page<T>>) {}

  /** Begins anew with other filters; who comes back to a list finds it as it was. */
  async start(query: URLSearchParams) {
    const answers = `${query} ${changes.count}`;
    if (
      route.returned &&
      answers === this.#answers &&
      untrack(() => this.items.length && !this.error && !this.busy)
    )
      return;
    this.#answers = answers;
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

const lists = new Map<string, Pages<unknown>>();

/** The list of a screen, which stays while the reader looks at something else. */
export function remembered<T>(name: string, ask: (query: URLSearchParams) => Promise<Page<T>>): Pages<T> {
  let list = lists.get(name) as Pages<T> | undefined;
  if (!list) {
    list = new Pages(ask);
    lists.set(name, list as Pages<unknown>);
  }
  return list;
}
