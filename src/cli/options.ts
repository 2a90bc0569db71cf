/**
 * Options that several commands share.
 *
 * @module
 */
import { userInfo } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import { isoDate } from '../collect/date.ts';

export const publishedOption = () =>
  new Option(
    '--published <date>',
    'date of publication of everything given, over what it says itself',
  ).argParser((value) => {
    const date = isoDate(value);
    if (!date) throw new InvalidArgumentError('write it as 2016-02-08.');
    return date;
  });

/** How many, or which: from 1. */
export function countOf(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('a number from 1.');
  return count;
}

export function portOf(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a number from 0 to 65535.');
  return port;
}

const collected = (value: string, previous: string[] = []) => [...previous, value];

export const knowledgeOption = () =>
  new Option(
    '--knowledge <folder>',
    'lists of your own, laid over those that came with the program; repeatable',
  ).argParser(collected);

export const privateOption = () =>
  new Option('--allow-private', 'fetch from private and loopback addresses too');

export const robotsOption = () =>
  new Option('--ignore-robots', 'fetch what robots.txt forbids, too: only with leave of the site');

export const contactOption = () =>
  new Option('--contact <address>', 'a page or mail address that servers are told, to reach you').env(
    'ONRECORD_CONTACT',
  );

export const quietOption = () => new Option('-q, --quiet', 'no progress and no notes on standard error');

/** Where archives are, unless said otherwise. */
export const DEFAULT_ARCHIVE = 'onrecord.db';

export const archiveOption = () =>
  new Option('-a, --archive <address>', 'the archive: a file, or postgres://USER:PASSWORD@HOST/DATABASE')
    .env('DATABASE_URL')
    .default(DEFAULT_ARCHIVE);

export const jsonOption = (what: string) => new Option('--json', what);

/** Who does something that the log remembers. */
export const byOption = () =>
  new Option('--by <name>', 'who does it, for the log')
    .env('ONRECORD_USER')
    .default(userName(), 'your user name');

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // A user that the system has no name for.
  }
}

export const threadsOption = () =>
  new Option('--threads <number>', 'threads that read (default: one for each core)').argParser((value) => {
    const threads = Number(value);
    if (!Number.isInteger(threads) || threads < 1 || threads > 256)
      throw new InvalidArgumentError('a number from 1 to 256.');
    return threads;
  });

/** What commands of a cluster share. */
export interface ClusterOptions {
  nats: string;
  database?: string;
  queue: string;
  replicas: number;
}

const serverCount = (value: string): number => {
  const count = Number(value);
  if (![1, 3, 5].includes(count)) throw new InvalidArgumentError('1, 3 or 5.');
  return count;
};

export const natsOption = () =>
  new Option('--nats <addresses>', 'NATS servers with JetStream, comma-separated').env('NATS_URL');

export const databaseOption = () =>
  new Option('--database <address>', 'the archive of a cluster: a PostgreSQL address').env('DATABASE_URL');

export const queueOption = () =>
  new Option('--queue <name>', 'name of the queue: one for each archive').default('onrecord');

export const replicasOption = () =>
  new Option('--replicas <number>', 'NATS servers that each hold the queue, when it is made')
    .argParser(serverCount)
    .default(1);
