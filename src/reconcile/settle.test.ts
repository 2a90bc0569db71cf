import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kilometres } from '../read/place/distance.ts';
import { keyOf, keysNear } from './candidates.ts';
import type { EventFacts } from './facts.ts';
import { compareEvents, isSameEvent } from './same-event.ts';
import { type Operation, settle, type Telling } from './settle.ts';

const HOMS = {
  name: 'Homs',
  lat: 34.73,
  lon: 36.71,
  country: 'SY',
  admin1: null,
  precision: 'settlement',
} as const;
const PALMYRA = {
  name: 'Tadmur',
  lat: 34.56,
  lon: 38.27,
  country: 'SY',
  admin1: null,
  precision: 'settlement',
} as const;
const SYRIA = { name: 'Syria', lat: 35, lon: 38, country: 'SY', admin1: null, precision: 'country' } as const;
const LEBANON = {
  name: 'Lebanon',
  lat: 33.9,
  lon: 35.9,
  country: 'LB',
  admin1: null,
  precision: 'country',
} as const;
const killed = (low: number, high: number | null = low) => ({ measures: 'killed' as const, low, high });

const event = (facts: Partial<EventFacts> = {}): EventFacts => ({
  id: 'r/v1',
  type: 'ASSAULT',
  mode: null,
  status: 'actual',
  lemma: 'kill',
  days: { first: 100, last: 100 },
  recent: null,
  country: 'SY',
  sentence: 0,
  place: HOMS,
  likelyPlace: null,
  actors: new Set(),
  recipients: new Set(['soldier']),
  counts: [killed(3)],
  about: new Set(['homs', 'syria']),
  ...facts,
});

describe('two events', () => {
  test.each<[string, Partial<EventFacts>]>([
    ['by another verb', { lemma: 'die' }],
    ['with a toll that has grown', { counts: [killed(5)] }],
    ['with no count', { counts: [] }],
    ['with a place that is only the country', { place: SYRIA, counts: [killed(3)] }],
    ['told beside what was at the same place', { place: null, likelyPlace: HOMS, counts: [] }],
  ])('are one %s', (_, other) => {
    expect(isSameEvent(event(), event(other))).toBe(true);
  });

  test.each<[string, Partial<EventFacts>]>([
    ['of other types', { type: 'PROTEST' }],
    ['two days apart', { days: { first: 102, last: 102 } }],
    ['in places far apart', { place: PALMYRA }],
    ['in other countries', { place: LEBANON }],
    ['told beside what was elsewhere', { place: null, likelyPlace: PALMYRA, counts: [] }],
    ['with numbers of another order', { counts: [killed(300)] }],
    [
      'a day apart with nothing else in common',
      { days: { first: 101, last: 101 }, lemma: 'shell', counts: [], recipients: new Set(['bridge']) },
    ],
  ])('are two %s', (_, other) => {
    expect(isSameEvent(event(), event(other))).toBe(false);
  });

  test('a veto says what it is', () => {
    expect(compareEvents(event(), event({ place: PALMYRA })).veto).toMatch(/^1\d\d km apart$/);
    expect(compareEvents(event(), event({ counts: [killed(300)] })).veto).toBe('killed: 3 and 300');
  });
});

const anyEvent = fc
  .record({
    type: fc.constantFrom('ASSAULT' as const, 'PROTEST' as const),
    lemma: fc.constantFrom('kill', 'shell'),
    first: fc.integer({ min: 100, max: 112 }),
    length: fc.constantFrom(0, 0, 1, 6, 60),
    place: fc.constantFrom(HOMS, { ...HOMS, precision: 'country' as const }, PALMYRA, SYRIA, LEBANON, null),
    likelyPlace: fc.constantFrom(HOMS, PALMYRA, null),
    dated: fc.constantFrom(true, true, true, false),
    status: fc.constantFrom('actual' as const, 'denied' as const, 'planned' as const),
    report: fc.constantFrom('r', 's', 't'),
    counts: fc.constantFrom([], [killed(3)], [killed(5, null)], [killed(90)]),
    recipients: fc.constantFrom(new Set<string>(), new Set(['soldier']), new Set(['civilian'])),
  })
  .map(({ first, length, dated, report, ...facts }) =>
    event({
      ...facts,
      id: `${report}/v1`,
      country: facts.place?.country ?? (first % 2 ? 'SY' : 'LB'),
      days: dated ? { first, last: first + length } : null,
      recent: dated ? null : { first, last: first + 3 },
    }),
  );

