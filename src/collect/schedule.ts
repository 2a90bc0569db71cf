/**
 * When a feed is asked again.
 *
 * @module
 */
import { createHash } from 'node:crypto';

/** Longest time between two polls of a feed that fails, in seconds: a day. */
const LONGEST = 86_400;

/** What is known after a poll. */
export interface AfterPoll {
  address: string;
  /** Seconds between polls while all is well. */
  every: number;
  /** How often it failed in a row; 0 when it did not. */
  failures: number;
  /** Seconds that the server asks to be left alone; null when it does not. */
  wait: number | null;
}

/**
 * Seconds until the next poll. While all is well, `every`, give or take a tenth, so that feeds do not come all at
 * once. After failures twice as long for each in a row, up to a day, and of that between the half and the whole
 * (exponential back-off with jitter); never less than the server asks for.
 */
export function nextPoll({ address, every, failures, wait }: AfterPoll): number {
  const chance = chanceOf(address, failures);
  const seconds =
    failures === 0
      ? every * (0.9 + 0.2 * chance)
      : Math.max(every, Math.min(LONGEST, every * 2 ** Math.min(failures, 20)) * (0.5 + 0.5 * chance));
  return Math.ceil(Math.max(seconds, wait ?? 0));
}

/** From 0 to 1: a number that looks like chance and is the same for the same feed at the same point. */
function chanceOf(address: string, failures: number): number {
  return createHash('sha256').update(`${failures} ${address}`).digest().readUInt32BE() / 2 ** 32;
}
