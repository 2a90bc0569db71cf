/** Exit codes of every command; `docs/cli.md` lists them for people. */
export const EXIT = {
  /** All well. */
  ok: 0,
  /** The run went to its end, but some of what came in could not be read. */
  someFailed: 1,
  /** The command was not understood. */
  usage: 2,
  /** Nothing could be done: the archive cannot be opened, the disk is full. */
  impossible: 3,
  /** `verify`: something is not as it was recorded. */
  notAsRecorded: 4,
} as const;

/** An error that a person can do something about: printed without a stack. */
export class CliError extends Error {
  override name = 'CliError';
  constructor(
    message: string,
    readonly exitCode: number = EXIT.impossible,
  ) {
    super(message);
  }
}
