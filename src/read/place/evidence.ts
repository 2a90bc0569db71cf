/**
 * Weighs whether a stretch of words is a toponym. Every clue adds to or takes from the evidence, in steps that were
 * set by hand: 0 is undecided, and what is above 0 is a toponym.
 *
 * @module
 */
import { type Clues, isTitle } from './clues.ts';
import { MATCH } from './gazetteer/gazetteer.ts';
import { followsPlace, type Mention, type Scene } from './mention.ts';
import { CASE } from './surroundings.ts';
import type { Candidate } from './world.ts';

/** Sets `score` and `embedded` of a mention. */
export function weigh(mention: Mention, scene: Scene, clues: Clues): void {
  const standing = known(mention);
  mention.score =
    standing + named(mention, scene) + beside(mention, scene, clues, standing) + filed(mention, scene);
}

/** Where a report was filed is a place, whatever its words are otherwise. */
function filed({ first, last }: Mention, { tokens, report }: Scene): number {
  const place = report.dateline?.place;
  return place && tokens.start[first]! >= place.start && tokens.end[last - 1]! <= place.end ? 6 : 0;
}

/** What the gazetteer says: countries are nearly always places, hamlets rarely, a name of several words seldom errs. */
function known({ form, candidates, feature, first, last }: Mention): number {
  if (form === 'demonym') return 2.5;
  if (form === 'short') return 3;
  if (form === 'built') return { street: 1, water: 0.8, land: 0.8, area: -0.3, site: -0.5 }[feature!.type];
  let best = candidates.length ? -9 : -1.5;
  for (const candidate of candidates) best = Math.max(best, prominence(candidate));
  return best + Math.min(2, last - first - 1) * 1.2 + (feature ? 1.5 : 0);
}

function prominence({ feature, magnitude, match, listed }: Candidate): number {
  const matched = match === MATCH.own ? 0 : match === MATCH.other ? -0.6 : -3;
  if (feature === 'PCLI') return 3 + (match === MATCH.romanised ? -4 : 0);
  if (listed) return (feature.startsWith('PPL') ? 0.3 : 1.8) + matched;
  const size = Math.min(1.6, (magnitude - 4.5) * 0.8);
  const seat = feature === 'PPLC' ? 1 : feature === 'ADM1' ? 0.5 : feature === 'PPLA' ? 0.4 : 0;
  return Math.max(-1.5, size) + seat + matched;
}

/** What the names layer says of these words, as far as it is sure of it. */
function named({ first, last, form, feature }: Mention, { around }: Scene): number {
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
    let says = -2;
    if (span.type === 'location') says = same ? 2 : 1;
    else if (span.type === 'people') says = form === 'demonym' ? 1 : -0.5;
    else if (span.type === 'person') says = covers ? -3 : -2;
    else if (span.type === 'organization') says = same ? -2 : -1.2;
    // "Jay Lane" is built like a place, whatever else its words could be.
    if (says < 0 && feature && feature.type !== 'site') says *= 0.3;
    evidence += says * (span.score > 0.5 ? 0.5 + span.score / 2 : 0.5);
  }
  return any ? evidence : -0.4;
}

