import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from './sample-archive.ts';
import { sampleReading } from './sample-reading.ts';

const folder = temporaryFolder();
const path = join(folder.path, 'a.db');
afterAll(folder.dispose);
beforeAll(async () => {
  chmodSync(folder.path, 0o755);
  const archive = await archiveOf(path, [sampleReading(1), sampleReading(2)]);
  await sql`pragma wal_checkpoint(truncate)`.execute(archive.db);
  await archive.close();
});

/** Root may write anywhere: another user stands in. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

function run(args: string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], {
    encoding: 'utf8',
    input,
    env: { ...process.env, HOME: folder.path, TSX_DISABLE_CACHE: '1' },
    ...nobody,
  });
}

describe.skipIf(process.platform === 'win32')('what may not be written', { timeout: 120_000 }, () => {
  const STORY =
    'Two soldiers were killed near Orrin on Friday when a convoy struck a mine, the ministry said.';

  test('a folder: an archive cannot be made in it, and that is said', () => {
    const closed = join(folder.path, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const ran = run(['add', '-a', join(closed, 'new.db'), '-'], STORY);
    expect(ran.status).toBe(3);
    expect(ran.stderr).toMatch(/new\.db: .*folder/);
    expect(readdirSync(closed)).toEqual([]);
  });

  test('an archive: nothing is added, nothing is lost, and that is said', () => {
    const closed = join(folder.path, 'kept');
    mkdirSync(closed);
    const file = join(closed, 'a.db');
    copyFileSync(path, file);
    chmodSync(file, 0o444);
    chmodSync(closed, 0o555);
    const before = readFileSync(file);
    for (const args of [
      ['add', '-a', file, '-'],
      ['remove', 'x', '-a', file, '--reason', 'r', '--yes'],
    ]) {
      const ran = run(args, STORY);
      expect(ran.status, ran.stderr).toBe(3);
      expect(ran.stderr).toMatch(/a\.db: /);
      expect(ran.stderr).not.toMatch(/ {4}at /);
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(run(['verify', file]).status).toBe(0);
    for (const args of [
      ['chronology'],
      ['export'],
      ['review', '--history'],
      ['status'],
      ['archive', 'log'],
    ]) {
      const ran = run([...args, '-a', file]);
      expect(ran.stderr, args.join(' ')).toBe('');
      expect(ran.status).toBe(0);
      expect(ran.stdout).not.toBe('');
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a place for an export', () => {
    const closed = join(folder.path, 'out');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const open = join(folder.path, 'open');
    mkdirSync(open);
    copyFileSync(path, join(open, 'a.db'));
    chmodSync(open, 0o777);
    chmodSync(join(open, 'a.db'), 0o666);
    const ran = run([
      'export',
      '-a',
      join(open, 'a.db'),
      '--format',
      'wacz',
      '--out',
      join(closed, 'x.wacz'),
    ]);
    expect(ran.status).toBe(3);
    expect(ran.stderr).toMatch(/x\.wacz: cannot be written/);
  });
});

test.skipIf(process.platform === 'win32')(
  'a disk that is full while an export is written leaves no half file',
  { timeout: 60_000 },
  () => {
    const out = join(folder.path, 'full.wacz');
    // A limit on the size of files stands in for a full disk. The archive's own files are smaller.
    const command = `ulimit -f 8; trap '' XFSZ; exec "${process.execPath}" --import "${import.meta.resolve('tsx')}" "${main}" export -a "${path}" --format wacz --out "${out}"`;
    const ran = spawnSync('bash', ['-c', command], {
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    expect(ran.status, ran.stdout).not.toBe(0);
    expect(ran.stderr).toMatch(/cannot be written|disk/);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('full'))).toEqual([]);
  },
);
