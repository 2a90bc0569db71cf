/**
 * Brings events of many reports together into incidents.
 *
 * Two events are joined when `isSameEvent` says so of the two alone, and incidents are what is joined, directly or
 * through others. So the order in which reports come does not matter, and a new report only meets what stands under its
 * own keys.
 *
 * @module
 */
import { keysOf } from './candidates.ts';
import type { EventFacts } from './facts.ts';
import { Groups } from './groups.ts';
import { isSameEvent } from './same-event.ts';

/** Events that are met under one key at most, newest first, so that the cost of a report stays bounded. */
const MOST_PER_KEY = 2000;

export class Incidents {
  readonly #groups = new Groups();
  readonly #events: EventFacts[] = [];
  readonly #byKey = new Map<string, number[]>();

  /** Adds the events of one report; gives their numbers. */
  add(events: readonly EventFacts[]): number[] {
    const numbers = events.map((event) => {
      this.#events.push(event);
      return this.#groups.add();
    });
    for (const number of numbers) this.#join(number);
    return numbers;
  }

  /** The incident of an event, named by the first event of it. */
  of(event: number): number {
    return this.#groups.of(event);
  }

  event(number: number): EventFacts {
    return this.#events[number]!;
  }

  #join(number: number): void {
    const event = this.#events[number]!;
    const met = new Set<number>();
    for (const key of keysOf(event)) {
      const under = this.#byKey.get(key) ?? [];
      for (const other of under.slice(-MOST_PER_KEY)) met.add(other);
      under.push(number);
      this.#byKey.set(key, under);
    }
    for (const other of met)
      if (this.#groups.of(other) !== this.#groups.of(number) && isSameEvent(event, this.#events[other]!))
        this.#groups.join(number, other);
  }
}
