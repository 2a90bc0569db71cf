import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../src/archive/archive.ts';
import { removeReports } from '../src/archive/removal.ts';
import { verifyArchive } from '../src/archive/verify.ts';
import { EXPORT_NAMES } from '../src/publish/export.ts';
import { describeWithPostgres, temporaryDatabases, testServer } from './postgres.ts';
import { onrecord } from './program.ts';
import { archiveOf, temporaryFolder, ticking } from './sample-archive.ts';
import { sampleReading } from './sample-reading.ts';

const folder = temporaryFolder();
afterAll(folder.dispose);

/** A name that stands nowhere else. */
const CANARY = 'Zquorvanthe';
const STORY = (name: string, town: string) =>
  `${town}, 8 February 2016 - Two soldiers were killed near ${town} on Friday, ${name} Ostrel told reporters. "${name} saw the convoy burn," the mayor of ${town} said.`;

const forms = (words: string): [string, Buffer][] => [
  ['UTF-8', Buffer.from(words)],
  ['UTF-16, little end first', Buffer.from(words, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(words, 'utf16le').swap16()],
  ['lower case, as the index of words has it', Buffer.from(words.toLowerCase())],
];

/** Where in the files of a folder some words, or these bytes, still stand. */
function traces(path: string, words: string, packed: Uint8Array[] = []): string[] {
  const found: string[] = [];
  for (const name of readdirSync(path)) {
    const bytes = readFileSync(join(path, name));
    for (const [form, needle] of forms(words)) if (bytes.includes(needle)) found.push(`${name}: ${form}`);
    for (const body of packed)
      if (bytes.includes(Buffer.from(body).subarray(40, 72))) found.push(`${name}: a packed body`);
  }
  return found;
}

describe('a report that was removed', () => {
  const place = join(folder.path, 'removal');
  const path = join(place, 'a.db');
  const run = (...args: string[]) => onrecord(args, { cwd: place });
  const keys = new Map<string, string>();
  let packed: Uint8Array[] = [];

  beforeAll(async () => {
    const { mkdirSync } = await import('node:fs');
    mkdirSync(place);
    const lines = [
      { id: 1, text: STORY('Marek', 'Orrin'), title: 'Mine kills two', publisher: 'Ledger' },
      { id: 2, text: STORY(CANARY, 'Kesh'), title: `${CANARY} speaks`, publisher: 'Wire' },
      { id: 3, text: STORY('Ilse', 'Belmar'), title: 'Convoy burns', publisher: 'Post' },
    ];
    const feed = `<rss version="2.0"><channel><title>Coast</title>${lines
      .map(
        ({ id, text, title }) =>
          `<item><title>${title}</title><guid>${id}</guid><description>${text.replaceAll('"', '&quot;')}</description></item>`,
      )
      .join('')}</channel></rss>`;
    const input = lines.map((line) => JSON.stringify(line)).join('\n');
    const ran = await onrecord(['add', '--archive', path, '--json', '-'], { input });
    for (const line of ran.stdout.trim().split('\n')) {
      const { id, report } = JSON.parse(line);
      keys.set(`lines ${id}`, report);
    }
    const fed = await onrecord(['add', '--archive', path, '--json', '-'], { input: feed });
    for (const line of fed.stdout.trim().split('\n')) {
      const { id, report } = JSON.parse(line);
      keys.set(`feed ${id}`, report);
    }
    const archive = await openArchive(path);
    const rows = await archive.db.selectFrom('readings').select(['report', 'body']).execute();
    const ours = await archive.db
      .selectFrom('reports')
      .select('n')
      .where('text', 'like', `%${CANARY}%`)
      .execute();
    packed = rows
      .filter(({ report }) => ours.some(({ n }) => n === report))
      .map(({ body }) => new Uint8Array(body));
    await archive.close();
  }, 120_000);

  test('was there: the search for traces finds what is there', () => {
    expect(keys.size).toBe(6);
    expect(packed).toHaveLength(2);
    const found = traces(place, CANARY, packed);
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringContaining('UTF-8'),
        expect.stringContaining('lower case'),
        expect.stringContaining('packed'),
      ]),
    );
  });

  test('is not removed without a reason, a yes, or a name', async () => {
    expect((await run('remove', keys.get('lines 2')!, '-a', path)).code).toBe(2);
    const unasked = await run('remove', keys.get('lines 2')!, '-a', path, '--reason', 'court order');
    expect(unasked).toMatchObject({ code: 2, stdout: '' });
    expect(unasked.stderr).toMatch(/To be removed.*\n.*Zquorvanthe[\s\S]*nothing was removed/);
    const unknown = await run('remove', 'ffff', '-a', path, '--reason', 'x', '--yes');
    expect(unknown.code).toBe(3);
    expect(unknown.stderr).toContain('no report ffff');
  });

  test('leaves no trace in any file of the archive', { timeout: 120_000 }, async () => {
    const ids = [keys.get('lines 2')!, keys.get('feed 2')!];
    const ran = await run(
      'remove',
      ...ids,
      '-a',
      path,
      '--reason',
      'court order 7',
      '--by',
      'H. Lem',
      '--yes',
    );
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/came in the same files[\s\S]*Mine kills two[\s\S]*Convoy burns/);
    for (const format of EXPORT_NAMES) {
      const { stdout } = await run('export', '-a', path, '--format', format, '--search', 'told');
      writeFileSync(join(place, `export.${format}`), stdout);
    }
    writeFileSync(join(place, 'status'), (await run('status', '-a', path, '--json')).stdout);
    expect(traces(place, CANARY, packed)).toEqual([]);
    expect((await run('chronology', '-a', path, '--search', CANARY.toLowerCase())).stdout).toBe(
      'No incidents.\n',
    );
    const packedAgain = [deflateRawSync, deflateSync, gzipSync].map((pack) => pack(STORY(CANARY, 'Kesh')));
    expect(traces(place, CANARY, packedAgain)).toEqual([]);
  });

  test('leaves a tombstone that verify understands, and its neighbours', async () => {
    const ran = await run('verify', path);
    expect(ran).toMatchObject({ code: 0 });
    const archive = await openArchive(path);
    const rows = await archive.db.selectFrom('log').selectAll().where('kind', '=', 'removal').execute();
    expect(rows.map(({ body }) => JSON.parse(body))).toMatchObject([
      { report: keys.get('lines 2'), reason: 'court order 7', by: 'H. Lem', shared: [] },
      { report: keys.get('feed 2'), blobs: [expect.any(String)] },
    ]);
    const left = await archive.db.selectFrom('reports').select('key').execute();
    expect(left).toHaveLength(4);
    await archive.close();
    const hidden = await openArchive(path);
    await sql`delete from reports where key = ${keys.get('lines 1')!}`.execute(hidden.db);
    expect((await verifyArchive(hidden)).findings[0]).toMatchObject({
      what: `report ${keys.get('lines 1')}`,
    });
    await hidden.close();
  });

  test('is refused when it comes again, in whatever file, with the reason', async () => {
    const again = JSON.stringify({
      id: 2,
      text: STORY(CANARY, 'Kesh'),
      title: `${CANARY} speaks`,
      publisher: 'Other',
    });
    const packedLines = gzipSync(`${JSON.stringify({ id: 9, text: STORY('Anja', 'Dorn') })}\n${again}\n`);
    for (const input of [again, packedLines]) {
      const ran = await onrecord(['add', '-a', path, '-'], { input });
      expect(ran.code).toBe(1);
      expect(ran.stderr).toMatch(/removed from this archive on .* by H\. Lem \(court order 7\)/);
    }
    expect(traces(place, CANARY, packed)).toEqual([]);
    // What came in the same file is in, without the bytes.
    const { stdout } = await run('chronology', '-a', path, '--search', 'Anja');
    expect(stdout).toContain('Anja Ostrel');
  });

  test('comes in with --again', async () => {
    const input = JSON.stringify({
      id: 2,
      text: STORY(CANARY, 'Kesh'),
      title: `${CANARY} speaks`,
      publisher: 'Wire',
    });
    const ran = await onrecord(['add', '-a', path, '--again', '-'], { input });
    expect(ran.stderr).toContain('1 added');
    expect((await run('chronology', '-a', path, '--search', CANARY)).stdout).toContain('Ostrel');
  });
});

