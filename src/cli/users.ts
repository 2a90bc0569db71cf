/**
 * `onrecord users`: who may use a shared archive, and what they may do.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Command, Option } from 'commander';
import type { Archive } from '../archive/archive.ts';
import type { Role } from '../archive/users.ts';
import { CliError, EXIT } from './exit.ts';
import { archiveOption, jsonOption } from './options.ts';
import { print, say } from './output.ts';

/** Written here too, so that `--help` need not load the archive; a test holds it to them. */
export const ROLE_NAMES = ['reader', 'reviewer', 'editor', 'admin'];

const ROLES_HELP = `
Roles, each of which may do all that those before it may:
  reader    look; private persons are masked
  reviewer  decide in review, see reports and persons as they are
  editor    add reports
  admin     see who the users are

A password is asked for on the terminal, or read from the first line of standard input; --generate makes one and prints it.`;

interface Options {
  archive: string;
  role?: Role;
  generate?: boolean;
  json?: boolean;
}

export function usersCommand(): Command {
  const command = new Command('users')
    .description('say who may use a shared archive, and what they may do')
    .addHelpText('after', ROLES_HELP);
  const one = (name: string, description: string) =>
    command.command(name).description(description).argument('<name>').addOption(archiveOption());
  const role = () => new Option('--role <role>', 'what the user may do').choices(ROLE_NAMES);
  const generate = () => new Option('--generate', 'make a password and print it');

  one('add', 'add a user')
    .addOption(role().default('reader'))
    .addOption(generate())
    .action(async (name: string, options: Options) => {
      await withArchive(options, async (archive) => {
        const { addUser } = await import('../archive/users.ts');
        const password = await passwordFor(name, options);
        await addUser(archive, name, options.role!, password);
        say(`${name} is ${options.role} now`);
      });
    });
  one('password', 'change password or role of a user; all sessions of the user end')
    .addOption(role())
    .addOption(generate())
    .action(async (name: string, options: Options) => {
      await withArchive(options, async (archive) => {
        const { changeUser } = await import('../archive/users.ts');
        await changeUser(archive, name, { password: await passwordFor(name, options), role: options.role });
        say(`the password of ${name} is changed`);
      });
    });
  one('remove', 'remove a user, and end all sessions of the user').action(
    async (name: string, options: Options) => {
      await withArchive(options, async (archive) => {
        const { removeUser } = await import('../archive/users.ts');
        await removeUser(archive, name);
        say(`${name} is no user any more`);
      });
    },
  );
  command
    .command('list')
    .description('list the users')
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON array'))
    .action(async (options: Options) => {
      await withArchive(options, async (archive) => {
        const { listUsers } = await import('../archive/users.ts');
        const users = await listUsers(archive);
        if (options.json) await print(`${JSON.stringify(users)}\n`);
        else
          for (const { name, role, created } of users)
            await print(`${role.padEnd(9)} ${name}, since ${created.slice(0, 10)}\n`);
      });
    });
  return command;
}

async function withArchive(options: Options, work: (archive: Archive) => Promise<void>): Promise<void> {
  const { openArchive } = await import('../archive/archive.ts');
  const archive = await openArchive(options.archive);
  try {
    await work(archive);
  } catch (error) {
    if ((error as Error).name === 'UserError') throw new CliError((error as Error).message, EXIT.usage);
    throw error;
  } finally {
    await archive.close();
  }
}

/** Never an argument: other users of a machine can see those. */
async function passwordFor(name: string, { generate }: Options): Promise<string> {
  if (generate) {
    const made = randomBytes(15).toString('base64url');
    await print(`${made}\n`);
    return made;
  }
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, output: terminal ? hidden : undefined, terminal });
  if (terminal) process.stderr.write(`Password for ${name}: `);
  try {
    for await (const line of lines) return line;
  } finally {
    lines.close();
    if (terminal) process.stderr.write('\n');
  }
  throw new CliError('there is no password: give it on standard input, or use --generate', EXIT.usage);
}
