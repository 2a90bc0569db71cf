/**
 * What each expression means on the calendar: chooses what it is counted from, and counts.
 *
 * Three anchors: the publication ("yesterday", "last week"), the time that the story has reached ("the next day",
 * "in May" after "1942"), and tense, which decides between the last Friday and the next.
 *
 * @module
 */
import { civil } from '../../record/calendar.ts';
import type { Found } from './meaning.ts';
import { daysOf } from './moment.ts';
import { resolveCalendar } from './resolve-calendar.ts';
import { addUnits, isCountedFromEvent, resolveFromEvent, resolveShift } from './resolve-shift.ts';
import { type Resolved, type Setting, Story, valued } from './story.ts';

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
