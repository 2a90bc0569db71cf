/**
 * Streams of work: things taken together, and worked on side by side, without losing their order.
 *
 * @module
 */

export interface GroupOptions<T> {
  /** Weight at which a group is full. */
  most: number;
  /** What one thing weighs; 1 when not given. */
  weigh?: (item: T) => number;
  /** How long the first of a group waits for others, in milliseconds. */
  wait: number;
}

export interface Group<T> {
  items: T[];
  /** Whether the source had come to its end when the group was closed. */
  last: boolean;
}

/** Takes things together: a group is closed when it is full, when its first has waited long enough, or at the end. */
export async function* inGroups<T>(
  source: AsyncIterable<T>,
  { most, weigh = () => 1, wait }: GroupOptions<T>,
): AsyncGenerator<Group<T>> {
  const iterator = source[Symbol.asyncIterator]();
  let items: T[] = [];
  let weight = 0;
  let due = 0;
  let next: Promise<IteratorResult<T>> | null = null;
  try {
    for (;;) {
      next ??= iterator.next();
      const found: IteratorResult<T> | 'late' = items.length ? await withinTime(next, due) : await next;
      if (found !== 'late') {
        next = null;
        if (found.done) break;
        if (items.length === 0) due = performance.now() + wait;
        items.push(found.value);
        weight += weigh(found.value);
        if (weight < most) continue;
      }
      const full = items;
      items = [];
      weight = 0;
      yield { items: full, last: false };
    }
    if (items.length) yield { items, last: true };
  } finally {
    // A source that is asked for its next cannot be ended before it answers: nobody waits for that.
    const ended = iterator.return?.(undefined);
    if (next) ended?.catch(() => {});
    else await ended;
  }
}

async function withinTime<T>(promise: Promise<T>, due: number): Promise<T | 'late'> {
  const left = due - performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), Math.max(0, left));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Works on up to `most` things at once and gives what came of each in the order of the source. Takes no more from the
 * source while the oldest is not done: that is the back-pressure.
 */
export async function* inOrder<T, R>(
  source: AsyncIterable<T>,
  most: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const iterator = source[Symbol.asyncIterator]();
  const running: Promise<R>[] = [];
  let next: Promise<IteratorResult<T>> | null = null;
  let ended = false;
  try {
    for (;;) {
      if (!ended && running.length < most) next ??= iterator.next();
      const oldest = running[0];
      if (!next && !oldest) return;
      const taken = next?.then((result) => ({ result }));
      const done = oldest?.then((value) => ({ value }));
      const first = await Promise.race([taken, done].filter((promise) => promise !== undefined));
      if ('value' in first) {
        running.shift();
        yield first.value;
        continue;
      }
      next = null;
      if (first.result.done) ended = true;
      else {
        const started = work(first.result.value);
        started.catch(() => {}); // It is awaited in its turn; until then nobody listens.
        running.push(started);
      }
    }
  } finally {
    const closed = iterator.return?.(undefined);
    if (next) {
      next.catch(() => {});
      closed?.catch(() => {});
    } else await closed;
  }
}
