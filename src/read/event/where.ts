/**
 * The place of an event, and on what it rests.
 *
 * @module
 */
import type { Event } from '../../record/reading.ts';
import { prepositionOf } from '../syntax/dependents.ts';
import { distance, inSentence } from './circumstance.ts';
import type { Ground } from './ground.ts';

type Where = Event['place'];
export const NOWHERE: Where = { ref: null, basis: 'unknown' };
const FARTHEST = 8;

const LOCATIVE = new Set([
  'in',
  'at',
  'on',
  'near',
  'outside',
  'inside',
  'around',
  'across',
  'throughout',
  'within',
  'along',
  'over',
  'into',
  'to',
  'off',
  'between',
  'north of',
  'south of',
  'of',
  'by',
  'through',
  'against',
  'toward',
  'towards',
  'beside',
  'behind',
  'under',
]);

const FINE = { exact: 5, settlement: 4, district: 3, region: 2, country: 1, unknown: 2 };

/** A place that an event may have, with how far it is. */
export interface PlaceCandidate {
  readonly number: number;
  readonly head: number;
  readonly far: number;
}

/** The places of an event's own sentence, nearest first. */
export function placesInSentence(
  ground: Ground,
  event: number,
  others: ReadonlySet<number>,
): PlaceCandidate[] {
  const { doc } = ground;
  const { relation } = doc.syntax;
  const found: PlaceCandidate[] = [];
  for (const { number, head } of inSentence(ground, ground.placeAt, doc.tokens.sentence[event]!)) {
    const place = doc.places[number]!;
    const preposition = prepositionOf(doc, head);
    const rel = relation[head]!;
    let far = distance(ground, event, head, others);
    if (place.use === 'associative') far += 3;
    if (place.use === 'demonym') far += 4;
    if (preposition === 'from') far += 2;
    else if (preposition === '' && (rel === 'compound' || rel === 'amod')) far += 1;
    else if (preposition !== '' && !LOCATIVE.has(preposition)) far += 1.5;
    else if (rel.startsWith('nsubj')) far += 1;
    // Of "Ghouta in Damascus, Syria" the finest is where it was.
    far -= 0.3 * FINE[place.precision];
    far += Math.min(1, Math.abs(head - event) / 40);
    found.push({ number, head, far });
  }
  return found.sort((a, b) => a.far - b.far);
}

/** The place in the event's own sentence, or null. */
export function placeInSentence(ground: Ground, event: number, others: ReadonlySet<number>): Where | null {
  const best = placesInSentence(ground, event, others)[0];
  if (!best || best.far > FARTHEST) return null;
  return { ref: ground.doc.places[best.number]!.id, basis: 'explicit' };
}
