/**
 * Whether two events in two reports are one: a linear model over features that a person can check, with vetoes.
 *
 * The weights are set by hand from what the features mean (log-odds); `explain` shows each one. A veto is a fact that no
 * likeness outweighs: other days, another place, a number of another order.
 *
 * @module
 */

import { kilometres } from '../read/place/distance.ts';
import { IS_POINT } from '../record/vocabulary.ts';
import { isPeriod } from './candidates.ts';
import { type EventFacts, isRealized } from './facts.ts';

/** What speaks for (above 0) or against (below 0) two events being one, in log-odds for a feature of 1. */
export const WEIGHTS = {
  bias: -4.2,
  /** The same verb or noun tells of it. */
  sameTrigger: 1.6,
  /** Words that begin alike: "bombing" and "truck bomb". */
  likeTrigger: 0.9,
  sameMode: 0.8,
  otherMode: -0.9,
  /** Both on the same day; their stretches of time touch; they are a day apart. */
  sameDay: 2.2,
  daysTouch: 0.9,
  nextDay: -1.2,
  /** One is undated, and the other fell into the days before its report; or on the day of what is told beside it. */
  mayTouch: 0.9,
  likelyDay: 1.6,
  /** Both at the same settlement; one place within the other; only the country in common. */
  samePlace: 2.2,
  placeWithin: 1.2,
  sameCountry: 0.4,
  /** One has no place of its own, and what is told beside it was at the same settlement; or at another. */
  likelyPlace: 1.6,
  otherLikelyPlace: -2.5,
  /** Share of the words of the names of those who take part, of the report that has fewer. */
  actors: 1.4,
  otherActors: -1.0,
  recipients: 1.2,
  otherRecipients: -0.6,
  /** The same measure with bounds that meet; or not far apart. */
  sameCount: 1.6,
  nearCount: 0.4,
  otherCount: -0.8,
  /** Share of the words of all names in the reports: they are about the same. Of one report that says nothing. */
  about: 3.0,
  /** Told in one report; in one sentence of it. */
  sameReport: 1.4,
  sameSentence: 1.4,
} as const;

export type Feature = keyof typeof WEIGHTS;
export type Features = Partial<Record<Feature, number>>;

export interface Comparison {
  /** Log-odds that the two are one event; minus infinity after a veto. */
  score: number;
  features: Features;
  veto: string | null;
}

/** Places of settlement size further apart than this are two, in kilometres. */
const FAR = 60;
/** Days between two dated events after which they are two: reports disagree by a day, seldom by more. */
const FAR_DAYS = 1;
/** A toll grows as reports come in, but not so many times over. */
const FAR_COUNTS = 20;

export function compareEvents(a: EventFacts, b: EventFacts): Comparison {
  const features: Features = { bias: 1 };
  const veto =
    (a.type !== b.type && 'types differ') ||
    (isRealized(a) !== isRealized(b) && 'one is only planned or possible') ||
    (reportOf(a) !== reportOf(b) && unplaced(a, b)) ||
    (isPeriod(a) !== isPeriod(b) && 'an event and a period') ||
    compareDays(a, b, features) ||
    comparePlaces(a, b, features) ||
    compareCounts(a, b, features);
  if (veto) return { score: Number.NEGATIVE_INFINITY, features, veto };

  if (a.lemma === b.lemma) features.sameTrigger = 1;
  else if (likeTriggers(a.lemma, b.lemma)) features.likeTrigger = 1;
  if (a.mode && b.mode) features[modesMeet(a.mode, b.mode) ? 'sameMode' : 'otherMode'] = 1;
  compareNames(a.actors, b.actors, features, 'actors', 'otherActors');
  compareNames(a.recipients, b.recipients, features, 'recipients', 'otherRecipients');
  if (reportOf(a) !== reportOf(b)) features.about = overlap(a.about, b.about);
  else features[a.sentence === b.sentence ? 'sameSentence' : 'sameReport'] = 1;

  let score = 0;
  for (const [name, value] of Object.entries(features)) score += WEIGHTS[name as Feature] * value;
  return { score, features, veto: null };
}

/** What is nowhere and never is no evidence that two reports tell of one thing. */
function unplaced(a: EventFacts, b: EventFacts): string | null {
  if (![a, b].every(({ days, recent, country }) => (days ?? recent) && country))
    return 'one is nowhere or never';
  return a.country === b.country ? null : 'other countries';
}

const reportOf = ({ id }: EventFacts) => id.slice(0, id.indexOf('/'));

/** Letters that words must have in common at their beginning. */
const STEM = 4;

