import { expect, test } from 'vitest';
import { sampleReading } from '../../test/sample-reading.ts';
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
