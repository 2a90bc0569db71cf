/**
 * `onrecord explain`: how a reading came to its events.
 *
 * @module
 */
import { Command } from 'commander';
import type { Archive } from '../archive/archive.ts';
import type { Reading } from '../record/reading.ts';
import { CliError, EXIT } from './exit.ts';
import {
  archiveOption,
  contactOption,
  jsonOption,
  knowledgeOption,
  privateOption,
  publishedOption,
  robotsOption,
} from './options.ts';
import { print, say } from './output.ts';
import { describeProblem, ROBOTS_WARNING } from './problems.ts';
import { resourcesOf } from './resources.ts';

interface ExplainOptions {
  event?: string;
  archive: string;
  published?: string;
  knowledge?: string[];
  allowPrivate?: boolean;
  ignoreRobots?: boolean;
  contact?: string;
  json?: boolean;
}

export const explainCommand = () =>
  new Command('explain')
    .description('show for each event the rule that made it and the words that every field rests on')
    .argument('<report>', 'a file, an address, - for standard input; or the key of a report in the archive')
    .option('--event <id>', 'only this event, such as v3')
    .addOption(archiveOption())
    .addOption(publishedOption())
    .addOption(knowledgeOption())
    .addOption(privateOption())
    .addOption(robotsOption())
    .addOption(contactOption())
    .addOption(jsonOption('one JSON object a line'))
    .action(run);

const KEY = /^[0-9a-f]{20}$/;

async function run(report: string, options: ExplainOptions): Promise<void> {
  const { describeExplanation, explainReading } = await import('../publish/explanation.ts');
  const reading = KEY.test(report) ? await kept(report, options.archive) : await fresh(report, options);
  const explanations = explainReading(reading, options.event);
  if (options.event && explanations.length === 0)
    throw new CliError(`${report} has no event ${options.event}`, EXIT.usage);
  for (const explanation of explanations)
    await print(options.json ? `${JSON.stringify(explanation)}\n` : `${describeExplanation(explanation)}\n`);
  if (explanations.length === 0 && !options.json) await print('No events found.\n');
}

async function kept(key: string, path: string): Promise<Reading> {
  const [{ openArchive }, { readingOf }] = await Promise.all([
    import('../archive/archive.ts'),
    import('../archive/reports.ts'),
  ]);
  const archive: Archive = await openArchive(path);
  try {
    const reading = await readingOf(archive, key);
    if (!reading) throw new CliError(`${path} has no report ${key}`, EXIT.usage);
    return reading;
  } finally {
    await archive.close();
  }
}

/** The reading of the first report at a path. */
async function fresh(path: string, options: ExplainOptions): Promise<Reading> {
  const [{ collect }, { createReader }] = await Promise.all([
    import('../collect/collect.ts'),
    import('../read/read.ts'),
  ]);
  const { published, allowPrivate, ignoreRobots, contact, knowledge } = options;
  if (ignoreRobots) say(ROBOTS_WARNING);
  for await (const found of collect([path], { published, allowPrivate, ignoreRobots, contact })) {
    if ('problem' in found) throw new CliError(describeProblem(found.problem), EXIT.someFailed);
    return createReader(await resourcesOf(knowledge)).read(found.report);
  }
  throw new CliError(`${path}: no report there`, EXIT.someFailed);
}
