/**
 * Finds the toponyms of a report: stretches of words that the gazetteer knows, or that are built like a place's name,
 * each weighed by what stands around it.
 *
 * @module
 */
import type { Timed } from '../layers.ts';
import type { Clues, FeatureWord } from './clues.ts';
import { weigh } from './evidence.ts';
import { fineKey } from './gazetteer/keys.ts';
import { followsPlace, type Mention, type Scene } from './mention.ts';
import { CASE, look } from './surroundings.ts';
import type { World } from './world.ts';

/** Longest name, in tokens. */
const LONGEST = 7;
/** Lower-case words inside a name. */
const CONNECTORS: ReadonlySet<string> = new Set(
  "of the de la las los le les del da do dos das di du des el al an as ash ar ad az at ez es en ed et upon on sur by bei am der and y e l d - ' ’ .".split(
    ' ',
  ),
);

export function recognise(doc: Timed, world: World, clues: Clues): Mention[] {
  const scene: Scene = { ...doc, around: look(doc.tokens, doc.names.spans) };
  const { tokens } = doc;
  const mentions: Mention[] = [];
  for (let s = 0; s < tokens.sentences.length - 1; s++) {
    let i = tokens.sentences[s]!;
    const end = tokens.sentences[s + 1]!;
    while (i < end) {
      const found = mentionAt(scene, world, clues, i, end);
      if (found) mentions.push(found);
      i = found ? found.last : i + 1;
    }
  }
  return mentions;
}

/** The longest stretch from token `i` that the evidence takes for a toponym. */
function mentionAt(scene: Scene, world: World, clues: Clues, i: number, end: number): Mention | null {
  const { tokens, around } = scene;
  const shouted = around.sentenceCase[tokens.sentence[i]!] === CASE.capitals;
  if (!around.word[i] || (!shouted && !around.capital[i] && !isArticle(tokens.lower[i]!))) return null;
  let last = i + 1;
  const limit = Math.min(end, i + LONGEST);
  while (last < limit && continues(scene, last, shouted)) last++;
  for (; last > i; last--) {
    const tail = last - 1;
    if (!around.word[tail] && tokens.form[tail] !== '.') continue;
    if (!shouted && !around.capital[tail] && !isNameTail(tokens.form[tail]!)) continue;
    const mention = read(scene, world, clues, i, last);
    if (!mention) continue;
    weigh(mention, scene, clues);
    if (mention.score > 0) return mention;
  }
  return null;
}

const isArticle = (lower: string) => lower === 'al' || lower === 'el' || lower === 'ad' || lower === 'ash';
const isNameTail = (form: string) => form === '.' || form === 'state';

/** Whether token `i` may carry on a name begun before it. */
function continues({ tokens, around }: Scene, i: number, shouted: boolean): boolean {
  const gap = tokens.start[i]! - tokens.end[i - 1]!;
  if (gap > 1 || (gap === 1 && tokens.text[tokens.end[i - 1]!] === '\n')) return false;
  const lower = tokens.lower[i]!;
  if (CONNECTORS.has(lower)) return lower !== '.' || gap === 0;
  return around.word[i] === 1 && (shouted || around.capital[i] === 1 || lower === 'state');
}

function read(scene: Scene, world: World, clues: Clues, first: number, last: number): Mention | null {
  const { tokens } = scene;
  const words = tokens.text.slice(tokens.start[first]!, tokens.end[last - 1]!);
  const base = { first, last, score: 0, embedded: false, feature: null };
  if (last - first <= 3) {
    const short = world.shortForms.get(words);
    if (short && (!short.after || followsPlace(scene, first)))
      return { ...base, key: fineKey(short.place.name), form: 'short', candidates: [short.place] };
    const demonym = world.demonyms.get(words.toLowerCase());
    if (demonym) return { ...base, key: words.toLowerCase(), form: 'demonym', candidates: [demonym.place] };
  }
  if (tokens.form[last - 1] === '.') return null;
  const key = fineKey(words);
  if (key.length < 2) return null;
  const candidates = world.find(key);
  const feature = last - first > 1 ? builtOf(scene, clues, first, last) : null;
  if (candidates.some(({ match }) => match < 2)) return { ...base, key, form: 'name', candidates, feature };
  if (feature) return { ...base, key, form: 'built', candidates: [], feature };
  const span = scene.around.spans[scene.around.span[first]!];
  const named = span?.type === 'location' && span.first === first && span.last === last;
  if (candidates.length || named) return { ...base, key, form: 'name', candidates, feature };
  return null;
}

/** "Orchard Street", "Lake Tuz": capitalised words with a word that makes a place's name. */
function builtOf({ tokens, around }: Scene, clues: Clues, first: number, last: number): FeatureWord | null {
  for (let i = first; i < last; i++) if (!around.capital[i]) return null;
  return clues.endings.get(tokens.lower[last - 1]!) ?? clues.beginnings.get(tokens.lower[first]!) ?? null;
}
