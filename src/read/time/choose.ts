/**
 * Which year, which week: chooses the place of a date that does not say all.
 *
 * @module
 */
import { civil, dayOf, daysIn, weekdayOf } from '../../record/calendar.ts';
import type { Tense } from './language.ts';
import type { CalendarMeaning } from './meaning.ts';
import { daysOf, moment } from './moment.ts';

/** What a date is counted from. */
export interface Frame {
  readonly published: number | null;
  /** First and last day of the time that the story has reached, where it is counted from there. */
  readonly story: number | null;
  readonly storyEnd: number | null;
  readonly anchor: 'published' | number;
}

/** How far back from the story a bare date still belongs to the same year's telling, in days. */
const BACK = 150;

/** A date so near the publication, in days, needs no tense: a paper would add the year to any other. */
const NEAR = 80;

/**
 * The year of a month, day of a month or feast.
 *
 * @param over told by a verb of the past: it cannot lie ahead of the publication.
 */
export function chooseDay(m: CalendarMeaning, frame: Frame, tense: Tense, over: boolean): number {
  const from = frame.story ?? frame.published!;
  const { year } = civil(from);
  const spanIn = (y: number): readonly [number, number] => {
    if (m.holiday) {
      const day = m.holiday.dayIn(y) ?? dayOf(y, 7, 1);
      return [day, day];
    }
    if (m.day !== null) {
      const day = dayOf(y, m.month!, Math.min(m.day, daysIn(y, m.month!)));
      return [day, day];
    }
    return [dayOf(y, m.month!, 1), dayOf(y, m.month!, daysIn(y, m.month!))];
  };
  return chooseYear(m, frame, tense, year, spanIn, over);
}

/** The year of a quarter, half or season. */
export function chooseGranule(m: CalendarMeaning, frame: Frame, tense: Tense): number {
  const { year } = civil(frame.story ?? frame.published!);
  return chooseYear(
    m,
    frame,
    tense,
    year,
    (y) => daysOf(moment(m.granularity, { year: y, index: m.index }))!,
  );
}

function chooseYear(
  m: CalendarMeaning,
  frame: Frame,
  tense: Tense,
  year: number,
  spanIn: (year: number) => readonly [number, number],
  over = false,
): number {
  const here = frame.story ?? frame.published!;
  const end = frame.storyEnd ?? here;
  switch (m.direction) {
    case 'last':
    case 'previous':
      return [year, year - 1].find((y) => spanIn(y)[1] < here) ?? year - 1;
    case 'next':
    case 'following':
      return [year, year + 1].find((y) => spanIn(y)[0] > end) ?? year + 1;
    case 'this':
    case 'same':
      return year;
    default:
  }
  if (frame.story !== null)
    return [year - 1, year, year + 1].find((y) => spanIn(y)[1] >= here - BACK) ?? year;

  const begun = () => [year, year - 1].find((y) => spanIn(y)[0] <= here) ?? year;
  const away = (y: number) => {
    const [first, last] = spanIn(y);
    return here < first ? first - here : here > last ? here - last : 0;
  };
  const nearest = [year, year - 1, year + 1].reduce((best, y) => (away(y) < away(best) ? y : best));
  const reported = m.granularity === 'quarter' || m.granularity === 'half';
  if (reported && tense !== 'future') return begun();
  if (over) return begun();
  const ahead = !reported && tense === 'future' && spanIn(nearest)[1] < here;
  if ((reported || m.day !== null || m.holiday) && away(nearest) <= NEAR && !ahead) return nearest;
  if (tense === 'past') return begun();
  if (tense === 'future') return [year, year + 1].find((y) => spanIn(y)[1] >= here) ?? year;
  return nearest;
}

/** The day number of a weekday. */
export function chooseWeekday(m: CalendarMeaning, frame: Frame, tense: Tense): number {
  const here = frame.story ?? frame.published!;
  const end = frame.storyEnd ?? here;
  const back = (weekdayOf(here) - m.weekday! + 7) % 7;
  const on = (m.weekday! - weekdayOf(end) + 7) % 7;
  switch (m.direction) {
    case 'last':
    case 'previous':
      return here - (back || 7);
    case 'next':
    case 'following':
      return end + (on || 7);
    case 'this':
      return here - weekdayOf(here) + m.weekday!;
    default:
      if (frame.story !== null) return end + on;
      return tense === 'future' ? here + on : here - back;
  }
}
