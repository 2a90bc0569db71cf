/**
 * A process of its own that adds to an archive: sample readings of its own, and ones that others add too.
 * `tsx test/writer-child.ts ARCHIVE NUMBER`.
 */
import { addBatch, beginRun, endRun } from '../src/archive/add.ts';
import { openArchive } from '../src/archive/archive.ts';
import { added, ticking } from './sample-archive.ts';
import { sampleReading } from './sample-reading.ts';

const [address, number] = process.argv.slice(2);
const archive = await openArchive(address!, { create: true });
const run = await beginRun(archive, 'test', 'engine-1', ticking());
for (let at = 0; at < 20; at += 5) {
  const seeds = [0, 1, 2, 3, 4].flatMap((i) => [1000 * Number(number) + at + i, at + i]);
  await addBatch(
    archive,
    run,
    seeds.map((seed) => added(sampleReading(seed))),
  );
}
await endRun(archive, run);
await archive.close();
