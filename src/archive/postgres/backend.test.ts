import { expect, test } from 'vitest';
import { describeWithPostgres, testServer } from '../../../test/postgres.ts';
import { openArchive } from '../archive.ts';
import { ArchiveError } from '../errors.ts';

describeWithPostgres('what is wrong with a server is said, without its password', () => {
  const url = new URL(testServer ?? 'postgres://none');
  const changed = (part: 'password' | 'pathname' | 'port' | 'hostname', value: string) => {
    const other = new URL(url);
    other[part] = value;
    return other.href;
  };
  test.each([
    ['another password', changed('password', 'secret-word'), 'the server refuses this user'],
    ['no password', changed('password', ''), 'the server refuses this user'],
    ['no such database', changed('pathname', '/nowhere'), 'make it with: createdb NAME'],
    ['no server', changed('port', '1'), 'no server answers there'],
    ['no host', changed('hostname', 'nowhere.invalid'), 'there is no host of this name|cannot be looked up'],
    ['no archive in it', changed('pathname', '/template1'), 'no archive there'],
  ])('%s', async (_, address, message) => {
    const error = await openArchive(address).then(
      () => null,
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(ArchiveError);
    expect((error as Error).message).toMatch(new RegExp(message));
    expect((error as Error).message).not.toMatch(new RegExp(`secret-word|${url.password}`));
  });
});
