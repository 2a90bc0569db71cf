/**
 * Writing to standard output: no faster than the reader reads, and quiet when the reader goes away.
 *
 * @module
 */
import { once } from 'node:events';

/** Ends the program without a word when standard output is closed early, as `| head` does. */
export function watchStandardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

/** Writes to standard output; resolves when more may be written. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** A line on standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
