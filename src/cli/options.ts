/**
 * Options that several commands share.
 *
 * @module
 */
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

const collected = (value: string, previous: string[] = []) => [...previous, value];

export const knowledgeOption = () =>
  new Option(
    '--knowledge <folder>',
    'lists of your own, laid over those that came with the program; repeatable',
  ).argParser(collected);

export const privateOption = () =>
  new Option('--allow-private', 'fetch from private and loopback addresses too');

export const quietOption = () => new Option('-q, --quiet', 'no progress and no notes on standard error');

/** Where archives are, unless said otherwise. */
export const DEFAULT_ARCHIVE = 'onrecord.db';

export const archiveOption = () =>
  new Option('-a, --archive <file>', 'the archive').env('DATABASE_URL').default(DEFAULT_ARCHIVE);

export const jsonOption = (what: string) => new Option('--json', what);
