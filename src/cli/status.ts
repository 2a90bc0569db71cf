/**
 * `onrecord status`: what the archive holds, and what could not be read.
 *
 * @module
 */
import { Command } from 'commander';
import { archiveOption, jsonOption } from './options.ts';
import { print } from './output.ts';
import { describeProblem } from './problems.ts';

const FAILURES_SHOWN = 20;

export const statusCommand = () =>
  new Command('status')
    .description('say what the archive holds, and what could not be read')
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON object'))
    .action(async (options: { archive: string; json?: boolean }) => {
      const [{ openArchive }, { statusOf, failuresOf }] = await Promise.all([
        import('../archive/archive.ts'),
        import('../archive/status.ts'),
      ]);
      const archive = await openArchive(options.archive);
      try {
        const status = await statusOf(archive);
        const failures = await failuresOf(archive, FAILURES_SHOWN);
        if (options.json) {
          await print(`${JSON.stringify({ archive: archive.path, ...status, lastFailures: failures })}\n`);
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
        await print(`${lines.join('\n')}\n`);
      } finally {
        await archive.close();
      }
    });
