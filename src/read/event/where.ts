/**
 * The place of an event, and on what it rests.
 *
 * @module
 */
import type { Event, Range } from '../../record/reading.ts';
import { dependentsBy, prepositionOf } from '../syntax/dependents.ts';
import type { Ground } from './ground.ts';
import type { PlaceModel } from './place-model.ts';
import type { Filler } from './roles.ts';
import type { Match } from './trigger.ts';

type Where = Event['place'];

/** Offsets of the names in a word's sentence at which its event was, those too that no gazetteer has. */
export function placeSpansOf(ground: Ground, model: PlaceModel, event: number): Range[] {
  const { tokens } = ground.doc;
  return model.placesOf(ground, event).map(({ first, last }) => ({
    start: tokens.start[first]!,
    end: tokens.end[last - 1]!,
  }));
}

/** The place in the event's own sentence, or null. `sides`: tokens of those who only take part in it. */
export function placeInSentence(
  ground: Ground,
  model: PlaceModel,
  event: number,
  sides: ReadonlySet<number>,
): Where | null {
  const [best] = model.placesOf(ground, event, ({ number, head }) => number >= 0 && !sides.has(head));
  return best ? { ref: ground.doc.places[best.number]!.id, basis: 'explicit' } : null;
}

const LOCATIVE = new Set(['in', 'at', 'near', 'outside', 'around', 'inside']);

/**
 * Where its own words say that it was, or where that is to which, or from which, it was done: "shelled two schools near
 * Rutshuru", "took him from a clinic in Goma".
 */
export function placeOfArgument(
  { doc, placeAt }: Ground,
  { predicate }: Match,
  fillers: readonly Filler[],
): Where | null {
  const own = predicate.args.filter(({ slot }) => LOCATIVE.has(slot)).map(({ token }) => token);
  const things = predicate.args.filter(({ slot }) => slot !== 'subj' && slot !== 'comp');
  const theirs = [...fillers.filter(({ role }) => role === 'recipient'), ...things]
    .flatMap(({ token }) => dependentsBy(doc, token, 'nmod'))
    .filter((phrase) => LOCATIVE.has(prepositionOf(doc, phrase)));
  for (const token of [...own, ...theirs]) {
    const place = doc.places[placeAt[token]!];
    if (place?.use === 'literal') return { ref: place.id, basis: 'explicit' };
  }
  return null;
}
