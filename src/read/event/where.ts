/**
 * The place of an event, and on what it rests.
 *
 * @module
 */
import type { Event, Range } from '../../record/reading.ts';
import { IS_POINT } from '../../record/vocabulary.ts';
import { dependentsBy, prepositionOf } from '../syntax/dependents.ts';
import { UPOS } from '../syntax/types.ts';
import { pathUp } from './circumstance.ts';
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

/**
 * The place in the event's own sentence, or null. `sides`: tokens of those who only take part in it; what stands before
 * `begins` is of another scene.
 */
export function placeInSentence(
  ground: Ground,
  model: PlaceModel,
  event: number,
  sides: ReadonlySet<number>,
  begins = 0,
): Where | null {
  const [best] = model.placesOf(
    ground,
    event,
    ({ number, head }) =>
      number >= 0 && head >= begins && !sides.has(head) && !isElsewhere(ground, event, head),
  );
  return best ? { ref: ground.doc.places[best.number]!.id, basis: 'explicit' } : null;
}

/** Where a blast is felt or heard it need not have been, nor where somebody was taken afterwards: "flown to Miami". */
function isElsewhere({ doc }: Ground, event: number, name: number): boolean {
  const { syntax, tokens } = doc;
  const to = dependentsBy(doc, name, 'case')[0] ?? -1;
  // The verb in front of its preposition, wherever the parser hung it.
  const taken = tokens.lower[to] === 'to' && UPOS[syntax.upos[to - 1]!] === 'VERB' && to - 1 !== event;
  const verb = syntax.head[name]!;
  if (taken || verb < 0 || verb === event) return taken;
  return PERCEIVING.has(syntax.lemma[verb]!) && pathUp(syntax.head, verb).includes(syntax.head[event]!);
}

const PERCEIVING = new Set(['feel', 'hear', 'see']);

const LOCATIVE = new Set(['in', 'at', 'near', 'outside', 'around', 'inside']);

/**
 * Where its own words say that it was, or where that is to which, or from which, it was done: "shelled two schools near
 * Rutshuru", "took him from a clinic in Goma"; the town in front of a noun, as headlines have it: "the Goma blast".
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
  // "the Goma blast" was there, "the U.S. strike" need not have been.
  const before = predicate.args.filter(
    ({ slot, token }) => slot === 'mod' && IS_POINT.has(doc.places[placeAt[token]!]?.precision ?? ''),
  );
  for (const token of [...own, ...theirs, ...before.map(({ token }) => token)]) {
    const place = doc.places[placeAt[token]!];
    if (place?.use === 'literal') return { ref: place.id, basis: 'explicit' };
  }
  return null;
}
