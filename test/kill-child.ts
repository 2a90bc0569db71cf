/**
 * Adds sample readings until it is killed; says each on standard output once the archive has acknowledged it.
 * Arguments: archive, first number, how many in a transaction.
 */
import { writeSync } from 'node:fs';
import { addBatch, beginRun } from '../src/archive/add.ts';
import { openArchive } from '../src/archive/archive.ts';
import { added } from './sample-archive.ts';
import { sampleReading } from './sample-reading.ts';

const [path, first, size] = process.argv.slice(2);
const archive = await openArchive(path!, { create: true });
const run = await beginRun(archive, 'test', 'engine-1');
for (let i = Number(first); ; i += Number(size)) {
  const readings = Array.from({ length: Number(size) }, (_, k) => sampleReading(i + k));
  const results = await addBatch(
    archive,
    run,
    readings.map((reading) => added(reading)),
  );
  writeSync(1, results.map(({ report }) => `${report}\n`).join(''));
}