test('two events compare the same whichever comes first', () => {
  fc.assert(
    fc.property(anyEvent, anyEvent, (a, b) => {
      expect(compareEvents(a, b)).toEqual(compareEvents(b, a));
    }),
    { numRuns: 2000 },
  );
});

test('events that are one find each other', () => {
  fc.assert(
    fc.property(anyEvent, anyEvent, (a, b) => {
      if (a.id === b.id || !isSameEvent(a, b)) return;
      expect(keysNear(a)).toContain(keyOf(b));
      expect(keysNear(b)).toContain(keyOf(a));
    }),
    { numRuns: 2000 },
  );
});

const telling = (facts: EventFacts, i: number): Telling => {
  const name = `r${String(i).padStart(2, '0')}`;
  return { id: name, report: name, order: name, listed: true, sameAs: null, facts };
};
const score = (a: Telling, b: Telling) => compareEvents(a.facts, b.facts).score;
const incidentsOf = (tellings: Telling[], operations: Operation[] = [], out: string[] = []) =>
  settle(tellings, score, { operations, out: new Set(out) })
    .flatMap(({ incidents }) => incidents)
    .map((incident) => incident.map(({ id }) => id).join(' '))
    .sort();
const tellings = fc
  .array(anyEvent, { minLength: 2, maxLength: 12 })
  .map((events) => events.map((one, i) => telling(one, i)));

test('the order in which events come does not matter', () => {
  fc.assert(
    fc.property(
      tellings.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      ([inOrder, shuffled]) => {
        expect(incidentsOf(shuffled)).toEqual(incidentsOf(inOrder));
      },
    ),
    { numRuns: 300 },
  );
});

test('what a block holds does not matter to another: settled apart they are what they are together', () => {
  fc.assert(
    fc.property(tellings, (all) => {
      const apart = settle(all, score).flatMap(({ members }) => incidentsOf(members));
      expect(apart.sort()).toEqual(incidentsOf(all));
    }),
    { numRuns: 300 },
  );
});

describe('rulings', () => {
  const [a, b, c] = [event(), event(), event({ type: 'PROTEST' })].map(telling) as [
    Telling,
    Telling,
    Telling,
  ];
  const all = [a, b, c];

  test.each<[string, Operation[], string[]]>([
    ['none', [], ['r00 r01', 'r02']],
    ['a joining', [{ join: ['r00', 'r02'] }], ['r00 r01 r02']],
    ['a parting', [{ part: ['r01'], from: ['r00'] }], ['r00', 'r01', 'r02']],
    ['the later of two', [{ part: ['r01'], from: ['r00'] }, { join: ['r00', 'r01'] }], ['r00 r01', 'r02']],
    [
      'a parting of what was joined',
      [{ join: ['r00', 'r02'] }, { part: ['r02'], from: ['r00', 'r01'] }],
      ['r00 r01', 'r02'],
    ],
    ['a move', [{ part: ['r01'], from: ['r00'], join: ['r01', 'r02'] }], ['r00', 'r01 r02']],
    [
      'of what is not there',
      [{ join: ['r00', 'gone'] }, { part: ['gone'], from: ['r00'] }],
      ['r00 r01', 'r02'],
    ],
  ])('%s', (_, operations, expected) => {
    expect(incidentsOf(all, operations)).toEqual(expected);
    expect(incidentsOf([c, b, a], operations)).toEqual(expected);
  });

  test('what was taken out is in no incident, and what is like both sides of a parting goes with one', () => {
    expect(incidentsOf(all, [], ['r00'])).toEqual(['r01', 'r02']);
    const late = telling(event({ counts: [killed(5)] }), 9);
    expect(incidentsOf([a, b, late], [{ part: ['r01'], from: ['r00'] }])).toEqual(['r00 r09', 'r01']);
  });

  test('what a report tells again goes with what it tells', () => {
    const again = { ...telling(event({ type: 'PROTEST' }), 4), listed: false, sameAs: 'r00' };
    expect(incidentsOf([a, b, again])).toEqual(['r00 r01 r04']);
    expect(incidentsOf([a, b, again], [{ part: ['r00'], from: ['r01'] }])).toEqual(['r00 r04', 'r01']);
  });
});

test('distance over the earth', () => {
  expect(kilometres(52.52, 13.405, 48.857, 2.352)).toBeCloseTo(878, -1);
  expect(kilometres(10, 179.5, 10, -179.5)).toBeCloseTo(109.5, 0);
});
