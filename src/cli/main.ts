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
const FOR_PEOPLE = new Map<string, number>([
  ['ArchiveError', EXIT.impossible],
  ['KnowledgeError', EXIT.impossible],
  ['ServeError', EXIT.impossible],
  ['FilterError', EXIT.usage],
]);

watchStandardOutput();
try {
  await createProgram().parseAsync();
} catch (error) {
  const exitCode = error instanceof CliError ? error.exitCode : FOR_PEOPLE.get((error as Error)?.name);
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else if (exitCode !== undefined) {
    say(`onrecord: ${(error as Error).message}`);
    process.exitCode = exitCode;
  } else {
    say(`onrecord: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = EXIT.impossible;
  }
}
