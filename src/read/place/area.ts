/**
 * What a report says of a place that cannot be known: the town, province or country in which it puts it.
 *
 * A name that the gazetteer lacks has namesakes all over the world. One of those is chosen only if something in the
 * report speaks for its country; otherwise the name is given the area that the text gives it, or none.
 *
 * @module
 */
import { contains } from './contains.ts';
import { MATCH } from './gazetteer/gazetteer.ts';
import type { Name } from './name.ts';
import type { Ballot, Votes } from './votes.ts';
import type { Candidate, World } from './world.ts';

/** A town of more people is known far from home; so is a capital. */
const KNOWN_ABROAD = 100_000;
/** Share of the report's other names that makes a country or a province its subject. */
const SUBJECT = 0.5;
/** Share below which a country is no part of the report. */
const FOREIGN = 0.06;

/** Takes back choices that nothing supports, and gives names without a choice their area. */
export function settleUnknown(names: readonly Name[], votes: Votes, world: World): void {
  names.forEach((name, i) => {
    const own = votes.by[i]!;
    const chosen = name.candidates[name.choice];
    if (chosen && isNamesake(chosen, name, votes, own, world))
      name.choice = bestOther(name, votes, own, world);
  });
  names.forEach((name, i) => {
    if (name.choice < 0) name.area = areaOf(name, votes, votes.by[i]!, world);
  });
}

/** The best candidate that is no mere namesake, -1 for none. */
function bestOther(name: Name, votes: Votes, own: Ballot, world: World): number {
  let best = -1;
  name.candidates.forEach((candidate, i) => {
    if (candidate.match !== MATCH.own || (best >= 0 && name.scores[i]! <= name.scores[best]!)) return;
    if (!isNamesake(candidate, name, votes, own, world)) best = i;
  });
  return best;
}

function isNamesake(chosen: Candidate, name: Name, votes: Votes, own: Ballot, world: World): boolean {
  const { feature, population, listed, country, match } = chosen;
  if (listed || !country || !(feature.startsWith('PPL') || feature.startsWith('ADM'))) return false;
  if (feature === 'PPLC' || (population >= KNOWN_ABROAD && match !== MATCH.romanised)) return false;
  if (name.within.some((outer) => isWithin(outer, chosen))) return false;
  const others = votes.all - own.weight;
  if (others < 2) return match === MATCH.romanised;
  const share = (code: string) => ((votes.country.get(code) ?? 0) - (own.country.get(code) ?? 0)) / others;
  if (share(country) >= FOREIGN) return false;
  const subject = [...votes.country.keys()].find((code) => share(code) >= SUBJECT);
  if (!subject) return match === MATCH.romanised;
  return !world.countries.get(subject)?.neighbours.has(country);
}

function isWithin(outer: Name, inner: Candidate): boolean {
  const area = outer.candidates[outer.choice];
  return area !== undefined && contains(area, inner);
}

/** The place that the text puts the name in, or the province or country that the report is about. */
function areaOf(name: Name, votes: Votes, own: Ballot, world: World): Candidate | null {
  for (const outer of name.within) {
    const place = outer.candidates[outer.choice];
    if (place) return place;
  }
  const local = votes.local - own.local;
  const province = leading(votes.admin1, own.admin1);
  if (province && local >= 2 && province.votes >= SUBJECT * local) return world.admin1Place(province.key);
  const country = leading(votes.country, own.country);
  if (country && country.votes >= SUBJECT * (votes.all - own.weight)) return world.countryPlace(country.key);
  return null;
}

function leading(all: ReadonlyMap<string, number>, own: ReadonlyMap<string, number>) {
  let best: { key: string; votes: number } | null = null;
  for (const [key, sum] of all) {
    const votes = sum - (own.get(key) ?? 0);
    if (votes > 0.5 && (!best || votes > best.votes)) best = { key, votes };
  }
  return best;
}
