/**
 * Where incidents stand along time: days are whole numbers, the days since 1970-01-01.
 *
 * @module
 */

import { civil, dayOf } from '../../../src/record/calendar.ts';
import { edtfDays } from '../../../src/record/edtf.ts';
import type { IncidentLine } from '../../../src/record/incident.ts';
import { EVENT_TYPES } from '../../../src/record/vocabulary.ts';

export interface TimeMark {
  incident: IncidentLine;
  /** First and last day that it can have been; the last is included. */
  first: number;
  last: number;
  /** Whether it is known only to lie between its ends, or its date is doubtful. */
  soft: boolean;
  /** Whether one end is open: it may reach further than is drawn. */
  openStart: boolean;
  openEnd: boolean;
}

/** A stretch of time that is shown; `to` is not included. */
export interface TimeView {
  from: number;
  to: number;
}

/** Marks of what is dated, and what is not. */
export function timeMarks(incidents: readonly IncidentLine[]): {
  marks: TimeMark[];
  undated: IncidentLine[];
} {
  const marks: TimeMark[] = [];
  const undated: IncidentLine[] = [];
  for (const incident of incidents) {
    const days = incident.when ? edtfDays(incident.when) : null;
    const first = days?.first ?? days?.last ?? null;
    if (!days || first === null) {
      undated.push(incident);
      continue;
    }
    const last = days.last ?? first;
    marks.push({
      incident,
      first,
      last,
      soft: incident.dateDoubtful || first !== last || /[~?%]/.test(incident.when!),
      openStart: days.first === null,
      openEnd: days.last === null,
    });
  }
  return { marks, undated };
}

/** The stretch that holds all marks, with a little room at both ends. */
export function wholeView(marks: readonly TimeMark[]): TimeView {
  if (!marks.length) return { from: 0, to: 365 };
  let from = Infinity;
  let to = -Infinity;
  for (const mark of marks) {
    from = Math.min(from, mark.first);
    to = Math.max(to, mark.last + 1);
  }
  const room = Math.max(2, (to - from) * 0.03);
  return { from: Math.floor(from - room), to: Math.ceil(to + room) };
}

/** A mark as it is drawn: pixels from the left, and its lane from the top. */
export interface PlacedMark {
  mark: TimeMark;
  x: number;
  width: number;
  lane: number;
}

export interface TimeRow {
  type: IncidentLine['type'];
  total: number;
  marks: PlacedMark[];
  lanes: number;
}

/** Marks closer than this stand in different lanes, in pixels. */
const GAP = 3;
const LEAST_WIDTH = 9;

/** One row an event type, with what is in view put into as few lanes as it takes. */
export function timeRows(marks: readonly TimeMark[], view: TimeView, width: number): TimeRow[] {
  const scale = width / (view.to - view.from);
  return EVENT_TYPES.flatMap((type) => {
    const inView = marks.filter(
      (mark) => mark.incident.type === type && mark.first < view.to && mark.last + 1 > view.from,
    );
    if (!inView.length) return [];
    const ends: number[] = [];
    const placed = inView
      .map((mark): PlacedMark => {
        const exact = Math.max((mark.last + 1 - mark.first) * scale, LEAST_WIDTH);
        return { mark, x: (mark.first - view.from) * scale, width: exact, lane: 0 };
      })
      .sort((a, b) => a.x - b.x || b.width - a.width)
      .map((one) => {
        let lane = ends.findIndex((end) => end + GAP <= one.x);
        if (lane < 0) lane = ends.length;
        ends[lane] = one.x + one.width;
        return { ...one, lane };
      });
    return [{ type, total: inView.length, marks: placed, lanes: ends.length }];
  });
}

/** How many marks touch each of `bins` equal parts of the view. */
export function binsOf(marks: readonly PlacedMark[], width: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const { x, width: wide } of marks) {
    const first = Math.max(0, Math.floor((x / width) * bins));
    const last = Math.min(bins - 1, Math.floor(((x + Math.min(wide, width)) / width) * bins));
    for (let i = first; i <= last; i++) counts[i]!++;
  }
  return counts;
}

export interface Tick {
  day: number;
  words: string;
  /** Whether a larger unit begins here. */
  strong: boolean;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Round days, months or years, about `room` pixels apart or more. */
export function ticksOf({ from, to }: TimeView, width: number, room = 84): Tick[] {
  const daysApart = ((to - from) / Math.max(width, 1)) * room;
  if (daysApart < 20) return dayTicks(from, to, [1, 2, 5, 10].find((step) => step >= daysApart) ?? 15);
  if (daysApart < 250) return monthTicks(from, to, [1, 2, 3, 6].find((step) => step * 30 >= daysApart) ?? 6);
  const step = YEAR_STEPS.find((years) => years * 365 >= daysApart) ?? 1000;
  const ticks: Tick[] = [];
  for (let year = Math.ceil(civil(from).year / step) * step; dayOf(year, 1, 1) < to; year += step)
    if (dayOf(year, 1, 1) >= from)
      ticks.push({ day: dayOf(year, 1, 1), words: yearWords(year), strong: true });
  return ticks;
}

function dayTicks(from: number, to: number, step: number): Tick[] {
  const ticks: Tick[] = [];
  for (let day = Math.ceil(from); day < to; day++) {
    const { year, month, day: ofMonth } = civil(day);
    const first = ofMonth === 1;
    // Near the end of a month a round number would stand on top of the first of the next.
    if (first) ticks.push({ day, words: `${MONTHS[month - 1]} ${yearWords(year)}`, strong: true });
    else if ((ofMonth - 1) % step === 0 && (step === 1 || ofMonth + step / 2 <= 31))
      ticks.push({ day, words: `${ofMonth} ${MONTHS[month - 1]}`, strong: false });
  }
  return ticks;
}

function monthTicks(from: number, to: number, step: number): Tick[] {
  const ticks: Tick[] = [];
  let { year, month } = civil(from);
  for (;;) {
    const day = dayOf(year, month, 1);
    if (day >= to) return ticks;
    if (day >= from && (month - 1) % step === 0)
      ticks.push({ day, words: month === 1 ? yearWords(year) : MONTHS[month - 1]!, strong: month === 1 });
    month++;
    if (month > 12) {
      month = 1;
      year++;
    }
  }
}

const yearWords = (year: number) => (year > 0 ? String(year) : `${1 - year} BC`);

/** A view zoomed by `factor` (below 1: closer) around a day; no closer than a week, no wider than ten millennia. */
export function zoomed({ from, to }: TimeView, factor: number, around = (from + to) / 2): TimeView {
  const span = Math.min(3_650_000, Math.max(7, (to - from) * factor));
  const share = (around - from) / (to - from);
  return { from: around - span * share, to: around + span * (1 - share) };
}
