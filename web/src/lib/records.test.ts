import { expect, test } from 'vitest';
import type { Time } from '../../../src/record/reading.ts';
import { sampleReading } from '../../../test/sample-reading.ts';
import { anchorsOf, recordAt, recordsOf } from './records.ts';

const reading = sampleReading(1);
const time = (id: string, anchor: Time['anchor']): Time => ({
  id,
  start: 0,
  end: 1,
  text: id,
  type: 'DATE',
  value: '2020',
  mod: null,
  edtf: '2020',
  anchor,
});

test('every record is a line with its own words; the publisher’s own voice is none', () => {
  const lines = recordsOf(reading);
  for (const event of reading.events)
    expect(lines).toContainEqual(expect.objectContaining({ id: event.id, start: event.trigger.start }));
  for (const claim of reading.claims)
    expect(lines.some(({ id }) => id === claim.id)).toBe(claim.source.kind !== 'publisher');
  const [first] = lines;
  expect(recordAt(lines, first!.start, first!.end)?.id).toBe(first!.id);
  expect(recordAt(lines, 0, 1_000_000)).toBeNull();
});

test('anchors lead back to what stands by itself, and a circle ends', () => {
  const times = [time('t1', 'published'), time('t2', 't1'), time('t3', 't4'), time('t4', 't3')];
  const steps = (n: number) => anchorsOf({ ...reading, times }, times[n]!).map(({ text }) => text);
  expect(steps(1)).toEqual(['t1', 'publication']);
  expect(steps(2)).toEqual(['t4']);
});
