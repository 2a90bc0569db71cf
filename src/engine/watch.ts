/**
 * Watching feeds: each is asked in its time what is new, and what is found goes the way of all reports.
 *
 * @module
 */
import type { Archive } from '../archive/archive.ts';
import { keepWatched, type Watched, watchedOf } from '../archive/watched.ts';
import { NO_MEMORY, type Polled, type PollOptions, poll } from '../collect/poll.ts';
import { nextPoll } from '../collect/schedule.ts';
import type { Collected, Problem } from '../collect/types.ts';
import { createVisitor, type VisitorOptions } from '../collect/visitor.ts';
import { type Acknowledged, addFound, type RunOptions, type RunSummary } from './run.ts';

export interface WatchOptions extends RunOptions, PollOptions, VisitorOptions {
  /** Seconds between two polls of a feed. */
  every: number;
  /** Ask each feed that is due once, and end. */
  once?: boolean | undefined;
  /** Ends the watching: what was fetched is kept first. */
  signal?: AbortSignal | undefined;
  /** Called after a poll, once all that it found is kept. */
  onPolled?: ((poll: PollTold) => void) | undefined;
}

/** What became of a poll. */
export interface PollTold {
  address: string;
  outcome: Polled['outcome'] | 'waiting' | 'gone';
  /** New and changed reports. */
  added: number;
  failed: number;
  problem: Problem | null;
  /** When it is asked again, in UTC; null when it is not. */
  next: string | null;
  moved: string | null;
}

/** Refusals of this program and not of the server: the next run may be told to fetch there (--allow-private). */
const OURS = ['refused-address', 'robots'];

/** Feeds that are asked at the same time; of one host there is never more than one request. */
const WIDTH = 4;

interface Feed {
  address: string;
  watched: Watched | null;
  due: number;
  ended: boolean;
}
/** A poll that is done and whose finds are on their way to the disk. */
interface Underway {
  feed: Feed;
  polled: Polled;
  left: number;
  told: PollTold;
}

/** Watches until it is told to end; with `once`, until each feed was asked. */
export async function watch(
  archive: Archive,
  addresses: string[],
  options: WatchOptions,
): Promise<RunSummary> {
  const { every, once = false, signal, onPolled } = options;
  const clock = options.clock ?? (() => new Date());
  const visitor = createVisitor({ ...options, now: () => clock().getTime() });
  const feeds: Feed[] = [];
  for (const address of new Set(addresses)) {
    const watched = await watchedOf(archive, address);
    // A feed that is well is asked at once; one that failed, or asked for time, is given it.
    const due = watched?.problem && !OURS.includes(watched.problem) ? Date.parse(watched.next) : 0;
    feeds.push({ address, watched, due, ended: false });
  }
  const owners: Underway[] = [];

  async function ask(feed: Feed): Promise<Underway> {
    const polled = await poll(feed.address, feed.watched?.memory ?? NO_MEMORY, visitor, options);
    const now = clock().getTime();
    const failures = polled.outcome === 'failed' ? (feed.watched?.failures ?? 0) + 1 : 0;
    const wait = nextPoll({ address: feed.address, every, failures, wait: polled.wait });
    feed.due = now + wait * 1000;
    // 410: the publisher says that it will not come back.
    feed.ended = once || polled.status === 410;
    const found = polled.found;
    const { problem } = polled;
    // The same thing wrong again is not told again.
    if (problem && problem.code !== feed.watched?.problem) found.push({ capture: null, problem });
    feed.watched = {
      address: feed.address,
      memory: polled.memory,
      polled: new Date(now).toISOString(),
      next: new Date(feed.due).toISOString(),
      failures,
      problem: problem?.code ?? null,
    };
    const outcome: PollTold['outcome'] = polled.status === 410 ? 'gone' : polled.outcome;
    const next = feed.ended ? null : feed.watched.next;
    const told = { address: feed.address, outcome, added: 0, failed: 0, problem, next, moved: polled.moved };
    return { feed, polled, left: found.length, told };
  }

  const finish = async ({ feed, told }: Underway) => {
    await keepWatched(archive, feed.watched!);
    onPolled?.(told);
  };

  async function* found(): AsyncGenerator<Collected> {
    const running = new Map<Feed, Promise<Underway>>();
    for (;;) {
      const now = clock().getTime();
      const open = signal?.aborted ? [] : feeds.filter((feed) => !feed.ended && !running.has(feed));
      for (const feed of open.filter(({ due }) => due <= now)) {
        if (running.size >= WIDTH) break;
        running.set(feed, ask(feed));
      }
      if (once)
        for (const feed of open.filter(({ due }) => due > now)) {
          feed.ended = true;
          onPolled?.(waiting(feed));
        }
      if (running.size) {
        const done = await Promise.race(running.values());
        running.delete(done.feed);
        const { found } = done.polled;
        if (found.length === 0) await finish(done);
        else for (let i = 0; i < found.length; i++) owners.push(done);
        yield* found;
      } else {
        const due = Math.min(...open.filter(({ ended }) => !ended).map((feed) => feed.due));
        if (!Number.isFinite(due)) return;
        await until(due - now, signal);
      }
    }
  }

  return addFound(archive, found(), {
    ...options,
    async onKept(item: Acknowledged) {
      const owner = owners.shift()!;
      if (item.problem) owner.told.failed++;
      else if (item.status === 'added') owner.told.added++;
      await options.onKept?.(item);
      if (--owner.left === 0) await finish(owner);
    },
  });
}

const waiting = ({ address, watched }: Feed): PollTold => ({
  address,
  outcome: 'waiting',
  added: 0,
  failed: 0,
  problem: null,
  next: watched!.next,
  moved: null,
});

/** Longest time that a timer of Node counts to. */
const LONGEST_SLEEP = 2 ** 31 - 1;

function until(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(LONGEST_SLEEP, Math.max(0, milliseconds)));
    signal?.addEventListener('abort', end);
  });
}
