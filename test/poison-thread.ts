/** A thread that dies of some reports, for the tests of those that run threads. */
import readBatch from '../src/engine/threads/thread.ts';
import type { IncomingReport } from '../src/report/types.ts';

export default function readPoisoned(reports: IncomingReport[]) {
  for (const { text } of reports) {
    if (text.includes('POISON: exit')) process.exit(3);
    if (text.includes('POISON: hang')) for (;;);
  }
  return readBatch(reports);
}
