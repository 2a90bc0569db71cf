/**
 * Finds the toponyms of a report: stretches of words that the gazetteer knows, or that are built like a place's name,
 * each weighed by what stands around it.
 *
 * @module
 */
import type { Timed } from '../layers.ts';
import { UPOS } from '../syntax/types.ts';
import { tokenAt } from '../tokens/types.ts';
import { type Clues, type FeatureWord, isTitle } from './clues.ts';
import { weigh } from './evidence.ts';
import { MATCH } from './gazetteer/gazetteer.ts';
import { fineKey } from './gazetteer/keys.ts';
import type { LookAhead } from './look-ahead.ts';
import { followsPlace, type Mention, type Scene } from './mention.ts';
import { surnamesOf } from './persons.ts';
import { HOPELESS, isRomanised, reconsider, SURE } from './reconsider.ts';
import { CASE, look } from './surroundings.ts';
import type { Candidate, World } from './world.ts';

/** Longest name, in tokens. */
const LONGEST = 7;
/** What is known of places, and of the words that tell of them. */
export interface Atlas {
  readonly world: World;
  readonly clues: Clues;
  readonly ahead: LookAhead;
}

export function recognise(doc: Timed, atlas: Atlas): Mention[] {
  const { clues } = atlas;
  const around = look(doc.tokens, doc.names.spans);
  const words = atlas.ahead.words(doc.tokens);
  const scene: Scene = { ...doc, around, words, surnames: surnamesOf(doc.tokens, around, clues) };
  const { sentences } = doc.tokens;
  const accepted: Mention[] = [];
  const doubtful: Mention[] = [];
  for (let s = 0; s < sentences.length - 1; s++) {
    let i = sentences[s]!;
    const end = sentences[s + 1]!;
    while (i < end) {
      const found = mentionAt(scene, atlas, i, end, doubtful);
      if (found) accepted.push(found);
      i = found ? found.last : i + 1;
    }
  }
  const filed = filedAt(scene, clues);
  if (filed && !accepted.some(({ first, last }) => first < filed.last && last > filed.first))
    accepted.push(filed);
  reconsider(scene, accepted, doubtful);
  return accepted.sort((a, b) => a.first - b.first);
}

/** The place of the dateline as a name, for when the gazetteer has none of that name. */
function filedAt({ tokens, report, around }: Scene, clues: Clues): Mention | null {
  const place = report.dateline?.place;
  if (!place) return null;
  const first = tokenAt(tokens, place.start);
  let last = first;
  while (last < tokens.length && tokens.end[last]! <= place.end && around.word[last]) last++;
  if (last === first || (last - first === 1 && clues.commonWords.has(tokens.lower[first]!))) return null;
  const key = fineKey(tokens.text.slice(tokens.start[first]!, tokens.end[last - 1]!));
  return {
    first,
    last,
    key,
    form: 'name',
    candidates: [],
    feature: null,
    division: false,
    skip: 0,
    score: SURE,
    embedded: false,
  };
}

/** The longest stretch from token `i` that the evidence takes for a toponym. */
function mentionAt(scene: Scene, atlas: Atlas, i: number, end: number, doubtful: Mention[]): Mention | null {
  const { tokens, around } = scene;
  const shouted = around.sentenceCase[tokens.sentence[i]!] === CASE.capitals;
  if (!around.word[i] || (!shouted && !around.capital[i] && !isArticle(tokens.lower[i]!))) return null;
  let last = i + 1;
  const limit = Math.min(end, i + LONGEST);
  while (last < limit && continues(scene, last, shouted)) last++;
  const inGazetteer = atlas.ahead.inGazetteer(tokens, scene.words, i, last);
  for (; last > i; last--) {
    const tail = last - 1;
    if (!around.word[tail] && tokens.form[tail] !== '.') continue;
    if (!shouted && !around.capital[tail] && !isNameTail(tokens.form[tail]!)) continue;
    const mention = read(scene, atlas, i, last, ((inGazetteer >> (tail - i)) & 1) === 1);
    if (!mention) continue;
    weigh(mention, scene, atlas.clues);
    const spelled = isRomanised(mention);
    if (mention.score > 0 && !spelled) return mention;
    if (mention.score > HOPELESS) doubtful.push(mention);
  }
  return null;
}

