import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read } from '../src/index.ts';
import { describeWithShared, shared } from './shared.ts';

/** Facts of the report that the program does not read yet. */
const NOT_YET: string[] = [];

describeWithShared('acceptance/wire/facts.json', 'the first report', () => {
  test('is read to the last fact', () => {
    const reading = read({ text: readFileSync(`${shared}acceptance/wire/report.txt`, 'utf8') });
    const check = spawnSync(
      process.execPath,
      [`${shared}acceptance/check.mjs`, `${shared}acceptance/wire/facts.json`, '-'],
      { input: JSON.stringify(reading), encoding: 'utf8' },
    );
    const missing = [...check.stdout.matchAll(/^not on record: (.*)$/gm)].map((line) => line[1]);
    expect(missing).toEqual(NOT_YET);
    expect(check.stdout).toMatch(/ 0 wrong spans$/m);
  });
});
