/**
 * An event as the layer holds it, before it is put into the form of the record.
 *
 * @module
 */
import type { Event } from '../../record/reading.ts';
import type { Filler, Unfilled } from './roles.ts';
import type { Standing } from './status.ts';
import type { Match } from './trigger.ts';

/** An event with all that made it. */
export interface FoundEvent {
  readonly match: Match;
  readonly fillers: readonly Filler[];
  readonly unfilled: readonly Unfilled[];
  readonly standing: Standing;
  readonly time: Event['time'];
  readonly place: Event['place'];
  readonly quantities: readonly string[];
}
