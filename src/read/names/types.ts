/**
 * What the names layer hands on: every name found, and the entities that the mentions refer to.
 *
 * @module
 */
import type { Entity, EntityKind } from '../../record/reading.ts';

export type NameType = 'person' | 'organization' | 'location' | 'people' | 'equipment' | 'event' | 'other';

/** A name as found, before anyone says what it refers to. Toponyms are `location`: the place layer resolves them. */
export interface NameSpan {
  /** First token, and the one after the last. */
  readonly first: number;
  readonly last: number;
  readonly type: NameType;
  /** How sure, 0 to 1. */
  readonly score: number;
  /** Line of the list that knows this name ("actors/forces.tsv:12"), if one does. */
  readonly entry: string | null;
}

export type EquipmentClass = 'weapon' | 'platform' | 'vehicle';

/** What the lists say of a name or of a described group. */
export interface Described {
  readonly kind: EntityKind;
  readonly country: string | null;
  readonly sector: string | null;
}

/** A stretch of land that a noun describes. */
export interface DescribedArea {
  readonly first: number;
  readonly last: number;
  readonly head: number;
}

/** A word with which one side speaks of another, or of what happened. */
export interface LabelSpan {
  readonly first: number;
  readonly last: number;
  readonly on: 'entity' | 'event';
  /** The word that the program itself would say; '' if none. */
  readonly neutral: string;
}

export interface Names {
  readonly spans: readonly NameSpan[];
  /** Entities in the order of their first mention, ids `e1`, `e2`, … */
  readonly entities: readonly Entity[];
  /**
   * For each token, the number in `entities` of the innermost entity mention whose head it is, or -1:
   * `nsubj` → entity in one step. The heads of "hundreds of militiamen" are both nouns.
   */
  readonly entityAtHead: Int32Array;
  /** Of each entity that is equipment: whether it is a weapon, carries weapons, or is a vehicle. */
  readonly equipment: readonly (EquipmentClass | null)[];
  /** Places without a name ("the city", "a northern district"): no entities, no toponyms. */
  readonly areas: readonly DescribedArea[];
  /** Every label in the text, those that stand on no entity too. */
  readonly labels: readonly LabelSpan[];
}
