/** The forms of the field: each read by a program that is not ours, or held to its codebook. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Archive } from '../archive/archive.ts';
import { type ChronologyRecord, chronology } from '../archive/chronology.ts';
import { countryOf } from '../record/countries.ts';
import type { Quantity } from '../record/reading.ts';
import { EVENT_TYPES } from '../record/vocabulary.ts';
import { ACLED_HEAD, acledRow } from './acled.ts';
import type { CodedParticipant, CodedRecord } from './coded.ts';
import { sideOf } from './coded.ts';
import { type ExportName, exportEvents } from './export.ts';
import { writeParquet } from './parquet.ts';
import { ploverRecord } from './plover.ts';
import { sentenceOf } from './sentence.ts';
import { gridCell, UCDP_HEAD, ucdpRow } from './ucdp.ts';

const folder = temporaryFolder();
let archive: Archive;
let told: Archive;
const records: ChronologyRecord[] = [];

beforeAll(async () => {
  archive = await archiveOf(
    join(folder.path, 'a.db'),
    Array.from({ length: 60 }, (_, i) => sampleReading(i)),
  );
  for await (const record of chronology(archive, {})) records.push(record);
  const reading = sampleReading(3);
  for (const entity of reading.entities) Object.assign(entity, { country: 'CO', sector: 'MIL' });
  told = await archiveOf(join(folder.path, 'b.db'), [reading]);
}, 30_000);
afterAll(async () => {
  await archive.close();
  await told.close();
  folder.dispose();
});

async function bytes(of: Archive, name: ExportName): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of exportEvents(of, {}, name, { unmasked: true })) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
/** Rows of a CSV, as DuckDB reads it. */
async function rowsOf(source: string): Promise<Record<string, string | null>[]> {
  const path = join(folder.path, `${Math.abs(hash(source))}.csv`);
  writeFileSync(path, source);
  return query(
    `select * from read_csv('${path}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', sample_size = -1)`,
  ) as never;
}
const hash = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) | 0, 7);

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJS() as Record<string, unknown>[];
  } finally {
    connection.closeSync();
  }
}

describe('Parquet', () => {
  test('hyparquet reads every row and column of the CSV, numbers as numbers and days as days', async () => {
    const file = await bytes(archive, 'parquet');
    const rows = await parquetReadObjects({
      file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer,
    });
    expect(rows).toHaveLength(records.length);
    for (const [i, row] of rows.entries()) {
      const record = records[i]!;
      expect(row).toMatchObject({
        report: record.report,
        event: record.event,
        statement: sentenceOf(record),
        start: record.start,
      });
      expect(row['latitude']).toBe(record.place!.lat);
      expect((row['first_day'] as Date | null)?.toISOString().slice(0, 10) ?? null).toBe(record.firstDay);
    }
  });

  test('DuckDB reads it, and finds what the CSV says', async () => {
    const path = join(folder.path, 'events.parquet');
    writeFileSync(path, await bytes(archive, 'parquet'));
    const types = await query(`select column_name, column_type from (describe select * from '${path}')`);
    expect(Object.fromEntries(types.map((row) => [row['column_name'], row['column_type']]))).toMatchObject({
      first_day: 'DATE',
      latitude: 'DOUBLE',
      geonames: 'INTEGER',
      statement: 'VARCHAR',
    });
    const found = await query(
      `select report, event, statement, cast(first_day as varchar) as day, latitude from '${path}'`,
    );
    const rows = await rowsOf((await bytes(archive, 'csv')).toString());
    expect(found.map((row) => [row['report'], row['event'], row['day'], row['latitude']])).toEqual(
      rows.map((row) => [row['report'], row['event'], row['first_day'] ?? null, Number(row['latitude'])]),
    );
  });

  test('of many groups of rows, and of none', async () => {
    async function* many() {
      for (let i = 0; i < 25_000; i++) yield records[i % records.length]!;
    }
    const path = join(folder.path, 'many.parquet');
    const parts: Uint8Array[] = [];
    for await (const part of writeParquet(many())) parts.push(part);
    expect(parts.length).toBeGreaterThan(2);
    writeFileSync(path, Buffer.concat(parts));
    expect(
      await query(`select count(*)::int as n, count(distinct report)::int as reports from '${path}'`),
    ).toEqual([{ n: 25_000, reports: new Set(records.map(({ report }) => report)).size }]);
    const empty: Uint8Array[] = [];
    for await (const part of writeParquet((async function* () {})())) empty.push(part);
    writeFileSync(path, Buffer.concat(empty));
    expect(await query(`select count(*)::int as n from '${path}'`)).toEqual([{ n: 0 }]);
  });
});