/** What the words themselves and those before and behind say. */
function beside(mention: Mention, scene: Scene, clues: Clues, standing: number): number {
  const { tokens, around } = scene;
  const { first, last, form, feature } = mention;
  const sentence = tokens.sentence[first]!;
  const begin = tokens.sentences[sentence]!;
  const end = tokens.sentences[sentence + 1]!;
  const written = around.sentenceCase[sentence]!;
  const word = tokens.lower[first]!;
  const before = first > begin ? tokens.lower[first - 1]! : '';
  const behind = last < end ? tokens.lower[last]! : '';
  const free = form === 'demonym' || form === 'short';
  const cue = cueBefore(scene, clues, first, begin);
  let evidence = cue + (clues.after.get(behind) ?? 0);

  if (last - first === 1 && !free) {
    if (clues.neverPlaces.has(word.replace('.', ''))) return -9;
    if (tokens.text[tokens.end[first]!] === '$') return -9;
    const opens = first === begin || written !== CASE.prose;
    if (clues.commonWords.has(word)) evidence -= opens ? 4 : 2.5;
    else if (opens && first === begin) evidence -= 0.3;
    if (clues.givenNames.has(word)) evidence -= 1;
    if (scene.surnames.has(word)) evidence -= cue >= 1 ? 1 : 3;
    if (written !== CASE.capitals && isAcronym(tokens.form[first]!) && !heads(scene, last))
      evidence -= standing >= 1.5 ? 0 : 3;
  }
  if (written !== CASE.capitals && first === begin && heads(scene, last)) evidence += 2.5;
  if (!free) {
    if (followsPlace(scene, first)) evidence += 1;
    if (mention.skip) evidence += 3;
    if (behind === ',' && last + 1 < end && around.capital[last + 1]) evidence += 0.5;
    if (before && around.capital[first - 1] && clues.givenNames.has(before)) evidence -= 3;
    if (before && around.capital[first - 1] && isTitle(clues, before)) evidence -= 3;
  }
  if (written === CASE.prose && !free) {
    const known = standing >= 1.5 || (feature !== null && last - first > 1);
    if (last < end && around.capital[last] && around.word[last] && touches(scene, last)) {
      if (clues.institutions.has(behind)) {
        mention.embedded = true;
        evidence += 0.5;
      } else if (!known || clues.after.has(behind)) evidence -= 1.5;
    }
    if (first > begin + 1 && around.capital[first - 1] && around.word[first - 1] && touches(scene, first))
      evidence -= clues.before.has(before) || clues.institutions.has(before) ? 0 : known ? 0.5 : 1.5;
  }
  if (!free && !mention.embedded) {
    evidence -= insideOrganization(scene, first, last);
    if (last - first === 1 && clues.givenNames.has(word) && namesOn(scene, last, end)) evidence -= 5;
  }
  return evidence;
}

/** Whether a given name is followed by what can be its surname. */
function namesOn(scene: Scene, i: number, end: number): boolean {
  const { tokens, around } = scene;
  return (
    i < end &&
    around.capital[i] === 1 &&
    around.sentenceCase[tokens.sentence[i]!] !== CASE.capitals &&
    touches(scene, i)
  );
}

/** What a place's name inside that of an organisation loses: less where it says of what place it is. */
function insideOrganization({ tokens, around }: Scene, first: number, last: number): number {
  const span = around.spans[around.span[first]!];
  if (span?.type !== 'organization' || span.score <= 0.5) return 0;
  if (span.first === first) return span.last > last ? 2.5 : 0;
  return tokens.lower[first - 1] === 'of' ? 0 : 1.5;
}

/** Strength of what stands before: "in", "near the", "the province of". */
function cueBefore({ tokens }: Scene, clues: Clues, first: number, begin: number): number {
  if (first <= begin) return 0;
  const before = tokens.lower[first - 1]!;
  const second = first - 2 >= begin ? tokens.lower[first - 2]! : '';
  if (before === 'of' && clues.headsOf.has(second)) return 3;
  if (before === 'of' && clues.officesOf.has(second)) return -3;
  if (before === 'the') return (clues.before.get(second) ?? 0) * 0.6;
  return clues.before.get(before) ?? 0;
}

const isAcronym = (form: string) => form.length >= 2 && form.length <= 6 && form === form.toUpperCase();

/** Whether token `i` is what follows the place in a dateline: "(AP)", "--", ", N.C. (AP)". */
function heads({ tokens, around }: Scene, i: number): boolean {
  if (i >= tokens.length) return false;
  const form = tokens.form[i]!;
  const shouted = i > 0 && tokens.form[i - 1] === tokens.form[i - 1]!.toUpperCase();
  if (/^(?:--+|—|―|–|-)$/.test(form)) return shouted && tokens.start[i]! > tokens.end[i - 1]!;
  if (form === '(')
    return shouted && /^(?:AP|AFP|UPI|Reuters|CNN|ANI|PTI|Xinhua)$/.test(tokens.form[i + 1] ?? '');
  return form === ',' && shouted && around.capital[i + 1] === 1 && tokens.form[i - 1]!.length > 3;
}

/** Whether token `i` follows the one before it with no more than a space between. */
const touches = ({ tokens }: Scene, i: number) => tokens.start[i]! - tokens.end[i - 1]! <= 1;
