import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { filesAt } from './files.ts';

const folder = mkdtempSync(join(tmpdir(), 'onrecord-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string | Buffer) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]);
const STORY = 'Two soldiers were killed near Orrin on Friday, the defence ministry said.';

mkdirSync(at('below'));
for (const name of [
  'a.txt',
  'below/b.txt',
  'name with\nnewline.txt',
  '.hidden',
  'README.md',
  'below/readme',
  Buffer.from('caf\xe9.txt', 'latin1'),
])
  writeFileSync(at(name), STORY);
writeFileSync(at('empty.txt'), '');
symlinkSync('a.txt', at('to-file'));
symlinkSync('..', at('below/up'));
symlinkSync('nowhere', at('dead'));
symlinkSync('circle', at('circle'));
spawnSync('mkfifo', [join(folder, 'pipe')]);

test('all below a folder but what is hidden, pipes, and links to folders', () => {
  const found = [...filesAt(folder)].map((one) =>
    'path' in one ? one.path.slice(folder.length + 1) : one.problem,
  );
  expect(found).toEqual([
    'a.txt',
    'below/b.txt',
    'caf\ufffd.txt',
    'circle',
    'dead',
    'empty.txt',
    'name with\nnewline.txt',
    'to-file',
  ]);
});

test('what cannot be read is named, and stops nothing', async () => {
  const all: [string, string][] = [];
  for await (const one of collect([folder, join(folder, 'none')]))
    all.push(
      'report' in one
        ? [one.capture.address.slice(folder.length + 1), 'read']
        : [one.problem.address.slice(folder.length + 1), one.problem.reason],
    );
  expect(all).toEqual([
    ['a.txt', 'read'],
    ['below/b.txt', 'read'],
    ['caf\ufffd.txt', 'its name is not in UTF-8'],
    ['circle', 'a link that leads to itself'],
    ['dead', 'no such file or folder'],
    ['empty.txt', 'empty'],
    ['name with\nnewline.txt', 'read'],
    ['to-file', 'read'],
    ['none', 'no such file or folder'],
  ]);
});
