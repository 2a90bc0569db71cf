import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { describeWithPostgres, temporaryDatabases } from '../../test/postgres.ts';
import { added, archiveOf, temporaryFolder, ticking } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import { retold } from '../../test/sample-retold.ts';
import type { Reading } from '../record/reading.ts';
import { textId } from '../report/text.ts';
import { addBatch, beginRun } from './add.ts';
import { type Archive, openArchive } from './archive.ts';
import { sha256 } from './canonical.ts';
import { incidentOf, incidents, incidentsOfReport, incidentsPage } from './incidents.ts';
import { type Decided, DecisionError, decide, decisions, historyOf, undo } from './incidents-decisions.ts';
import { explainIncident } from './incidents-explain.ts';
import { rebuildIncidents } from './incidents-rebuild.ts';
import { reviewPage } from './incidents-review.ts';
import { settleRead } from './incidents-settle.ts';
import { storylineOf, storylinesPage } from './incidents-storylines.ts';
import { ledgerStatus } from './ledger.ts';
import { removeReports } from './removal.ts';
import { reportKey } from './rows.ts';
import { verifyArchive } from './verify.ts';

const folder = temporaryFolder();
afterAll(folder.dispose);
let made = 0;
const fresh = () => join(folder.path, `${++made}.db`);
const who = { by: 'tester', clock: ticking() };

const TABLES = ['origins', 'incident_events', 'incidents', 'doubtful_pairs'] as const;

/** All that reconciling made, without the numbers that a database gave; `blocks`: what may be joined, too. */
async function stateOf(archive: Archive, { blocks = true } = {}): Promise<string[]> {
  const keys = new Map(
    (await archive.db.selectFrom('reports').select(['n', 'key']).execute()).map(({ n, key }) => [n, key]),
  );
  const rows: string[] = [];
  for (const table of TABLES)
    for (const row of await archive.db.selectFrom(table).selectAll().execute()) {
      const named: Record<string, unknown> = { table, ...row };
      if ('report' in named) named['report'] = keys.get(named['report'] as number);
      if ('sketch' in named) named['sketch'] = Buffer.from(named['sketch'] as Uint8Array).toString('hex');
      if (!blocks) delete named['block'];
      // Short, so that a difference can be read.
      const name = named['mention'] ?? named['id'] ?? named['report'] ?? `${named['a']} ${named['b']}`;
      rows.push(`${table} ${name} ${sha256(JSON.stringify(named)).slice(0, 8)}`);
    }
  return rows.sort();
}

/** Incidents as sets of tellings. */
async function partition(archive: Archive): Promise<string[]> {
  const rows = await archive.db
    .selectFrom('incident_events')
    .select(['incident', 'mention'])
    .orderBy('mention')
    .execute();
  const by = new Map<string, string[]>();
  for (const { incident, mention } of rows)
    by.set(incident ?? `out ${mention}`, [...(by.get(incident ?? `out ${mention}`) ?? []), mention]);
  return [...by.values()].map((list) => list.join(' ')).sort();
}

