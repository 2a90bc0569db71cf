import { expect, test } from 'vitest';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Event } from '../record/reading.ts';
import { factsOf } from './facts.ts';

test('of several counts of one measure the first counts, and their order says nothing', () => {
  const reading = sampleReading(3);
  const [event] = reading.events;
  const count = (id: string, measures: 'killed' | 'captured', value: number) => ({
    ...reading.quantities[0]!,
    ...{ id, measures, low: value, high: value },
  });
  const quantities = [count('q91', 'killed', 7), count('q92', 'captured', 2), count('q93', 'killed', 900)];
  const countsOf = (ids: string[]) =>
    factsOf({ ...reading, quantities, events: [{ ...event!, quantities: ids }] }, 'r').get(event!.id)!.counts;
  const counts = [
    { measures: 'captured', low: 2, high: 2 },
    { measures: 'killed', low: 7, high: 7 },
  ];
  expect(countsOf(['q91', 'q92', 'q93'])).toEqual(counts);
  expect(countsOf(['q92', 'q91', 'q93'])).toEqual(counts);
});

test('what a report does not date or place is taken for what it tells beside it, where that is agreed', () => {
  const reading = sampleReading(3);
  const [event] = reading.events;
  const place = { ...reading.places[0]!, id: 'p91', precision: 'settlement' as const };
  const elsewhere = { ...place, id: 'p92', name: 'Elsewhere' };
  const told = (id: string, edtf: string | null, ref: string | null): typeof event => ({
    ...event!,
    id,
    time: { edtf, ref: null, basis: edtf ? 'explicit' : 'unknown' },
    place: { ref, basis: ref ? 'explicit' : 'unknown' },
  });
  const factsIn = (...events: (typeof event)[]) =>
    factsOf({ ...reading, places: [place, elsewhere], events: events as Event[] }, 'r').get('v1')!;
  const undated = told('v1', null, null);
  const agreed = factsIn(undated, told('v2', '2016-07-03', 'p91'), told('v3', '2016-07-03', 'p91'));
  expect(agreed).toMatchObject({ place: null, likelyPlace: { name: place.name } });
  expect(agreed.recent).toEqual({ first: 16985, last: 16985 });
  const apart = factsIn(undated, told('v2', '2016-07-03', 'p91'), told('v3', '2016-06-01', 'p92'));
  expect(apart.likelyPlace).toBeNull();
  expect(apart.recent).not.toEqual(agreed.recent);
});

test('where a report was filed is but likely where it was', () => {
  const reading = sampleReading(3);
  const [event] = reading.events;
  const place = { ...reading.places[0]!, id: 'p91', name: 'Homs', country: 'SY' };
  const filed: typeof event = { ...event!, place: { ref: 'p91', basis: 'dateline' } };
  const facts = factsOf({ ...reading, places: [place], events: [filed] }, 'r').get(event!.id)!;
  expect(facts).toMatchObject({ place: null, likelyPlace: { name: 'Homs' }, country: 'SY' });
});
