/**
 * What each expression means on the calendar: chooses what it is counted from, and counts.
 *
 * Three anchors: the publication ("yesterday", "last week"), the time that the story has reached ("the next day",
 * "in May" after "1942"), and tense, which decides between the last Friday and the next.
 *
 * @module
 */
import { civil, dayOf, daysIn, weekdayOf } from '../../record/calendar.ts';
import { chooseDay, chooseGranule, chooseWeekday, type Frame } from './choose.ts';
import type { DatedEvent } from './events.ts';
import type { Tense } from './language.ts';
import type { CalendarMeaning, Found, ShiftMeaning, ShiftUnit } from './meaning.ts';
import {
  type Clock,
  dayMoment,
  daysOf,
  type Granularity,
  granuleAt,
  type Moment,
  moment,
  shifted,
} from './moment.ts';

export interface Setting {
  /** Day number of publication, and its clock if stated; null: not known. */
  readonly published: number | null;
  readonly publishedClock: Clock | null;
  /** The text tells of the past in order, not of the news: bare months and days go on from the story. */
  readonly narrative: boolean;
  /** Number of the earlier expression that dates the event whose noun is at a unit, or -1. */
  readonly datedEvent: DatedEvent;
  /** Tense of the verb that an expression stands with. */
  readonly tense: (found: Found) => Tense;
  /** Hangs on a verb of the past itself: it cannot lie ahead. */
  readonly toldAsPast: (found: Found) => boolean;
  readonly sentence: (found: Found) => number;
  readonly paragraph: (found: Found) => number;
}

/** A resolved expression: where it is on the calendar, or a value without a place there. */
export interface Resolved {
  readonly type: 'DATE' | 'TIME' | 'DURATION' | 'SET';
  readonly moment: Moment | null;
  /** TIMEX3 value where `moment` is null. */
  readonly value: string;
  /** What it was counted from: the publication, or the expression with this number. */
  readonly anchor: 'published' | number | null;
  /** Days that a duration reaches over, where it ends or begins at the publication. */
  readonly reach: readonly [number, number] | null;
}

/** A bare year so many years off is an aside. */
const ASIDE = 15;

interface Reference {
  readonly paragraph: number;
  readonly moment: Moment;
  readonly number: number;
  readonly sentence: number;
}

/** Resolves the expressions of a text in order. */
export function resolve(found: readonly Found[], setting: Setting): Resolved[] {
  const story = new Story(setting);
  const all: Resolved[] = [];
  for (const [number, f] of found.entries()) {
    const resolved = isCountedFromEvent(f.meaning)
      ? resolveFromEvent(f.meaning, number, all, story)
      : resolveOne(f, story);
    story.tell(f, resolved, number);
    all.push(resolved);
  }
  alignJoined(found, all);
  return all;
}

/** "between Monday and Wednesday", "July and August": the first is the last such before the second. */
function alignJoined(found: readonly Found[], all: Resolved[]): void {
  for (let n = found.length - 2; n >= 0; n--) {
    const [a, b] = [found[n]!.meaning, found[n + 1]!.meaning];
    const [one, other] = [all[n]!, all[n + 1]!];
    if (!found[n]!.joined || a.kind !== 'calendar' || b.kind !== 'calendar') continue;
    if (one.anchor !== 'published' || other.anchor !== 'published' || !one.moment || !other.moment) continue;
    if (a.year !== null || b.year !== null || a.yearFrom || b.yearFrom || a.direction || a.holiday) continue;
    const second = daysOf(other.moment)?.[0];
    if (second === undefined) continue;
    if (a.weekday !== null && a.month === null && b.weekday !== null && b.month === null) {
      const back = (b.weekday - a.weekday + 7) % 7 || 7;
      all[n] = { ...one, moment: { ...one.moment, ...civil(second - back) } };
    } else if (a.month !== null && b.month !== null) {
      const { year } = other.moment;
      const first = daysOf({ ...one.moment, year })?.[0];
      if (first !== undefined)
        all[n] = { ...one, moment: { ...one.moment, year: first <= second ? year : year! - 1 } };
    }
  }
}

type FromEvent = ShiftMeaning & { event: NonNullable<ShiftMeaning['event']> };

const isCountedFromEvent = (m: Found['meaning']): m is FromEvent => m.kind === 'shift' && m.event !== null;

