/**
 * `npm run docs`: writes what is generated in `docs/`; with `--check`, fails when a file is not what it would write.
 *
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Reading } from '../src/record/reading.ts';
import { version } from '../src/record/version.ts';

const check = process.argv.includes('--check');

/** Files of `docs/` that are made from the source, by name. */
const generated: Record<string, () => string> = {
  'reading.schema.json': () => {
    const schema = z.toJSONSchema(Reading, { target: 'draft-2020-12' });
    const head = { $id: 'https://onrecord.invalid/reading.schema.json', title: 'Onrecord reading' };
    return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
  },
};

const problems: string[] = [];
for (const [name, make] of Object.entries(generated)) {
  const file = new URL(`../docs/${name}`, import.meta.url);
  if (!check) {
    writeFileSync(file, make());
    continue;
  }
  if (readFileSync(file, 'utf8') !== make()) problems.push(`docs/${name} is not up to date: npm run docs`);
}
const stated = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
if (stated !== version) problems.push(`src/record/version.ts says ${version}, package.json ${stated}`);

for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);
