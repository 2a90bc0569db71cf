import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openArchive } from '../src/archive/archive.ts';
import { verifyArchive } from '../src/archive/verify.ts';
import { contentOf } from './content-of.ts';
import { madeUpReport } from './made-up-reports.ts';
import { FORMS } from './one-article.ts';
import { onrecord, start } from './program.ts';
import { temporaryFolder } from './sample-archive.ts';
import { randomOf } from './sample-reading.ts';

/** More with ONRECORD_KILLS=200. */
const KILLS = Number(process.env['ONRECORD_KILLS'] ?? 5);
/** How often one archive is struck at most before it is left to be filled. */
const KILLS_OF_ONE = 8;
const child = fileURLToPath(new URL('kill-child.ts', import.meta.url));
const folder = temporaryFolder();
afterAll(folder.dispose);

/** The lines that a process said before it was killed, some milliseconds after it began or said the first; or before it ended. */
function struck(process_: ChildProcess, delay: number, since: 'begin' | 'first line'): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const strike = () => setTimeout(() => process_.kill('SIGKILL'), delay);
    let said = '';
    if (since === 'begin') strike();
    process_.stdout!.on('data', (part: Buffer) => {
      if (said === '' && since === 'first line') strike();
      said += part;
    });
    process_.on('error', reject);
    // What stands after the last line end was cut in the middle of being said.
    process_.on('close', () => resolve(said.split('\n').slice(0, -1)));
  });
}

/** A folder with one article in every format, a few files that cannot be read, and a hundred other reports. */
function inputs(): string {
  const path = join(folder.path, 'inputs');
  mkdirSync(path);
  for (const [name, , bytes] of FORMS) writeFileSync(join(path, `format-${name}`), bytes);
  writeFileSync(join(path, 'empty.txt'), '');
  writeFileSync(join(path, 'picture.txt'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
  for (let i = 0; i < 30; i++) writeFileSync(join(path, `report-${i}.txt`), madeUpReport(i).text);
  const lines = Array.from({ length: 90 }, (_, i) => JSON.stringify(madeUpReport(30 + i)));
  writeFileSync(join(path, 'wire.jsonl'), lines.join('\n'));
  return path;
}

/** What came in: each thing once, however often it was tried. */
async function kept(path: string) {
  const archive = await openArchive(path);
  const captures = await archive.db
    .selectFrom('captures')
    .leftJoin('report_captures', 'report_captures.capture', 'captures.n')
    .leftJoin('reports', 'reports.n', 'report_captures.report')
    .select(['blob', 'address', 'part', 'key'])
    .execute();
  const names = captures.map((row) => [row.address, row.part, row.blob, row.key].join(' | ')).sort();
  const content = await contentOf(archive);
  const { findings } = await verifyArchive(archive);
  await archive.close();
  expect(findings).toEqual([]);
  return { names, content };
}

test(`kill -9 of the command at ${KILLS} moments: nothing acknowledged is lost, nothing doubled`, {
  timeout: 60_000 + 60_000 * KILLS,
}, async () => {
  const random = randomOf(KILLS);
  const from = inputs();
  const add = (archive: string) => ['add', '--archive', archive, '--json', '--threads', '1', from];
  const undisturbed = join(folder.path, 'undisturbed.db');
  const begin = performance.now();
  expect((await onrecord(add(undisturbed))).code).toBe(1);
  const whole = performance.now() - begin;
  const expected = await kept(undisturbed);
  expect(new Set(expected.names).size).toBe(expected.names.length);

  let count = 0;
  let empty = 0;
  for (let kills = 0; kills < KILLS; ) {
    const path = join(folder.path, `struck-${kills}.db`);
    const acknowledged = new Set<string>();
    for (let k = 0; k < KILLS_OF_ONE && kills < KILLS; k++, kills++) {
      const since = k % 2 ? 'begin' : 'first line';
      const program = start(add(path));
      for (const line of await struck(program, random(since === 'begin' ? whole : whole / 2), since)) {
        const { address, part, report } = JSON.parse(line);
        if (report) acknowledged.add([address, part ?? '', report].join(' | '));
      }
      if (!existsSync(path)) {
        empty++;
        expect(acknowledged.size).toBe(0);
        continue;
      }
      const { names } = await kept(path);
      expect(new Set(names).size).toBe(names.length);
      const there = new Set(names.map((name) => name.replace(/ \| [0-9a-f]+ \| /, ' | ')));
      for (const one of acknowledged) expect(there).toContain(one);
    }
    count += acknowledged.size;
    const again = await onrecord(add(path));
    expect(again.code).toBe(1); // Two files cannot be read.
    expect(await kept(path)).toEqual(expected);
  }
  if (KILLS > 50)
    console.log(`${KILLS} kills, ${count} reports acknowledged, ${empty} times before there was an archive`);
  expect(count).toBeGreaterThan(KILLS);
});

test('two processes on one archive wait for each other', { timeout: 120_000 }, async () => {
  const path = join(folder.path, 'two.db');
  const adding = (first: string) =>
    struck(
      spawn(process.execPath, ['--import', import.meta.resolve('tsx'), child, path, first, '5']),
      2500,
      'first line',
    );
  const [one, two] = await Promise.all([adding('0'), adding('100000')]);
  expect(one!.length).toBeGreaterThan(0);
  expect(two!.length).toBeGreaterThan(0);
  const archive = await openArchive(path);
  const rows = await archive.db.selectFrom('reports').select('key').execute();
  const there = new Set(rows.map(({ key }) => key));
  for (const key of [...one!, ...two!]) expect(there).toContain(key);
  expect((await verifyArchive(archive)).findings).toEqual([]);
  await archive.close();
});
