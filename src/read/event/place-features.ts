/**
 * What speaks for and against a name's being the place of an event: the way between them in the tree, the words
 * around the name, what kind of place it is, what other places the sentence has.
 *
 * @module
 */
import { baseRelation, childrenOf, prepositionOf } from '../syntax/dependents.ts';
import { UPOS } from '../syntax/types.ts';
import { near, pathUp } from './circumstance.ts';
import type { Ground } from './ground.ts';
import type { PlaceName } from './place-candidates.ts';

/** How fine a place is, for comparing two of them. */
const FINE = { exact: 5, settlement: 4, district: 3, region: 2, country: 1, unknown: 2, unlisted: 4 };
const UNLISTED = { precision: 'unlisted', use: 'none', score: 0 } as const;
const VERB = UPOS.indexOf('VERB');
const ADP = UPOS.indexOf('ADP');
const NOUN = UPOS.indexOf('NOUN');
/** What may stand between a preposition and its noun, in a tree that has hung it elsewhere. */
const INSIDE = new Set(['compound', 'amod', 'det', 'flat', 'punct']);

/** What gives the features of each of the names around an event word, by its number in `names`. */
export function placeFeatures(
  ground: Ground,
  event: number,
  names: readonly PlaceName[],
): (i: number) => string[] {
  const { doc } = ground;
  const { syntax, tokens } = doc;
  const { head, lemma, upos, xpos } = syntax;
  const relation = (token: number) => baseRelation(syntax.relation[token]!);
  const [begin, end] = near(ground, event);
  const word = (token: number) => (token >= begin && token < end ? tokens.lower[token]! : '^');
  const places = names.map(({ number }) => doc.places[number] ?? UNLISTED);
  const fine = places.map(({ precision }) => FINE[precision]);
  const likely = names.map(({ number, type }) => number >= 0 || type === 'location');
  const likelyOnes = likely.filter(Boolean).length;

  const up = pathUp(head, event);
  const act = lemma[event]!.toLowerCase();
  const arguments_ = childrenOf(doc, event);
  const object = arguments_.find((c) => relation(c) === 'obj');
  const passive = arguments_.some((c) => syntax.relation[c] === 'nsubj:pass');

  return (i) => {
    const name = names[i]!;
    const { head: at, first, last, type, kind } = name;
    const { precision, use, score } = places[i]!;
    const side = at < event ? 'before' : 'after';
    const [left, right] = at < event ? [at, event] : [event, at];
    const distance = right - left;
    const far = Math.min(5, Math.floor(Math.log2(distance + 1)));
    let verbs = 0;
    for (let t = left + 1; t < right && verbs < 3; t++) if (upos[t] === VERB) verbs++;
    let between = 0;
    let nearer = false;
    let finer = false;
    for (let k = 0; k < names.length; k++) {
      if (k === i || !likely[k]) continue;
      const other = names[k]!.head;
      if (other > left && other < right) between++;
      if (other < event === at < event && Math.abs(other - event) < distance) nearer = true;
      if (fine[k]! > fine[i]!) finer = true;
    }

    const down = pathUp(head, at);
    const meet = down.findIndex((token) => up.includes(token));
    const steps = meet < 0 ? -1 : up.indexOf(down[meet]!);
    const below = meet < 0 ? 'apart' : down.slice(0, Math.min(meet, 4)).map(relation).join('<');
    const above = meet < 0 ? 'apart' : up.slice(0, Math.min(steps, 4)).map(relation).join('>');
    const preposition = prepositionOf(doc, at) || wordBefore(ground, first, begin);
    const link = relation(at);
    const governor = head[at]!;
    const governing = governor < 0 ? 'none' : governor === event ? 'event' : UPOS[upos[governor]!]!;

    const features = [
      'bias',
      `path ${above}^${below}`,
      `down ${below}`,
      `up ${above}`,
      `prep ${preposition}`,
      `rel ${link}`,
      `prep ${preposition} ${governing}`,
      `rel ${link} ${governing}`,
      `kind ${governing} ${side}`,
      `far ${side} ${far}`,
      `verbs ${verbs} ${side}`,
      `verbs ${verbs} ${preposition}`,
      `precision ${precision}`,
      `use ${use}`,
      `use ${use} ${link}`,
      `precision ${precision} ${preposition}`,
      `of ${Math.min(likelyOnes, 4)}`,
      `score ${Math.floor(score * 4)}`,
      `steps ${Math.min(steps, 4)} ${Math.min(meet, 4)}`,
      `act ${act} ${governor === event ? `${link} ${preposition}` : governing}`,
      `act ${act} ${below}`,
      `tag ${xpos[event]} ${side} ${verbs === 0}`,
      `x ${above}^${below} ${use}`,
      `x ${above}^${below} ${preposition}`,
      `x ${below} ${side} ${verbs} ${Math.min(between, 3)}`,
      `x ${syntax.relation[event]} ${below} ${preposition}`,
      `x ${link} ${preposition} ${side} ${far} ${verbs === 0}`,
      `type ${type}`,
      `type ${type} ${precision}`,
      `type ${type} ${preposition}`,
      `type ${type} ${precision} ${word(first - 1)}`,
      `entity ${kind} ${link}`,
      `before ${word(first - 1)}`,
      `before ${word(first - 2)} ${word(first - 1)}`,
      `behind ${word(last)}`,
      `behind ${word(last)} ${word(last + 1)}`,
      `word ${word(last - 1)}`,
      `opens ${word(first)}`,
      `long ${Math.min(last - first, 4)}`,
      `between ${Math.min(between, 3)} ${side}`,
      `act ${act}`,
      `act ${xpos[event]}`,
      `act ${syntax.relation[event]}`,
      `nearer ${nearer} ${side}`,
      `finer ${finer}`,
      `finer ${finer} ${nearer} ${link}`,
    ];
    if (governor >= 0) features.push(`governor ${lemma[governor]!.toLowerCase()}`);
    if (governor >= 0 && governor !== event) {
      const top = head[governor]!;
      const over = top === event ? 'event' : top < 0 ? 'none' : UPOS[upos[top]!];
      features.push(`above ${over} ${relation(governor)} ${link}`);
      const outer = prepositionOf(doc, governor);
      if (outer) features.push(`outer ${outer} ${link} ${top === event}`);
    }
    if (i > 0 && likely[i - 1]) {
      const other = names[i - 1]!;
      features.push(`gap ${gap(other, name)} ${places[i - 1]!.precision} ${precision}`);
      if (word(other.last) === ',' && first - other.last <= 4)
        features.push(`chained ${other.head > event === at > event}`);
      if (fine[i - 1]! > fine[i]!) features.push('finer before');
    }
    if (i + 1 < names.length && likely[i + 1])
      features.push(`ahead ${gap(name, names[i + 1]!)} ${precision} ${places[i + 1]!.precision}`);
    if (passive) features.push(`passive ${side} ${preposition}`);
    if (first <= begin + 2) features.push('first');
    if (object !== undefined) features.push(`object ${lemma[object]!.toLowerCase()}`);
    if (last < end && upos[last] === NOUN) features.push(`noun ${lemma[last]!.toLowerCase()}`);
    return features;
  };

  /** The words between two names that are close to each other. */
  function gap(before: PlaceName, after: PlaceName): string {
    return after.first - before.last <= 4 ? tokens.lower.slice(before.last, after.first).join(' ') : 'far';
  }
}

/** The preposition before a name that the tree does not hang on it, marked as such; '' if there is none. */
function wordBefore({ doc: { syntax, tokens } }: Ground, first: number, begin: number): string {
  let t = first - 1;
  while (t >= begin && INSIDE.has(syntax.relation[t]!)) t--;
  return t >= begin && syntax.upos[t] === ADP ? `~${tokens.lower[t]}` : '';
}
