/**
 * The incident: one thing that happened, as several reports tell it. Where they agree and where they do not stands side
 * by side; nothing is averaged, and no verdict is given.
 *
 * @module
 */
import type { Event, Quantity, Span } from './reading.ts';

/** The words behind a field: where they stand, in which report, of which origin, and on whose word. */
export interface Support {
  /** Key of the report, and the event's id in its reading. */
  report: string;
  event: string;
  /** Id of the origin: copies of one text are one. */
  origin: string;
  /** Agency or publisher of the origin; null when the report does not say. */
  outlet: string | null;
  /** Whom the report names for it; null where it is the publisher's own. */
  source: string | null;
  /** Publication of the report, ISO; null when unknown. */
  published: string | null;
  /** The words of the field; null where none were resolved. */
  span: Span | null;
  /** The sentence around them: the words to quote. */
  quote: Span;
}

/** One value that is reported of a field, with all who report it; a field is a list of these, most origins first. */
export interface Told<T> {
  value: T;
  support: Support[];
}

export interface IncidentPlace {
  name: string;
  geonames: number | null;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  precision: 'exact' | 'settlement' | 'district' | 'region' | 'country' | 'unknown';
}

export interface IncidentActor {
  name: string;
  kind: string | null;
  role: Event['participants'][number]['role'];
  /** Whether the name is a label that somebody applied: stated in quotation marks. */
  label: boolean;
}

/** One figure that one report gives, as of its publication. */
export interface CountClaim {
  measures: Quantity['measures'];
  unit: string | null;
  value: number | null;
  low: number | null;
  high: number | null;
  operator: Quantity['operator'];
  /** The report's publication: figures grow. */
  asOf: string | null;
  countedBy: string | null;
  support: Support;
}

/** What the figures of one measure come to. An update: the same source, later; a disagreement: different sources. */
export interface CountSummary {
  measures: Quantity['measures'];
  lowest: number | null;
  highest: number | null;
  /** The last figure of each origin, latest first. */
  latest: {
    origin: string;
    outlet: string | null;
    asOf: string | null;
    low: number | null;
    high: number | null;
  }[];
  relation: 'single' | 'agreement' | 'update' | 'disagreement';
}

export interface Contradiction {
  field: 'actor' | 'recipient' | 'place' | 'time' | 'count' | 'status';
  /** What stands against what, in neutral words. */
  words: string;
  sides: Told<string>[];
}

/** Facts about the support, never a verdict. */
export interface SupportFacts {
  reports: number;
  origins: number;
  outlets: string[];
  namedSources: string[];
  officials: string[];
  /** Actors who say that they did it; sources that deny it. */
  admissions: string[];
  denials: string[];
}

export const GRADES = ['confirmed', 'fair', 'weak', 'contested', 'discounted'] as const;

/** Set by a person, with a reason. */
export interface Grade {
  grade: (typeof GRADES)[number];
  reason: string;
  by: string;
  at: string;
}

/** A field that a person set; what the machine had stays beside it. */
export interface Correction {
  field: string;
  was: unknown;
  by: string;
  at: string;
  reason: string;
}

export interface IncidentOrigin {
  id: string;
  outlet: string | null;
  /** Keys of the reports that carry the text, earliest first. */
  reports: string[];
}

/** What lists show of an incident. */
export interface IncidentLine {
  /** Stable while the incident grows; ids of incidents that were merged into it lead here. */
  id: string;
  type: Event['type'];
  mode: string | null;
  status: Event['status'];
  /** One neutral sentence, never more certain than its sources. */
  sentence: string;
  /** EDTF that all dated mentions allow; null when undated. */
  when: string | null;
  firstDay: string | null;
  lastDay: string | null;
  /** Whether the time is the reports' own words and not only their publication. */
  dateDoubtful: boolean;
  place: IncidentPlace | null;
  actors: string[];
  recipients: string[];
  counts: CountSummary[];
  reports: number;
  origins: number;
  contradictions: number;
  /** Who told of it first, and when. */
  firstReported: { outlet: string | null; at: string | null } | null;
  grade: Grade | null;
  storyline: string | null;
  /** What people corrected, oldest first. */
  corrected: Correction[];
}

export interface Incident extends Omit<IncidentLine, 'place' | 'contradictions' | 'reports' | 'origins'> {
  place: IncidentPlace | null;
  times: Told<string>[];
  places: Told<IncidentPlace>[];
  participants: Told<IncidentActor>[];
  figures: CountClaim[];
  contradictions: Contradiction[];
  facts: SupportFacts;
  origins: IncidentOrigin[];
  /** Every telling: one event of one report. */
  mentions: (Support & {
    /** Names the telling in every archive: its report, words and offsets. */
    mention: string;
    title: string | null;
    url: string | null;
    sentence: string;
  })[];
  /** Ids that were merged into this one. */
  formerly: string[];
}
