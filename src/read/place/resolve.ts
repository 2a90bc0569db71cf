/**
 * Says which place each name of a report means, for all names at once: one sense a name, chosen by what the text says
 * outright ("Paris, Texas"), by what the other names of the report are near or lie in, and by size.
 *
 * Every candidate has a prior; then, for a few rounds, the names vote for countries, provinces and districts with what
 * they most likely mean, and are judged anew by the votes of the others.
 *
 * @module
 */
import type { StructuredReport } from '../../report/types.ts';
import type { Tokens } from '../tokens/types.ts';
import { settleUnknown } from './area.ts';
import { contains } from './contains.ts';
import { kilometres } from './distance.ts';
import { MATCH } from './gazetteer/gazetteer.ts';
import { bears, type Home, homeOf } from './home.ts';
import type { Mention } from './mention.ts';
import { type Name, newName } from './name.ts';
import { type Ballot, count, type Votes } from './votes.ts';
import type { Candidate, World } from './world.ts';

const ROUNDS = 4;
const AREAS: ReadonlySet<string> = new Set(['PCLI', 'PCLH', 'ADM1', 'CONT', 'RGN', 'OCN', 'SEA']);

/** The names of the mentions with their places, and the name of each mention. */
export function resolve(
  mentions: readonly Mention[],
  tokens: Tokens,
  report: StructuredReport,
  world: World,
): Map<Mention, Name> {
  const names = gather(mentions);
  const nameOf = new Map<Mention, Name>();
  for (const name of names) for (const mention of name.mentions) nameOf.set(mention, name);
  findContainment(mentions, tokens, nameOf);
  const home = homeOf(report, world);
  const voters = home.towns.length ? [...names, homeName(home)] : names;
  const priors = voters.map((name) =>
    Float64Array.from(name.candidates, (candidate) => prior(candidate, name, home)),
  );
  voters.forEach((name, i) => {
    name.scores = priors[i]!;
    choose(name);
  });
  for (let round = 0; round < ROUNDS; round++) {
    const votes = count(voters);
    const next = voters.map((name, n) =>
      priors[n]!.map(
        (before, i) => before + context(name.candidates[i]!, name, voters, votes, votes.by[n]!, world),
      ),
    );
    voters.forEach((name, i) => {
      name.scores = next[i]!;
      choose(name);
    });
  }
  settleUnknown(names, count(voters), world);
  return nameOf;
}

/** The same words are one name, and mean one place. */
function gather(mentions: readonly Mention[]): Name[] {
  const names = new Map<string, Name>();
  for (const mention of mentions) {
    const sense = mention.form === 'demonym' ? '/demonym' : mention.division ? '/division' : '';
    const key = mention.key + sense;
    const name = names.get(key);
    if (name) name.mentions.push(mention);
    else names.set(key, newName(mention.key, [mention], mention.candidates, mention.division));
  }
  return [...names.values()];
}

/** The publisher's town votes as if the report had named it. */
const homeName = (home: Home) => newName('', [], home.towns, false);

