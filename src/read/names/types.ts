/**
 * What the names layer hands on: every name found, and the entities that the mentions refer to.
 *
 * @module
 */
import type { Entity } from '../../record/reading.ts';

/** A name as found, before anyone says what it refers to. Toponyms are `location`: the place layer resolves them. */
export interface NameSpan {
  /** First token, and the one after the last. */
  readonly first: number;
  readonly last: number;
  readonly type: 'person' | 'organization' | 'location' | 'people' | 'equipment' | 'event' | 'other';
  /** How sure, 0 to 1. */
  readonly score: number;
  /** Line of the list that knows this name, if one does. */
  readonly entry: string | null;
}

export interface Names {
  readonly spans: readonly NameSpan[];
  /** Entities in the order of their first mention, ids `e1`, `e2`, … */
  readonly entities: readonly Entity[];
  /**
   * For each token, the number in `entities` of the innermost entity mention whose head it is, or -1:
   * `nsubj` → entity in one step.
   */
  readonly entityAtHead: Int32Array;
}
