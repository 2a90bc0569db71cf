import { expect, test } from 'vitest';
import type { IncidentLine } from '../../../src/record/incident.ts';
import { byDoubt, doubtsOf } from './doubt.ts';

const sure = {
  id: 'sure',
  when: '2020-08-04',
  dateDoubtful: false,
  place: { precision: 'settlement' },
  actors: ['police'],
  recipients: [],
  counts: [],
  contradictions: 0,
  origins: 2,
  grade: null,
} as unknown as IncidentLine;

test('what two origins tell with a date and a place has no doubts', () => {
  expect(doubtsOf(sure)).toEqual([]);
});

test('each doubt is said', () => {
  expect(doubtsOf({ ...sure, when: null, place: null, origins: 1 })).toEqual([
    'no date',
    'no place',
    'only one origin',
  ]);
});

test('the queue goes by doubt, and leaves out what is graded', () => {
  const lone = { ...sure, id: 'lone', origins: 1 };
  const vague = { ...sure, id: 'vague', when: null, place: null };
  const graded = { ...vague, id: 'graded', grade: { grade: 'fair' } } as IncidentLine;
  expect(byDoubt([sure, lone, graded, vague]).map(({ id }) => id)).toEqual(['vague', 'lone', 'sure']);
});