const isArticle = (lower: string) => lower === 'al' || lower === 'el' || lower === 'ad' || lower === 'ash';
const isNameTail = (form: string) => form === '.' || form === 'state';

/** Whether token `i` may carry on a name begun before it. */
function continues({ tokens, around, words }: Scene, i: number, shouted: boolean): boolean {
  const gap = tokens.start[i]! - tokens.end[i - 1]!;
  // A line may be broken inside a name: no sentence goes beyond its paragraph.
  if (gap > 1 && tokens.text.slice(tokens.end[i - 1]!, tokens.start[i]!).trim() !== '') return false;
  const lower = tokens.lower[i]!;
  if (words[i]!.connects) return lower !== '.' || gap === 0;
  return around.word[i] === 1 && (shouted || around.capital[i] === 1 || lower === 'state');
}

const NONE: readonly Candidate[] = [];

/** "D-N.J.": an American politician's party and home. */
const PARTY = /^[DRI]-\p{Lu}/u;

/** @param inGazetteer false when no gazetteer has the words. */
function read(
  scene: Scene,
  { world, clues }: Atlas,
  first: number,
  last: number,
  inGazetteer: boolean,
): Mention | null {
  const { tokens, around } = scene;
  const shouted = around.sentenceCase[tokens.sentence[first]!] === CASE.capitals;
  const skip = tokens.form[first]![1] === '-' && PARTY.test(tokens.form[first]!) ? 2 : 0;
  const known = inGazetteer || skip > 0;
  const opens = skip > 0 || (last - first <= 3 && scene.words[first]!.opens);
  const mayBeCommon = known && (last - first > 1 || scene.words[first]!.own);
  if (shouted && !mayBeCommon && !opens && holdsCommonWord(scene, first, last)) return null;
  const feature = last - first > 1 ? builtOf(scene, clues, first, last) : null;
  const named = isNamed(scene, clues, first, last, shouted);
  if (!known && !opens && !feature && !named) return null;
  const words = tokens.text.slice(tokens.start[first]! + skip, tokens.end[last - 1]!).replace(/\s+/g, ' ');
  const base = { first, last, skip, score: 0, embedded: false, feature: null, division: false };
  if (opens && last - first <= 3) {
    const short = world.shortForms.get(words);
    if (short && (!short.after || skip || (!shouted && followsPlace(scene, first))))
      return { ...base, key: fineKey(short.place.name), form: 'short', candidates: [short.place] };
    const demonym = world.demonyms.get(words.toLowerCase());
    if (demonym) return { ...base, key: words.toLowerCase(), form: 'demonym', candidates: [demonym.place] };
  }
  if (tokens.form[last - 1] === '.' || words.endsWith('$')) return null;
  if (last - first > 1 && clues.phrases.has(words.toLowerCase())) return null;
  const key = fineKey(words);
  if (key.length < 2) return null;
  let candidates = known ? world.find(key) : NONE;
  // "The Athens police": an article belongs to a name only where the gazetteer has it too.
  if (tokens.lower[first] === 'the') {
    candidates = candidates.filter(({ match, name }) => match === MATCH.own && /^the /i.test(name));
    if (!candidates.length) return null;
  }
  // Where every word is in capitals, none of them says that it is a name.
  if (shouted) {
    const own = candidates.some(({ match }) => match === MATCH.own);
    if (!own && holdsCommonWord(scene, first, last)) return null;
    candidates = candidates.filter(({ match, listed }) => match !== MATCH.romanised || listed);
  }
  if (feature?.kind === 'PPL' && isOfficeBehind(scene, clues, last) && !candidates.some(isOwnTown))
    return null;
  const division = feature ? isDivision(feature.kind) : saysDivision(scene, clues, first, last);
  if (candidates.some(({ match }) => match < 2))
    return { ...base, key, form: 'name', candidates, feature, division };
  if (feature && division) {
    // "Latakia Governorate" where the gazetteer has the governorate as "Latakia".
    const divisions = world
      .find(key.slice(0, Math.max(0, key.lastIndexOf(' '))))
      .filter((place) => place.match < 2 && isDivision(place.feature));
    if (divisions.length) return { ...base, key, form: 'name', candidates: divisions, feature, division };
  }
  if (feature && (!shouted || isProper(scene, first, last)))
    return { ...base, key, form: 'built', candidates: [], feature };
  if (candidates.length || named) return { ...base, key, form: 'name', candidates, feature };
  return null;
}

