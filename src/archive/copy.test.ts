import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { describeArchives } from '../../test/archives.ts';
import { describeWithPostgres, temporaryDatabases } from '../../test/postgres.ts';
import { added, archiveOf, temporaryFolder, ticking } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import { addBatch, beginRun, endRun } from './add.ts';
import { type Archive, openArchive } from './archive.ts';
import { chronologyPage } from './chronology.ts';
import { CONTENT_TABLES, contentHash } from './content.ts';
import { copyArchive } from './copy.ts';
import { facetsOf } from './facets.ts';
import { listReports } from './reports.ts';
import { verifyArchive } from './verify.ts';

const readings = Array.from({ length: 250 }, (_, i) => sampleReading(i));

/** An archive with something in as many tables as can be. */
async function richArchive(path: string): Promise<Archive> {
  const archive = await archiveOf(path, readings);
  const run = await beginRun(archive, 'again', 'engine-2', ticking());
  const fetched = added(sampleReading(1, { url: 'https://ledger.example/1' }));
  await addBatch(archive, run, [
    // Read again by another engine, fetched, and not to be read.
    ...readings.slice(0, 5).map((reading) => added({ ...reading, events: reading.events.slice(0, 1) })),
    { ...fetched, capture: { ...fetched.capture, way: 'fetch', exchanges: [] } },
    {
      capture: { ...fetched.capture, bytes: Buffer.from([0, 255, 1]) },
      problem: { code: 'binary', address: 'x', part: null, id: 7, reason: 'é 🙂 \\ "', advice: '' },
    },
  ]);
  await endRun(archive, run);
  return archive;
}

/** What a person sees of an archive. */
const seen = async (archive: Archive) => [
  await chronologyPage(archive, {}, { limit: 200 }),
  await chronologyPage(archive, { q: 'villagers place:kesh', actor: 'gunmen' }, {}),
  await listReports(archive, { q: '"Incident 17 reported"' }, {}),
  await facetsOf(archive, { q: 'killed' }),
];

async function copied(from: Archive, path: string): Promise<Archive> {
  const to = await openArchive(path, { create: true });
  const { sha256 } = await copyArchive(from, to);
  expect(sha256).toBe((await contentHash(from)).sha256);
  expect((await contentHash(to)).sha256).toBe(sha256);
  expect(await seen(to)).toEqual(await seen(from));
  expect((await verifyArchive(to)).findings).toEqual([]);
  return to;
}

describeArchives('an archive that is copied', ({ fresh, zeroByte }) => {
  test('holds the same, and goes on from there', async () => {
    const from = await richArchive(await fresh());
    const to = await copied(from, await fresh());
    for (const archive of [from, to]) {
      const run = await beginRun(archive, 'later', 'engine-2', ticking());
      const again = await addBatch(archive, run, [added(sampleReading(900)), added(readings[20]!)]);
      expect(again.map(({ status }) => status)).toEqual(['added', 'reread']);
    }
    expect((await contentHash(to)).sha256).toBe((await contentHash(from)).sha256);
    expect((await verifyArchive(to)).findings).toEqual([]);
    for (const archive of [from, to]) await archive.close();
  });

  test('is refused where something is already', async () => {
    const from = await archiveOf(await fresh(), readings.slice(0, 3));
    const to = await archiveOf(await fresh(), readings.slice(3, 4));
    const before = await contentHash(to);
    await expect(copyArchive(from, to)).rejects.toThrow(/something in it already/);
    expect(await contentHash(to)).toEqual(before);
    for (const archive of [from, to]) await archive.close();
  });

  test('is not kept where it does not arrive whole', async () => {
    const from = await archiveOf(await fresh(), readings.slice(0, 3));
    const to = await openArchive(await fresh(), { create: true });
    const empty = await contentHash(to);
    // A database that changes what it is given: the copy must notice.
    const broken: Archive = {
      ...to,
      backend: {
        ...to.backend,
        indexReports: async (db) => {
          await sql.raw(`update blobs set bytes = ${zeroByte}`).execute(db);
        },
      },
    };
    await expect(copyArchive(from, broken)).rejects.toThrow(/blobs did not arrive as it was sent/);
    expect(await contentHash(to)).toEqual(empty);
    for (const archive of [from, to]) await archive.close();
  });

  test('the hash tells one content from another', async () => {
    const archive = await archiveOf(await fresh(), readings.slice(0, 20));
    const { sha256 } = await contentHash(archive);
    for (const change of [
      `update blobs set bytes = ${zeroByte} where sha256 = (select min(sha256) from blobs)`,
      `update mentions set "start" = "start" + 1 where report = 7`,
      `update quantities set value = null where report = 7`,
      `delete from log where seq = 30`,
    ]) {
      const error = await archive.db
        .transaction()
        .execute(async (transaction) => {
          await sql.raw(change).execute(transaction);
          expect((await contentHash({ db: transaction })).sha256, change).not.toBe(sha256);
          throw new Error('undo');
        })
        .catch((error: Error) => error.message);
      expect(error).toBe('undo');
    }
    expect((await contentHash(archive)).sha256).toBe(sha256);
    await archive.close();
  });

  test('has every table that there is', async () => {
    const archive = await openArchive(await fresh(), { create: true });
    const tables = (await archive.db.introspection.getTables())
      .map(({ name }) => name)
      .filter((name) => !/_search(_|$)/.test(name) && name !== 'migrations' && name !== 'sessions');
    expect(tables.sort()).toEqual([...CONTENT_TABLES].sort());
    await archive.close();
  });
});

describeWithPostgres('from file to server and back', () => {
  test('the content hash stays the same', async () => {
    const folder = temporaryFolder();
    const databases = temporaryDatabases();
    const file = await richArchive(`${folder.path}/a.db`);
    const server = await copied(file, await databases.create());
    const back = await copied(server, `${folder.path}/b.db`);
    expect((await contentHash(back)).sha256).toBe((await contentHash(file)).sha256);
    for (const archive of [file, server, back]) await archive.close();
    await databases.dispose();
    folder.dispose();
  });
});
