/**
 * What a text has said of time so far, and what it is told from.
 *
 * @module
 */
import type { DatedEvent } from './events.ts';
import type { Tense } from './language.ts';
import type { Found } from './meaning.ts';
import type { Clock, Moment } from './moment.ts';

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

export interface Reference {
  readonly paragraph: number;
  readonly moment: Moment;
  readonly number: number;
  readonly sentence: number;
}

/** What the text has said of time so far. */
export class Story {
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

/** A resolved date or time of the day. */
export const dated = (at: Moment, anchor: Resolved['anchor']): Resolved => ({
  type: at.granularity === 'part' || at.granularity === 'time' ? 'TIME' : 'DATE',
  moment: at,
  value: '',
  anchor,
  reach: null,
});

/** A resolved expression without a place on the calendar. */
export const valued = (
  type: Resolved['type'],
  value: string,
  anchor: Resolved['anchor'] = null,
): Resolved => ({
  type,
  moment: null,
  value,
  anchor,
  reach: null,
});
