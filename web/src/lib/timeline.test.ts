import { expect, test } from 'vitest';
import { dayOf } from '../../../src/record/calendar.ts';
import type { IncidentLine } from '../../../src/record/incident.ts';
import { binsOf, ticksOf, timeMarks, timeRows, wholeView, zoomed } from './timeline.ts';

const incident = (when: string | null, more: Partial<IncidentLine> = {}) =>
  ({ id: when ?? '-', type: 'ASSAULT', when, dateDoubtful: false, ...more }) as IncidentLine;
const view = { from: dayOf(2020, 1, 1), to: dayOf(2021, 1, 1) };

test('what has no date goes to the tray', () => {
  const { marks, undated } = timeMarks([incident('2020-08-04'), incident(null), incident('XXXX-08-04')]);
  expect(marks).toHaveLength(1);
  expect(undated).toHaveLength(2);
});

test.each([
  ['2020-08-04', false],
  ['2020-08', true],
  ['2020-08-04~', true],
  ['2020-08-01/2020-08-07', true],
])('%s has soft ends: %s', (when, soft) => {
  expect(timeMarks([incident(when)]).marks[0]!.soft).toBe(soft);
});

test('an open interval stands at the end that is known', () => {
  const [mark] = timeMarks([incident('2020-08-04/..')]).marks;
  expect(mark).toMatchObject({ first: dayOf(2020, 8, 4), openStart: false, openEnd: true });
});

test('marks that would touch stand in different lanes, others share one', () => {
  const { marks } = timeMarks(['2020-01-05', '2020-01-06', '2020-09-01'].map((when) => incident(when)));
  const [row] = timeRows(marks, view, 366);
  expect(row!.marks.map(({ lane }) => lane)).toEqual([0, 1, 0]);
});

test('what is out of view is not placed', () => {
  const { marks } = timeMarks([incident('2019-12-31'), incident('2021-01-01')]);
  expect(timeRows(marks, view, 366)).toEqual([]);
});

test('every mark in view is counted', () => {
  const { marks } = timeMarks([incident('2020-01-01'), incident('2020-12-31')]);
  const [row] = timeRows(marks, view, 100);
  expect(binsOf(row!.marks, 100, 10)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

test.each([
  ['a decade', { from: dayOf(2010, 1, 1), to: dayOf(2020, 1, 1) }, '2012'],
  ['a year', view, 'Jul'],
  ['a fortnight', { from: dayOf(2020, 8, 1), to: dayOf(2020, 8, 15) }, '3 Aug'],
])('ticks of %s', (_, stretch, words) => {
  const ticks = ticksOf(stretch, 800);
  expect(ticks.map((tick) => tick.words)).toContain(words);
  expect(ticks.length).toBeLessThan(800 / 40);
});

test('zooming keeps the day under the pointer where it is', () => {
  const at = dayOf(2020, 4, 1);
  const closer = zoomed(view, 0.5, at);
  expect((at - closer.from) / (closer.to - closer.from)).toBeCloseTo(
    (at - view.from) / (view.to - view.from),
  );
});

test('the whole view holds everything', () => {
  const { marks } = timeMarks([incident('1967/1969'), incident('2020-08-04')]);
  const whole = wholeView(marks);
  expect(whole.from).toBeLessThan(dayOf(1967, 1, 1));
  expect(whole.to).toBeGreaterThan(dayOf(2020, 8, 4));
});
