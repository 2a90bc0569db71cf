/**
 * Resolves what is counted in units: "yesterday", "two weeks ago", "the following year", "three days after the attack".
 *
 * @module
 */
import { civil, dayOf, daysIn, weekdayOf } from '../../record/calendar.ts';
import type { Found, ShiftMeaning, ShiftUnit } from './meaning.ts';
import { type Clock, daysOf, type Granularity, type Moment, moment, shifted } from './moment.ts';
import { dated, type Resolved, type Story, valued } from './story.ts';

const SIZE: Record<Granularity, number> = {
  time: 0,
  part: 1,
  day: 2,
  weekend: 3,
  week: 4,
  month: 5,
  season: 6,
  quarter: 6,
  half: 7,
  year: 8,
  decade: 9,
  century: 10,
  millennium: 11,
};

export function resolveShift(m: ShiftMeaning, f: Found, story: Story): Resolved {
  const { published, narrative, sentence } = story.setting;
  if (m.sign !== 0 && m.count === null) return valued('DATE', m.sign < 0 ? 'PAST_REF' : 'FUTURE_REF');
  const vaguely = m.sign === 0 && m.count === null;
  // A year before, in a report of quarters: the same quarter of that year.
  const quarter = story.lastQuarter;
  if (
    m.counted &&
    m.unit === 'year' &&
    m.sign < 0 &&
    m.count === 1 &&
    quarter &&
    sentence(f) - quarter.sentence <= 4
  )
    return dated({ ...quarter.moment, year: quarter.moment.year! - 1 }, quarter.number);
  if (m.unit === 'quarter' && m.sign === 0 && quarter && m.from === 'reference')
    return dated(quarter.moment, quarter.number);
  const reference = m.from === 'reference' && !(vaguely && !narrative) ? story.last : null;
  const span = reference && daysOf(reference.moment);
  const anchor: Resolved['anchor'] = span ? reference.number : published === null ? null : 'published';
  const base = span ? span[0] : published;
  if (base === null) return unanchored(m);
  if (m.unit === 'hour' || m.unit === 'minute' || m.unit === 'second')
    return shiftClock(m, base, span ? reference.moment : null, story, anchor);
  const unit = m.unit;
  if (span && SIZE[reference.moment.granularity] > SIZE[unit] && m.sign !== 0) {
    // "four days later" after "in 1915": a day of that year that is not said.
    const { year, month } = reference.moment;
    if (unit === 'day') return dated(moment('day', { year, month }), anchor);
    if (unit === 'week') return dated(moment('week', { year }), anchor);
    if (unit === 'month') return dated(moment('month', { year }), anchor);
  }
  if (unit === 'weekend' && vaguely && published !== null) {
    // "over the weekend" is the last one, unless the verb looks ahead.
    const ahead = story.setting.tense(f) === 'future' || weekdayOf(published) > 5;
    return dated(shifted(published, 'weekend', ahead ? 0 : -1), 'published');
  }
  if (unit === 'quarter' && m.sign === 0 && m.count === null && published !== null)
    return dated(shifted(published, 'quarter', -1), 'published');
  const count = Math.round((m.count ?? 0) * m.sign);
  const at = shifted(base, unit, count);
  const whole =
    m.part || m.clock ? moment(m.clock ? 'time' : 'part', { ...at, part: m.part, clock: m.clock }) : at;
  return dated(whole, anchor);
}

/** Without anything to count from: only how coarse it is can be said. */
function unanchored(m: ShiftMeaning): Resolved {
  switch (m.unit) {
    case 'year':
      return dated(moment('year', {}), null);
    case 'month':
      return dated(moment('month', {}), null);
    case 'quarter':
      return valued('DATE', 'XXXX-QX');
    case 'week':
    case 'weekend':
      return valued('DATE', m.unit === 'week' ? 'XXXX-WXX' : 'XXXX-WXX-WE');
    case 'decade':
      return valued('DATE', 'XXX');
    case 'century':
      return valued('DATE', 'XX');
    default:
      return dated(
        moment(m.part ? 'part' : m.clock ? 'time' : 'day', { part: m.part, clock: m.clock }),
        null,
      );
  }
}

/** "two hours later": on the clock if one is known, else only the day. */
function shiftClock(
  m: ShiftMeaning,
  base: number,
  from: Moment | null,
  story: Story,
  anchor: Resolved['anchor'],
): Resolved {
  const clock = from ? from.clock : story.setting.publishedClock;
  if (!clock || m.unit === 'second') return dated(moment('time', civil(base)), anchor);
  const minutes =
    clock.hour * 60 +
    (clock.minute ?? 0) +
    Math.round((m.count ?? 0) * (m.unit === 'hour' ? 60 : 1)) * m.sign;
  const day = base + Math.floor(minutes / 1440);
  const within = ((minutes % 1440) + 1440) % 1440;
  const at: Clock = { hour: Math.floor(within / 60), minute: within % 60, second: null, zone: clock.zone };
  return dated(moment('time', { ...civil(day), clock: at }), anchor);
}

export type FromEvent = ShiftMeaning & { event: NonNullable<ShiftMeaning['event']> };

export const isCountedFromEvent = (m: Found['meaning']): m is FromEvent =>
  m.kind === 'shift' && m.event !== null;

/** "three days after the attack": counted from the attack's date if the text has given one, else only a duration. */
export function resolveFromEvent(
  m: FromEvent,
  number: number,
  all: readonly Resolved[],
  story: Story,
): Resolved {
  const dating = story.setting.datedEvent(m.event.noun, number, m.sign === 0);
  const at = dating < 0 ? null : all[dating]!.moment;
  if (m.sign === 0) return at ? dated(at, dating) : valued('DATE', '');
  const days =
    at && (at.granularity === 'day' || SIZE[at.granularity] <= SIZE[unitSize(m.unit)]) ? daysOf(at) : null;
  if (!days || m.count === null || !Number.isInteger(m.count) || isOfClock(m.unit))
    return valued('DURATION', m.event.value);
  return dated(shifted(days[0], m.unit as Granularity, m.count * m.sign), dating);
}

const isOfClock = (unit: ShiftUnit) => unit === 'hour' || unit === 'minute' || unit === 'second';
const unitSize = (unit: ShiftUnit): Granularity => (isOfClock(unit) ? 'time' : (unit as Granularity));

/** The day so many units away, day for day; null for units smaller than a day. */
export function addUnits(day: number, unit: ShiftUnit, count: number): number | null {
  switch (unit) {
    case 'hour':
    case 'minute':
    case 'second':
    case 'time':
    case 'part':
      return null;
    case 'day':
      return day + count;
    case 'week':
    case 'weekend':
      return day + count * 7;
    default: {
      const months = {
        month: 1,
        quarter: 3,
        season: 3,
        half: 6,
        year: 12,
        decade: 120,
        century: 1200,
        millennium: 12000,
      }[unit];
      const at = civil(day);
      const whole = at.year * 12 + at.month - 1 + months * count;
      const year = Math.floor(whole / 12);
      const month = (((whole % 12) + 12) % 12) + 1;
      return dayOf(year, month, Math.min(at.day, daysIn(year, month)));
    }
  }
}
