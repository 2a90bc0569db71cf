import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { describeArchives } from '../../test/archives.ts';
import { added, archiveOf, temporaryFolder, ticking } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import { Reading } from '../record/reading.ts';
import { textId } from '../report/text.ts';
import { addBatch, beginRun } from './add.ts';
import { type Archive, openArchive } from './archive.ts';
import { chronology, chronologyPage } from './chronology.ts';
import { ArchiveError } from './errors.ts';
import { facetsOf } from './facets.ts';
import { MIGRATIONS } from './migrations.ts';
import { listReports, readingOf } from './reports.ts';
import { reportKey } from './rows.ts';
import { failuresOf, statusOf } from './status.ts';
import { verifyArchive } from './verify.ts';

const execute = promisify(execFile);
const readings = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => sampleReading(from + i));
const countsOf = async (archive: Archive) => {
  const { size: _, runs: __, ...counts } = await statusOf(archive);
  return counts;
};

test('the sample readings are readings', () => {
  for (const reading of readings(20)) {
    expect(Reading.safeParse(reading).error).toBeUndefined();
    for (const part of [...reading.times, ...reading.places, ...reading.quantities, ...reading.claims])
      expect(reading.report.text.slice(part.start, part.end)).toBe(part.text);
  }
});

describeArchives('an archive', ({ fresh, zeroByte }) => {
  describe('adding', () => {
    test('what was added is there, and the reading comes out as it went in', async () => {
      const [reading] = readings(1);
      const archive = await archiveOf(await fresh(), [reading!]);
      expect(await readingOf(archive, reportKey(reading!))).toEqual(reading);
      expect(await readingOf(archive, reading!.report.id)).toEqual(reading);
      expect(await readingOf(archive, 'nothing')).toBeNull();
      expect(await countsOf(archive)).toMatchObject({ reports: 1, captures: 1, readings: 1, failures: 0 });
      await archive.close();
    });

    test('the same report twice changes nothing', async () => {
      const archive = await archiveOf(await fresh(), readings(10));
      const before = await countsOf(archive);
      const run = await beginRun(archive, 'test', 'engine-1', ticking());
      const again = await addBatch(
        archive,
        run,
        readings(10).map((reading) => added(reading)),
      );
      expect(again.map(({ status }) => status)).toEqual(Array(10).fill('known'));
      expect(await countsOf(archive)).toEqual(before);
      await archive.close();
    });

    test('the same bytes fetched twice are one blob and two captures', async () => {
      const archive = await archiveOf(await fresh(), []);
      const run = await beginRun(archive, 'test', 'engine-1', ticking());
      const item = added(sampleReading(1));
      const fetched = { ...item, capture: { ...item.capture, way: 'fetch' as const, exchanges: [] } };
      await addBatch(archive, run, [fetched]);
      await addBatch(archive, run, [{ ...fetched, reading: null }]);
      expect(await countsOf(archive)).toMatchObject({ reports: 1, readings: 1, captures: 2 });
      const { rows } = await sql<{ n: number }>`select count(*) as n from blobs`.execute(archive.db);
      expect(rows[0]!.n).toBe(1);
      await archive.close();
    });

    test('the same text from two outlets is two reports', async () => {
      const archive = await archiveOf(await fresh(), [
        sampleReading(1, { publisher: 'A' }),
        sampleReading(1, { publisher: 'B' }),
      ]);
      expect((await countsOf(archive)).reports).toBe(2);
      await archive.close();
    });

    test('changed words at the same address are a new version that names the old one', async () => {
      const url = 'https://ledger.example/mine';
      const archive = await archiveOf(await fresh(), [sampleReading(1, { url }), sampleReading(2, { url })]);
      const rows = await archive.db.selectFrom('reports').select(['n', 'previous']).orderBy('n').execute();
      expect(rows).toEqual([
        { n: 1, previous: null },
        { n: 2, previous: 1 },
      ]);
      await archive.close();
    });

    test('a new engine reads again; the old reading stays', async () => {
      const path = await fresh();
      const archive = await archiveOf(path, [sampleReading(1)]);
      const changed = { ...sampleReading(1), events: sampleReading(1).events.slice(0, 1) };
      const run = await beginRun(archive, 'test', 'engine-2', ticking());
      expect(await addBatch(archive, run, [added(changed)])).toMatchObject([{ status: 'reread' }]);
      expect(await readingOf(archive, reportKey(changed))).toEqual(changed);
      expect(await countsOf(archive)).toMatchObject({ reports: 1, readings: 2, events: 1 });
      expect((await verifyArchive(archive)).findings).toEqual([]);
      await archive.close();
    });

    test('failures are kept with their bytes', async () => {
      const archive = await archiveOf(await fresh(), []);
      const run = await beginRun(archive, 'test', 'engine-1', ticking());
      const problem = {
        code: 'binary',
        address: 'x.png',
        part: null,
        id: null,
        reason: 'a PNG image',
        advice: 'a',
      } as const;
      const capture = {
        bytes: Buffer.from([1, 2]),
        address: 'x.png',
        part: null,
        way: 'file',
        exchanges: null,
      } as const;
      await addBatch(archive, run, [
        { capture, problem },
        { capture: null, problem: { ...problem, address: 'y', id: 7 } },
      ]);
      expect(await failuresOf(archive)).toMatchObject([
        { address: 'y', id: 7 },
        { address: 'x.png', reason: 'a PNG image' },
      ]);
      expect((await verifyArchive(archive)).findings).toEqual([]);
      await archive.close();
    });
  });

  describe('many at once', () => {
    test('processes that make and write the same archive lose nothing, double nothing', async () => {
      const path = await fresh();
      await Promise.all(
        [1, 2, 3].map((number) =>
          execute(process.execPath, ['--import', 'tsx', 'test/writer-child.ts', path, String(number)]),
        ),
      );
      const archive = await openArchive(path);
      const steps = await sql<{ name: string }>`select name from migrations order by name`.execute(
        archive.db,
      );
      expect(steps.rows.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name).sort());
      expect(await countsOf(archive)).toMatchObject({ reports: 80, captures: 80, readings: 80 });
      expect((await verifyArchive(archive)).findings).toEqual([]);
      await archive.close();
    }, 180_000);

    test('who reads does not wait for who writes', async () => {
      const path = await fresh();
      const archive = await archiveOf(path, readings(5));
      await archive.db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('events').execute();
        const other = await openArchive(path);
        expect((await chronologyPage(other, {}, {})).total).toBeGreaterThan(0);
        await other.close();
      });
      await archive.close();
    });

    test('a batch that fails leaves nothing', async () => {
      const archive = await archiveOf(await fresh(), []);
      const run = await beginRun(archive, 'test', 'engine-1', ticking());
      const before = await verifyArchive(archive);
      const broken = { ...added(sampleReading(2)), reading: null };
      await expect(addBatch(archive, run, [added(sampleReading(1)), broken])).rejects.toThrow();
      expect(await verifyArchive(archive)).toEqual(before);
      await addBatch(archive, run, [added(sampleReading(1))]);
      expect((await verifyArchive(archive)).findings).toEqual([]);
      await archive.close();
    });
  });

  test('strings that no database keeps as they are', async () => {
    const archive = await archiveOf(await fresh(), []);
    const run = await beginRun(archive, 'test', 'engine-1', ticking());
    const item = added(sampleReading(1), 'a\0b\ud800.txt');
    const problem = {
      code: 'binary',
      address: '\0',
      part: '\udfff',
      id: '\0\ud800',
      reason: `${'x'.repeat(5000)}\0`,
      advice: `'; drop table log; --`,
    } as const;
    await addBatch(archive, run, [item, item, { capture: null, problem }]);
    expect(await countsOf(archive)).toMatchObject({ captures: 1, failures: 1 });
    expect(await failuresOf(archive)).toMatchObject([{ id: '\0\ud800', address: ' ', part: '\ufffd' }]);
    expect((await verifyArchive(archive)).findings).toEqual([]);
    await archive.close();
  });

  test('words of any length and script are kept and found', async () => {
    const archive = await archiveOf(await fresh(), [sampleReading(1)]);
    const run = await beginRun(archive, 'test', 'engine-1', ticking());
    const reading = sampleReading(2);
    const words = [
      'W'.repeat(3000),
      'Ω'.repeat(250),
      'Ünïted',
      '東京都',
      'Łódź',
      `O'Neill`,
      '&|!:*<->',
      '😀',
    ];
    const text = `${reading.report.text}\n\n${words.join(' ')} ${'the end '.repeat(9000)}last words`;
    const long = { ...reading, report: { ...reading.report, text, id: textId(text) } };
    await addBatch(archive, run, [added(long)]);
    const found = async (q: string) => (await listReports(archive, { q }, {})).total;
    for (const q of [...words.slice(1, 6), 'united', '"東京都 Łódź"', '"the end last words"', `"o neill"`])
      expect([q, await found(q)]).toEqual([q, 1]);
    expect(await found('"last words the"')).toBe(0);
    expect(await found('&|!:*<->')).toBe(2); // No words: nothing is asked for.
    expect((await verifyArchive(archive)).findings).toEqual([]);
    await archive.close();
  });

  describe('lists', () => {
    test('a chronology is in the order of time, whatever the order in which reports came', async () => {
      const one = await archiveOf(await fresh(), readings(60));
      const other = await archiveOf(await fresh(), readings(60).reverse(), 7);
      const all = async (archive: Archive) => {
        const lines = [];
        for await (const record of chronology(archive, {}, { page: 13 })) lines.push(JSON.stringify(record));
        return lines;
      };
      const lines = await all(one);
      expect(await all(other)).toEqual(lines);
      const days = lines.map((line) => JSON.parse(line).firstDay ?? '~');
      expect(days).toEqual([...days].sort());
      await one.close();
      await other.close();
    });

    test('pages hold together what the whole holds', async () => {
      const archive = await archiveOf(await fresh(), readings(40));
      for (const list of [chronologyPage, listReports] as const) {
        const { items: whole, total } = await list(archive, {}, { limit: 1000 });
        expect(whole).toHaveLength(total);
        const paged = [];
        let cursor: string | undefined;
        do {
          const page: { items: unknown[]; next: string | null } = await list(
            archive,
            {},
            { limit: 7, cursor },
          );
          paged.push(...page.items);
          cursor = page.next ?? undefined;
        } while (cursor);
        expect(paged).toEqual(whole);
      }
      await archive.close();
    });

    test('filters keep what they say', async () => {
      const archive = await archiveOf(await fresh(), readings(80));
      const kept = async (filter: Parameters<typeof chronologyPage>[1]) =>
        (await chronologyPage(archive, filter, { limit: 1000 })).items;
      const all = await kept({});
      const check = async (
        filter: Parameters<typeof chronologyPage>[1],
        fits: (record: (typeof all)[number]) => boolean,
      ) => {
        const expected = all.filter(fits);
        expect(expected.length).toBeGreaterThan(0);
        expect(expected.length).toBeLessThan(all.length);
        expect(await kept(filter)).toEqual(expected);
      };
      await check({ from: '2015' }, ({ firstDay }) => firstDay !== null && firstDay >= '2015');
      await check(
        { from: '2012', to: '2013-06' },
        ({ firstDay }) => firstDay !== null && firstDay >= '2012' && firstDay < '2013-07',
      );
      await check({ place: 'belgara' }, ({ place }) => place!.name === 'Bélgara');
      await check({ place: 'LB' }, ({ place }) => place!.country === 'LB');
      await check({ type: ['assault', 'COERCE'] }, ({ type }) => type !== 'THREATEN');
      await check({ actor: 'northern front' }, ({ participants }) =>
        participants[0]!.text.includes('Northern Front'),
      );
      await check({ source: 'hale' }, ({ claims }) => claims[0]!.source.name === 'Colonel Peter Hale');
      await check({ outlet: 'levant' }, ({ publisher }) => publisher === 'Levant Wire');
      await check(
        { q: 'villagers -gunmen' },
        ({ quote }) => quote.text.includes('villagers') && !quote.text.includes('Gunmen'),
      );
      await check({ q: '"killed at least"' }, ({ quote }) => quote.text.includes('killed at least'));
      await check({ q: 'killed OR arrested' }, ({ type }) => type !== 'THREATEN');
      expect((await kept({ status: ['planned'] })).every(({ status }) => status === 'planned')).toBe(true);
      expect(await kept({ q: '"; drop table events; --' })).toEqual([]);
      await expect(kept({ from: 'yesterday' })).rejects.toThrow(/from: “yesterday” is no date/);
      await archive.close();
    });

    test('a report whose year nobody knows is undated', async () => {
      const [one, two] = readings(2);
      const yearless = {
        ...two!,
        report: { ...two!.report, published: { value: 'XXXX-02-07', method: 'dateline' as const, why: '' } },
      };
      const archive = await archiveOf(await fresh(), [yearless, one!]);
      const ids = async (filter: object) =>
        (await listReports(archive, filter, {})).items.map(({ id }) => id);
      expect(await ids({})).toEqual([reportKey(one!), reportKey(yearless)]);
      expect(await ids({ from: '2000' })).toEqual([reportKey(one!)]);
      expect((await statusOf(archive)).published.last).toBe(one!.report.published.value);
      await archive.close();
    });

    test('facets count what the list holds', async () => {
      const archive = await archiveOf(await fresh(), readings(60));
      for (const filter of [
        {},
        { place: 'LB' },
        { q: 'villagers', from: '2013' },
        { outlet: 'wire', type: ['ASSAULT'] },
      ]) {
        const { items } = await chronologyPage(archive, filter, { limit: 1000 });
        const facets = await facetsOf(archive, filter);
        const expected = (value: (record: (typeof items)[number]) => string | null | undefined) => {
          const counts = new Map<string, number>();
          for (const item of items) {
            const key = value(item);
            if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
          }
          return Object.fromEntries(counts);
        };
        const found = (facet: { value: string; count: number }[]) =>
          Object.fromEntries(facet.map(({ value, count }) => [value, count]));
        expect(found(facets.types)).toEqual(expected(({ type }) => type));
        expect(found(facets.statuses)).toEqual(expected(({ status }) => status));
        expect(found(facets.countries)).toEqual(expected(({ place }) => place?.country));
        expect(found(facets.places)).toEqual(expected(({ place }) => place?.name));
        expect(found(facets.outlets)).toEqual(expected(({ publisher }) => publisher));
        expect(found(facets.years)).toEqual(expected(({ firstDay }) => firstDay?.slice(0, 4)));
        expect(facets.types.map(({ count }) => count)).toEqual(
          facets.types.map(({ count }) => count).toSorted((a, b) => b - a),
        );
      }
      await archive.close();
    });

    test('reports are found by date, outlet, words and events', async () => {
      const archive = await archiveOf(await fresh(), readings(60));
      const kept = async (filter: Parameters<typeof listReports>[1]) =>
        (await listReports(archive, filter, { limit: 1000 })).items;
      const all = await kept({});
      const dates = all.map(({ published }) => published.value!);
      expect(dates).toEqual([...dates].sort().reverse());
      expect(await kept({ from: '2019-11', to: '2019-11' })).toEqual(
        all.filter(({ published }) => published.value!.startsWith('2019-11')),
      );
      expect(await kept({ outlet: 'coast' })).toEqual(
        all.filter(({ publisher }) => publisher === 'Coast Telegraph'),
      );
      const arrests = new Set(
        (
          await chronologyPage(archive, { type: ['COERCE'], status: ['actual', 'planned'] }, { limit: 1000 })
        ).items.map(({ report }) => report),
      );
      expect(new Set((await kept({ type: ['COERCE'] })).map(({ id }) => id))).toEqual(arrests);
      expect((await kept({ q: '"Incident 17 reported"' })).map(({ title }) => title)).toEqual([
        'Incident 17 reported',
      ]);
      await archive.close();
    });
  });

  describe('verify', () => {
    test('passes on what was not touched', async () => {
      const archive = await archiveOf(await fresh(), readings(30));
      const { findings, checked } = await verifyArchive(archive);
      expect(findings).toEqual([]);
      expect(checked).toEqual({ entries: 91, blobs: 30, captures: 30, reports: 30, readings: 30 });
      await archive.close();
    });

    test.each([
      [
        'a byte of a blob',
        `update blobs set bytes = ${zeroByte} || substr(bytes, 2) where sha256 = (select min(sha256) from blobs)`,
        /^blob .*: its bytes/,
      ],
      [
        'a blob taken out',
        'delete from blobs where sha256 = (select min(sha256) from blobs)',
        /^blob .*: is in the log but not/,
      ],
      ['a blob put in', `insert into blobs values ('ab', 1, ${zeroByte})`, /^blob ab: its bytes/],
      [
        'the address of a capture',
        `update captures set address = 'other' where n = 3`,
        /^capture 3: was changed/,
      ],
      ['a capture taken out', 'delete from captures where n = 3', /^capture 3: is in the log/],
      [
        'the text of a report',
        `update reports set text = text || '!' where n = 2`,
        /^report .*: its text is not/,
      ],
      [
        'the date of a report',
        `update reports set published = '1999-01-01' where n = 2`,
        /^report .*: its row is not/,
      ],
      ['a report taken out', 'delete from reports where n = 2', /^report .*: is in the log but not/],
      [
        'a reading',
        'update readings set body = (select body from readings where n = 1) where n = 2',
        /^reading 2: is not what/,
      ],
      ['a count', 'update quantities set value = value + 1 where report = 4', /^report .*: its quantities/],
      ['an event taken out', 'delete from events where n = 5', /^report .*: its events/],
      [
        'an entry of the log',
        `update log set body = replace(body, 'capture', 'kapture') where seq = 2`,
        /^log entry 2: is not what/,
      ],
      ['an entry of the log taken out', 'delete from log where seq = 4', /^log entry 5: follows entry 3/],
      [
        'what a report tells',
        `update incident_events set listed = 1 - listed where report = 3`,
        /^report .*: what it tells of incidents is not/,
      ],
      [
        'a telling moved to another incident',
        'update incident_events set incident = (select min(incident) from incident_events) where incident = (select max(incident) from incident_events)',
        /^telling .*: does not fit the others of incident/,
      ],
      [
        'a telling in no incident',
        'update incident_events set incident = null where report = 3',
        /^telling .*: is in no incident/,
      ],
      [
        'the line of an incident',
        'update incidents set reports = reports + 1 where id = (select min(id) from incidents)',
        /^incident .*: is not what is told of it/,
      ],
      [
        'an incident taken out',
        'delete from incidents where id = (select max(id) from incidents)',
        /^incident .*: is not what is told of it/,
      ],
      [
        'the storyline of an incident',
        `update incidents set storyline = 'ab' where id = (select min(id) from incidents)`,
        /^incident .*: is not in the storyline/,
      ],
      [
        'the origin of a report',
        `update origins set origin = 'ab' where report = 3`,
        /^report .*: its origin is not the first/,
      ],
      [
        'the outlet of a report',
        `update origins set own_outlet = 'Other' where report = 3`,
        /^report .*: its row of origins/,
      ],
      ['the shingles of a report', 'delete from shingles where report = 3', /^report .*: its shingles/],
      [
        'a doubtful pair put in',
        `insert into doubtful_pairs (a, b, score, position) values ('a', 'b', 0.5, '0.500000 a b')`,
        /^pair a b: is not as doubtful/,
      ],
    ])('names %s', async (_, statement, first) => {
      const archive = await archiveOf(await fresh(), readings(8));
      await sql.raw(statement).execute(archive.db);
      const { findings } = await verifyArchive(archive);
      const [finding] = findings;
      expect(`${finding?.what}: ${finding?.problem}`).toMatch(first);
      await archive.close();
    });
  });

  test('an archive of a newer version', async () => {
    const path = await fresh();
    const archive = await archiveOf(path, []);
    await sql`insert into migrations (name) values ('9999-future')`.execute(archive.db);
    await archive.close();
    await expect(openArchive(path)).rejects.toThrow(ArchiveError);
    await expect(openArchive(path)).rejects.toThrow(/newer version/);
  });

  test('an archive that is not there', async () => {
    const path = await fresh();
    await expect(openArchive(path)).rejects.toThrow(ArchiveError);
    await expect(openArchive(path)).rejects.toThrow(/no archive there; make one with: onrecord add/);
  });
});

