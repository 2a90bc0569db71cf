import { expect, test } from 'vitest';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Event } from '../record/reading.ts';
import { listedEvents } from './told-again.ts';

const [sample] = sampleReading(1, { events: 1 }).events;
const event = (id: string, sameAs: string | null, changes: Partial<Event> = {}): Event => ({
  ...sample!,
  status: 'actual',
  id,
  sameAs,
  ...changes,
});
const poor = { participants: [], quantities: [], claims: [] };
const listed = (...events: Event[]) => [...listedEvents(events)];

test('events that stand alone are all listed', () => {
  expect(listed(event('v1', null), event('v2', null))).toEqual(['v1', 'v2']);
});

test('of mentions of the same event, the one that says most', () => {
  expect(listed(event('v1', null, poor), event('v2', 'v1'), event('v3', 'v2', poor))).toEqual(['v2']);
  expect(listed(event('v1', null), event('v2', 'v1'))).toEqual(['v1']);
});

test('one that happened before one that was only planned', () => {
  expect(listed(event('v1', null, { status: 'planned' }), event('v2', 'v1', poor))).toEqual(['v2']);
});

test('ends where mentions lead round in a circle or nowhere', () => {
  expect(listed(event('v1', 'v2'), event('v2', 'v1')).length).toBeGreaterThan(0);
  expect(listed(event('v1', 'v9'))).toEqual(['v1']);
});
