import { expect, test } from 'vitest';
import { sampleReading } from '../../test/sample-reading.ts';
import { createRecords } from '../archive/event-record.ts';
import { explainReading } from './explanation.ts';
import { countOf, sentenceOf } from './sentence.ts';
import { ANSI, describeReading, publication } from './text.ts';

const reading = sampleReading(5, { events: 2, publisher: 'Levant Wire' });
const record = createRecords(reading)(reading.events[0]!);
const quantity = reading.quantities[0]!;

test('a record as a sentence: labels in quotes, doubtful dates marked, whose word it is', () => {
  const [actor, recipient] = record.participants;
  const plain = { ...record, quantities: [], claims: [] };
  const say = (changes: object) => sentenceOf({ ...plain, type: 'ASSAULT', status: 'actual', ...changes });
  const one = { ...actor!, text: 'Gunmen', label: false };
  const place = { ...record.place!, name: 'Orrin' };
  const time = { edtf: '2016-02', ref: null, basis: 'explicit', text: null };
  expect(say({ participants: [one], place, time })).toBe('Assault by Gunmen in Orrin, 2016-02.');
  expect(say({ participants: [{ ...one, text: 'terrorists', label: true }], place: null, time })).toBe(
    'Assault by “terrorists”, 2016-02.',
  );
  expect(say({ participants: [], place: null, time: { ...time, basis: 'inherited' } })).toBe(
    'Assault, 2016-02 (?).',
  );
  expect(
    say({ participants: [], place: null, time: { ...time, edtf: null }, status: 'denied', mode: 'firearms' }),
  ).toBe('Denied assault (firearms).');
  expect(say({ participants: [one, { ...recipient!, text: 'a\n  convoy' }], place: null, time })).toBe(
    'Assault by Gunmen on a convoy, 2016-02.',
  );
  const [claim] = record.claims;
  const said = (stance: string) => [{ ...claim!, stance, source: { ...claim!.source, name: 'the army' } }];
  expect(say({ participants: [], place: null, time, claims: said('denies') })).toBe(
    'Assault, 2016-02, according to the army (who denies it).',
  );
});

test.each([
  [{ value: 12, operator: 'exactly', unit: 'soldier', measures: 'killed' }, '12 soldiers killed'],
  [{ value: 1, operator: 'exactly', unit: 'person', measures: 'wounded' }, '1 person wounded'],
  [{ value: 50, operator: 'more-than', unit: 'aircraft', measures: 'other' }, 'more than 50 aircraft'],
  [
    { value: null, low: 10, high: 20, operator: 'between', unit: 'city', measures: 'other' },
    '10 to 20 cities',
  ],
  [
    {
      value: null,
      low: 24,
      high: null,
      operator: 'vague',
      unit: 'person',
      measures: 'killed',
      text: 'dozens of\npeople',
    },
    '“dozens of people” killed',
  ],
])('a count in words: %j', (changes, words) => {
  expect(countOf({ ...quantity, ...(changes as object) })).toBe(words);
});

test('who is counted is said once, in the words of the report', () => {
  const [, people] = record.participants;
  expect(sentenceOf(record)).toContain(`: ${quantity.text} ${people!.text} killed`);
  expect(sentenceOf(record).split(people!.text)).toHaveLength(2);
});

test('a date of publication that nobody stated is doubtful', () => {
  expect(publication({ value: '2016-02-08T10:00:00Z', method: 'metadata', why: '' })).toBe('2016-02-08');
  expect(publication({ value: '2016-02-08', method: 'inferred', why: '' })).toBe('2016-02-08 (?)');
  expect(publication({ value: null, method: 'unknown', why: '' })).toBeNull();
});

test('a reading as text: nothing in a report steers the terminal', () => {
  const hostile = structuredClone(reading);
  hostile.report.title = 'Mine \u001b[2J kills two';
  const text = describeReading(hostile, ANSI);
  expect(text).not.toContain('\u001b[2J');
  expect(text).toContain('Levant Wire, 2019-');
  expect(text.match(/^- /gm)).toHaveLength(2);
});

test('an explanation leads every field to its words', () => {
  const [first, ...others] = explainReading(reading, 'v1');
  expect(others).toEqual([]);
  expect(first!.rule).toBe('made for a test');
  const offsets = first!.fields.flatMap(({ because }) => [...because.matchAll(/“([^”]+)” \((\d+)–(\d+)\)/g)]);
  expect(offsets.length).toBeGreaterThan(5);
  for (const [, words, start, end] of offsets)
    expect(reading.report.text.slice(Number(start), Number(end))).toBe(words);
  expect(explainReading(reading)).toHaveLength(2);
  expect(explainReading(reading, 'v9')).toEqual([]);
});
