/** What a command that was not understood answers: code 2, what is wrong, and what there is to choose from. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onrecord } from './program.ts';
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