const readings = (count: number) => Array.from({ length: count }, (_, i) => retold(i));

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const copy = [...items];
  let state = seed + 1;
  for (let i = copy.length - 1; i > 0; i--) {
    state = (Math.imul(state, 48271) >>> 0) % 2147483647;
    const j = state % (i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

describe('reconciling', () => {
  test('reports of one incident come together; copies are one origin', async () => {
    const archive = await archiveOf(fresh(), readings(30));
    const page = await incidentsPage(archive, { origins: 2 }, {});
    expect(page.total).toBeGreaterThan(0);
    const [line] = page.items;
    const found = await incidentOf(archive, line!.id);
    const incident = (found as Extract<typeof found, { incident: unknown }>).incident;
    expect(incident.facts.reports).toBe(line!.reports);
    expect(new Set(incident.mentions.map(({ report }) => report)).size).toBe(line!.reports);
    expect(incident.origins.length).toBe(line!.origins);
    const copied = (await incidentsPage(archive, {}, {})).items.filter((one) => one.reports > one.origins);
    expect(copied.length).toBeGreaterThan(0);
    await archive.close();
  });

  test('whatever the order and the batches in which reports come, the incidents are the same', async () => {
    const all = readings(40);
    const states = [];
    for (const [seed, batch] of [
      [0, 100],
      [1, 7],
      [2, 1],
      [3, 13],
    ] as const) {
      const archive = await archiveOf(fresh(), seed ? shuffled(all, seed) : all, batch);
      states.push(await stateOf(archive));
      await archive.close();
    }
    for (const state of states.slice(1)) expect(state).toEqual(states[0]);
  });

  test('made again from the readings they are the same', async () => {
    const archive = await archiveOf(fresh(), readings(40), 9);
    const before = await stateOf(archive);
    const rebuilt = await rebuildIncidents(archive);
    expect(rebuilt.reports).toBe(40);
    expect(await stateOf(archive)).toEqual(before);
    await archive.close();
  });

  test('a report that is read again, and one that is removed, leave what would be there without the earlier reading', async () => {
    const all = readings(24);
    const without = await archiveOf(fresh(), all.slice(0, 20));
    const archive = await archiveOf(fresh(), all, 5);
    const shorter = all.map((reading) => ({ ...reading, events: reading.events.slice(0, 1) }));
    const run = await beginRun(archive, 'test', 'engine-2', ticking());
    await addBatch(
      archive,
      run,
      shorter.map((reading) => added(reading)),
    );
    await addBatch(
      archive,
      await beginRun(archive, 'test', 'engine-3', ticking()),
      all.map((reading) => added(reading)),
    );
    await removeReports(archive, all.slice(20).map(reportKey), { reason: 'test', by: 'tester' });
    expect(await stateOf(archive)).toEqual(await stateOf(without));
    await archive.close();
    await without.close();
  });

  test('another process that writes is seen', async () => {
    const path = fresh();
    const all = readings(30);
    const expected = await archiveOf(fresh(), all);
    const one = await archiveOf(path, all.slice(0, 10));
    const other = await openArchive(path);
    const add = async (archive: Archive, part: Reading[]) =>
      addBatch(
        archive,
        await beginRun(archive, 'test', 'engine-1', ticking()),
        part.map((reading) => added(reading)),
      );
    await add(other, all.slice(10, 20));
    await add(one, all.slice(20));
    expect(await stateOf(one)).toEqual(await stateOf(expected));
    for (const archive of [one, other, expected]) await archive.close();
  });

  test.each([
    ['settled later', (archive: Archive) => settleRead(archive, who.clock)],
    ['made again', rebuildIncidents],
  ])('readings that were left out of incidents are in them once they are %s', async (_, bringIn) => {
    const all = readings(40);
    const expected = await archiveOf(fresh(), all);
    const archive = await openArchive(fresh(), { create: true });
    const items = all.map((reading) => added(reading));
    const task = { engine: 'engine-1', format: 'text', charset: 'utf-8', attempts: 0, since: '2026-01-01' };
    const tasks = items.map(({ input }, capture) => ({ ...task, input, capture, state: 'read' as const }));
    await addBatch(archive, await beginRun(archive, 'test', 'engine-1', ticking()), items, {
      settleLater: true,
      also: async (transaction) => void (await transaction.insertInto('tasks').values(tasks).execute()),
    });
    expect(await stateOf(archive)).toEqual([]);
    await bringIn(archive);
    expect(await stateOf(archive)).toEqual(await stateOf(expected));
    expect(await ledgerStatus(archive, who.clock())).toMatchObject({ read: 0, done: 40 });
    expect(await settleRead(archive, who.clock)).toBe(0);
    await archive.close();
    await expected.close();
  });

  test('an id stays while its incident grows, and leads on when it is merged', async () => {
    const all = readings(30);
    const archive = await archiveOf(fresh(), all);
    const { items } = await incidentsPage(archive, {}, { limit: 2 });
    const [first, second] = items;
    const { incidents: into } = await decide(
      archive,
      { kind: 'merge', reason: 'one event', incidents: [first!.id, second!.id] },
      who,
    );
    expect(into).toHaveLength(1);
    const gone = [first!.id, second!.id].find((id) => id !== into[0])!;
    expect(await incidentOf(archive, gone)).toEqual({ moved: into[0] });
    expect(await incidentOf(archive, 'nothing')).toBeNull();
    await archive.close();
  });
});

test('an id leads on when its first telling is no longer read so', async () => {
  const archive = await archiveOf(fresh(), readings(16));
  const line = (await incidentsPage(archive, {}, { limit: 1000 })).items.find(({ reports }) => reports > 1)!;
  const found = (await incidentOf(archive, line.id)) as { incident: { mentions: { report: string }[] } };
  const first = found.incident.mentions[0]!.report;
  const reading = readings(16).find((one) => reportKey(one) === first)!;
  await addBatch(archive, await beginRun(archive, 'test', 'engine-2', ticking()), [
    added({ ...reading, events: [] }),
  ]);
  const after = await incidentOf(archive, line.id);
  expect(after).toHaveProperty('moved');
  await addBatch(archive, await beginRun(archive, 'test', 'engine-3', ticking()), [added(reading)]);
  expect(await incidentOf(archive, line.id)).toHaveProperty('incident');
  await archive.close();
});

test('a storyline holds incidents that follow one another, by the same actor in the same area', async () => {
  const archive = await archiveOf(fresh(), readings(40));
  const { items, total } = await storylinesPage(archive, {});
  expect(total).toBeGreaterThan(0);
  for (const line of items) {
    const found = (await storylineOf(archive, line.id))!;
    expect(found.items).toHaveLength(line.incidents);
    expect(found.items[0]!.id).toBe(line.id);
    expect(new Set(found.items.map(({ place }) => `${place!.country} ${place!.admin1}`)).size).toBe(1);
    const listed = await incidentsPage(
      archive,
      { storyline: line.id, status: ['actual', 'ongoing', 'denied', 'planned'] },
      {},
    );
    expect(listed.total).toBe(line.incidents);
  }
  expect(await storylineOf(archive, 'nothing')).toBeNull();
  await archive.close();
});

test('an explanation names what joined the tellings, and adds up', async () => {
  const archive = await archiveOf(fresh(), readings(30));
  const line = (await incidentsPage(archive, {}, { limit: 1000 })).items.find(({ origins }) => origins > 1)!;
  const explained = (await explainIncident(archive, line.id))!;
  const pairs = explained.tellings.flatMap(({ joined }) => joined);
  expect(pairs.length).toBeGreaterThan(0);
  for (const { score, features } of pairs.filter(({ veto }) => veto === null))
    expect(features.reduce((sum, { adds }) => sum + adds, 0)).toBeCloseTo(score!, 6);
  for (const { mean } of explained.tellings) if (mean !== null) expect(mean).toBeGreaterThan(0);
  expect(await explainIncident(archive, 'nothing')).toBeNull();
  await archive.close();
});

describe('filters', () => {
  test('an incident is found when one of its events is', async () => {
    const archive = await archiveOf(fresh(), readings(40));
    const all = [];
    for await (const record of incidents(archive, {}, 7)) all.push(record);
    expect(all.map(({ id }) => id)).toEqual(
      (await incidentsPage(archive, {}, { limit: 1000 })).items.map(({ id }) => id),
    );
    const days = all.map(({ firstDay }) => firstDay ?? '~');
    expect(days).toEqual([...days].sort());
    const { items } = await incidentsPage(archive, { type: ['assault'] }, { limit: 1000 });
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ type }) => type === 'ASSAULT')).toBe(true);
    const key = reportKey(retold(3));
    const ofReport = await incidentsPage(archive, { report: key }, { limit: 1000 });
    const events = await incidentsOfReport(archive, key);
    expect(new Set(events.map(({ incident }) => incident))).toEqual(
      new Set(ofReport.items.map(({ id }) => id)),
    );
    await archive.close();
  });
});

