/**
 * The place of an event, and on what it rests.
 *
 * @module
 */
import type { Event } from '../../record/reading.ts';
import type { Ground } from './ground.ts';
import { type PlaceModel, placeCandidates, probability } from './place-model.ts';

type Where = Event['place'];
export const NOWHERE: Where = { ref: null, basis: 'unknown' };

/** The places of a word's sentence at which its event was, likeliest first. */
export function placesOf(
  ground: Ground,
  model: PlaceModel,
  event: number,
): { number: number; chance: number }[] {
  return placeCandidates(ground, event)
    .map((candidate) => ({ number: candidate.number, chance: probability(model, candidate) }))
    .filter(({ chance }) => chance >= model.threshold)
    .sort((a, b) => b.chance - a.chance);
}

/** The place in the event's own sentence, or null. */
export function placeInSentence(ground: Ground, model: PlaceModel, event: number): Where | null {
  const best = placesOf(ground, model, event)[0];
  return best ? { ref: ground.doc.places[best.number]!.id, basis: 'explicit' } : null;
}
