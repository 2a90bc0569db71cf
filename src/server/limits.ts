/**
 * How often one client may ask for what costs much: a bucket of requests that fills up again with time.
 *
 * @module
 */
import type { Context } from 'hono';
import { problem } from './problem.ts';

export interface Limit {
  /** Requests at once, and how many come back in a minute. */
  burst: number;
  perMinute: number;
}

export interface Limits {
  /** Attempts to log in, of one client and for one name. */
  login: Limit;
  /** Requests with a token that is wrong. */
  guesses: Limit;
  /** Requests that change something. */
  changes: Limit;
  /** Exports, uploads, checks of the archive. */
  costly: Limit;
}

export const LIMITS: Limits = {
  login: { burst: 10, perMinute: 2 },
  guesses: { burst: 30, perMinute: 10 },
  changes: { burst: 120, perMinute: 240 },
  costly: { burst: 60, perMinute: 60 },
};

/** Clients that are remembered; when there are more, those that asked longest ago are forgotten. */
const MOST_CLIENTS = 10_000;

export class Limiter {
  readonly #left = new Map<string, { tokens: number; at: number }>();

  constructor(
    readonly limit: Limit,
    readonly now = () => performance.now(),
  ) {}

  /** Seconds until the client may ask again; 0 when it may now, and then the request is counted. */
  take(client: string): number {
    const { burst, perMinute } = this.limit;
    const now = this.now();
    const before = this.#left.get(client);
    const refilled = before ? before.tokens + ((now - before.at) / 60_000) * perMinute : burst;
    const tokens = Math.min(burst, refilled);
    this.#left.delete(client);
    this.#left.set(client, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    if (this.#left.size > MOST_CLIENTS) this.#left.delete(this.#left.keys().next().value!);
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perMinute) * 60);
  }
}

/** The address that a request comes from; forwarded addresses are not believed, since anybody can write them. */
export function clientOf(context: Context): string {
  const env = context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress ?? 'here';
}

export function tooMany(context: Context, seconds: number): Response {
  context.header('retry-after', String(seconds));
  return problem(context, 429, `Too many requests: ask again in ${seconds} seconds.`);
}
