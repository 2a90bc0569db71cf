import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Archive } from './archive.ts';
import { checkFilter } from './check-filter.ts';
import { type ChronologyRecord, chronologyPage } from './chronology.ts';
import type { Filter } from './filter.ts';
import { incidentsPage } from './incidents.ts';

const folder = temporaryFolder();
let archive: Archive;
beforeAll(async () => {
  archive = await archiveOf(
    join(folder.path, 'a.db'),
    Array.from({ length: 40 }, (_, i) => sampleReading(i)),
  );
});
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

test.each<[Filter, RegExp]>([
  [{ type: ['KILL'] }, /^type: “KILL” is unknown; write one of AGREE, /],
  [{ status: ['foo'] }, /^status: “foo” is unknown; write one of actual, /],
  [{ from: '2018', to: '2016' }, /^from: “2018” is after “2016”/],
  [{ from: 'yesterday' }, /^from: “yesterday” is no date/],
])('what is no code or date is refused and not searched for: %j', async (filter, words) => {
  expect(() => checkFilter(filter)).toThrow(words);
  await expect(chronologyPage(archive, filter, {})).rejects.toThrow(words);
  await expect(incidentsPage(archive, filter, {})).rejects.toThrow(words);
});

test('a grade that there is not is refused', async () => {
  await expect(incidentsPage(archive, { grade: ['good'] }, {})).rejects.toThrow(/^grade: “good” is unknown/);
});

test('a type and a status may be written in any case', () => {
  expect(() => checkFilter({ type: ['assault'], status: ['Actual'] })).not.toThrow();
});

test('a country is found by its name and by its code, in the filter and in the query', async () => {
  const countries = async (filter: Filter) => {
    const { items } = await chronologyPage(archive, filter, { limit: 1000 });
    return [items.length, ...new Set(items.map(({ place }: ChronologyRecord) => place?.country))];
  };
  const found = await countries({ place: 'SY' });
  expect(found).toEqual([expect.any(Number), 'SY']);
  for (const filter of [{ place: 'syria' }, { place: 'sy' }, { q: 'place:Syria' }, { q: 'place:SY' }])
    expect(await countries(filter)).toEqual(found);
  expect(await countries({ place: 'Port Lisse' })).toEqual([expect.any(Number), 'LB']);
  expect(await countries({ place: 'Iceland' })).toEqual([0]);
});
