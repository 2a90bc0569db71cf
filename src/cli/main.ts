#!/usr/bin/env node
/**
 * The command line: one file a command. A command's own code is loaded when it is run, so that `--help` is quick.
 *
 * @module
 */
import { CommanderError } from 'commander';
import { CliError, EXIT } from './exit.ts';
import { say, watchStandardOutput } from './output.ts';
import { createProgram } from './program.ts';

/** Errors that a person can do something about, by name: their classes are not loaded until needed. */
const FOR_PEOPLE = ['ArchiveError', 'KnowledgeError', 'ServeError'];

watchStandardOutput();
try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else if ((error as Error)?.name === 'FilterError') {
    say(`onrecord: ${(error as Error).message}`);
    process.exitCode = EXIT.usage;
  } else if (error instanceof CliError || FOR_PEOPLE.includes((error as Error)?.name)) {
    say(`onrecord: ${(error as Error).message}`);
    process.exitCode = error instanceof CliError ? error.exitCode : EXIT.impossible;
  } else {
    say(`onrecord: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = EXIT.impossible;
  }
}
