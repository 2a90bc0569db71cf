import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeArchives } from '../../test/archives.ts';
import { archiveOf } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import { type ChronologyRecord, chronologyPage } from './chronology.ts';
import { listClaims } from './claims.ts';
import { facetsOf } from './facets.ts';
import { FilterError } from './filter.ts';
import { parseQuery } from './query-language.ts';
import { listReports } from './reports.ts';

const words = (field: string | null, ...phrase: string[]) => ({ kind: 'words', field, words: phrase });
const one = (part: object, excluded = false) => [{ anyOf: [part], excluded }];

test.each([
  ['ceasefire', one(words(null, 'ceasefire'))],
  ['-"killed at least"', one(words(null, 'killed', 'at', 'least'), true)],
  ['ceasefire OR truce', [{ anyOf: [words(null, 'ceasefire'), words(null, 'truce')], excluded: false }]],
  ['place:Homs', one(words('place', 'Homs'))],
  ['PLACE:"Port Lisse"', one(words('place', 'Port', 'Lisse'))],
  ['-source:"state television"', one(words('source', 'state', 'television'), true)],
  ['type:assault,PROTEST', one({ kind: 'type', types: ['ASSAULT', 'PROTEST'] })],
  ['date:2016-02/2016-03', one({ kind: 'date', first: '2016-02-01', last: '2016-03-31' })],
  ['date:2016-02-08', one({ kind: 'date', first: '2016-02-08', last: '2016-02-08' })],
  ['date:2016-02-XX', one({ kind: 'date', first: '2016-02-01', last: '2016-02-29' })],
  ['published:../2015', one({ kind: 'published', first: null, last: '2015-12-31' })],
  ['published:2015/..', one({ kind: 'published', first: '2015-01-01', last: null })],
  ['outlet:bbc.co.uk', one({ kind: 'outlet', name: 'bbc.co.uk' })],
  [
    'place:Homs OR type:AID',
    [{ anyOf: [words('place', 'Homs'), { kind: 'type', types: ['AID'] }], excluded: false }],
  ],
  // Words that only look like fields or operators.
  ['Warning: fire', [...one(words(null, 'Warning')), ...one(words(null, 'fire'))]],
  ['10:30', one(words(null, '10', '30'))],
  ['https://news.example/a', one(words(null, 'https', 'news', 'example', 'a'))],
  ['"place:Homs"', one(words(null, 'place', 'Homs'))],
  ['OR truce OR', one(words(null, 'truce'))],
  ['"never closed', one(words(null, 'never', 'closed'))],
  ['- & () -- "', []],
  ['', []],
])('%s', (query, terms) => {
  expect(parseQuery(query)).toEqual(terms);
});

test.each([
  ['fire plce:Homs', 'character 6: “plce:” is no field; there are place: actor:'],
  ['place:', 'character 1: “place:” lacks a name: write place:Homs'],
  ['-actor:""', 'character 1: “actor:” lacks a name'],
  ['x type:ATTACK', 'character 3: “type:ATTACK” is no type of event; write one of AGREE, CONSULT'],
  ['date:yesterday', 'character 1: “date:yesterday” is no date; write 2016, 2016-02'],
  ['published:2016-13', 'is no date'],
  ['a OR -b', 'character 3: “OR” cannot stand beside what is excluded'],
  ['a '.repeat(40), 'at most 32'],
  [`"${'a '.repeat(200)}"`, 'at most 100 words'],
])('%s is not understood, and it is said where and why', (query, message) => {
  expect(() => parseQuery(query)).toThrow(FilterError);
  expect(() => parseQuery(query)).toThrow(message);
});

/** Strings that are close to queries. */
const queries = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          'place:',
          'type:',
          'date:',
          'published:',
          'outlet:',
          'source:',
          '-',
          '"',
          ' ',
          ' OR ',
          'Kesh',
          'wire',
        ],
        ...['ASSAULT', '2016-02', '/', '..', ':', '%', '_', '\\', "'", '*', '(', 'é', '🙂', '\0', '\ud800'],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

test('every other string is a query', () => {
  fc.assert(
    fc.property(queries, (query) => {
      try {
        parseQuery(query);
      } catch (error) {
        expect(error).toBeInstanceOf(FilterError);
      }
    }),
    { numRuns: 2000, seed: 1 },
  );
});

