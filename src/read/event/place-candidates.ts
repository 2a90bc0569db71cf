/**
 * What in the sentence of an event can be its place: toponyms, and names that may be places though no gazetteer has them.
 *
 * @module
 */
import { bisect } from '../../record/bisect.ts';
import { headOf } from '../syntax/tree.ts';
import { UPOS } from '../syntax/types.ts';
import { near } from './circumstance.ts';
import { entityAt, type Ground } from './ground.ts';

/** Words of a sentence that may name the place of an event. */
export interface PlaceName {
  /** Number in `doc.places`, or -1 for a name that no toponym is in. */
  readonly number: number;
  /** First token of its words, and the one after the last. */
  readonly first: number;
  readonly last: number;
  /** The token on which the rest of the sentence hangs. */
  readonly head: number;
  /** What the names layer takes it for: a type of name, a kind of entity; 'none'. */
  readonly type: string;
  readonly kind: string;
}

const PROPN = UPOS.indexOf('PROPN');
const ARTICLES = new Set(['al', 'el', 'ad', 'ar', 'as', 'at', 'an']);
const JOINTS = new Set(['-', '–', '‘', '’', "'", '`']);
/** Prepositions of place, after which even the name of a body may be where it stands ("outside the Foreign Ministry"). */
const OF_PLACE = new Set(
  'in at near outside inside around into to toward towards through across over along on'.split(' '),
);

/** The names around an event word that may be its place, in the order of the text. */
export function placeNames(ground: Ground, event: number): PlaceName[] {
  const { doc, placeAt, timeAt } = ground;
  const { tokens, syntax, names } = doc;
  const [begin, end] = near(ground, event);
  const ownerAt = new Int32Array(end - begin).fill(-1);
  for (
    let s = bisect(names.spans.length, (n) => names.spans[n]!.last <= begin);
    s < names.spans.length;
    s++
  ) {
    const { first, last } = names.spans[s]!;
    if (first >= end) break;
    for (let t = Math.max(first, begin); t < Math.min(last, end); t++) ownerAt[t - begin] = s;
  }
  const typeAt = (t: number) => names.spans[ownerAt[t - begin] ?? -1]?.type ?? 'none';
  const isNamed = (t: number) =>
    t < end &&
    t !== event &&
    (placeAt[t]! >= 0 || (timeAt[t]! < 0 && (syntax.upos[t] === PROPN || typeAt(t) === 'location')));
  const isOneName = (a: number, b: number) =>
    placeAt[a] === placeAt[b] && (placeAt[a]! >= 0 || ownerAt[a - begin] === ownerAt[b - begin]);
  const found: PlaceName[] = [];
  for (let t = begin; t < end; t++) {
    if (!isNamed(t)) continue;
    let first = t;
    while (isNamed(t + 1) ? isOneName(first, t + 1) : JOINTS.has(tokens.form[t + 1]!) && isNamed(t + 2))
      t += isNamed(t + 1) ? 1 : 2;
    if (tokens.form[first - 1] === '-' && first - 2 >= begin && ARTICLES.has(tokens.lower[first - 2]!))
      first -= 2;
    const head = headOf(syntax.head, first, t + 1);
    const number = numberIn(placeAt, first, t + 1);
    const type = typeAt(t);
    if (!mayBePlace(ground, first, number, type, begin)) continue;
    const kind = entityAt(ground, head)?.kind ?? 'none';
    found.push({ number, first, last: t + 1, head, type, kind });
  }
  return found;
}

/** A people is no place, nor are the men that a demonym names; a body is where it stands, after a preposition of place. */
function mayBePlace({ doc }: Ground, first: number, number: number, type: string, begin: number): boolean {
  if (number >= 0) return doc.places[number]!.use !== 'demonym';
  if (type === 'people' || type === 'equipment') return false;
  if (type !== 'organization') return true;
  const { lower } = doc.tokens;
  const before = lower[first - 1] === 'the' ? first - 2 : first - 1;
  return before >= begin && OF_PLACE.has(lower[before]!);
}

function numberIn(placeAt: Int32Array, first: number, last: number): number {
  for (let t = first; t < last; t++) if (placeAt[t]! >= 0) return placeAt[t]!;
  return -1;
}
