/**
 * The place of an event, and on what it rests.
 *
 * @module
 */
import type { Event, Range } from '../../record/reading.ts';
import type { Ground } from './ground.ts';
import { type PlaceCandidate, type PlaceModel, placeCandidates, probability } from './place-model.ts';

type Where = Event['place'];
export const NOWHERE: Where = { ref: null, basis: 'unknown' };

/** The places of a word's sentence at which its event was, likeliest first. */
function placesOf(ground: Ground, model: PlaceModel, event: number): PlaceCandidate[] {
  return placeCandidates(ground, event)
    .map((candidate) => ({ candidate, chance: probability(model, candidate) }))
    .filter(({ chance }) => chance >= model.threshold)
    .sort((a, b) => b.chance - a.chance)
    .map(({ candidate }) => candidate);
}

/** Offsets of the places of a word's sentence at which its event was, those too that no gazetteer has. */
export function placeSpansOf(ground: Ground, model: PlaceModel, event: number): Range[] {
  const { tokens } = ground.doc;
  return placesOf(ground, model, event).map(({ first, last }) => ({
    start: tokens.start[first]!,
    end: tokens.end[last - 1]!,
  }));
}

/** The place in the event's own sentence, or null. */
export function placeInSentence(ground: Ground, model: PlaceModel, event: number): Where | null {
  const best = placesOf(ground, model, event).find(({ number }) => number >= 0);
  return best ? { ref: ground.doc.places[best.number]!.id, basis: 'explicit' } : null;
}