describe('PLOVER', () => {
  /** The tables of the PLOVER manual: names, and what is required. */
  const Entity = z.strictObject({
    entity_text: z.string().min(1),
    identifier_text: z.string().optional(),
    code: z.string().length(3).nullable(),
    sector: z
      .string()
      .regex(/^[A-Z]{3,6}$/)
      .nullable(),
  });
  const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
  const Plover = z.strictObject({
    id: z.string(),
    date: Day,
    enddate: Day.optional(),
    actor: z.array(Entity),
    recipient: z.array(Entity),
    event: z.array(z.enum(EVENT_TYPES)).min(1),
    event_text: z.array(z.string()),
    event_loc: z
      .strictObject({
        extracted_place: z.string(),
        resolved_place: z.string(),
        geonameid: z.int().nullable(),
        lat: z.number().nullable(),
        lon: z.number().nullable(),
        province: z.string().nullable(),
        country: z.string().nullable(),
        country_code: z.string().length(3).nullable(),
        feature_class: z.enum(['A', 'P']).nullable(),
        feature_code: z.string().nullable(),
        resolution: z.int().min(1).max(5).nullable(),
      })
      .nullable(),
    quad_code: z.int().min(1).max(4),
    mode: z.array(z.string()),
    context: z.array(z.string()),
    text: z.string(),
    text_info: z.strictObject({ start: z.int(), end: z.int() }),
    size: z
      .strictObject({
        dead: z.number().optional(),
        injured: z.number().optional(),
        arrested: z.number().optional(),
      })
      .optional(),
    cite_info: z.strictObject({
      title: z.string().nullable(),
      publication: z.string().nullable(),
      url: z.string().nullable(),
      language: z.literal('en'),
      coder: z.string(),
    }),
    comment: z.string(),
  });
  const lines = async (of: Archive) =>
    (await bytes(of, 'plover'))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('every line is a record of the manual, one a dated event, ids unique', async () => {
    const all = await lines(archive);
    for (const line of all) Plover.parse(line);
    expect(all.map(({ id }) => id)).toEqual(
      records.filter(({ firstDay }) => firstDay).map(({ report, event }) => `${report}/${event}`),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test('actors have the codes of country and sector', async () => {
    const all = await lines(told);
    const actors = all.flatMap(({ actor, recipient }) => [...actor, ...recipient]);
    const known = actors.filter(({ identifier_text }) => identifier_text);
    expect(known.length).toBeGreaterThan(0);
    for (const part of known) expect(part).toMatchObject({ code: 'COL', sector: 'MIL' });
    expect(all[0]).toMatchObject({ quad_code: expect.any(Number) });
  });

  test('counts have the names of the manual', () => {
    const size = (quantities: Quantity[]) => JSON.parse(ploverRecord(battle({ quantities }))).size;
    expect(size([count('killed', 12), count('wounded', 3), count('killed', 1)])).toEqual({
      dead: 13,
      injured: 3,
    });
    expect(size([{ ...count('killed', 0), value: null, low: null, high: null }])).toBeUndefined();
  });
});

/** A record of a battle in Cali, with other fields as they are given. */
const battle = (fields: Partial<CodedRecord>): CodedRecord => ({
  ...(records.find(({ type, firstDay }) => type === 'ASSAULT' && firstDay) as CodedRecord),
  mode: null,
  status: 'actual',
  participants: [actor('soldiers', 'military', 'MIL'), actor('rebels', 'armed-group', 'REB', 'recipient')],
  quantities: [count('killed', 12)],
  firstDay: '1998-03-03',
  lastDay: '1998-03-03',
  ...fields,
});
const actor = (
  name: string,
  kind: string,
  sector: string | null,
  role: 'actor' | 'recipient' = 'actor',
  country = 'CO',
): CodedParticipant => ({
  role,
  text: name,
  name,
  kind,
  sector,
  country,
  label: false,
  start: 0,
  end: name.length,
});
const count = (measures: Quantity['measures'], value: number): Quantity => ({
  id: 'q1',
  start: 0,
  end: 2,
  text: String(value),
  value,
  low: value,
  high: value,
  operator: 'exactly',
  unit: null,
  measures,
});

describe('ACLED-style rows', () => {
  test('have the columns and the closed words of the codebook', async () => {
    const rows = await rowsOf((await bytes(archive, 'acled')).toString());
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      expect(Object.keys(row).slice(0, 31)).toEqual(
        'event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp'.split(
          ' ',
        ),
      );
      expect(row['event_date']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(row['year']).toBe(row['event_date']!.slice(0, 4));
      expect(['1', '2', '3']).toContain(row['time_precision']);
      expect([null, '1', '2', '3']).toContain(row['geo_precision']);
      expect(['Political violence', 'Demonstrations', 'Strategic developments']).toContain(
        row['disorder_type'],
      );
      expect([
        null,
        'Battles',
        'Violence against civilians',
        'Explosions/Remote violence',
        'Riots',
        'Protests',
        'Strategic developments',
      ]).toContain(row['event_type']);
      for (const type of [row['inter1'], row['inter2']])
        expect([
          null,
          'State forces',
          'Rebel group',
          'Political militia',
          'Identity militia',
          'Rioters',
          'Protesters',
          'Civilians',
          'External/Other forces',
        ]).toContain(type);
    }
  });

  const row = async (fields: Partial<CodedRecord>) =>
    (await rowsOf(ACLED_HEAD + acledRow(battle(fields))))[0];
  const villagers = actor('villagers', 'people', 'CVL', 'recipient');

  test('say what happened between whom', async () => {
    expect(await row({})).toMatchObject({
      event_type: 'Battles',
      sub_event_type: 'Armed clash',
      inter1: expect.stringMatching(/State forces|External/),
      inter2: 'Rebel group',
      fatalities: '12',
    });
    const attack = await row({ participants: [actor('rebels', 'armed-group', 'REB'), villagers] });
    expect(attack).toMatchObject({
      event_type: 'Violence against civilians',
      sub_event_type: 'Attack',
      civilian_targeting: 'Civilian targeting',
    });
    expect(
      await row({ type: 'PROTEST', participants: [actor('students', 'people', 'EDU')], quantities: [] }),
    ).toMatchObject({
      event_type: 'Protests',
      inter1: 'Protesters',
      interaction: 'Protesters',
      fatalities: null,
    });
    expect(await row({ mode: 'aerial' })).toMatchObject({ sub_event_type: 'Air/drone strike' });
    expect(await row({ lastDay: '1998-03-09' })).toMatchObject({ time_precision: '2' });
    // Who was attacked is not said: so is the kind.
    expect(await row({ participants: [] })).toMatchObject({ event_type: null, inter1: null });
  });

  test('of what did not happen, is undated or of no type of theirs, there is none', () => {
    for (const fields of [
      { status: 'planned' },
      { status: 'denied' },
      { firstDay: null },
      { type: 'CONSULT' },
      { type: 'REQUEST' },
    ] as Partial<CodedRecord>[])
      expect(acledRow(battle(fields))).toBe('');
  });
});

describe('UCDP-GED-style rows', () => {
  test('have the columns of the codebook, a death at least, and sides', async () => {
    const rows = await rowsOf((await bytes(archive, 'ucdp')).toString());
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      expect(Object.keys(row)).toHaveLength(49);
      expect(Number(row['low'])).toBeLessThanOrEqual(Number(row['best']));
      expect(Number(row['best'])).toBeLessThanOrEqual(Number(row['high']));
      expect(Number(row['high'])).toBeGreaterThan(0);
      expect([null, '1', '2', '3']).toContain(row['type_of_violence']);
      expect(['1', '2', '3', '4', '5']).toContain(row['date_prec']);
      expect(row['date_start']! <= row['date_end']!).toBe(true);
      expect(Number.isSafeInteger(Number(row['id']))).toBe(true);
    }
    expect(new Set(rows.map((row) => row['id'])).size).toBe(rows.length);
  });

  test('say who the sides are, and how many died by every estimate', async () => {
    const row = async (fields: Partial<CodedRecord>) =>
      (await rowsOf(UCDP_HEAD + ucdpRow(battle(fields))))[0];
    const soldiers = actor('soldiers', 'military', 'MIL');
    const rebels = actor('rebels', 'armed-group', 'REB');
    const to = (part: CodedParticipant) => ({ ...part, role: 'recipient' as const });
    // The state is side A, whoever began.
    expect(await row({ participants: [rebels, to(soldiers)] })).toMatchObject({
      type_of_violence: '1',
      side_a: 'soldiers',
      side_b: 'rebels',
      best: '12',
      deaths_unknown: '12',
    });
    expect(await row({ participants: [rebels, to(actor('militia', 'armed-group', 'PRM'))] })).toMatchObject({
      type_of_violence: '2',
    });
    expect(await row({ participants: [rebels, to(actor('villagers', 'people', 'CVL'))] })).toMatchObject({
      type_of_violence: '3',
      side_b: 'Civilians',
      deaths_civilians: '12',
    });
    expect(await row({ participants: [rebels] })).toMatchObject({ type_of_violence: null, side_b: null });
    const between = { ...count('killed', 12), value: null, low: 10, high: 15, operator: 'between' as const };
    expect(await row({ quantities: [between] })).toMatchObject({ low: '10', best: '10', high: '15' });
    expect(await row({ lastDay: '1998-03-31' })).toMatchObject({ date_prec: '4' });
    for (const fields of [
      { quantities: [] },
      { quantities: [count('wounded', 3)] },
      { type: 'PROTEST' },
      { mode: 'crowd-control' },
      { lastDay: null },
      { status: 'possible' },
    ] as Partial<CodedRecord>[])
      expect(ucdpRow(battle(fields))).toBe('');
  });

  test('cells of PRIO-GRID are counted from the south-west', () => {
    const cellAt = (lat: number, lon: number) => gridCell({ place: { lat, lon } } as CodedRecord);
    expect(cellAt(-90, -180)).toBe(1);
    expect(cellAt(-90, 179.9)).toBe(720);
    expect(cellAt(90, 180)).toBe(360 * 720);
    // The cell of Bogotá in the PRIO-GRID map: row 190, column 212.
    expect(cellAt(4.61, -74.08)).toBe(189 * 720 + 212);
  });
});

test('sides and countries', () => {
  const side = (kind: string, sector: string | null) => sideOf({ kind, sector } as CodedParticipant);
  expect([
    side('military', null),
    side('person', 'GOV'),
    side('armed-group', 'PRM'),
    side('people', null),
    side('organization', 'NGO'),
  ]).toEqual(['state', 'state', 'militia', 'civilian', null]);
  expect(countryOf('SY')).toEqual({ alpha2: 'SY', alpha3: 'SYR', numeric: 760, name: 'Syria' });
  expect([countryOf('XX'), countryOf(null)]).toEqual([null, null]);
});
