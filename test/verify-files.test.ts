import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../src/archive/canonical.ts';
import { chronology } from '../src/archive/chronology.ts';
import { openReadOnly } from '../src/archive/sqlite/read-only.ts';
import { verifyArchive } from '../src/archive/verify.ts';
import { exportFormat } from '../src/publish/export.ts';
import { kindOfFile, verifyFile } from '../src/publish/verify/file.ts';
import { writeWacz, writeWarc } from '../src/publish/wacz.ts';
import { onrecord } from './program.ts';
import { archiveOf, temporaryFolder } from './sample-archive.ts';
import { randomOf, sampleReading } from './sample-reading.ts';

/** More with ONRECORD_FLIPS=1000. */
const FLIPS = Number(process.env['ONRECORD_FLIPS'] ?? 60);
const folder = temporaryFolder();
const place = join(folder.path, 'kept');
const path = join(place, 'a.db');
afterAll(folder.dispose);

async function written(pieces: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(Buffer.from(piece));
  return Buffer.concat(parts);
}

const exports = new Map<string, Buffer>();

beforeAll(async () => {
  mkdirSync(place);
  const archive = await archiveOf(
    path,
    Array.from({ length: 25 }, (_, i) => sampleReading(i)),
  );
  exports.set('warc', await written(writeWarc(archive, {})));
  exports.set('wacz', await written(writeWacz(archive, {})));
  exports.set('json-lines', await written(exportFormat('jsonl').write(chronology(archive, {}))));
  await sql`pragma wal_checkpoint(truncate)`.execute(archive.db);
  await archive.close();
});

/**
 * All that `verify` looks at, whatever way its pages lie: not what is no part of the record (users, feeds that are
 * watched, work that is waiting), nor where old names of incidents lead.
 */
const NOT_LOOKED_AT = /^(?:incident_aliases|reconciled|watched|tasks|users|sessions)/;