describeArchives('a query', ({ fresh }) => {
  test('keeps what it says, in every list', async () => {
    const archive = await archiveOf(
      await fresh(),
      Array.from({ length: 80 }, (_, i) => sampleReading(i)),
    );
    const kept = async (q: string) => (await chronologyPage(archive, { q }, { limit: 1000 })).items;
    const all = await kept('');
    const check = async (q: string, fits: (record: ChronologyRecord) => boolean) => {
      const expected = all.filter(fits);
      expect(expected.length, q).toBeGreaterThan(0);
      expect(expected.length, q).toBeLessThan(all.length);
      expect(await kept(q), q).toEqual(expected);
      const { types } = await facetsOf(archive, { q });
      expect(types.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);
    };
    const at = (name: string) => (record: ChronologyRecord) => record.place?.name === name;
    const dated = (from: string, to: string) => (record: ChronologyRecord) =>
      record.firstDay !== null && record.firstDay >= from && record.firstDay <= to;
    await check('place:belgara', at('Bélgara'));
    await check('place:"port lisse"', at('Port Lisse'));
    await check('place:kesh OR place:orrin', (record) => at('Kesh')(record) || at('Orrin')(record));
    await check('-place:kesh', (record) => !at('Kesh')(record));
    await check('type:assault,coerce', ({ type }) => type !== 'THREATEN');
    await check('-type:THREATEN', ({ type }) => type !== 'THREATEN');
    await check('date:2015', dated('2015', '2015-12-31'));
    await check('-date:2015', (record) => !dated('2015', '2015-12-31')(record));
    await check('date:../2013-06', dated('2000', '2013-06-31'));
    await check(
      'date:2012/2013 type:COERCE',
      (record) => dated('2012', '2013-12-31')(record) && record.type === 'COERCE',
    );
    await check('published:2019-11', ({ published }) => published.value!.startsWith('2019-11'));
    await check('outlet:levant', ({ publisher }) => publisher === 'Levant Wire');
    await check('-outlet:wire', ({ publisher }) => publisher !== 'Levant Wire');
    await check(
      'source:hale villagers',
      ({ claims, quote }) =>
        claims[0]!.source.name === 'Colonel Peter Hale' && quote.text.includes('villagers'),
    );
    await check('actor:"northern front" OR type:AID', ({ participants }) =>
      participants[0]!.text.includes('Northern Front'),
    );
    await check(
      'villagers OR outlet:levant',
      ({ quote, publisher }) => quote.text.includes('villagers') || publisher === 'Levant Wire',
    );

    const reports = async (q: string) =>
      new Set((await listReports(archive, { q }, { limit: 1000 })).items.map(({ id }) => id));
    const whole = await reports('');
    const planned = { status: ['actual', 'planned'] };
    const withEvents = new Set(
      (await chronologyPage(archive, { q: 'place:kesh type:COERCE', ...planned }, { limit: 1000 })).items.map(
        ({ report }) => report,
      ),
    );
    expect(await reports('place:kesh type:COERCE')).toEqual(withEvents);
    const inKesh = await reports('place:kesh');
    expect(await reports('-place:kesh')).toEqual(new Set([...whole].filter((id) => !inKesh.has(id))));
    expect(await reports('"Incident 17 reported" OR "Incident 18 reported"')).toHaveProperty('size', 2);

    const claims = async (q: string) => (await listClaims(archive, { q }, { limit: 1000 })).items;
    expect(await claims('source:hale')).toEqual(
      (await claims('')).filter(({ source }) => source.name === 'Colonel Peter Hale'),
    );
    expect((await claims('place:kesh')).every(({ text }) => text.includes('Kesh'))).toBe(true);
    await archive.close();
  });

  test('of any kind is answered or refused, and nothing else', async () => {
    const archive = await archiveOf(await fresh(), [sampleReading(1), sampleReading(2)]);
    const lists = [chronologyPage, listReports, listClaims];
    await fc.assert(
      fc.asyncProperty(queries, fc.nat(2), async (q, list) => {
        try {
          await lists[list]!(archive, { q }, {});
        } catch (error) {
          expect(error).toBeInstanceOf(FilterError);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
    await archive.close();
  });
});