function likeTriggers(a: string, b: string): boolean {
  const stems = new Set(a.split(' ').map((word) => word.slice(0, STEM)));
  return b.split(' ').some((word) => word.length >= STEM && stems.has(word.slice(0, STEM)));
}

/** Modes that name one thing by different sides of it. */
const MEETING = [
  new Set(['explosives', 'suicide-attack']),
  new Set(['heavy-weapons', 'aerial', 'explosives']),
  new Set(['firearms', 'targeted']),
];
const modesMeet = (a: string, b: string) => a === b || MEETING.some((modes) => modes.has(a) && modes.has(b));

/** Whether the two are told as one. Depends on nothing but the two. */
export const isSameEvent = (a: EventFacts, b: EventFacts): boolean => compareEvents(a, b).score > 0;

function compareDays(a: EventFacts, b: EventFacts, features: Features): string | null {
  if (!a.days || !b.days) {
    const [one, other] = [a.days ?? a.recent, b.days ?? b.recent];
    if (!one || !other) return null;
    const gap = Math.max(one.first, other.first) - Math.min(one.last, other.last);
    if (gap > FAR_DAYS) return `${gap} days apart`;
    const isDay = one.last - one.first < 2 && other.last - other.first < 2;
    features[gap <= 0 && isDay ? 'likelyDay' : 'mayTouch'] = 1;
    return null;
  }
  const gap = Math.max(a.days.first, b.days.first) - Math.min(a.days.last, b.days.last);
  if (gap > FAR_DAYS) return `${gap} days apart`;
  if (gap === 1) features.nextDay = 1;
  else if (a.days.first === b.days.first && a.days.last === b.days.last && a.days.last - a.days.first < 2)
    features.sameDay = 1;
  else features.daysTouch = 1;
  return null;
}

function comparePlaces(a: EventFacts, b: EventFacts, features: Features): string | null {
  const [left, right] = [a.place, b.place];
  if (!left || !right) {
    const [one, other] = [left ?? a.likelyPlace, right ?? b.likelyPlace];
    const km = one && other ? distance(one, other) : null;
    if (km !== null && IS_POINT.has(one!.precision) && IS_POINT.has(other!.precision))
      features[km > FAR ? 'otherLikelyPlace' : 'likelyPlace'] = 1;
    return null;
  }
  if (left.country && right.country && left.country !== right.country) return 'other countries';
  const km = distance(left, right);
  const points = IS_POINT.has(left.precision) && IS_POINT.has(right.precision);
  if (points && km !== null && km > FAR) return `${Math.round(km)} km apart`;
  if (left.name === right.name || (points && km !== null)) {
    const isCountry = left.precision === 'country' || right.precision === 'country';
    features[isCountry ? 'sameCountry' : 'samePlace'] = 1;
  } else if (km !== null && km < 300 && isWithin(left, right)) {
    features.placeWithin = 1;
  } else features.sameCountry = 1;
  return null;
}

/** Whether one place may lie in the other: no two provinces, and neither is no more than a country. */
const isWithin = (a: Located, b: Located) =>
  [a, b].every(({ precision }) => precision !== 'country') &&
  (!a.admin1 || !b.admin1 || a.admin1 === b.admin1);

type Located = NonNullable<EventFacts['place']>;

/** Kilometres between two places; null where one is nowhere. */
const distance = (a: Located, b: Located): number | null =>
  a.lat !== null && a.lon !== null && b.lat !== null && b.lon !== null
    ? kilometres(a.lat, a.lon, b.lat, b.lon)
    : null;

function compareCounts(a: EventFacts, b: EventFacts, features: Features): string | null {
  for (const left of a.counts) {
    const right = b.counts.find(({ measures }) => measures === left.measures && measures !== 'other');
    if (!right) continue;
    const [low, high] = [
      Math.max(left.low ?? 0, right.low ?? 0),
      Math.min(left.high ?? Infinity, right.high ?? Infinity),
    ];
    if (low <= high) features.sameCount = 1;
    else if (low > high * FAR_COUNTS) return `${left.measures}: ${high} and ${low}`;
    else features[low <= high * 2 ? 'nearCount' : 'otherCount'] = 1;
  }
  return null;
}

function compareNames(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  features: Features,
  same: Feature,
  other: Feature,
) {
  if (!a.size || !b.size) return;
  const share = overlap(a, b);
  if (share > 0) features[same] = share;
  else features[other] = 1;
}

/** Share of the words of the smaller set that stand in the other. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (!small.size) return 0;
  let common = 0;
  for (const word of small) if (large.has(word)) common++;
  return common / small.size;
}
