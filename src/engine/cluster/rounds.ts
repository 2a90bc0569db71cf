/**
 * Work that has to be done again and again.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Rounds {
  /** Has the next round begin at once: the one that is under way may have missed something. */
  wake(): void;
  /** Fulfilled when the round that is under way is done. */
  stop(): Promise<void>;
}

export interface RoundsOptions {
  /** Milliseconds between two rounds. */
  every: number;
  /** Told why a round failed; the next one comes all the same. */
  onTrouble(error: Error): void;
}

export function startRounds(work: () => Promise<void>, { every, onTrouble }: RoundsOptions): Rounds {
  let stopped = false;
  let woken = new AbortController();
  const done = (async () => {
    while (!stopped) {
      woken = new AbortController();
      await work().catch(onTrouble);
      if (!stopped) await sleep(every, undefined, { signal: woken.signal }).catch(() => {});
    }
  })();
  return {
    wake: () => woken.abort(),
    stop() {
      stopped = true;
      woken.abort();
      return done;
    },
  };
}