describe('an archive in a file', () => {
  const folder = temporaryFolder();
  afterAll(folder.dispose);
  let made = 0;
  const fresh = () => join(folder.path, `${++made}.db`);
  test('names a byte that was changed in the file itself', async () => {
    const path = fresh();
    const archive = await archiveOf(path, readings(30));
    await sql`pragma wal_checkpoint(truncate)`.execute(archive.db);
    await archive.close();
    const bytes = readFileSync(path);
    // Some of the places are left over from rows that were moved; what is there is not part of the archive.
    for (let at = bytes.indexOf('Incident 7 '); at >= 0; at = bytes.indexOf('Incident 7 ', at + 1))
      bytes[at]! ^= 1;
    writeFileSync(path, bytes);
    const damaged = await openArchive(path);
    expect((await verifyArchive(damaged)).findings.length).toBeGreaterThan(0);
    await damaged.close();
  });
  describe('what cannot be opened is said', () => {
    test.each([
      ['nothing there', () => join(folder.path, 'none.db'), false, 'no archive there'],
      ['no folder', () => join(folder.path, 'none', 'a.db'), true, 'check that its folder exists'],
      [
        'another kind of file',
        () => {
          const path = fresh();
          writeFileSync(path, 'This is text, long enough to be none of SQLite. '.repeat(100));
          return path;
        },
        true,
        'is not an archive',
      ],
      ['no server', () => 'postgres://me:secret@127.0.0.1:1/x', true, 'me@127.0.0.1:1/x: no server answers'],
    ])('%s', async (_, path, create, message) => {
      await expect(openArchive(path(), { create })).rejects.toThrow(ArchiveError);
      await expect(openArchive(path(), { create })).rejects.toThrow(message);
    });

    test.skipIf(process.getuid?.() === 0)('a folder that may not be written to', async () => {
      const closed = join(folder.path, 'closed');
      chmodSync(closed, 0o500);
      await expect(openArchive(join(closed, 'a.db'), { create: true })).rejects.toThrow(ArchiveError);
    });
  });
});
