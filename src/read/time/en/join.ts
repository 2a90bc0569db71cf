/**
 * Joins what stands side by side and says one time: "10 p.m." + "Wednesday", "Friday," + "Oct. 23", "Sunday" + "night",
 * "July" + "last year", "the night of" + "April 18", "the third quarter of" + "last year".
 *
 * @module
 */
import type { Refiner } from '../language.ts';
import type { CalendarMeaning, Found, Meaning, ShiftMeaning } from '../meaning.ts';
import { isDash, type Words } from '../words.ts';

type Dated = CalendarMeaning | ShiftMeaning;

const isDated = (m: Meaning): m is Dated => m.kind === 'calendar' || m.kind === 'shift';
const isClock = (m: Dated) =>
  m.kind === 'calendar' && m.granularity === 'time' && m.day === null && m.weekday === null;
const isPart = (m: Dated) =>
  m.kind === 'calendar' && m.granularity === 'part' && m.day === null && m.weekday === null;
const isDay = (m: Dated) =>
  m.kind === 'calendar'
    ? m.granularity === 'day'
    : m.unit === 'day' && m.part === null && m.clock === null && m.count !== null;
const isYearShift = (m: Meaning): m is ShiftMeaning =>
  m.kind === 'shift' && m.unit === 'year' && m.count === 1;
const lacksYear = (m: Meaning): m is CalendarMeaning =>
  m.kind === 'calendar' &&
  m.year === null &&
  m.yearFrom === null &&
  m.direction === null &&
  ['month', 'day', 'season', 'quarter', 'half'].includes(m.granularity) &&
  (m.granularity !== 'day' || m.month !== null);

/** Joins neighbours as long as two fit. */
export const joinNeighbours: Refiner = {
  name: 'join neighbours',
  refine(w, found) {
    const joined: Found[] = [];
    for (const next of found) {
      let current = next;
      for (;;) {
        const before = joined.at(-1);
        const both = before && join(w, before, current);
        if (!both) break;
        joined.pop();
        current = both;
      }
      joined.push(current);
    }
    return joined;
  },
};

/** One expression of two that say one time, or null. */
function join(w: Words, a: Found, b: Found): Found | null {
  if (!isDated(a.meaning) || !isDated(b.meaning) || w.stop[a.first] !== w.stop[b.first]) return null;
  const gap = gapOf(w, a.last, b.first);
  if (gap === null) return null;
  const meaning = joinMeanings(a.meaning, b.meaning, gap, w, b);
  return (
    meaning && { first: a.first, last: b.last, meaning, mod: a.mod ?? b.mod, joined: false, doubtful: false }
  );
}

/** What stands between two expressions: "" side by side, "," "of" "on" "at" "in" "'s" "t", or null for anything else. */
function gapOf(w: Words, from: number, to: number): string | null {
  const count = to - from;
  if (count === 0) return '';
  if (count > 2) return null;
  const word = (k: number) => {
    const { role } = w.entry[k]!;
    if (role === 'of' || role === 'on' || role === 'at' || role === 'in') return role;
    return w.lower[k] === ',' || w.lower[k] === 't' || isDash(w, k) ? w.lower[k]! : null;
  };
  if (count === 1) return word(from);
  if (w.entry[from + 1]!.role === 's' && (w.lower[from] === "'" || w.lower[from] === '’')) return "'s";
  const second = word(from + 1);
  return w.lower[from] === ',' && second && second !== ',' ? second : null;
}

function joinMeanings(a: Dated, b: Dated, gap: string, w: Words, right: Found): Dated | null {
  const beside = gap === '' || gap === ',';
  if (isClock(a) && isDay(b) && (beside || gap === 'on' || gap === 'of'))
    return withClock(b, a as CalendarMeaning);
  if (isDay(a) && isClock(b) && (beside || gap === 'at' || gap === 't'))
    return withClock(a, b as CalendarMeaning);
  if (isClock(a) && isPart(b) && gap === 'in')
    return { ...(a as CalendarMeaning), clock: inPart(a as CalendarMeaning, b as CalendarMeaning) };
  if (isDay(a) && isPart(b) && gap === '' && w.entry[right.first]!.part !== '')
    return withPart(a, b as CalendarMeaning);
  if (isPart(a) && isDay(b) && (gap === 'of' || gap === 'on' || gap === ''))
    return gap === '' ? null : withPart(b, a as CalendarMeaning);
  if (a.kind === 'calendar' && b.kind === 'calendar' && beside) {
    const bare = a.weekday !== null && a.month === null && a.day === null;
    if (bare && b.month !== null && b.day !== null && b.weekday === null) {
      const { weekday, part, clock, granularity } = a;
      return granularity === 'day' ? { ...b, weekday } : { ...b, weekday, part, clock, granularity };
    }
    const dated =
      a.month !== null && a.day !== null && a.weekday === null && b.weekday !== null && b.day === null;
    if (dated && b.month === null)
      return { ...a, weekday: b.weekday, part: b.part, clock: b.clock, granularity: b.granularity };
  }
  if (lacksYear(a) && isYearShift(b) && (beside || gap === 'of' || gap === 'in')) return ofYear(a, b);
  if (
    isYearShift(a) &&
    lacksYear(b) &&
    gap === "'s" &&
    (b.granularity === 'quarter' || b.granularity === 'season')
  )
    return ofYear(b, a);
  return null;
}

const ofYear = (date: CalendarMeaning, year: ShiftMeaning): CalendarMeaning => ({
  ...date,
  yearFrom: { base: year.from, shift: year.sign },
});

const withClock = (day: Dated, { clock }: CalendarMeaning): Dated =>
  day.kind === 'calendar' ? { ...day, granularity: 'time', clock } : { ...day, clock };

const withPart = (day: Dated, { part }: CalendarMeaning): Dated =>
  day.kind === 'calendar' ? { ...day, granularity: 'part', part } : { ...day, part };

/** "five o'clock in the afternoon" */
function inPart({ clock }: CalendarMeaning, { part }: CalendarMeaning): CalendarMeaning['clock'] {
  if (!clock || clock.hour >= 12 || (part !== 'AF' && part !== 'EV' && part !== 'NI')) return clock;
  return { ...clock, hour: clock.hour + 12 };
}
