/**
 * `onrecord watch`: asks feeds what is new, reads it and keeps it.
 *
 * @module
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { PollTold } from '../engine/watch.ts';
import { EXIT } from './exit.ts';
import {
  archiveOption,
  byOption,
  contactOption,
  jsonOption,
  knowledgeOption,
  privateOption,
  quietOption,
  robotsOption,
} from './options.ts';
import { print, say } from './output.ts';
import { listProblems, ROBOTS_WARNING } from './problems.ts';

interface WatchCommandOptions {
  archive: string;
  every: number;
  once?: boolean;
  articles?: boolean;
  knowledge?: string[];
  allowPrivate?: boolean;
  ignoreRobots?: boolean;
  contact?: string;
  by: string;
  quiet?: boolean;
  json?: boolean;
}

/** Nobody wants to be asked more often than that. */
const LEAST_MINUTES = 1;

export const watchCommand = () =>
  new Command('watch')
    .description('ask feeds and news sitemaps what is new, read it and keep it, until Ctrl-C')
    .argument('<feeds...>', 'http(s) addresses of RSS, Atom, RDF or JSON feeds, or of sitemaps')
    .addOption(archiveOption())
    .addOption(
      new Option('--every <minutes>', 'time between two polls of a feed').default(15).argParser(minutesOf),
    )
    .option('--once', 'ask each feed once and end, as from cron')
    .option('--articles', 'fetch the page of every item')
    .option('--no-articles', 'never fetch pages; by default, where the feed has but a summary')
    .addOption(knowledgeOption())
    .addOption(privateOption())
    .addOption(robotsOption())
    .addOption(contactOption())
    .addOption(byOption())
    .addOption(quietOption())
    .addOption(jsonOption('print a line of JSON for each report, once it is on the disk'))
    .action(run);

function minutesOf(value: string): number {
  const minutes = Number(value);
  if (!(minutes >= LEAST_MINUTES && minutes <= 1440))
    throw new InvalidArgumentError(`a number of minutes from ${LEAST_MINUTES} to 1440.`);
  return minutes;
}

async function run(feeds: string[], options: WatchCommandOptions): Promise<void> {
  const [{ openArchive }, { watch }, { resourcesOf }] = await Promise.all([
    import('../archive/archive.ts'),
    import('../engine/watch.ts'),
    import('./resources.ts'),
  ]);
  const { articles, allowPrivate, ignoreRobots, contact, by, once, json, quiet } = options;
  if (ignoreRobots) say(ROBOTS_WARNING);
  const resources = await resourcesOf(options.knowledge, options.archive);
  const archive = await openArchive(options.archive, { create: true });
  const ending = new AbortController();
  const interrupt = () => {
    if (ending.signal.aborted) process.exit(EXIT.impossible);
    say('ending: what was fetched is kept first (Ctrl-C again to end at once)');
    ending.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const summary = await watch(archive, feeds, {
      resources,
      command: 'watch',
      every: options.every * 60,
      once,
      articles,
      allowPrivate,
      ignoreRobots,
      contact,
      by,
      signal: ending.signal,
      onPolled: (told) => {
        if (!quiet) say(describe(told));
      },
      async onKept({ status, report, events, address, part, id, problem }) {
        if (!json) return;
        const reason = problem && { code: problem.code, reason: problem.reason, advice: problem.advice };
        await print(`${JSON.stringify({ address, part, id, status, report, events, problem: reason })}\n`);
      },
    });
    const { added, reread, known, failed, events, problems } = summary;
    if (!quiet) say(`${added} added; ${events} events; archive: ${archive.path}`);
    listProblems(problems, added + reread + known + failed, failed);
    if (failed) process.exitCode = EXIT.someFailed;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await archive.close();
  }
}

/** "14:05 https://ledger.example/feed: 3 new; next at 14:20" */
function describe({ address, outcome, added, failed, problem, next, moved }: PollTold): string {
  const what = {
    changed: `${added} new${failed ? `, ${failed} could not be read` : ''}`,
    unchanged: 'nothing new',
    failed: problem ? `${problem.reason}; ${problem.advice}` : 'failed',
    waiting: 'not asked: it failed before, or asked for time',
    gone: 'gone for good (410); it is not asked again',
  }[outcome];
  const notes = [
    what,
    moved ? `it has moved to ${moved}: watch that` : '',
    next ? `next at ${next.slice(0, 16).replace('T', ' ')} UTC` : '',
  ];
  return `${new Date().toISOString().slice(11, 16)} ${address}: ${notes.filter(Boolean).join('; ')}`;
}
