/**
 * Says which place each name of a report means, for all names at once: one sense a name, chosen by what the text says
 * outright ("Paris, Texas"), by what the other names of the report are near or lie in, and by size.
 *
 * @module
 */
import type { StructuredReport } from '../../report/types.ts';
import type { Tokens } from '../tokens/types.ts';
import { kilometres } from './distance.ts';
import { MATCH } from './gazetteer/gazetteer.ts';
import type { Mention } from './mention.ts';
import type { Candidate, World } from './world.ts';

/** A name of the report, all its mentions together. */
export interface Name {
  readonly key: string;
  readonly mentions: Mention[];
  readonly candidates: readonly Candidate[];
  /** Places that the text says it is part of: "Paris, Texas". */
  readonly within: Name[];
  /** Evidence a candidate. */
  scores: Float64Array;
  /** Number of the chosen candidate, -1 for none. */
  choice: number;
}

const ROUNDS = 3;
const AREAS: ReadonlySet<string> = new Set(['PCLI', 'PCLH', 'ADM1', 'CONT', 'RGN', 'OCN', 'SEA']);

export function resolve(
  mentions: readonly Mention[],
  tokens: Tokens,
  report: StructuredReport,
  world: World,
): Name[] {
  const names = gather(mentions);
  const nameOf = new Map<Mention, Name>();
  for (const name of names) for (const mention of name.mentions) nameOf.set(mention, name);
  findContainment(mentions, tokens, nameOf);
  const home = homeOf(report, world);
  for (const name of names) {
    name.scores = Float64Array.from(name.candidates, (candidate) => prior(candidate, name, home));
    choose(name);
  }
  for (let round = 0; round < ROUNDS; round++) {
    const focus = focusOf(names);
    const next = names.map((name) =>
      Float64Array.from(
        name.candidates,
        (candidate) => prior(candidate, name, home) + context(candidate, name, names, focus, world),
      ),
    );
    names.forEach((name, i) => {
      name.scores = next[i]!;
      choose(name);
    });
  }
  return names;
}

/** The same words are one name, and mean one place. */
function gather(mentions: readonly Mention[]): Name[] {
  const names = new Map<string, Name>();
  for (const mention of mentions) {
    const key = mention.form === 'demonym' ? `${mention.key}/demonym` : mention.key;
    const name = names.get(key);
    if (name) name.mentions.push(mention);
    else
      names.set(key, {
        key,
        mentions: [mention],
        candidates: mention.candidates,
        within: [],
        scores: new Float64Array(0),
        choice: -1,
      });
  }
  return [...names.values()];
}