/** "three days after the attack": counted from the attack's date if the text has given one, else only a duration. */
function resolveFromEvent(m: FromEvent, number: number, all: readonly Resolved[], story: Story): Resolved {
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

/** What the text has said of time so far. */
class Story {
  last: Reference | null = null;
  /** Where a date without a year goes on from. */
  frame: Reference | null = null;
  lastDay: Reference | null = null;
  lastQuarter: Reference | null = null;
  constructor(readonly setting: Setting) {}

  tell(f: Found, { moment: at }: Resolved, number: number): void {
    if (!at || at.year === null) return;
    // "a year earlier" in the news is a comparison: the story does not go there.
    if (f.meaning.kind === 'shift' && f.meaning.counted && !this.setting.narrative) return;
    const reference = {
      moment: at,
      number,
      sentence: this.setting.sentence(f),
      paragraph: this.setting.paragraph(f),
    };
    const { granularity } = at;
    if (granularity === 'century' || granularity === 'millennium') return;
    // What is told from today ("last year") is no part of a story of the past.
    const aside = this.setting.narrative && f.meaning.kind === 'shift' && f.meaning.from === 'published';
    if (!aside) this.last = reference;
    if (!aside && this.movesOn(reference)) this.frame = reference;
    if (granularity === 'quarter') this.lastQuarter = reference;
    if (at.day !== null) this.lastDay = reference;
  }

  /**
   * Whether a story goes on from here. A bare year often only looks aside ("a paper made public in 2005", "the treaty
   * of 1882"): it moves the story if it lies ahead and near, or opens a paragraph.
   */
  private movesOn({ moment: at, paragraph }: Reference): boolean {
    const { frame } = this;
    if (!frame || at.month !== null || at.granularity !== 'year') return true;
    const ahead = at.year! - frame.moment.year!;
    if (ahead === 0) return frame.moment.month === null;
    if (Math.abs(ahead) > ASIDE) return false;
    return ahead > 0 || paragraph !== frame.paragraph;
  }
}

const dated = (at: Moment, anchor: Resolved['anchor']): Resolved => ({
  type: at.granularity === 'part' || at.granularity === 'time' ? 'TIME' : 'DATE',
  moment: at,
  value: '',
  anchor,
  reach: null,
});
const valued = (type: Resolved['type'], value: string, anchor: Resolved['anchor'] = null): Resolved => ({
  type,
  moment: null,
  value,
  anchor,
  reach: null,
});

function resolveOne(f: Found, story: Story): Resolved {
  const { meaning } = f;
  switch (meaning.kind) {
    case 'calendar':
      return resolveCalendar(meaning, f, story);
    case 'shift':
      return resolveShift(meaning, f, story);
    case 'set':
      return valued('SET', meaning.value);
    case 'vague':
      return valued('DATE', meaning.value);
    case 'duration': {
      const { published } = story.setting;
      if (meaning.reach === 0 || meaning.count === null || published === null)
        return valued('DURATION', meaning.value);
      const other = addUnits(published, meaning.unit, Math.ceil(meaning.count) * meaning.reach);
      const reach: [number, number] | null =
        other === null ? null : meaning.reach < 0 ? [other, published] : [published, other];
      return { ...valued('DURATION', meaning.value, 'published'), reach };
    }
  }
}

/** The day so many units away, day for day; null for units smaller than a day. */
function addUnits(day: number, unit: ShiftUnit, count: number): number | null {
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

function resolveCalendar(m: CalendarMeaning, f: Found, story: Story): Resolved {
  const { published } = story.setting;
  if (m.yearFrom) {
    const base = yearOf(m.yearFrom.base, story);
    if (!base) return dated(placeIn(m, null), null);
    return dated(placeIn(m, base.year + m.yearFrom.shift), base.anchor);
  }
  if (m.granularity === 'quarter' && m.index === null) return resolvePeriod(m, story);
  if (m.year !== null) return dated(placeIn(m, m.year), null);
  const frame = frameOf(m, f, story);
  if (m.weekday !== null && m.month === null && m.day === null) return resolveWeekday(m, f, frame, story);
  if (m.granularity === 'time' || m.granularity === 'part') {
    if (m.month === null && m.day === null && !m.holiday) return resolveClock(m, f, story);
  }
  if (m.day !== null && m.month === null) return resolveDayOfMonth(m, story);
  if (!frame) return dated(placeIn(m, null), null);
  const tense = story.setting.tense(f);
  const over = tense === 'past' && story.setting.toldAsPast(f);
  const year =
    m.month !== null || m.holiday ? chooseDay(m, frame, tense, over) : chooseGranule(m, frame, tense);
  return dated(
    placeIn(m, year),
    frame.published === published && frame.story === null ? 'published' : frame.anchor,
  );
}

/** "the 1988 period": that year's part of the quarter that is reported. */
function resolvePeriod(m: CalendarMeaning, { lastQuarter }: Story): Resolved {
  if (!lastQuarter) return dated(moment('year', { year: m.year }), null);
  return dated(moment('quarter', { year: m.year, index: lastQuarter.moment.index }), lastQuarter.number);
}

/** A calendar meaning in a year. */
function placeIn(m: CalendarMeaning, year: number | null): Moment {
  if (m.holiday) {
    const day = year === null ? null : m.holiday.dayIn(year);
    if (day === null)
      return moment(m.granularity === 'week' ? 'year' : m.granularity, {
        year,
        part: m.part,
        clock: m.clock,
      });
    if (m.granularity === 'week') return granuleAt(day, 'week');
    return moment(m.granularity, { ...civil(day), part: m.part, clock: m.clock });
  }
  const { granularity, month, day, index, part, clock } = m;
  if (clock?.hour === 24 && year !== null && month !== null && day !== null)
    return moment(granularity, { year, month, day, part, clock });
  return moment(granularity, { year, month, day, index, part, clock });
}

/** Where a date without a year is looked for. */
function frameOf(m: CalendarMeaning, f: Found, story: Story): Frame | null {
  const { published, narrative } = story.setting;
  const { frame: last } = story;
  const onward = m.direction === 'previous' || m.direction === 'following' || m.direction === 'same';
  const deictic = m.direction === 'last' || m.direction === 'next' || m.direction === 'this';
  const span = last && daysOf(last.moment);
  const useStory =
    span && (published === null || (narrative && !deictic) || onward || followsOn(m, f, story));
  if (useStory) return { published, story: span[0], storyEnd: span[1], anchor: last.number };
  if (published === null) return null;
  return { published, story: null, storyEnd: null, anchor: 'published' };
}

/** In the news too, "on October 8" right after "on October 7, 2015" goes on from there. */
function followsOn(m: CalendarMeaning, f: Found, { last, setting }: Story): boolean {
  if (!last || m.month === null || m.day === null || last.moment.day === null || setting.published === null)
    return false;
  if (setting.sentence(f) - last.sentence > 1) return false;
  return last.moment.year! < civil(setting.published).year - 1;
}

function yearOf(
  base: 'published' | 'reference',
  story: Story,
): { year: number; anchor: Resolved['anchor'] } | null {
  const { published } = story.setting;
  const { last } = story;
  if (base === 'reference' && last) return { year: last.moment.year!, anchor: last.number };
  if (published !== null) return { year: civil(published).year, anchor: 'published' };
  return null;
}

function resolveWeekday(m: CalendarMeaning, f: Found, frame: Frame | null, story: Story): Resolved {
  const withTime = (at: Moment) => moment(m.granularity, { ...at, part: m.part, clock: m.clock });
  if (!frame) {
    const value = `XXXX-WXX-${m.weekday}${m.part ? `T${m.part}` : ''}`;
    return valued(m.part || m.clock ? 'TIME' : 'DATE', value);
  }
  const day = chooseWeekday(m, frame, story.setting.tense(f));
  return dated(withTime(dayMoment(day)), frame.anchor);
}

/** "the 20th": of the month that the story has reached. */
function resolveDayOfMonth(m: CalendarMeaning, story: Story): Resolved {
  const { published, narrative } = story.setting;
  const { last } = story;
  const monthly = last && last.moment.month !== null && (narrative || published === null);
  const base = monthly ? daysOf(last.moment)![0] : published;
  if (base === null) return dated(moment('day', { day: m.day }), null);
  const { year, month } = civil(base);
  if (m.day! > daysIn(year, month))
    return dated(moment('day', { year, month }), monthly ? last.number : 'published');
  return dated(moment('day', { year, month, day: m.day }), monthly ? last.number : 'published');
}

/** A clock or part of the day alone: of the day spoken of, else of publication. */
function resolveClock(m: CalendarMeaning, f: Found, story: Story): Resolved {
  const { published, narrative, sentence } = story.setting;
  const { lastDay } = story;
  const near =
    lastDay && (narrative || published === null || sentence(f) - lastDay.sentence <= 1) ? lastDay : null;
  if (near) {
    const { year, month, day } = near.moment;
    return dated(moment(m.granularity, { year, month, day, part: m.part, clock: m.clock }), near.number);
  }
  if (published === null || narrative)
    return dated(moment(m.granularity, { part: m.part, clock: m.clock }), null);
  return dated(moment(m.granularity, { ...civil(published), part: m.part, clock: m.clock }), 'published');
}

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

function resolveShift(m: ShiftMeaning, f: Found, story: Story): Resolved {
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
