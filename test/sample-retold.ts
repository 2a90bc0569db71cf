/**
 * Readings in which several reports tell of the same few incidents, some of them copies of others: for tests of
 * reconciling.
 *
 * @module
 */
import type { Reading } from '../src/record/reading.ts';
import { textId } from '../src/report/text.ts';
import { randomOf, sampleReading } from './sample-reading.ts';

/** Incidents that there are. */
const INCIDENTS = 9;
const OUTLETS = ['Levant Wire', 'Coast Telegraph', 'Northern Post', 'River Press'];

/**
 * The reading of an invented report: every third is a copy of the one before under another outlet; the others tell of
 * one of a few incidents, with figures and days that may differ a little.
 */
export function retold(seed: number): Reading {
  if (seed % 3 === 2) {
    const original = retold(seed - 1);
    const publisher = `${original.report.publisher} of the Coast`;
    return { ...original, report: { ...original.report, publisher } };
  }
  const random = randomOf(seed + 1000);
  const told = random(INCIDENTS);
  const base = sampleReading(told, { events: 3, publisher: OUTLETS[random(OUTLETS.length)]! });
  // Words of its own, so that it is no copy of another report of the same incident.
  const tail = `\n\n${Array.from({ length: 120 }, () => `word${random(100_000)}`).join(' ')}.`;
  const text = base.report.text + tail;
  const day = (value: string) =>
    value.replace(/\d$/, (digit) => String((Number(digit) + (random(4) === 0 ? 1 : 0)) % 10));
  const published = `2019-12-0${1 + random(9)}`;
  return {
    ...base,
    report: {
      ...base.report,
      id: textId(text),
      text,
      published: { ...base.report.published, value: published },
    },
    events: base.events.map((event) => ({
      ...event,
      status: random(12) === 0 ? 'denied' : event.status,
      time: event.time.edtf ? { ...event.time, edtf: day(event.time.edtf) } : event.time,
    })),
    quantities: base.quantities.map((quantity) => {
      const value = quantity.value! + random(3);
      return { ...quantity, value, low: value };
    }),
  };
}