/** "Paris, Texas", "Khmeimim airbase in the province of Latakia", "LATAKIA (Syria)". */
function findContainment(mentions: readonly Mention[], tokens: Tokens, nameOf: ReadonlyMap<Mention, Name>) {
  for (let i = 0; i + 1 < mentions.length; i++) {
    const [inner, outer] = [mentions[i]!, mentions[i + 1]!];
    if (outer.form === 'demonym' || inner.form === 'demonym') continue;
    const between = tokens.text.slice(tokens.end[inner.last - 1]!, tokens.start[outer.first]!);
    if (between.length > 40 || between.includes('\n')) continue;
    const link =
      /^(?:, ?(?:in )?| ?\(| in (?:the )?(?:\w+ )?(?:(?:province|governorate|state|district|region|county) of )?| airbase in (?:the )?(?:province of )?)$/.test(
        between,
      );
    const name = nameOf.get(inner)!;
    const container = nameOf.get(outer)!;
    if (link && name !== container && !name.within.includes(container)) name.within.push(container);
  }
}

/** Where the publisher is at home, as far as its name and address tell. */
interface Home {
  country: string;
  /** Letters of publisher and host, without gaps. */
  letters: string;
}
const COUNTRY_BY_DOMAIN: Readonly<Record<string, string>> = { uk: 'GB' };

function homeOf(report: StructuredReport, world: World): Home {
  const host = /^(?:https?:\/\/)?(?:www\.)?([^/:?#]+)/.exec(report.url ?? '')?.[1] ?? '';
  const end = /\.([a-z]{2})$/.exec(host)?.[1] ?? '';
  const code = COUNTRY_BY_DOMAIN[end] ?? end.toUpperCase();
  const letters = `${report.publisher ?? ''} ${host}`.toLowerCase().replace(/[^a-z]/g, '');
  return { country: world.countries.has(code) ? code : '', letters };
}

/** What speaks for a candidate by itself. */
function prior(candidate: Candidate, name: Name, home: Home): number {
  const { population, feature, match, listed, country } = candidate;
  let score = Math.log10(population + 10) * 0.9;
  if (feature === 'PCLI') score += 4;
  else if (feature === 'CONT' || feature === 'OCN') score += 6;
  else if (listed && feature !== 'ADM1') score = Math.max(score, 4) + 1;
  else if (feature === 'ADM1') score += listed ? 2 : -0.5;
  else if (feature === 'ADM2') score += name.key.endsWith(' county') || name.key.endsWith(' parish') ? 2 : -1;
  else if (feature === 'PPLC') score += 2;
  else if (feature === 'PPLA') score += 0.7;
  else if (feature === 'PPLX') score -= 1;
  if (match === MATCH.other) score -= 0.8;
  if (match === MATCH.romanised) score -= 3;
  if (home.country && home.country === country) score += 1.5;
  if (home.letters.length > 4 && name.key.length > 3 && home.letters.includes(name.key.replace(/ /g, '')))
    score += feature.startsWith('PPL') ? 0.5 : 0;
  return score;
}

interface Focus {
  countries: Map<string, number>;
  admin1: Map<string, number>;
  total: number;
}

/** How much of the report speaks for each country and each province. */
function focusOf(names: readonly Name[]): Focus {
  const focus: Focus = { countries: new Map(), admin1: new Map(), total: 0 };
  for (const name of names) {
    const chosen = name.candidates[name.choice];
    if (!chosen?.country) continue;
    const weight = 1 + Math.log2(name.mentions.length);
    focus.total += weight;
    focus.countries.set(chosen.country, (focus.countries.get(chosen.country) ?? 0) + weight);
    if (chosen.admin1) focus.admin1.set(chosen.admin1, (focus.admin1.get(chosen.admin1) ?? 0) + weight);
  }
  return focus;
}

/** What the rest of the report says for a candidate. */
function context(
  candidate: Candidate,
  name: Name,
  names: readonly Name[],
  focus: Focus,
  world: World,
): number {
  let score = 0;
  for (const container of name.within) {
    const outer = container.candidates[container.choice];
    if (outer) score += contains(outer, candidate) ? 6 : -1;
  }
  const own = name.candidates[name.choice];
  const weight = 1 + Math.log2(name.mentions.length);
  const share = (table: Map<string, number>, key: string, ownKey: string | undefined) =>
    key ? Math.max(0, (table.get(key) ?? 0) - (ownKey === key ? weight : 0)) : 0;
  const others = Math.max(1, focus.total - weight);
  score += 3 * Math.min(1, share(focus.countries, candidate.country, own?.country) / Math.min(others, 6));
  if (!AREAS.has(candidate.feature)) {
    score += 2.5 * Math.min(1, share(focus.admin1, candidate.admin1, own?.admin1) / Math.min(others, 4));
    score += nearness(candidate, name, names);
  }
  const country = world.countries.get(candidate.country);
  if (country) {
    let beside = 0;
    for (const neighbour of country.neighbours) beside += share(focus.countries, neighbour, own?.country);
    score += 0.5 * Math.min(1, beside / Math.min(others, 6));
  }
  return score;
}

/** How near the other chosen places are: two close ones say most of it. */
function nearness(candidate: Candidate, name: Name, names: readonly Name[]): number {
  let sum = 0;
  for (const other of names) {
    if (other === name) continue;
    const place = other.candidates[other.choice];
    if (!place || AREAS.has(place.feature)) continue;
    const distance = kilometres(candidate.lat, candidate.lon, place.lat, place.lon);
    sum += Math.exp(-distance / 60);
  }
  return 2.5 * (1 - Math.exp(-sum));
}

/** Whether `outer` is an area that `inner` lies in. */
export function contains(outer: Candidate, inner: Candidate): boolean {
  if (outer === inner) return false;
  if (outer.feature === 'PCLI' || outer.feature === 'PCLH') return outer.country === inner.country;
  if (outer.feature === 'ADM1') return outer.admin1 !== '' && outer.admin1 === inner.admin1;
  if (outer.feature === 'ADM2') return outer.admin2 !== 0 && outer.admin2 === inner.admin2;
  return kilometres(outer.lat, outer.lon, inner.lat, inner.lon) < (outer.listed ? 300 : 60);
}

function choose(name: Name) {
  let best = -1;
  for (let i = 0; i < name.scores.length; i++) if (best < 0 || name.scores[i]! > name.scores[best]!) best = i;
  name.choice = best;
}
