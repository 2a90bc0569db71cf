/**
 * `onrecord worker`: reads what is queued, until it is told to stop.
 *
 * @module
 */
import { Command, InvalidArgumentError, Option } from 'commander';
import { openCluster } from './cluster.ts';
import {
  type ClusterOptions,
  databaseOption,
  knowledgeOption,
  natsOption,
  portOf,
  queueOption,
  replicasOption,
  threadsOption,
} from './options.ts';
import { print, say } from './output.ts';

interface WorkerCommandOptions extends ClusterOptions {
  knowledge?: string[];
  threads?: number;
  healthHost: string;
  healthPort: number;
  ackWait: number;
}

const seconds = (value: string): number => {
  const count = Number(value);
  if (!(count >= 1 && count <= 3600)) throw new InvalidArgumentError('seconds, from 1 to 3600.');
  return count;
};

export const workerCommand = () =>
  new Command('worker')
    .description(
      'read what `onrecord add --cluster` queued, until it is told to stop (SIGTERM: what is begun is finished)',
    )
    .addOption(natsOption())
    .addOption(databaseOption())
    .addOption(queueOption())
    .addOption(replicasOption())
    .addOption(knowledgeOption())
    .addOption(threadsOption())
    .option('--health-host <address>', 'where /health and /metrics listen', '127.0.0.1')
    .option('--health-port <number>', 'their port; 0 for any that is free', portOf, 4322)
    .addOption(
      new Option('--ack-wait <seconds>', 'after how long another worker gets what one does not answer for')
        .argParser(seconds)
        .default(30),
    )
    .action(run);

async function run(options: WorkerCommandOptions): Promise<void> {
  const [{ runWorker }, { resourcesOf }, { availableParallelism }] = await Promise.all([
    import('../engine/cluster/run.ts'),
    import('./resources.ts'),
    import('node:os'),
  ]);
  const resources = await resourcesOf(options.knowledge);
  const { archive, queue } = await openCluster({ ...options, ackWait: options.ackWait * 1000 });
  const worker = await runWorker({
    archive,
    queue,
    resources,
    threads: options.threads ?? availableParallelism(),
    health: { host: options.healthHost, port: options.healthPort },
    onTrouble: (what) => say(`onrecord worker: ${what}; trying again`),
  });
  await print(`reading as engine ${worker.engine}; ${worker.url}/health and /metrics (SIGTERM ends it)\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  say('onrecord worker: finishing what is begun');
  await worker.stop();
  await queue.close();
  await archive.close();
}
