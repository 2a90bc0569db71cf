/**
 * What the words of a time expression say, before anyone asks from where it is counted.
 *
 * @module
 */
import type { Clock, Granularity, Mod, PartOfDay } from './moment.ts';

/** "last Friday", "next May", "this summer", "the same day", "the previous year", "the following Tuesday". */
export type Direction = 'last' | 'next' | 'this' | 'same' | 'previous' | 'following';

/** A feast or memorial day: its month and day, or how it is found. */
export interface Holiday {
  readonly name: string;
  /** Day number in a (Gregorian) year, or null when this calendar does not fix it. */
  readonly dayIn: (year: number) => number | null;
}

/** A date in part: what is null, is not said. */
export interface CalendarMeaning {
  readonly kind: 'calendar';
  readonly granularity: Granularity;
  /** Astronomical; of a decade or century its first year. */
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly weekday: number | null;
  /** Half, quarter, season. */
  readonly index: number | null;
  readonly holiday: Holiday | null;
  readonly part: PartOfDay | null;
  readonly clock: Clock | null;
  readonly direction: Direction | null;
  /** Year told from another: "this year" 0, "last year" -1 (of the publication), "that year" the narrative's. */
  readonly yearFrom: { readonly base: 'published' | 'reference'; readonly shift: number } | null;
}

export type ShiftUnit = Granularity | 'hour' | 'minute' | 'second';

/** So many units from now, or from the time that the text speaks of: "yesterday", "two weeks ago", "a year later". */
export interface ShiftMeaning {
  readonly kind: 'shift';
  readonly unit: ShiftUnit;
  /** Null: not said ("several years ago"). */
  readonly count: number | null;
  readonly sign: -1 | 0 | 1;
  readonly from: 'published' | 'reference';
  /** Counted with a number ("a year ago", "year-earlier"), not pointed at ("last year"). */
  readonly counted: boolean;
  readonly part: PartOfDay | null;
  readonly clock: Clock | null;
  /**
   * Event that the shift is counted from ("two days after the attack"): the unit of its noun, and the duration's own
   * value for the case that the event has no date.
   */
  readonly event: { readonly noun: number; readonly value: string } | null;
}

/** A stretch of time. `reach`: it ends (-1) or begins (1) at the publication ("the past three months"). */
export interface DurationMeaning {
  readonly kind: 'duration';
  readonly value: string;
  readonly unit: ShiftUnit;
  readonly count: number | null;
  readonly reach: -1 | 0 | 1;
}

export interface SetMeaning {
  readonly kind: 'set';
  readonly value: string;
}

export interface VagueMeaning {
  readonly kind: 'vague';
  readonly value: string;
}

export type Meaning = CalendarMeaning | ShiftMeaning | DurationMeaning | SetMeaning | VagueMeaning;

/** An expression found in the words: units `first` to, not including, `last`. */
export interface Found {
  first: number;
  last: number;
  meaning: Meaning;
  mod: Mod | null;
  /** The next expression goes with it: "between Monday and Wednesday", "May or June". */
  joined: boolean;
  /** Weaker evidence: kept only if the words around it bear it out. */
  doubtful: boolean;
}

const NOTHING: CalendarMeaning = {
  kind: 'calendar',
  granularity: 'day',
  year: null,
  month: null,
  day: null,
  weekday: null,
  index: null,
  holiday: null,
  part: null,
  clock: null,
  direction: null,
  yearFrom: null,
};

export const calendar = (granularity: Granularity, parts: Partial<CalendarMeaning>): CalendarMeaning => ({
  ...NOTHING,
  ...parts,
  granularity,
});

export const shift = (
  unit: ShiftUnit,
  sign: -1 | 0 | 1,
  parts: Partial<ShiftMeaning> = {},
): ShiftMeaning => ({
  kind: 'shift',
  unit,
  count: 1,
  sign,
  from: 'published',
  counted: false,
  part: null,
  clock: null,
  event: null,
  ...parts,
});

export const found = (first: number, last: number, meaning: Meaning, mod: Mod | null = null): Found => ({
  first,
  last,
  meaning,
  mod,
  joined: false,
  doubtful: false,
});