const WITHIN =
  /^(?:\.?, ?(?:in )?| ?\(| in (?:the )?(?:\w+ )?(?:(?:province|governorate|state|district|region|county) of )?| airbase in (?:the )?(?:province of )?)$/;

/** "Paris, Texas", "Khmeimim airbase in the province of Latakia", "LATAKIA (Syria)". */
function findContainment(mentions: readonly Mention[], tokens: Tokens, nameOf: ReadonlyMap<Mention, Name>) {
  for (let i = 0; i + 1 < mentions.length; i++) {
    const [inner, outer] = [mentions[i]!, mentions[i + 1]!];
    if (outer.form === 'demonym' || inner.form === 'demonym') continue;
    const start = tokens.end[inner.last - 1]!;
    const end = tokens.start[outer.first]!;
    if (end - start > 40 || !WITHIN.test(tokens.text.slice(start, end))) continue;
    const name = nameOf.get(inner)!;
    const container = nameOf.get(outer)!;
    if (name === container || name.within.includes(container)) continue;
    name.within.push(container);
    container.holds.push(name);
  }
}

/** What speaks for a candidate by itself. */
function prior(candidate: Candidate, name: Name, home: Home): number {
  const { population, feature, match, listed, country } = candidate;
  const settlement = feature.startsWith('PPL');
  // A town's own paper means the town, however small beside its namesakes.
  const borne = bears(home, name.key) && !(feature === 'PCLI' && home.country === country);
  const local = settlement && borne;
  let score = Math.log10(population + 10) * (borne ? 0.4 : 0.9);
  if (feature === 'PCLI') score += borne ? 2 : 4;
  else if (feature === 'CONT' || feature === 'OCN') score += 6;
  else if (listed && feature !== 'ADM1') score = Math.max(score, 4) + 1;
  else if (feature === 'ADM1') score += stateBonus(candidate, name);
  else if (feature === 'ADM2') score += name.division ? 0 : -1;
  else if (feature === 'PPLC') score += local ? 0 : 3;
  else if (feature === 'PPLA') score += 0.7;
  else if (feature === 'PPLX') score -= 1;
  if (name.division) score += feature === 'ADM1' || feature === 'ADM2' ? 5 : settlement ? -4 : 0;
  if (match === MATCH.other && !outshines(candidate, name))
    score -= 0.8 + (!listed && hasOwn(name) ? (population < GREAT ? 4.5 : 2) : 0);
  else if (match === MATCH.other) score += home.country ? -0.8 : 0.7;
  if (match === MATCH.romanised) score -= 3;
  if (settlement && home.country === country && country) score += 3;
  if (local) score += home.general && country === 'US' ? 3 : 1;
  return score;
}

/** Population of a great city. */
const GREAT = 100_000;

/**
 * A great city under the name it has in English ("Geneva" for Genève) is meant before towns an eighth of its size that
 * were named after it, even where their country is spoken of.
 */
function outshines({ feature, population, admin1 }: Candidate, { candidates }: Name): boolean {
  if (!feature.startsWith('PPL') || population < GREAT) return false;
  return candidates.every(
    (other) =>
      other.match !== MATCH.own ||
      (other.feature.startsWith('PPL') ? other.population * 8 < population : other.admin1 === admin1),
  );
}

const hasOwn = ({ candidates }: Name) => candidates.some(({ match }) => match === MATCH.own);

/** A state is meant by its name unless a great city or the capital bears it too: "New York", "Washington". */
function stateBonus(state: Candidate, { candidates }: Name): number {
  const city = candidates.some(
    ({ feature, admin1, country, population, match }) =>
      match === MATCH.own &&
      ((feature === 'PPLC' && country === state.country) ||
        (feature.startsWith('PPL') && admin1 === state.admin1 && population * 6 > state.population)),
  );
  if (!state.listed) return city ? -2.5 : -0.5;
  return city ? -2 : 3;
}

/** What the rest of the report says for a candidate. */
function context(
  candidate: Candidate,
  name: Name,
  names: readonly Name[],
  votes: Votes,
  own: Ballot,
  world: World,
): number {
  let score = 0;
  for (const container of name.within)
    score += likely(container).some((outer) => contains(outer, candidate)) ? 6 : -1;
  for (const inner of name.holds)
    if (inner.candidates.some((place) => place.match === MATCH.own && contains(candidate, place))) score += 3;
  const { country, admin1, admin2 } = candidate;
  const others = votes.all - own.weight + 1;
  const of = <K>(all: ReadonlyMap<K, number>, mine: ReadonlyMap<K, number>, key: K) =>
    (all.get(key) ?? 0) - (mine.get(key) ?? 0);
  if (country) score += (4 * of(votes.country, own.country, country)) / others;
  if (admin1 && candidate.feature !== 'ADM1')
    score += (4 * of(votes.admin1, own.admin1, admin1)) / (votes.local - own.local + 1);
  if (admin2) score += 3 * (1 - Math.exp(-of(votes.admin2, own.admin2, admin2)));
  if (!AREAS.has(candidate.feature)) score += nearness(candidate, name, names);
  let beside = 0;
  for (const neighbour of world.countries.get(country)?.neighbours ?? [])
    beside += of(votes.country, own.country, neighbour);
  return score + beside / others;
}

/** The places that a name may well mean: within so much evidence of the best. */
const LIKELY = 5;
const likely = ({ candidates, scores, choice }: Name) =>
  candidates.filter(({ match }, i) => match !== MATCH.romanised && scores[i]! >= scores[choice]! - LIKELY);

/** How near the other chosen places are: two close ones say most of it. */
function nearness(candidate: Candidate, name: Name, names: readonly Name[]): number {
  let sum = 0;
  for (const other of names) {
    if (other === name) continue;
    const place = other.candidates[other.choice];
    if (!place || AREAS.has(place.feature)) continue;
    if (Math.abs(place.lat - candidate.lat) > 3) continue;
    sum += Math.exp(-kilometres(candidate.lat, candidate.lon, place.lat, place.lon) / 60);
  }
  return 2.5 * (1 - Math.exp(-sum));
}

function choose(name: Name) {
  let best = -1;
  for (let i = 0; i < name.scores.length; i++) if (best < 0 || name.scores[i]! > name.scores[best]!) best = i;
  name.choice = best;
}