test('versions of one address go together when asked', { timeout: 120_000 }, async () => {
  const path = join(folder.path, 'versions.db');
  const url = 'https://ledger.example/a';
  const archive = await archiveOf(path, [
    sampleReading(1, { url }),
    sampleReading(2, { url }),
    sampleReading(3, { url }),
    sampleReading(4),
  ]);
  const [, second] = await archive.db.selectFrom('reports').select(['key']).orderBy('n').execute();
  const removed = await removeReports(archive, [second!.key], {
    versions: true,
    reason: 'r',
    by: 'b',
    clock: ticking(),
  });
  expect(removed).toHaveLength(3);
  expect(await archive.db.selectFrom('reports').select('n').execute()).toHaveLength(1);
  expect((await verifyArchive(archive)).findings).toEqual([]);
  await archive.close();
});

test('a version between two others leaves a chain of those', async () => {
  const path = join(folder.path, 'chain.db');
  const url = 'https://ledger.example/a';
  const archive = await archiveOf(
    path,
    [1, 2, 3].map((seed) => sampleReading(seed, { url })),
  );
  const [, second] = await archive.db.selectFrom('reports').select(['key']).orderBy('n').execute();
  const { input } = await archive.db
    .selectFrom('readings')
    .select('input')
    .where('report', '=', 2)
    .executeTakeFirstOrThrow();
  const task = {
    engine: 'e',
    format: 'text',
    charset: 'utf-8',
    report: 'its words',
    state: 'waiting',
    attempts: 0,
  };
  await archive.db
    .insertInto('tasks')
    .values({ ...task, state: 'waiting', input, capture: 2, since: '2026-01-01' })
    .execute();
  await removeReports(archive, [second!.key], { reason: 'r', by: 'b', clock: ticking() });
  // Neither does work that was waiting keep its words.
  expect(await archive.db.selectFrom('tasks').select('n').execute()).toEqual([]);
  const rows = await archive.db.selectFrom('reports').select(['n', 'previous']).orderBy('n').execute();
  expect(rows).toEqual([
    { n: 1, previous: null },
    { n: 3, previous: 1 },
  ]);
  expect((await verifyArchive(archive)).findings).toEqual([]);
  await archive.close();
});

