/**
 * A second look at names whose own evidence did not make them places, in the light of those that are: the same name
 * elsewhere in the report, places beside it ("Homs and Hama"), an area behind it ("Lincoln, Neb.").
 *
 * @module
 */
import { MATCH } from './gazetteer/gazetteer.ts';
import type { Mention, Scene } from './mention.ts';

/** Evidence at which a place is sure enough to speak for others. */
export const SURE = 2;
/** Evidence below which nothing can make a name a place. */
export const HOPELESS = -3;
const SEEN_BEFORE = 1.6;
const IN_A_ROW = 1.6;
const INSIDE = 3;

/** Whether only another romanisation of the words is known. */
export const isRomanised = ({ form, candidates }: Mention) =>
  form === 'name' && candidates.length > 0 && candidates.every(({ match }) => match === MATCH.romanised);

/** Adds to `accepted` those of `doubtful` that it makes places. */
export function reconsider(scene: Scene, accepted: Mention[], doubtful: readonly Mention[]): void {
  if (!doubtful.length || !accepted.length) return;
  const { length } = scene.tokens;
  const startsAt = new Map<number, Mention>();
  const endsAt = new Map<number, Mention>();
  const taken = new Uint8Array(length);
  const accept = (mention: Mention) => {
    startsAt.set(mention.first, mention);
    endsAt.set(mention.last, mention);
    taken.fill(1, mention.first, mention.last);
  };
  for (const mention of accepted) accept(mention);
  const certain = accepted.filter(({ score }) => score >= SURE);
  const sure = new Set(certain.map(({ key }) => key));
  const countries = new Set(certain.flatMap(countryOf));

  const isFree = ({ first, last }: Mention) => !taken.subarray(first, last).includes(1);
  // Backwards, so that "A, B and Homs" goes from the name that is known to those before it; then forwards.
  for (const mentions of [[...doubtful].reverse(), doubtful])
    for (const mention of mentions) {
      if (!isFree(mention)) continue;
      const again = sure.has(mention.key) ? SEEN_BEFORE : 0;
      const beside = besideOf(scene, mention, startsAt, endsAt);
      if (!again && !beside && !isRomanised(mention)) continue;
      if (isRomanised(mention) && !mention.candidates.some(({ country }) => countries.has(country))) continue;
      const score = mention.score + again + beside + (isRomanised(mention) ? SEEN_BEFORE : 0);
      if (score <= 0) continue;
      mention.score = score;
      accept(mention);
      accepted.push(mention);
    }
}

/** What the places right beside a name say for it. */
function besideOf(
  { tokens }: Scene,
  { first, last, form }: Mention,
  startsAt: ReadonlyMap<number, Mention>,
  endsAt: ReadonlyMap<number, Mention>,
): number {
  if (form === 'demonym') return 0;
  const link = tokens.lower[last] ?? '';
  const next = startsAt.get(last + 1);
  if (next && next.form !== 'demonym') {
    if (link === ',' && isArea(next)) return INSIDE;
    if (link === 'and' || link === 'or' || link === ',') return IN_A_ROW;
  }
  const before = endsAt.get(first - 1);
  const joint = tokens.lower[first - 1] ?? '';
  if (before && before.form !== 'demonym' && (joint === 'and' || joint === 'or')) return IN_A_ROW;
  return 0;
}

/** States and countries stand behind the towns in them. */
const isArea = ({ form, candidates }: Mention) =>
  form === 'short' ||
  candidates.some(({ feature, listed }) => listed && (feature === 'ADM1' || feature === 'PCLI'));

/** The country that a mention surely speaks of. */
function countryOf({ candidates }: Mention): string[] {
  const country =
    candidates.find(({ feature }) => feature === 'PCLI') ??
    (candidates.length === 1 ? candidates[0] : undefined);
  return country?.country ? [country.country] : [];
}
