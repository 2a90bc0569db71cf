/**
 * `onrecord serve`: the web app and the API.
 *
 * @module
 */
import { Command } from 'commander';
import type { Archive } from '../archive/archive.ts';
import type { Resources } from '../read/resources.ts';
import { CliError, EXIT } from './exit.ts';
import { archiveOption, portOf } from './options.ts';
import { print, say } from './output.ts';

export interface ListenOptions {
  host: string;
  port: number;
}

/** Options for where to listen. */
export const withListen = (command: Command) =>
  command
    .option(
      '--host <address>',
      'where to listen; another than this machine needs users, or a token in ONRECORD_TOKEN',
      '127.0.0.1',
    )
    .option('--port <number>', 'port; 0 for any that is free', portOf, 4321);

export const serveCommand = () =>
  withListen(new Command('serve'))
    .description('serve the web app and the HTTP API of the archive')
    .addOption(archiveOption())
    .action(async (options: ListenOptions & { archive: string }) => {
      const { openArchive } = await import('../archive/archive.ts');
      const { resourcesOf } = await import('./resources.ts');
      const archive = await openArchive(options.archive);
      await serveUntilStopped(archive, options, () => resourcesOf([], options.archive));
    });

function tokenRoleOf(role: string | undefined): 'reader' | 'editor' {
  if (!role || role === 'reader') return 'reader';
  if (role === 'editor') return 'editor';
  throw new CliError(`ONRECORD_TOKEN_ROLE is ${role}: write reader or editor`, EXIT.usage);
}

/** Serves until the program is told to stop, then closes server and archive. */
export async function serveUntilStopped(
  archive: Archive,
  { host, port }: ListenOptions,
  resources?: () => Promise<Resources>,
): Promise<void> {
  const { serve } = await import('../server/serve.ts');
  const token = process.env['ONRECORD_TOKEN'] || null;
  const tokenRole = tokenRoleOf(process.env['ONRECORD_TOKEN_ROLE']);
  const onError = (error: Error) => say(`onrecord: ${error.stack ?? error.message}`);
  const served = await serve(archive, { host, port, token, tokenRole, resources, onError }).catch(
    async (error) => {
      await archive.close();
      throw error;
    },
  );
  await print(`Onrecord is at ${served.url} (Ctrl-C ends it)\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await served.close();
  await archive.close();
}
