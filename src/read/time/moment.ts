/**
 * A place on the calendar as coarse or as fine as the words say, and how it is written in TIMEX3 and EDTF.
 *
 * @module
 */
import { civil, dayOf, daysIn, mondayOf, weekOf } from '../../record/calendar.ts';

export type Granularity =
  | 'millennium'
  | 'century'
  | 'decade'
  | 'year'
  | 'half'
  | 'quarter'
  | 'season'
  | 'month'
  | 'week'
  | 'weekend'
  | 'day'
  | 'part'
  | 'time';

/** Parts of the day of TIMEX3: morning, midday, afternoon, evening, night, daytime. */
export type PartOfDay = 'MO' | 'MI' | 'AF' | 'EV' | 'NI' | 'DT';

/** Seasons of TIMEX3, in the order of EDTF's 21 to 24. */
export const SEASONS = ['SP', 'SU', 'FA', 'WI'] as const;

/** How much of the granule is meant, or how sure it is. */
export type Mod =
  | 'START'
  | 'MID'
  | 'END'
  | 'APPROX'
  | 'BEFORE'
  | 'AFTER'
  | 'ON_OR_BEFORE'
  | 'ON_OR_AFTER'
  | 'LESS_THAN'
  | 'MORE_THAN'
  | 'EQUAL_OR_LESS'
  | 'EQUAL_OR_MORE';

export interface Clock {
  readonly hour: number;
  readonly minute: number | null;
  readonly second: number | null;
  /** "Z" or an offset such as "-05:00"; null where none is stated. */
  readonly zone: string | null;
}

export interface Moment {
  readonly granularity: Granularity;
  /** Astronomical; of a decade, century or millennium its first year; of a week its ISO year. Null: not known. */
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  /** Number of the half, quarter, season (1 spring to 4 winter) or ISO week. */
  readonly index: number | null;
  readonly part: PartOfDay | null;
  readonly clock: Clock | null;
}

const EMPTY: Moment = {
  granularity: 'day',
  year: null,
  month: null,
  day: null,
  index: null,
  part: null,
  clock: null,
};

export const moment = (granularity: Granularity, parts: Partial<Moment>): Moment => ({
  ...EMPTY,
  ...parts,
  granularity,
});

/** The day that bears a day number. */
export const dayMoment = (dayNumber: number): Moment => moment('day', civil(dayNumber));

/** First and last day (day numbers) of what a moment covers, or null where the calendar cannot say. */
export function daysOf(m: Moment): readonly [number, number] | null {
  const { year, index } = m;
  if (year === null) return null;
  const months = (first: number, count: number, y = year): [number, number] => {
    const last = first + count - 1;
    const lastYear = y + Math.floor((last - 1) / 12);
    const lastMonth = ((last - 1) % 12) + 1;
    return [dayOf(y, first, 1), dayOf(lastYear, lastMonth, daysIn(lastYear, lastMonth))];
  };
  switch (m.granularity) {
    case 'millennium':
      return months(1, 12000);
    case 'century':
      return months(1, 1200);
    case 'decade':
      return months(1, 120);
    case 'year':
      return months(1, 12);
    case 'half':
      return months(index! * 6 - 5, 6);
    case 'quarter':
      return months(index! * 3 - 2, 3);
    case 'season':
      return months(index! * 3, 3);
    case 'month':
      return m.month === null ? null : months(m.month, 1);
    case 'week': {
      const monday = mondayOf(year, index!);
      return [monday, monday + 6];
    }
    case 'weekend': {
      const monday = mondayOf(year, index!);
      return [monday + 5, monday + 6];
    }
    default: {
      if (m.month === null || m.day === null) return null;
      const day = dayOf(year, m.month, m.day);
      return [day, day];
    }
  }
}