describe('decisions', () => {
  test('any sequence of decisions, undone in any order, leaves the state that was before', async () => {
    const archive = await archiveOf(fresh(), readings(12));
    const before = await stateOf(archive);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.nat(1000), fc.nat(1000)), { minLength: 1, maxLength: 6 }),
        fc.nat(1000),
        async (steps, seed) => {
          const made: number[] = [];
          for (const [kind, x, y] of steps) {
            const ids = (await archive.db.selectFrom('incidents').select('id').orderBy('id').execute()).map(
              ({ id }) => id,
            );
            const pick = (n: number) => ids[n % ids.length]!;
            const held = await archive.db
              .selectFrom('incident_events')
              .select('mention')
              .where('incident', '=', pick(x))
              .orderBy('mention')
              .execute();
            const request =
              kind === 0
                ? ({ kind: 'merge', incidents: [pick(x), pick(y)] } as const)
                : kind === 1
                  ? ({
                      kind: 'split',
                      incident: pick(x),
                      mentions: held.filter((_, i) => (y >> i) & 1).map(({ mention }) => mention),
                    } as const)
                  : kind === 2
                    ? ({ kind: 'move', mentions: [held[y % held.length]!.mention], to: pick(y) } as const)
                    : ({ kind: 'reject', incident: pick(x) } as const);
            const decided = await attempt(() =>
              decide(archive, { reason: 'test', ...request } as never, who),
            );
            if (decided) made.push(decided.decision.n);
          }
          const rows = await stateOf(archive);
          await rebuildIncidents(archive);
          expect(await stateOf(archive)).toEqual(rows);
          for (const n of shuffled(made, seed)) await undo(archive, n, 'test', who);
          expect(await stateOf(archive)).toEqual(before);
        },
      ),
      { numRuns: 12 },
    );
    expect((await verifyArchive(archive)).findings).toEqual([]);
    await archive.close();
  });

  test('merge, then split what was merged: the incidents are what they were', async () => {
    const archive = await archiveOf(fresh(), readings(16));
    const before = await stateOf(archive, { blocks: false });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 1, maxLength: 5 }),
        async (pairs) => {
          for (const [x, y] of pairs) {
            const rows = await archive.db.selectFrom('incidents').select('id').orderBy('id').execute();
            const [a, b] = [rows[x % rows.length]!.id, rows[y % rows.length]!.id];
            if (a === b) continue;
            const members = await archive.db
              .selectFrom('incident_events')
              .select('mention')
              .where('incident', '=', b)
              .execute();
            const { incidents } = await decide(
              archive,
              { kind: 'merge', reason: 'test', incidents: [a, b] },
              who,
            );
            expect(incidents).toHaveLength(1);
            await decide(
              archive,
              {
                kind: 'split',
                reason: 'test',
                incident: incidents[0]!,
                mentions: members.map(({ mention }) => mention),
              },
              who,
            );
            expect(await stateOf(archive, { blocks: false })).toEqual(before);
          }
        },
      ),
      { numRuns: 8 },
    );
    await archive.close();
  });

  test('a decision outlives what comes later, and is never undone by the machine', async () => {
    const all = readings(30);
    const archive = await archiveOf(fresh(), all.slice(0, 15));
    const line = (await incidentsPage(archive, {}, { limit: 1000 })).items.find(
      ({ reports }) => reports > 1,
    )!;
    const held = await archive.db
      .selectFrom('incident_events')
      .select('mention')
      .where('incident', '=', line.id)
      .orderBy('mention')
      .execute();
    const apart = held[0]!.mention;
    await decide(archive, { kind: 'split', reason: 'two events', incident: line.id, mentions: [apart] }, who);
    const rest = held.slice(1).map(({ mention }) => mention);
    const together = async () =>
      (await partition(archive))
        .filter((set) => set.includes(apart))
        .some((set) => rest.some((id) => set.includes(id)));
    expect(await together()).toBe(false);
    await addBatch(
      archive,
      await beginRun(archive, 'test', 'engine-1', ticking()),
      all.slice(15).map((reading) => added(reading)),
    );
    expect(await together()).toBe(false);
    await addBatch(
      archive,
      await beginRun(archive, 'test', 'engine-2', ticking()),
      all.map((reading) => added(reading)),
    );
    expect(await together()).toBe(false);
    expect((await decisions(archive.db)).map(({ orphaned }) => orphaned)).toEqual([false]);
    await archive.close();
  });

  test('a decision about words that are no longer read so is shown as orphaned', async () => {
    const [reading] = readings(1);
    const archive = await archiveOf(fresh(), [reading!]);
    const { items } = await incidentsPage(archive, {}, {});
    await decide(archive, { kind: 'grade', reason: 'seen', incident: items[0]!.id, grade: 'fair' }, who);
    expect((await incidentsPage(archive, { grade: ['fair'] }, {})).items[0]!.grade).toMatchObject({
      grade: 'fair',
      by: 'tester',
    });
    const without = { ...reading!, events: [] };
    await addBatch(archive, await beginRun(archive, 'test', 'engine-2', ticking()), [added(without)]);
    expect(await decisions(archive.db)).toMatchObject([{ kind: 'grade', orphaned: true }]);
    await addBatch(archive, await beginRun(archive, 'test', 'engine-3', ticking()), [added(reading!)]);
    expect(await decisions(archive.db)).toMatchObject([{ kind: 'grade', orphaned: false }]);
    expect((await incidentsPage(archive, { grade: ['fair'] }, {})).total).toBe(1);
    await archive.close();
  });

  test('a field that a person corrects stands as corrected, beside what the machine had', async () => {
    const archive = await archiveOf(fresh(), readings(8));
    const [line] = (await incidentsPage(archive, {}, {})).items;
    const correct = (field: string, value: unknown) =>
      decide(archive, { kind: 'correct', reason: 'read it', incident: line!.id, field, value }, who);
    const { decision } = await correct('when', '2001-02-03');
    await correct('actors', ['The Northern Front']);
    const [after] = (await incidentsPage(archive, { report: undefined }, {})).items;
    expect(after).toMatchObject({
      id: line!.id,
      when: '2001-02-03',
      firstDay: '2001-02-03',
      actors: ['The Northern Front'],
    });
    expect(after!.corrected).toMatchObject([
      { field: 'when', was: line!.when, by: 'tester' },
      { field: 'actors' },
    ]);
    expect(await historyOf(archive, line!.id)).toHaveLength(2);
    await undo(archive, decision.n, 'wrong', who);
    const again = await incidentOf(archive, line!.id);
    expect((again as Extract<typeof again, { incident: unknown }>).incident.when).toBe(line!.when);
    for (const [field, value] of [
      ['when', 'soon'],
      ['type', 'WAR'],
      ['colour', 'red'],
      ['actors', 'x'],
      ['place', { lat: 1 }],
    ] as const)
      await expect(correct(field, value)).rejects.toThrow(DecisionError);
    await archive.close();
  });

  test('what is doubtful is put before a person until it is decided', async () => {
    const archive = await archiveOf(fresh(), doubtful(6));
    const page = await reviewPage(archive, { limit: 5 });
    expect(page.items.length).toBeGreaterThan(0);
    const scores = page.items.map(({ score }) => Math.abs(score));
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    const [pair] = page.items;
    await decide(
      archive,
      { kind: 'unsure', reason: 'cannot say', a: pair!.a.mention, b: pair!.b.mention },
      who,
    );
    const after = await reviewPage(archive, { limit: 5 });
    expect(after.total).toBe(page.total - 1);
    expect(
      after.items.some(({ a, b }) => a.mention === pair!.a.mention && b.mention === pair!.b.mention),
    ).toBe(false);
    const [next] = after.items;
    const { incidents: joined } = await decide(
      archive,
      { kind: 'same', reason: 'one', a: next!.a.mention, b: next!.b.mention },
      who,
    );
    expect(joined).toHaveLength(1);
    const { incidents: parted } = await decide(
      archive,
      { kind: 'different', reason: 'two', a: next!.a.mention, b: next!.b.mention },
      who,
    );
    expect(parted).toHaveLength(2);
    await archive.close();
  });

  test('a decision that cannot be is refused, and leaves no trace', async () => {
    const archive = await archiveOf(fresh(), readings(4));
    const [line] = (await incidentsPage(archive, {}, {})).items;
    for (const request of [
      { kind: 'merge', incidents: [line!.id] },
      { kind: 'merge', incidents: [line!.id, 'nothing'] },
      { kind: 'split', incident: line!.id, mentions: [line!.id] },
      { kind: 'same', a: line!.id, b: line!.id },
      { kind: 'grade', incident: line!.id, grade: 'true' },
      { kind: 'move', report: 'nothing', incident: line!.id, to: null },
    ])
      await expect(decide(archive, { reason: 'test', ...request } as never, who)).rejects.toThrow(
        DecisionError,
      );
    await expect(
      decide(archive, { kind: 'grade', reason: ' ', incident: line!.id, grade: 'fair' }, who),
    ).rejects.toThrow('reason');
    await expect(undo(archive, 7, '', who)).rejects.toThrow(DecisionError);
    expect(await decisions(archive.db)).toEqual([]);
    await archive.close();
  });
});

