/**
 * `onrecord add`: reads reports and keeps them.
 *
 * @module
 */
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { EXIT } from './exit.ts';
import {
  archiveOption,
  byOption,
  type ClusterOptions,
  contactOption,
  databaseOption,
  jsonOption,
  knowledgeOption,
  natsOption,
  privateOption,
  publishedOption,
  queueOption,
  quietOption,
  replicasOption,
  robotsOption,
  threadsOption,
} from './options.ts';
import { print, say } from './output.ts';
import { listProblems, ROBOTS_WARNING } from './problems.ts';
import { Progress } from './progress.ts';

interface AddOptions extends ClusterOptions {
  archive: string;
  published?: string;
  knowledge?: string[];
  allowPrivate?: boolean;
  ignoreRobots?: boolean;
  contact?: string;
  threads?: number;
  quiet?: boolean;
  json?: boolean;
  again?: boolean;
  by: string;
  cluster?: boolean;
  wait?: boolean;
}

export const addCommand = () =>
  new Command('add')
    .description('read reports and keep them in the archive; what is there already stays as it is')
    .argument('<paths...>', 'files, folders, http(s) addresses, or - for standard input')
    .addOption(archiveOption())
    .addOption(publishedOption())
    .addOption(knowledgeOption())
    .addOption(privateOption())
    .addOption(robotsOption())
    .addOption(contactOption())
    .option('--again', 'let in what was removed from the archive before (onrecord remove)')
    .addOption(byOption())
    .addOption(threadsOption())
    .option(
      '--cluster',
      'have it read by workers (onrecord worker): told of once its bytes are in the archive',
    )
    .addOption(natsOption())
    .addOption(databaseOption())
    .addOption(queueOption())
    .addOption(replicasOption())
    .option('--wait', 'with --cluster: end when all of it is read and in incidents')
    .addOption(quietOption())
    .addOption(jsonOption('print a line of JSON for each report, once it is on the disk'))
    .action((paths: string[], options: AddOptions) =>
      options.cluster ? addInCluster(paths, options) : run(paths, options),
    );

async function run(paths: string[], options: AddOptions): Promise<void> {
  const [{ openArchive }, { addPaths }, { resourcesOf }] = await Promise.all([
    import('../archive/archive.ts'),
    import('../engine/run.ts'),
    import('./resources.ts'),
  ]);
  if (options.ignoreRobots) say(ROBOTS_WARNING);
  const resources = await resourcesOf(options.knowledge, options.archive);
  const archive = await openArchive(options.archive, { create: true });
  const progress = new Progress(options.quiet ?? false, await countOf(paths));
  let kept = 0;
  const interrupted = () => {
    progress.end();
    say(`stopped: ${kept} kept, whole; run it again to go on`);
    process.kill(process.pid, 'SIGINT'); // As it would have ended without this.
  };
  process.once('SIGINT', interrupted);
  try {
    const {
      published,
      allowPrivate,
      ignoreRobots,
      contact,
      threads = availableParallelism(),
      json,
      again,
      by,
    } = options;
    const summary = await addPaths(archive, paths, {
      resources,
      command: 'add',
      published,
      allowPrivate,
      ignoreRobots,
      contact,
      threads,
      again,
      by,
      async onKept({ status, report, events, address, part, id, problem }) {
        kept++;
        progress.step(problem !== null);
        if (!json) return;
        const reason = problem && { code: problem.code, reason: problem.reason, advice: problem.advice };
        await print(`${JSON.stringify({ address, part, id, status, report, events, problem: reason })}\n`);
      },
    });
    progress.end();
    const { added, reread, known, failed, events, problems } = summary;
    if (!options.quiet) {
      const counts = [
        `${added} added`,
        reread ? `${reread} read again` : '',
        known ? `${known} there already` : '',
      ];
      say(`${counts.filter(Boolean).join(', ')}; ${events} events; archive: ${archive.path}`);
    }
    listProblems(problems, added + reread + known + failed, failed);
    if (failed) process.exitCode = EXIT.someFailed;
  } finally {
    process.off('SIGINT', interrupted);
    await archive.close();
  }
}

async function addInCluster(paths: string[], options: AddOptions): Promise<void> {
  const [{ openCluster }, { queuePaths, untilRead }, { engineHash }, { resourcesOf }] = await Promise.all([
    import('./cluster.ts'),
    import('../engine/cluster/add.ts'),
    import('../engine/engine-hash.ts'),
    import('./resources.ts'),
  ]);
  if (options.ignoreRobots) say(ROBOTS_WARNING);
  const { published, allowPrivate, ignoreRobots, contact, again, by, json, quiet = false } = options;
  const engine = engineHash(await resourcesOf(options.knowledge));
  const { archive, queue } = await openCluster(options);
  try {
    const progress = new Progress(quiet, await countOf(paths));
    const { queued, known, failed, problems } = await queuePaths(archive, queue, paths, {
      ...{ engine, published, allowPrivate, ignoreRobots, contact, again, by },
      onTrouble: (what) => say(`onrecord add: ${what}`),
      async onKept({ problem, ...item }) {
        progress.step(problem !== null);
        if (!json) return;
        const reason = problem && { code: problem.code, reason: problem.reason, advice: problem.advice };
        await print(`${JSON.stringify({ ...item, problem: reason })}\n`);
      },
    });
    progress.end();
    if (!quiet) say(`${queued} queued, ${known} there already; archive: ${archive.path}; engine: ${engine}`);
    if (options.wait) await untilRead(archive, engine);
    listProblems(problems, queued + known + failed, failed);
    if (failed) process.exitCode = EXIT.someFailed;
  } finally {
    await queue.close();
    await archive.close();
  }
}

/** How many reports there will be, where that can be told without reading them: files and folders only. */
async function countOf(paths: string[]): Promise<number | null> {
  if (paths.some((path) => path === '-' || /^https?:/i.test(path) || path.endsWith('.jsonl'))) return null;
  const { filesAt } = await import('../collect/files.ts');
  let count = 0;
  for (const path of paths) for (const _ of filesAt(path)) count++;
  return count;
}
