/** What a command that was not understood answers: code 2, what is wrong, and what there is to choose from. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeReports } from '../src/archive/removal.ts';
import { onrecord, start } from './program.ts';
import { archiveOf, temporaryFolder } from './sample-archive.ts';
import { sampleReading } from './sample-reading.ts';

const folder = temporaryFolder();
const path = join(folder.path, 'a.db');
beforeAll(async () => (await archiveOf(path, [sampleReading(1)])).close());
afterAll(folder.dispose);

test.each<[string[], RegExp]>([
  [['chronology', '--type', 'KILL'], /“KILL” is unknown; write one of AGREE, /],
  [['chronology', '--from', 'yesterday'], /is no date; write 2016/],
  [['export', '--from', '2018', '--to', '2016'], /“2018” is after “2016”/],
  [['export', '--incidents', '-f', 'kml'], /one of the formats csv, json, jsonl, geojson, markdown/],
  [['export', '--grade', 'fair'], /add --incidents/],
])('onrecord %j', async (args, words) => {
  const ran = await onrecord([...args, '-a', path]);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toMatch(words);
  expect(ran.stderr).not.toMatch(/ {4}at /);
});

test.each([
  ['archive', 'copy'],
  ['users', 'add', 'ann', '--role', 'boss'],
  ['gazetteer', 'add'],
  ['knowledge', 'check', '--none'],
])('a command within a command: onrecord %s %s', async (...args) => {
  const ran = await onrecord(args);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('run it with --help');
});

test('what was removed is said to be removed, and the log tells of it', async () => {
  const archive = await archiveOf(join(folder.path, 'removed.db'), [sampleReading(1), sampleReading(2)]);
  const { key } = await archive.db.selectFrom('reports').select('key').orderBy('n').executeTakeFirstOrThrow();
  await removeReports(archive, [key], { reason: 'court order 7', by: 'H. Lem' });
  const where = ['-a', archive.path];
  await archive.close();
  for (const command of ['explain', 'versions']) {
    const ran = await onrecord([command, key, ...where]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/was removed on \d{4}-\d\d-\d\d by H\. Lem: court order 7/);
  }
  const log = await onrecord(['archive', 'log', ...where, '--limit', '2']);
  expect(log.stdout.trim().split('\n')).toHaveLength(2);
  expect(log.stdout).toMatch(/removal.*court order 7/);
});

test('Ctrl-C in add says how many are kept', async () => {
  const file = join(folder.path, 'stopped.db');
  const child = start(['add', '-a', file, '-']); // Waits for standard input.
  let said = '';
  child.stderr!.on('data', (part: Buffer) => {
    said += part.toString();
  });
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 100));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill('SIGINT');
  const [, signal] = await once(child, 'close');
  expect(said).toBe('stopped: 0 kept, whole; run it again to go on\n');
  expect(signal).toBe('SIGINT');
}, 60_000);