describeWithPostgres('on PostgreSQL', () => {
  const databases = temporaryDatabases();
  afterAll(databases.dispose);

  test('incidents, decisions and lists are those of SQLite', async () => {
    const states = [];
    for (const path of [fresh(), await databases.create()]) {
      const archive = await archiveOf(path, readings(30), 9);
      const clock = ticking();
      const page = await incidentsPage(archive, {}, { limit: 1000 });
      const [a, b] = page.items;
      const { decision } = await decide(
        archive,
        { kind: 'merge', reason: 'test', incidents: [a!.id, b!.id] },
        { by: 'tester', clock },
      );
      const merged = await incidentOf(archive, a!.id);
      await undo(archive, decision.n, 'test', { by: 'tester', clock });
      await rebuildIncidents(archive);
      states.push({
        page,
        merged,
        found: await incidentsPage(archive, { type: ['assault'], place: 'Kesh', origins: 2 }, { limit: 3 }),
        review: await reviewPage(archive, { limit: 3 }),
        storylines: await storylinesPage(archive, { limit: 3 }),
        history: await historyOf(archive, a!.id),
        state: await stateOf(archive),
        explained: await explainIncident(archive, a!.id),
      });
      await archive.close();
    }
    expect(states[1]).toEqual(states[0]);
  });
});

/** Reports of an event of which it is hard to say whether it is one: a day apart, at one place, by others. */
function doubtful(count: number): Reading[] {
  const base = sampleReading(3, { events: 1 });
  return Array.from({ length: count }, (_, i) => {
    const text = `${base.report.text}\n\n${Array.from({ length: 60 }, (_, k) => `w${i}x${k}`).join(' ')}`;
    const day = `2012-05-1${i % 2}`;
    return {
      ...base,
      report: { ...base.report, text, id: textId(text), publisher: `Outlet ${i}` },
      times: base.times.map((time) => ({ ...time, value: day, edtf: day })),
      entities: base.entities.map((entity) => ({ ...entity, name: `Group ${'ABCDEF'[i]}lfa` })),
      events: base.events.map((event) => ({
        ...event,
        trigger: { ...event.trigger, lemma: i % 2 ? event.trigger.lemma : `${event.trigger.lemma}ing` },
        quantities: [],
        time: { ...event.time, edtf: day },
      })),
    };
  });
}

async function attempt(work: () => Promise<Decided>): Promise<Decided | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DecisionError) return null;
    throw error;
  }
}
