/**
 * `onrecord read`: reports in, readings out, nothing kept.
 *
 * @module
 */
import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import type { Problem } from '../collect/types.ts';
import type { BatchReader } from '../engine/reader.ts';
import type { Resources } from '../read/resources.ts';
import type { Reading } from '../record/reading.ts';
import { CliError, EXIT } from './exit.ts';
import {
  contactOption,
  knowledgeOption,
  privateOption,
  publishedOption,
  robotsOption,
  threadsOption,
} from './options.ts';
import { print, say } from './output.ts';
import { listProblems, ROBOTS_WARNING } from './problems.ts';

interface ReadOptions {
  format: 'text' | 'json' | 'jsonl';
  published?: string;
  knowledge?: string[];
  places?: string;
  allowPrivate?: boolean;
  ignoreRobots?: boolean;
  contact?: string;
  threads?: number;
}

export const readCommand = () =>
  new Command('read')
    .description('read reports and print their readings; nothing is kept')
    .argument('[paths...]', 'files, folders, http(s) addresses, or - for standard input (default)')
    .addOption(
      new Option(
        '-f, --format <format>',
        'text for people; json; jsonl: one reading a line, with the id of its report',
      )
        .choices(['text', 'json', 'jsonl'])
        .default('text'),
    )
    .addOption(publishedOption())
    .addOption(knowledgeOption())
    .addOption(privateOption())
    .addOption(robotsOption())
    .addOption(contactOption())
    .addOption(threadsOption())
    .option('--places <archive>', 'know the places that were added to this archive, too')
    .addHelpText(
      'after',
      `
Examples:
  onrecord read report.txt
  onrecord read --format json --published 2016-02-08 report.html > reading.json
  onrecord read --format jsonl < reports.jsonl > readings.jsonl`,
    )
    .action(run);

async function run(paths: string[], options: ReadOptions): Promise<void> {
  if (paths.length === 0 && process.stdin.isTTY)
    throw new CliError(
      'what shall be read? Give files, folders, addresses, or text on standard input',
      EXIT.usage,
    );
  const [{ collect }, { readCollected }, { resourcesOf }] = await Promise.all([
    import('../collect/collect.ts'),
    import('../engine/collected.ts'),
    import('./resources.ts'),
  ]);
  const resources = await resourcesOf(options.knowledge, options.places);
  const reader = await readerOf(resources, options.threads ?? availableParallelism());
  const write = await writerOf(options.format);
  const problems: Problem[] = [];
  let total = 0;
  const { published, allowPrivate, ignoreRobots, contact } = options;
  if (ignoreRobots) say(ROBOTS_WARNING);
  const collected = collect(paths.length ? paths : ['-'], {
    published,
    allowPrivate,
    ignoreRobots,
    contact,
  });
  try {
    for await (const done of readCollected(collected, reader)) {
      total++;
      if ('problem' in done) {
        problems.push(done.problem);
        continue;
      }
      const { capture, id: own } = done.collected;
      const id = own ?? (capture.address === '-' || capture.part !== null ? null : capture.address);
      await write.reading(id, done.json!);
    }
  } finally {
    await reader.close();
  }
  await write.end();
  listProblems(problems, total);
  if (problems.length) process.exitCode = EXIT.someFailed;
}

/** Reads in threads, but for what is soon done. */
async function readerOf(resources: Resources, threads: number): Promise<BatchReader> {
  const { fewOrMany, readHere } = await import('../engine/reader.ts');
  const here = readHere(resources);
  if (threads === 1) return here;
  const inThreads = async () =>
    (await import('../engine/threads/pool.ts')).readInThreads(resources, { threads });
  return fewOrMany(here, inThreads, threads + 1);
}

interface Writer {
  /** @param json the reading, in one line. */
  reading(id: string | number | null, json: string): Promise<void>;
  end(): Promise<void>;
}

async function writerOf(format: ReadOptions['format']): Promise<Writer> {
  if (format === 'jsonl')
    return {
      reading: (id, json) =>
        print(`${id === null ? json : `{"id":${JSON.stringify(id)},${json.slice(1)}`}\n`),
      end: async () => {},
    };
  if (format === 'json') return jsonWriter();
  const { describeReading } = await import('../publish/text.ts');
  let first = true;
  return {
    async reading(_id, json) {
      await print(`${first ? '' : '\n'}${describeReading(JSON.parse(json) as Reading)}`);
      first = false;
    },
    end: async () => {},
  };
}

/** One reading: an object. Several: an array of them, written as they come. */
function jsonWriter(): Writer {
  let held: string | null = null;
  let count = 0;
  return {
    async reading(_id, json) {
      const text = JSON.stringify(JSON.parse(json), null, 2);
      if (held !== null) await print(`${count === 1 ? '[\n' : ',\n'}${held}`);
      held = text;
      count++;
    },
    async end() {
      if (held === null) return;
      await print(count === 1 ? `${held}\n` : `,\n${held}\n]\n`);
    },
  };
}
