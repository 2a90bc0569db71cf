/**
 * All commands, as `onrecord --help` lists them.
 *
 * @module
 */
import { Command } from 'commander';
import { version } from '../record/version.ts';
import { addCommand } from './add.ts';
import { archiveCommand } from './archive.ts';
import { chronologyCommand } from './chronology.ts';
import { demoCommand } from './demo.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { gazetteerCommand } from './gazetteer.ts';
import { knowledgeCommand } from './knowledge.ts';
import { readCommand } from './read.ts';
import { reconcileCommand } from './reconcile.ts';
import { removeCommand } from './remove.ts';
import { reviewCommand } from './review.ts';
import { serveCommand } from './serve.ts';
import { statusCommand } from './status.ts';
import { usersCommand } from './users.ts';
import { verifyCommand } from './verify.ts';
import { versionsCommand } from './versions.ts';
import { watchCommand } from './watch.ts';
import { workerCommand } from './worker.ts';

const COMMANDS = [
  readCommand,
  addCommand,
  watchCommand,
  chronologyCommand,
  exportCommand,
  reconcileCommand,
  reviewCommand,
  explainCommand,
  serveCommand,
  usersCommand,
  statusCommand,
  workerCommand,
  versionsCommand,
  verifyCommand,
  archiveCommand,
  removeCommand,
  knowledgeCommand,
  gazetteerCommand,
  demoCommand,
];

const EXIT_HELP = `
Exit codes:
  0  all well
  1  done, but some of what came in could not be read (listed at the end);
     knowledge check: something is wrong with the lists
  2  the command was not understood
  3  nothing could be done: archive, disk, port
  4  verify: something is not as it was recorded`;

export function createProgram(): Command {
  const program = new Command('onrecord')
    .description(
      'Reads news reports and puts them on the record: who is said to have done what to whom, where, when, how many, and on whose word.',
    )
    .version(version)
    .showHelpAfterError('(for help, run it with --help)')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXIT_HELP);
  for (const create of COMMANDS) program.addCommand(settled(create(), program));
  return program;
}

/** A command and those within it, all with the settings of the program. */
function settled(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const inner of command.commands) settled(inner, command);
  return command;
}
