/**
 * The place of an event, and on what it rests.
 *
 * @module
 */
import type { Event, Range } from '../../record/reading.ts';
import type { Ground } from './ground.ts';
import type { PlaceModel } from './place-model.ts';

type Where = Event['place'];
export const NOWHERE: Where = { ref: null, basis: 'unknown' };

/** Offsets of the names in a word's sentence at which its event was, those too that no gazetteer has. */
export function placeSpansOf(ground: Ground, model: PlaceModel, event: number): Range[] {
  const { tokens } = ground.doc;
  return model.placesOf(ground, event).map(({ first, last }) => ({
    start: tokens.start[first]!,
    end: tokens.end[last - 1]!,
  }));
}

/** The place in the event's own sentence, or null. */
export function placeInSentence(ground: Ground, model: PlaceModel, event: number): Where | null {
  const best = model.placesOf(ground, event).find(({ number }) => number >= 0);
  return best ? { ref: ground.doc.places[best.number]!.id, basis: 'explicit' } : null;
}
