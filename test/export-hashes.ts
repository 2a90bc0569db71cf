/** Prints a hash of every export of an archive, masked and not; run with other time zones and locales by its test. */
import { createHash } from 'node:crypto';
import { openArchive } from '../src/archive/archive.ts';
import { EXPORT_NAMES, exportEvents } from '../src/publish/export.ts';

const archive = await openArchive(process.argv[2]!);
const hashes: Record<string, string> = {};
for (const name of EXPORT_NAMES)
  for (const unmasked of [true, false]) {
    const hash = createHash('sha256');
    for await (const part of exportEvents(archive, {}, name, { unmasked })) hash.update(part);
    hashes[`${name} ${unmasked ? 'unmasked' : 'masked'}`] = hash.digest('hex');
  }
await archive.close();
console.log(JSON.stringify({ zone: new Date(0).getTimezoneOffset(), hashes }));
