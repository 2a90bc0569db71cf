/**
 * How much of a report speaks for each country, province and district: every name divides its vote among the places
 * that it may mean.
 *
 * @module
 */
import type { Name } from './name.ts';

export interface Votes {
  readonly country: ReadonlyMap<string, number>;
  readonly admin1: ReadonlyMap<string, number>;
  readonly admin2: ReadonlyMap<number, number>;
  /** Votes of all names, and of those that lie in provinces. */
  readonly all: number;
  readonly local: number;
  /** What each name gave, by its place in the list, so that it can be taken off when the name itself is judged. */
  readonly by: readonly Ballot[];
}

export interface Ballot {
  readonly weight: number;
  readonly country: ReadonlyMap<string, number>;
  readonly admin1: ReadonlyMap<string, number>;
  readonly admin2: ReadonlyMap<number, number>;
  readonly local: number;
}

/** A name that may lie in a district speaks for it at least this much: two such names are seldom there by chance. */
const DISTRICT_FLOOR = 0.2;

export function count(names: readonly Name[]): Votes {
  const country = new Map<string, number>();
  const admin1 = new Map<string, number>();
  const admin2 = new Map<number, number>();
  let all = 0;
  let local = 0;
  const by = names.map((name) => {
    const ballot = vote(name);
    for (const [key, share] of ballot.country) country.set(key, (country.get(key) ?? 0) + share);
    for (const [key, share] of ballot.admin1) admin1.set(key, (admin1.get(key) ?? 0) + share);
    for (const [key, share] of ballot.admin2) admin2.set(key, (admin2.get(key) ?? 0) + share);
    all += ballot.weight;
    local += ballot.local;
    return ballot;
  });
  return { country, admin1, admin2, all, local, by };
}

function vote({ candidates, scores, mentions }: Name): Ballot {
  const weight = candidates.length ? 1 + Math.log2(Math.max(1, mentions.length)) / 2 : 0;
  const country = new Map<string, number>();
  const admin1 = new Map<string, number>();
  const admin2 = new Map<number, number>();
  let best = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > best) best = score;
  let total = 0;
  for (const score of scores) total += Math.exp(score - best);
  let local = 0;
  candidates.forEach((candidate, i) => {
    const share = (weight * Math.exp(scores[i]! - best)) / total;
    if (candidate.country) country.set(candidate.country, (country.get(candidate.country) ?? 0) + share);
    if (candidate.admin1) {
      admin1.set(candidate.admin1, (admin1.get(candidate.admin1) ?? 0) + share);
      local += share;
    }
    if (candidate.admin2)
      admin2.set(candidate.admin2, Math.max(admin2.get(candidate.admin2) ?? DISTRICT_FLOOR, share));
  });
  return { weight, country, admin1, admin2, local };
}
