import { expect, test } from 'vitest';
import type { Incident, Support } from '../../../src/record/incident.ts';
import { comparisonOf } from './comparison.ts';

const support = (origin: string, report = origin): Support => ({
  report,
  event: 'v1',
  origin,
  outlet: `Outlet ${origin}`,
  source: null,
  published: origin === 'a' ? '2020-08-05' : '2020-08-04',
  span: { start: 0, end: 2, text: 'xx' },
  quote: { start: 0, end: 9, text: 'xx yy zz.' },
});

const figure = (origin: string, value: number, operator: 'exactly' | 'at-least' = 'exactly') => ({
  measures: 'killed' as const,
  unit: null,
  value,
  low: value,
  high: operator === 'exactly' ? value : null,
  operator,
  asOf: null,
  countedBy: null,
  support: support(origin),
});

const incident = {
  times: [
    { value: '2020-08-04', support: [support('a'), support('b')] },
    { value: '2020-07', support: [support('c')] },
  ],
  places: [],
  participants: [
    {
      value: { name: 'Police', kind: null, role: 'actor', label: false },
      support: [support('a'), support('a', 'a2')],
    },
  ],
  figures: [figure('a', 60), figure('b', 61, 'at-least')],
  contradictions: [],
  origins: [
    { id: 'a', outlet: 'Outlet a', reports: ['a', 'a2'] },
    { id: 'b', outlet: 'Outlet b', reports: ['b'] },
    { id: 'c', outlet: 'Outlet c', reports: ['c'] },
  ],
  mentions: ['a', 'b', 'c'].map((origin) => ({ ...support(origin), title: null, url: null, sentence: '' })),
} as unknown as Incident;

const { fields, rows } = comparisonOf(incident);
const standing = (origin: string) =>
  rows.find((row) => row.origin === origin)!.cells.map((cell) => cell.stands);

test('a row is an origin, the first to publish at the top', () => {
  expect(rows.map(({ origin }) => origin)).toEqual(['b', 'c', 'a']);
});

test('fields that nobody tells of are no columns', () => {
  expect(fields.map(({ name }) => name)).toEqual(['when', 'actor', 'count-killed']);
});

test('agreement, difference, being alone and silence are told apart', () => {
  expect(standing('a')).toEqual(['agrees', 'alone', 'differs']);
  expect(standing('b')).toEqual(['agrees', 'silent', 'differs']);
  expect(standing('c')).toEqual(['differs', 'silent', 'silent']);
  expect(fields.map(({ differs }) => differs)).toEqual([true, false, true]);
});

test('two reports of one origin say a thing once', () => {
  expect(rows.find((row) => row.origin === 'a')!.cells[1]!.values).toHaveLength(1);
});

test('two camps are a dispute, though nobody stands alone', () => {
  const camps = {
    ...incident,
    figures: [figure('a', 60), figure('b', 60), figure('c', 70), figure('d', 70)],
  };
  const { fields } = comparisonOf(camps);
  expect(fields.find(({ name }) => name === 'count-killed')!.differs).toBe(true);
});

test('what is less precise does not stand against what is more', () => {
  const loose = {
    ...incident,
    times: [
      { value: '2020-08-04', support: [support('a')] },
      { value: '2020-08', support: [support('b')] },
    ],
    figures: [figure('a', 60), figure('b', 50, 'at-least')],
  };
  expect(comparisonOf(loose).fields.map(({ differs }) => differs)).toEqual([false, false, false]);
});

test('names differ only where reconciling says so', () => {
  const named = (origin: string, name: string) => ({
    value: { name, kind: null, role: 'actor' as const, label: false },
    support: [support(origin)],
  });
  const two = { ...incident, participants: [named('a', 'gunmen'), named('b', 'attackers')] };
  const differs = (incident: Incident) =>
    comparisonOf(incident).fields.find(({ name }) => name === 'actor')!.differs;
  expect(differs(two)).toBe(false);
  expect(differs({ ...two, contradictions: [{ field: 'actor', words: '', sides: [] }] })).toBe(true);
});