test('another program that holds the old pages is told of, and the second time erases them', async () => {
  const path = join(folder.path, 'held.db');
  const archive = await archiveOf(
    path,
    Array.from({ length: 30 }, (_, i) => sampleReading(i)),
  );
  const words = 'Incident 7 reported';
  const { default: Database } = await import('libsql');
  const other = new Database(path);
  other.exec('begin');
  other.prepare('select count(*) from log').get();
  const row = await archive.db
    .selectFrom('reports')
    .select('key')
    .where('title', '=', words)
    .executeTakeFirstOrThrow();
  await sql`pragma busy_timeout = 200`.execute(archive.db);
  const options = { reason: 'r', by: 'b', clock: ticking() };
  await expect(removeReports(archive, [row.key], options)).rejects.toThrow(/another program/);
  other.exec('commit');
  other.close();
  await removeReports(archive, [row.key], options);
  expect(readFileSync(path).includes(`${words}`)).toBe(false);
  await archive.close();
});

const databases = temporaryDatabases();
afterAll(() => (testServer ? databases.dispose() : undefined));

describeWithPostgres('on a PostgreSQL server', () => {
  test('no row of any table holds the words, and verify understands', async () => {
    const archive = await archiveOf(
      await databases.create(),
      Array.from({ length: 8 }, (_, i) => sampleReading(i)),
    );
    const words = 'Incident 5 reported';
    const row = await archive.db
      .selectFrom('reports')
      .select('key')
      .where('title', '=', words)
      .executeTakeFirstOrThrow();
    await removeReports(archive, [row.key], { reason: 'r', by: 'b', clock: ticking() });
    const { rows: tables } = await sql<{
      name: string;
    }>`select tablename as name from pg_tables where schemaname = current_schema()`.execute(archive.db);
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
        archive.db,
      );
      for (const { row } of rows) expect(row, name).not.toContain(words);
    }
    expect((await verifyArchive(archive)).findings).toEqual([]);
    await archive.close();
  });
});
