/**
 * `onrecord status`: what the archive holds, and what could not be read.
 *
 * @module
 */
import { Command } from 'commander';
import type { Archive } from '../archive/archive.ts';
import { archiveOption, type ClusterOptions, jsonOption, natsOption, queueOption } from './options.ts';
import { print } from './output.ts';
import { describeProblem } from './problems.ts';

const FAILURES_SHOWN = 20;

interface StatusOptions extends Pick<ClusterOptions, 'nats' | 'queue'> {
  archive: string;
  json?: boolean;
}

export const statusCommand = () =>
  new Command('status')
    .description('say what the archive holds, and what could not be read')
    .addOption(archiveOption())
    .addOption(natsOption())
    .addOption(queueOption())
    .addOption(jsonOption('one JSON object'))
    .action(async (options: StatusOptions) => {
      const [{ openToLook }, { statusOf, failuresOf }] = await Promise.all([
        import('../archive/look.ts'),
        import('../archive/status.ts'),
      ]);
      const archive = await openToLook(options.archive);
      try {
        const status = await statusOf(archive);
        const failures = await failuresOf(archive, FAILURES_SHOWN);
        const cluster = await clusterOf(archive, options);
        if (options.json) {
          await print(
            `${JSON.stringify({ archive: archive.path, ...status, lastFailures: failures, ...(cluster ? { cluster } : {}) })}\n`,
          );
          return;
        }
        const { published } = status;
        const lines = [
          `${archive.path}: ${(status.size / 1e6).toFixed(1)} MB`,
          `${status.reports} reports${published.first ? `, published ${published.first} to ${published.last}` : ''}`,
          `${status.captures} captures in ${status.runs} runs`,
          `${status.events} events, ${status.claims} statements on somebody's word`,
          ...status.types.map(({ type, count }) => `  ${type.toLowerCase().padEnd(10)} ${count}`),
          `${status.failures} could not be read${status.failures ? ', last:' : ''}`,
          ...failures.map((failure) => `  ${failure.at} ${describeProblem(failure)}`),
        ];
        if (cluster) lines.push(...describeCluster(cluster));
        await print(`${lines.join('\n')}\n`);
      } finally {
        await archive.close();
      }
    });

/** Ledger and queue; null where nothing was ever given to a cluster. */
async function clusterOf(archive: Archive, { nats, queue: name }: StatusOptions) {
  const [{ ledgerStatus, deadTasks }, { lagOf }] = await Promise.all([
    import('../archive/ledger.ts'),
    import('../engine/cluster/metrics.ts'),
  ]);
  const now = new Date();
  const ledger = await ledgerStatus(archive, now);
  if (!nats && ledger.waiting + ledger.read + ledger.done + ledger.dead === 0) return null;
  const { rate, ...tasks } = ledger;
  const dead = await deadTasks(archive, FAILURES_SHOWN);
  return { tasks, rate, lag: lagOf(ledger, now), dead, queue: nats ? await queueOf(nats, name) : null };
}

async function queueOf(nats: string, name: string) {
  const { Queue } = await import('../engine/cluster/queue.ts');
  try {
    const queue = await Queue.open({ nats, queue: name });
    const status = await queue.status();
    await queue.close();
    return status;
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function describeCluster(cluster: NonNullable<Awaited<ReturnType<typeof clusterOf>>>): string[] {
  const { tasks, rate, lag, dead, queue } = cluster;
  const said = [
    `cluster: ${tasks.waiting} wait, ${tasks.read} read but not in incidents yet, ${tasks.done} done, ${tasks.dead} dead; ${rate.toFixed(1)} a second in the last minute, lag ${Math.round(lag)} s`,
    ...tasks.engines.map(({ engine, waiting }) => `  ${waiting} wait for engine ${engine}`),
    ...dead.map((task) => `  dead: ${[task.address, task.part].filter(Boolean).join(', ')}: ${task.reason}`),
  ];
  if (queue && 'error' in queue) said.push(`queue: does not answer (${queue.error})`);
  else if (queue)
    said.push(
      `queue: ${queue.messages} messages, ${queue.unacknowledged} with workers, ${queue.redelivered} delivered again` +
        (queue.leader ? `; leader ${queue.leader}` : '') +
        (queue.behind.length ? `; behind: ${queue.behind.join(', ')}` : ''),
    );
  return said;
}