/** Whether the names layer takes these words for a place, and nothing speaks against it. */
function isNamed(scene: Scene, clues: Clues, first: number, last: number, shouted: boolean): boolean {
  const span = scene.around.spans[scene.around.span[first]!];
  return (
    span?.type === 'location' &&
    span.score > 0.5 &&
    span.first === first &&
    span.last === last &&
    (!shouted || isProper(scene, first, last)) &&
    !holdsOffice(scene, clues, first, last)
  );
}

/** "Orchard Street", "Lake Tuz": capitalised words with a word that makes a place's name. */
function builtOf({ tokens, around }: Scene, clues: Clues, first: number, last: number): FeatureWord | null {
  for (let i = first; i < last; i++)
    if (!around.capital[i] && !/^(?:\.|\d+(?:st|nd|rd|th)?)$/.test(tokens.form[i]!)) return null;
  return clues.endings.get(tokens.lower[last - 1]!) ?? clues.beginnings.get(tokens.lower[first]!) ?? null;
}

/** Whether the tagger takes every word for a proper noun. */
function isProper({ syntax, around }: Scene, first: number, last: number): boolean {
  for (let i = first; i < last; i++) if (around.word[i] && UPOS[syntax.upos[i]!] !== 'PROPN') return false;
  return true;
}

/** Whether a word is one that no name without it is known for: "FROM THE", "SO THEY". */
function holdsCommonWord({ tokens, words }: Scene, first: number, last: number): boolean {
  let telling = 0;
  for (let i = first; i < last; i++) {
    if (words[i]!.common) return true;
    if (!words[i]!.connects) telling++;
  }
  return telling === 0 || tokens.lower[first] === 'the' || tokens.lower[last - 1] === 'the';
}

const isDivision = (kind: string) => kind === 'ADM1' || kind === 'ADM2';

/** "the province of Latakia", "Latakia province". */
function saysDivision({ tokens, around }: Scene, clues: Clues, first: number, last: number): boolean {
  const before =
    first >= 2 && tokens.lower[first - 1] === 'of' ? clues.headsOf.get(tokens.lower[first - 2]!) : undefined;
  const behind =
    last < tokens.length && !around.capital[last] ? clues.endings.get(tokens.lower[last]!) : undefined;
  return isDivision(before?.kind ?? '') || isDivision(behind?.kind ?? '');
}

/** "Dublin City Council" is of Dublin, "Boulder City police" of Boulder City. */
const isOfficeBehind = ({ tokens, around }: Scene, clues: Clues, i: number) =>
  i < tokens.length && around.capital[i] === 1 && clues.institutions.has(tokens.lower[i]!);
const isOwnTown = ({ match, feature }: Candidate) => match === MATCH.own && feature.startsWith('PPL');

/** Whether the words hold a title or an institution: no place is called that way. */
function holdsOffice({ tokens }: Scene, clues: Clues, first: number, last: number): boolean {
  for (let i = first; i < last; i++)
    if (isTitle(clues, tokens.lower[i]!) || clues.institutions.has(tokens.lower[i]!)) return true;
  return false;
}
