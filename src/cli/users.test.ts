import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { openArchive } from '../archive/archive.ts';
import { ROLES, userWith } from '../archive/users.ts';
import { ROLE_NAMES } from './users.ts';

test('the command knows the roles', () => expect(ROLE_NAMES).toEqual([...ROLES]));

test('users are added, listed, changed and removed; no password is printed but one that was made', async () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'a.db');
  await (await archiveOf(path, [])).close();
  const run = (words: string[], input = '') => {
    const main = new URL('main.ts', import.meta.url).pathname;
    const done = spawnSync('npx', ['tsx', main, 'users', ...words, '-a', path], { input, encoding: 'utf8' });
    return { code: done.status, out: done.stdout, said: done.stderr };
  };
  expect(run(['add', 'mona', '--role', 'editor'], 'a long password\n')).toMatchObject({ code: 0, out: '' });
  expect(run(['add', 'mona'], 'a long password\n')).toMatchObject({ code: 2 });
  expect(run(['add', 'sam'], 'short\n')).toMatchObject({ code: 2 });
  expect(run(['add', 'sam'])).toMatchObject({ code: 2 });
  expect(run(['add', '../x'], 'a long password\n')).toMatchObject({ code: 2 });
  const made = run(['password', 'mona', '--generate', '--role', 'reviewer']).out.trim();
  expect(made).toMatch(/^[\w-]{20}$/);
  expect(JSON.parse(run(['list', '--json']).out)).toMatchObject([{ name: 'mona', role: 'reviewer' }]);
  const archive = await openArchive(path);
  expect(await userWith(archive, 'mona', made)).toMatchObject({ name: 'mona', role: 'reviewer' });
  expect(await userWith(archive, 'mona', 'a long password')).toBeNull();
  await archive.close();
  expect(run(['remove', 'mona']).code).toBe(0);
  expect(run(['remove', 'mona']).code).toBe(2);
  folder.dispose();
}, 60_000);
