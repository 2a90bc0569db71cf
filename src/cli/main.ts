#!/usr/bin/env node
/**
 * The command line: one file a command. A command's own code is loaded when it is run, so that `--help` is quick.
 *
 * @module
 */
import { Command, CommanderError } from 'commander';
import { version } from '../record/version.ts';
import { addCommand } from './add.ts';
import { chronologyCommand } from './chronology.ts';
import { demoCommand } from './demo.ts';
import { CliError, EXIT } from './exit.ts';
import { exportCommand } from './export.ts';
import { say, watchStandardOutput } from './output.ts';
import { readCommand } from './read.ts';
import { serveCommand } from './serve.ts';
import { statusCommand } from './status.ts';
import { verifyCommand } from './verify.ts';

/** Errors that a person can do something about, by name: their classes are not loaded until needed. */
const FOR_PEOPLE = ['ArchiveError', 'KnowledgeError', 'FilterError', 'ServeError'];

const COMMANDS = [
  readCommand,
  addCommand,
  chronologyCommand,
  exportCommand,
  serveCommand,
  statusCommand,
  verifyCommand,
  demoCommand,
];

const EXIT_HELP = `
Exit codes:
  0  all well
  1  done, but some of what came in could not be read (listed at the end)
  2  the command was not understood
  3  nothing could be done: archive, disk, port
  4  verify: something is not as it was recorded`;

function createProgram(): Command {
  const program = new Command('onrecord')
    .description(
      'Reads news reports and puts them on the record: who is said to have done what to whom, where, when, how many, and on whose word.',
    )
    .version(version)
    .showHelpAfterError('(add --help for help)')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXIT_HELP);
  for (const create of COMMANDS) program.addCommand(create().copyInheritedSettings(program));
  return program;
}

watchStandardOutput();
try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else if (error instanceof CliError || FOR_PEOPLE.includes((error as Error)?.name)) {
    say(`onrecord: ${(error as Error).message}`);
    process.exitCode = error instanceof CliError ? error.exitCode : EXIT.impossible;
  } else {
    say(`onrecord: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = EXIT.impossible;
  }
}
