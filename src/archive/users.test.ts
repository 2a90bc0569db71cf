import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import { openArchive } from './archive.ts';
import { contentHash } from './content.ts';
import { copyArchive } from './copy.ts';
import { addUser, listUsers, UserError, userWith } from './users.ts';

test('users go with a copy only when they are asked for; the content is the same either way', async () => {
  const folder = temporaryFolder();
  const from = await archiveOf(join(folder.path, 'a.db'), [sampleReading(1)]);
  await addUser(from, 'mona', 'editor', 'a long password');
  for (const users of [false, true]) {
    const to = await openArchive(join(folder.path, `${users}.db`), { create: true });
    await copyArchive(from, to, () => {}, { users });
    expect((await listUsers(to)).map(({ name }) => name)).toEqual(users ? ['mona'] : []);
    expect(await userWith(to, 'mona', 'a long password')).toEqual(users ? (await listUsers(from))[0] : null);
    expect((await contentHash(to)).sha256).toBe((await contentHash(from)).sha256);
    await to.close();
  }
  await from.close();
  folder.dispose();
}, 30_000);

test('names and passwords that cannot be taken', async () => {
  const folder = temporaryFolder();
  const archive = await archiveOf(join(folder.path, 'a.db'), []);
  for (const name of ['', ' a', '-a', 'a b', 'a/b', 'a\nb', '<b>', 'local', 'token', 'x'.repeat(65)])
    await expect(addUser(archive, name, 'reader', 'a long password'), name).rejects.toThrow(UserError);
  for (const password of ['', 'short', 'x'.repeat(201)])
    await expect(addUser(archive, 'mona', 'reader', password)).rejects.toThrow(UserError);
  await addUser(archive, 'zoë', 'reader', 'pa\u0301ssword long');
  // The same letters, typed as other code points.
  expect(await userWith(archive, 'zoë', 'p\u00e1ssword long')).toMatchObject({ name: 'zoë' });
  expect(await userWith(archive, 'zoë', 'password long')).toBeNull();
  await archive.close();
  folder.dispose();
}, 30_000);