async function contentsOf(file: string): Promise<string> {
  const archive = await openReadOnly(file);
  try {
    const { rows: tables } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'
      and name not like 'sqlite%' and name not like '%search%' order by name`.execute(archive.db);
    const all: unknown[] = [];
    for (const { name } of tables.filter((table) => !NOT_LOOKED_AT.test(table.name))) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(archive.db);
      all.push([
        name,
        rows
          .map((row) =>
            JSON.stringify(row, (_, v) => (v instanceof ArrayBuffer ? Buffer.from(v).toString('hex') : v)),
          )
          .sort(),
      ]);
    }
    return sha256(JSON.stringify(all));
  } finally {
    await archive.close();
  }
}

async function findingsOf(file: string): Promise<string[]> {
  try {
    const archive = await openReadOnly(file);
    try {
      return (await verifyArchive(archive)).findings.map(({ what, problem }) => `${what}: ${problem}`);
    } finally {
      await archive.close();
    }
  } catch (error) {
    return [(error as Error).message];
  }
}

describe('a changed byte', () => {
  test(`at ${FLIPS} places of an archive is named, or stands where nothing is`, {
    timeout: 5000 * FLIPS,
  }, async () => {
    const bytes = readFileSync(path);
    const before = await contentsOf(path);
    const random = randomOf(7);
    const changed = join(folder.path, 'changed.db');
    writeFileSync(changed, bytes);
    expect(await findingsOf(changed)).toEqual([]);
    let named = 0;
    for (let i = 0; i < FLIPS; i++) {
      const at = random(bytes.length);
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1 << random(8);
      writeFileSync(changed, copy);
      const findings = await findingsOf(changed);
      if (findings.length) named++;
      else expect(await contentsOf(changed), `byte ${at}`).toBe(before);
    }
    console.log(`${named} of ${FLIPS} changed bytes of an archive were named; at the others nothing stood`);
    expect(named).toBeGreaterThan(FLIPS / 3);
  });

  test.each(['warc', 'wacz', 'json-lines'] as const)(
    'anywhere in a %s is named',
    { timeout: 5000 * FLIPS },
    async (kind) => {
      const bytes = exports.get(kind)!;
      const file = join(folder.path, `changed.${kind}`);
      writeFileSync(file, bytes);
      expect(await kindOfFile(file)).toBe(kind);
      expect((await verifyFile(file, kind)).findings).toEqual([]);
      const random = randomOf(8);
      // The first and the last bytes too: heads, seals and ends of lines stand there.
      const places = [0, 1, 3, 9, ...Array.from({ length: 30 }, (_, i) => bytes.length - 1 - i * 3)];
      for (let i = 0; i < FLIPS; i++) places.push(random(bytes.length));
      for (const at of places) {
        const copy = Buffer.from(bytes);
        copy[at]! ^= 1 << random(8);
        writeFileSync(file, copy);
        const { findings } = await verifyFile(file, kind);
        expect(findings.length, `byte ${at} of ${bytes.length}`).toBeGreaterThan(0);
      }
    },
  );

  test('a file that has lost its end, or a record, is named', async () => {
    for (const [kind, bytes] of exports) {
      const file = join(folder.path, `short.${kind}`);
      writeFileSync(file, bytes.subarray(0, bytes.length - 200));
      const { findings } = await verifyFile(file, kind as 'warc');
      expect(findings.length, kind).toBeGreaterThan(0);
    }
    const lines = exports.get('json-lines')!.toString().split('\n');
    lines.splice(3, 1);
    const file = join(folder.path, 'lines.jsonl');
    writeFileSync(file, lines.join('\n'));
    expect((await verifyFile(file, 'json-lines')).findings[0]).toMatchObject({ what: 'line 4' });
  });
});

describe('the command', { timeout: 120_000 }, () => {
  test('tells what a file is, and checks it alone', async () => {
    for (const [kind, bytes] of exports) {
      const file = join(folder.path, `export.${kind}`);
      writeFileSync(file, bytes);
      const ran = await onrecord(['verify', file, '--json']);
      expect(ran.code, ran.stdout + ran.stderr).toBe(0);
      expect(JSON.parse(ran.stdout)).toMatchObject({ kind, ok: true, findings: [] });
      const copy = Buffer.from(bytes);
      copy[copy.length >> 1]! ^= 4;
      writeFileSync(file, copy);
      const changed = await onrecord(['verify', file]);
      expect(changed.code).toBe(4);
      expect(changed.stdout).toMatch(/is not as it was written: /);
    }
  });

  test('a WARC without gzip that is cut off in a record', async () => {
    const path = join(folder.path, 'cut.warc');
    const head =
      'WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: 900\r\n\r\n';
    writeFileSync(path, `${head}HTTP/1.1 200 OK\r\n`);
    const { code, stdout, stderr } = await onrecord(['verify', path]);
    expect([code, stdout + stderr]).toEqual([4, expect.stringContaining('breaks off')]);
  });
  test('readings by themselves: their texts and spans', async () => {
    const file = join(folder.path, 'readings.jsonl');
    const reading = sampleReading(3);
    const good = JSON.stringify(reading);
    writeFileSync(file, `${good}\n`);
    expect((await onrecord(['verify', file])).code).toBe(0);
    writeFileSync(
      file,
      `${good}\n${JSON.stringify({ ...reading, places: reading.places.map((p) => ({ ...p, text: 'X' })) })}\n`,
    );
    const ran = await onrecord(['verify', file]);
    expect(ran).toMatchObject({ code: 4 });
    expect(ran.stdout).toMatch(/^line 2: places\.0: its words do not stand where it says/);
  });

  test('says when there is nothing, or a folder', async () => {
    expect(await onrecord(['verify', join(folder.path, 'none')])).toMatchObject({ code: 3, stdout: '' });
    expect((await onrecord(['verify', folder.path])).stderr).toContain('a folder');
    const file = join(folder.path, 'other.txt');
    writeFileSync(file, 'This is text, long enough to be no archive at all. '.repeat(100));
    expect((await onrecord(['verify', file])).stderr).toMatch(/is not an archive, nor a WARC/);
  });
});

describe('what is only looked at', { timeout: 120_000 }, () => {
  /** Without the write-ahead log, which the process that wrote may still hold. */
  const state = (directory: string) =>
    readdirSync(directory)
      .filter((name) => !/-(?:wal|shm)$/.test(name))
      .map((name) => {
        const { mtimeMs, size } = statSync(join(directory, name));
        return [name, size, mtimeMs, readFileSync(join(directory, name)).toString('base64')];
      });

  test('stays as it was, to the last byte', async () => {
    const before = state(place);
    expect((await onrecord(['verify', path])).code).toBe(0);
    expect(state(place)).toEqual(before);
  });

  test('an archive of an older version is checked in a copy', async () => {
    const older = join(folder.path, 'older.db');
    copyFileSync(path, older);
    const { default: Database } = await import('libsql');
    const database = new Database(older);
    database.exec(
      "delete from migrations where name like '%editions'; alter table captures drop column edition",
    );
    for (const index of [
      'captures_sender_id',
      'failures_sender_id',
      'reports_previous',
      'report_captures_capture',
      'log_kind',
    ])
      database.exec(`drop index ${index}`);
    database.exec('pragma wal_checkpoint(truncate)');
    database.close();
    const before = readFileSync(older);
    expect((await onrecord(['verify', older])).code).toBe(0);
    expect(readFileSync(older).equals(before)).toBe(true);
  });

  // Root may write anywhere: another user stands in for a medium that cannot be written.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  const run = (file: string) =>
    spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'verify', file], {
      encoding: 'utf8',
      env: {
        ...process.env,
        HOME: folder.path,
        TMPDIR: process.env['TMPDIR'] ?? '/tmp',
        TSX_DISABLE_CACHE: '1',
      },
      ...nobody,
    });

  test.skipIf(process.platform === 'win32')('a folder and a file that cannot be written', async () => {
    const closed = join(folder.path, 'closed');
    mkdirSync(closed);
    const file = join(closed, 'a.db');
    copyFileSync(path, file);
    for (const [kind, bytes] of exports) writeFileSync(join(closed, kind), bytes);
    chmodSync(folder.path, 0o755);
    for (const name of readdirSync(closed)) chmodSync(join(closed, name), 0o444);
    chmodSync(closed, 0o555);
    for (const name of readdirSync(closed)) {
      const ran = run(join(closed, name));
      expect(ran.status, ran.stdout + ran.stderr).toBe(0);
    }
    expect(readdirSync(closed).sort()).toEqual(['a.db', ...exports.keys()].sort());
  });

  test.skipIf(process.platform === 'win32')(
    'one that was not closed, in such a folder: its log counts',
    async () => {
      const closed = join(folder.path, 'unclosed');
      mkdirSync(closed);
      const archive = await archiveOf(join(folder.path, 'live.db'), [sampleReading(1)]);
      await sql`pragma wal_autocheckpoint = 0`.execute(archive.db);
      for (const end of ['', '-wal'])
        copyFileSync(join(folder.path, `live.db${end}`), join(closed, `a.db${end}`));
      await archive.close();
      expect(statSync(join(closed, 'a.db-wal')).size).toBeGreaterThan(0);
      for (const name of readdirSync(closed)) chmodSync(join(closed, name), 0o444);
      chmodSync(closed, 0o555);
      const ran = run(join(closed, 'a.db'));
      expect(ran.status, ran.stdout + ran.stderr).toBe(0);
      expect(ran.stdout).toContain('1 reports');
    },
  );
});
