/**
 * `onrecord explain`: how a reading came to its events, or an incident to its tellings.
 *
 * @module
 */
import { Command } from 'commander';
import type { Archive } from '../archive/archive.ts';
import type { Reading } from '../record/reading.ts';
import type { IncomingReport } from '../report/types.ts';
import { absentReport } from './absent.ts';
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
    .description(
      'show for each event the rule that made it and the words that every field rests on; for an incident, why its tellings were joined',
    )
    .argument(
      '<report>',
      'a file, an address, - for standard input; or the key of a report, or the id of an incident, in the archive',
    )
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
const INCIDENT = /^[0-9a-f]{16}$/;

async function run(what: string, options: ExplainOptions): Promise<void> {
  if (INCIDENT.test(what)) return explainOne(what, options);
  const [{ createExplainer, incomingOf }, { describeExplanation, describeHow }] = await Promise.all([
    import('../engine/explain.ts'),
    import('../publish/explanation.ts'),
  ]);
  const kept = KEY.test(what) ? await keptReading(what, options.archive) : null;
  const report = kept ? incomingOf(kept) : await reportAt(what, options);
  const { reading, events } = createExplainer(await resourcesOf(options.knowledge))(report);
  if (kept && JSON.stringify(kept.events) !== JSON.stringify(reading.events))
    say(
      'note: this version reads the report otherwise than the archive has it; what follows is how it reads it now',
    );
  const explained = events.filter(({ event }) => options.event === undefined || event === options.event);
  if (options.event && explained.length === 0)
    throw new CliError(`${what} has no event ${options.event}`, EXIT.usage);
  for (const { how, ...explanation } of explained)
    await print(
      options.json
        ? `${JSON.stringify({ ...explanation, how })}\n`
        : `${describeExplanation(explanation)}${how ? `${describeHow(how)}\n` : '\n'}`,
    );
  if (explained.length === 0 && !options.json) await print('No events found.\n');
}

async function explainOne(id: string, options: ExplainOptions): Promise<void> {
  const [{ openToLook }, { incidentOf }, { explainIncident }, { describeIncidentExplanation }] =
    await Promise.all([
      import('../archive/look.ts'),
      import('../archive/incidents.ts'),
      import('../archive/incidents-explain.ts'),
      import('../publish/incident-explanation.ts'),
    ]);
  const archive = await openToLook(options.archive);
  try {
    const found = await incidentOf(archive, id);
    if (!found) throw new CliError(`${options.archive} has no incident ${id}`, EXIT.usage);
    const explained = (await explainIncident(archive, 'moved' in found ? found.moved : id))!;
    await print(options.json ? `${JSON.stringify(explained)}\n` : describeIncidentExplanation(explained));
  } finally {
    await archive.close();
  }
}

async function keptReading(key: string, path: string): Promise<Reading> {
  const [{ openToLook }, { readingOf }] = await Promise.all([
    import('../archive/look.ts'),
    import('../archive/reports.ts'),
  ]);
  const archive: Archive = await openToLook(path);
  try {
    const reading = await readingOf(archive, key);
    if (!reading) throw await absentReport(archive, key);
    return reading;
  } finally {
    await archive.close();
  }
}

/** The first report at a path. */
async function reportAt(path: string, options: ExplainOptions): Promise<IncomingReport> {
  const { collect } = await import('../collect/collect.ts');
  const { published, allowPrivate, ignoreRobots, contact } = options;
  if (ignoreRobots) say(ROBOTS_WARNING);
  for await (const found of collect([path], { published, allowPrivate, ignoreRobots, contact })) {
    if ('problem' in found) throw new CliError(describeProblem(found.problem), EXIT.someFailed);
    return found.report;
  }
  throw new CliError(`${path}: no report there`, EXIT.someFailed);
}
