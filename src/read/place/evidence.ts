/**
 * Weighs whether a stretch of words is a toponym. Every clue adds to or takes from the evidence, in steps that were
 * set by hand: 0 is undecided, and what is above 0 is a toponym.
 *
 * @module
 */
import type { Clues } from './clues.ts';
import { MATCH } from './gazetteer/gazetteer.ts';
import { followsPlace, type Mention, type Scene } from './mention.ts';
import { CASE } from './surroundings.ts';
import type { Candidate } from './world.ts';

/** Sets `score` and `embedded` of a mention. */
export function weigh(mention: Mention, scene: Scene, clues: Clues): void {
  mention.score = known(mention) + named(mention, scene, clues) + beside(mention, scene, clues);
}

/** What the gazetteer says: countries are nearly always places, hamlets rarely, a name of several words seldom errs. */
function known({ form, candidates, feature, first, last }: Mention): number {
  if (form === 'demonym') return 2.5;
  if (form === 'short') return 3;
  if (form === 'built') return feature!.type === 'site' ? -1 : feature!.type === 'area' ? -0.5 : 0.8;
  let best = candidates.length ? -9 : -1;
  for (const candidate of candidates) best = Math.max(best, prominence(candidate));
  return best + Math.min(2, last - first - 1) * 1.2 + (feature ? 1 : 0);
}

function prominence({ feature, population, match, listed }: Candidate): number {
  const matched = match === MATCH.own ? 0 : match === MATCH.other ? -0.6 : -2;
  if (feature === 'PCLI') return 3 + (match === MATCH.romanised ? -3 : 0);
  if (listed) return 1.5 + matched;
  const size = Math.min(1.6, (Math.log10(population + 1) - 4.5) * 0.8);
  const seat = feature === 'PPLC' ? 1 : feature === 'ADM1' ? 0.5 : feature === 'PPLA' ? 0.4 : 0;
  return Math.max(-1.5, size) + seat + matched;
}

/** What the names layer says of these words. */
function named({ first, last, form }: Mention, { around }: Scene, _clues: Clues): number {
  let evidence = 0;
  let seen = -1;
  let any = false;
  for (let i = first; i < last; i++) {
    const number = around.span[i]!;
    if (number < 0 || number === seen) continue;
    seen = number;
    any = true;
    const span = around.spans[number]!;
    const same = span.first === first && span.last === last;
    const covers = span.first <= first && span.last >= last;
    if (span.type === 'location') evidence += same ? 2 : 1;
    else if (span.type === 'people') evidence += form === 'demonym' ? 1 : -0.5;
    else if (span.type === 'person') evidence -= covers ? 3 : 2;
    else if (span.type === 'organization') evidence -= same ? 1.5 : 1.5;
    else evidence -= 2;
  }
  return any ? evidence : -0.4;
}

/** What the words before and behind say. */
function beside(mention: Mention, scene: Scene, clues: Clues): number {
  const { tokens, around } = scene;
  const { first, last, form } = mention;
  const sentence = tokens.sentence[first]!;
  const begin = tokens.sentences[sentence]!;
  const end = tokens.sentences[sentence + 1]!;
  const written = around.sentenceCase[sentence]!;
  const single = last - first === 1;
  const word = tokens.lower[first]!;
  let evidence = 0;

  if (single && form !== 'demonym' && form !== 'short') {
    const opens = first === begin || written !== CASE.prose;
    if (clues.commonWords.has(word)) evidence -= opens ? 4 : 2;
    else if (opens && first === begin) evidence -= 0.3;
    if (clues.givenNames.has(word)) evidence -= 1;
  }
  const before = first > begin ? tokens.lower[first - 1]! : '';
  const behind = last < end ? tokens.lower[last]! : '';
  const head =
    before === 'of' && first - 2 >= begin ? clues.headsOf.get(tokens.lower[first - 2]!) : undefined;
  if (head) evidence += 3;
  else if (before === 'the' && first - 2 >= begin)
    evidence += (clues.before.get(tokens.lower[first - 2]!) ?? 0) * 0.6;
  else evidence += clues.before.get(before) ?? 0;
  evidence += clues.after.get(behind) ?? 0;
  if (form !== 'demonym') {
    if (followsPlace(scene, first)) evidence += 1;
    if (behind === ',' && last + 1 < end && around.capital[last + 1]) evidence += 0.5;
    if (before && clues.givenNames.has(before) && around.capital[first - 1]) evidence -= 3;
  }
  if (written === CASE.prose && form !== 'demonym' && form !== 'short') {
    if (last < end && around.capital[last] && around.word[last] && touches(scene, last)) {
      if (clues.institutions.has(behind)) {
        mention.embedded = true;
        evidence += 0.5;
      } else evidence -= 1.5;
    }
    if (first > begin + 1 && around.capital[first - 1] && around.word[first - 1] && touches(scene, first))
      evidence -= clues.before.has(before) ? 0 : 1.5;
  }
  return evidence;
}

/** Whether token `i` follows the one before it with no more than a space between. */
const touches = ({ tokens }: Scene, i: number) => tokens.start[i]! - tokens.end[i - 1]! <= 1;
