/**
 * Resolves dates that say part of themselves: "May", "October 8", "Friday", "the 20th", "10 p.m.".
 *
 * @module
 */
import { civil, daysIn } from '../../record/calendar.ts';
import { chooseDay, chooseGranule, chooseWeekday, type Frame } from './choose.ts';
import type { CalendarMeaning, Found } from './meaning.ts';
import { dayMoment, daysOf, granuleAt, type Moment, moment } from './moment.ts';
import { dated, type Resolved, type Story, valued } from './story.ts';

export function resolveCalendar(m: CalendarMeaning, f: Found, story: Story): Resolved {
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
    span && ((narrative && !(deictic && published !== null)) || onward || followsOn(m, f, story));
  if (useStory) return { published, story: span[0], storyEnd: span[1], anchor: last.number };
  if (published === null) return null;
  return { published, story: null, storyEnd: null, anchor: 'published' };
}

/** In the news too, "on October 8" right after "on October 7, 2015" goes on from there. */
function followsOn(m: CalendarMeaning, f: Found, { last, setting }: Story): boolean {
  if (!last || m.month === null || m.day === null || last.moment.day === null) return false;
  if (setting.sentence(f) - last.sentence > 1) return false;
  return setting.published === null || last.moment.year! < civil(setting.published).year - 1;
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
  const monthly = last && last.moment.month !== null && narrative;
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
  const near = lastDay && (narrative || sentence(f) - lastDay.sentence <= 1) ? lastDay : null;
  if (near) {
    const { year, month, day } = near.moment;
    return dated(moment(m.granularity, { year, month, day, part: m.part, clock: m.clock }), near.number);
  }
  if (published === null || narrative)
    return dated(moment(m.granularity, { part: m.part, clock: m.clock }), null);
  return dated(moment(m.granularity, { ...civil(published), part: m.part, clock: m.clock }), 'published');
}
