/**
 * Writing to standard output: no faster than the reader reads, and quiet when the reader goes away.
 *
 * @module
 */
import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';
import { CliError, EXIT } from './exit.ts';

/** Ends the program without a word when standard output is closed early, as `| head` does; else says what is wrong. */
export function watchStandardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    say(`onrecord: standard output cannot be written (${reasonOf(error)})`);
    process.exit(EXIT.impossible);
  });
}

/** Writes to standard output; resolves when more may be written. */
export async function print(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/**
 * Writes a file whole: until its last byte is on the disk it has another name, so that what stands there is never half.
 *
 * @throws {CliError} when it cannot be written.
 */
export async function writeFile(path: string, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w');
    try {
      for await (const piece of pieces) await file.appendFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    if (!/^E[A-Z]+$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new CliError(`${path}: cannot be written (${reasonOf(error as NodeJS.ErrnoException)})`);
  }
}

const reasonOf = ({ code, message }: NodeJS.ErrnoException) =>
  code === 'ENOSPC' ? 'the disk is full' : (code ?? message);

/** A line on standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