/** The granule of the wanted size that holds a day. */
export function granuleAt(dayNumber: number, granularity: Granularity): Moment {
  const date = civil(dayNumber);
  const { year, month } = date;
  switch (granularity) {
    case 'millennium':
      return moment(granularity, { year: Math.floor(year / 1000) * 1000 });
    case 'century':
      return moment(granularity, { year: Math.floor(year / 100) * 100 });
    case 'decade':
      return moment(granularity, { year: Math.floor(year / 10) * 10 });
    case 'year':
      return moment(granularity, { year });
    case 'half':
      return moment(granularity, { year, index: Math.ceil(month / 6) });
    case 'quarter':
      return moment(granularity, { year, index: Math.ceil(month / 3) });
    case 'season':
      // A winter bears the year in which it begins.
      return moment(granularity, {
        year: month <= 2 ? year - 1 : year,
        index: month <= 2 ? 4 : Math.floor(month / 3),
      });
    case 'month':
      return moment(granularity, { year, month });
    case 'week':
    case 'weekend': {
      const { year: weekYear, week } = weekOf(dayNumber);
      return moment(granularity, { year: weekYear, index: week });
    }
    default:
      return moment('day', date);
  }
}

/** The granule that lies `count` granules of the wanted size after (before, if negative) the one that holds a day. */
export function shifted(dayNumber: number, granularity: Granularity, count: number): Moment {
  const { year, month } = civil(dayNumber);
  const here = granuleAt(dayNumber, granularity);
  const years = (span: number) => moment(granularity, { ...here, year: here.year! + span * count });
  const cyclic = (size: number) => {
    const whole = here.year! * size + here.index! - 1 + count;
    return moment(granularity, {
      year: Math.floor(whole / size),
      index: (((whole % size) + size) % size) + 1,
    });
  };
  switch (granularity) {
    case 'millennium':
      return years(1000);
    case 'century':
      return years(100);
    case 'decade':
      return years(10);
    case 'year':
      return years(1);
    case 'half':
      return cyclic(2);
    case 'quarter':
      return cyclic(4);
    case 'season':
      return cyclic(4);
    case 'month': {
      const whole = year * 12 + month - 1 + count;
      return moment('month', { year: Math.floor(whole / 12), month: (((whole % 12) + 12) % 12) + 1 });
    }
    case 'week':
    case 'weekend':
      return granuleAt(dayNumber + 7 * count, granularity);
    default:
      return dayMoment(dayNumber + count);
  }
}

const two = (n: number | null) => (n === null ? 'XX' : String(n).padStart(2, '0'));

/** A year of TIMEX3: "1998", "BC0479", "XXXX". */
function timexYear(year: number | null): string {
  if (year === null) return 'XXXX';
  return year > 0 ? String(year).padStart(4, '0') : `BC${String(1 - year).padStart(4, '0')}`;
}

function timexDay({ year, month, day }: Moment): string {
  return `${timexYear(year)}-${two(month)}-${two(day)}`;
}

/** Value of a moment in TIMEX3 (ISO-TimeML). */
export function timexOf(m: Moment): string {
  const { year, index } = m;
  switch (m.granularity) {
    case 'millennium':
      return timexYear(year).slice(0, -3);
    case 'century':
      return timexYear(year).slice(0, -2);
    case 'decade':
      return timexYear(year).slice(0, -1);
    case 'year':
      return timexYear(year);
    case 'half':
      return `${timexYear(year)}-H${index ?? 'X'}`;
    case 'quarter':
      return `${timexYear(year)}-Q${index ?? 'X'}`;
    case 'season':
      return `${timexYear(year)}-${SEASONS[index! - 1]}`;
    case 'month':
      return `${timexYear(year)}-${two(m.month)}`;
    case 'week':
      return `${timexYear(year)}-W${two(index)}`;
    case 'weekend':
      return `${timexYear(year)}-W${two(index)}-WE`;
    case 'day':
      return timexDay(m);
    case 'part':
      return `${timexDay(m)}T${m.part}`;
    default:
      return `${timexDay(m)}T${timexClock(m.clock)}`;
  }
}

/** Local time: the corpora of TIMEX3 leave the zone to the text; EDTF bears it. */
function timexClock(clock: Clock | null): string {
  if (!clock) return 'XX:XX';
  const { hour, minute, second } = clock;
  return `${two(hour)}${minute === null ? '' : `:${two(minute)}`}${second === null ? '' : `:${two(second)}`}`;
}
