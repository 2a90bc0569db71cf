/**
 * Why the tellings of an incident were joined: for each pair the features, what each weighs, and vetoes; and the
 * tellings outside it that came nearest.
 *
 * @module
 */
import { compareEvents, WEIGHTS } from '../reconcile/same-event.ts';
import type { Archive } from './archive.ts';
import { mentionsOf } from './incidents-decisions.ts';
import type { Told1 } from './incidents-record.ts';
import { activeDecisions, type Ruling } from './incidents-rulings.ts';
import { toldBy } from './incidents-write.ts';

export interface ExplainedPair {
  /** The other telling. */
  mention: string;
  report: string;
  event: string;
  /** Log-odds that the two are one event; null after a veto. */
  score: number | null;
  veto: string | null;
  /** Each feature: its value, its weight, and what it adds to the score. */
  features: { feature: string; value: number; weight: number; adds: number }[];
}

export interface ExplainedTelling {
  telling: Told1;
  /** Whether it stands for its event in its report, and so was compared. */
  listed: boolean;
  /** The telling of the same report that it tells again. */
  sameAs: string | null;
  /** The others of the incident, most alike first. */
  joined: ExplainedPair[];
  /** Mean of the scores, each held within 6: what decides. */
  mean: number | null;
}

export interface ExplainedIncident {
  id: string;
  tellings: ExplainedTelling[];
  /** Tellings of other incidents that could have been joined, most alike first. */
  apart: (ExplainedPair & { incident: string | null; to: string })[];
  /** Decisions that had a say. */
  decisions: Ruling[];
}

/** Pairs that are shown of a telling, and tellings outside. */
const MOST_PAIRS = 5;
const MOST_APART = 10;
const MOST = 6;

/** @returns null when there is no such incident. */
export async function explainIncident(archive: Archive, id: string): Promise<ExplainedIncident | null> {
  const { db } = archive;
  const rows = await db
    .selectFrom('incident_events')
    .select(['mention', 'block', 'listed', 'same_as'])
    .where('incident', '=', id)
    .orderBy('position')
    .execute();
  if (rows.length === 0) return null;
  const blocks = [...new Set(rows.map(({ block }) => block))];
  const near = await db
    .selectFrom('incident_events')
    .select('mention')
    .where('block', 'in', blocks)
    .where('listed', '=', 1)
    .orderBy('position')
    .limit(2000)
    .execute();
  const doubts = await db
    .selectFrom('doubtful_pairs')
    .select(['a', 'b'])
    .where((eb) => {
      const own = rows.map(({ mention }) => mention).slice(0, 200);
      return eb.or([eb('a', 'in', own), eb('b', 'in', own)]);
    })
    .limit(200)
    .execute();
  const own = new Set(rows.map(({ mention }) => mention));
  const others = [...near.map(({ mention }) => mention), ...doubts.flatMap(({ a, b }) => [a, b])];
  const told = await toldBy(db, [...new Set([...own, ...others])]);
  const compared = rows.filter(({ listed }) => listed === 1).map(({ mention }) => mention);
  const pair = (one: string, other: string): ExplainedPair => {
    const { score, veto, features } = compareEvents(told.get(one)!.facts, told.get(other)!.facts);
    const { report, record } = told.get(other)!.told;
    return {
      mention: other,
      report,
      event: record.event,
      score: Number.isFinite(score) ? score : null,
      veto,
      features: Object.entries(features)
        .map(([feature, value]) => {
          const weight = WEIGHTS[feature as keyof typeof WEIGHTS];
          return { feature, value, weight, adds: value * weight };
        })
        .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds)),
    };
  };
  const bounded = ({ score }: ExplainedPair) =>
    score === null ? -MOST : Math.max(-MOST, Math.min(MOST, score));
  const alike = (a: ExplainedPair, b: ExplainedPair) => bounded(b) - bounded(a);
  const tellings = rows.map(({ mention, listed, same_as }) => {
    const pairs =
      listed === 1 ? compared.filter((other) => other !== mention).map((other) => pair(mention, other)) : [];
    return {
      telling: told.get(mention)!.told,
      listed: listed === 1,
      sameAs: same_as,
      joined: pairs.sort(alike).slice(0, MOST_PAIRS),
      mean: pairs.length ? pairs.reduce((sum, one) => sum + bounded(one), 0) / pairs.length : null,
    };
  });
  const apart = [...new Set(others)]
    .filter((other) => !own.has(other) && told.has(other))
    .flatMap((other) => {
      const [best] = compared.map((mention) => ({ ...pair(mention, other), to: mention })).sort(alike);
      return best ? [{ ...best, incident: told.get(other)!.incident }] : [];
    })
    .sort(alike)
    .slice(0, MOST_APART);
  const rulings = await activeDecisions(db);
  const decisions = rulings.filter(({ target }) => mentionsOf(target).some((mention) => own.has(mention)));
  return { id, tellings, apart, decisions };
}
