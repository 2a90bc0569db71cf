/**
 * A name of a report and the places that it may mean.
 *
 * @module
 */
import type { Mention } from './mention.ts';
import type { Candidate } from './world.ts';

/** A name of the report, all its mentions together. */
export interface Name {
  readonly key: string;
  readonly mentions: Mention[];
  readonly candidates: readonly Candidate[];
  /** Whether a province or district is meant. */
  readonly division: boolean;
  /** Places that the text says it is part of: "Paris, Texas". */
  readonly within: Name[];
  /** Names that the text says are part of it. */
  readonly holds: Name[];
  /** Evidence for each candidate. */
  scores: Float64Array;
  /** Number of the chosen candidate, -1 for none. */
  choice: number;
  /** Where no candidate is chosen: the area that the report gives the name. */
  area: Candidate | null;
}

export const newName = (
  key: string,
  mentions: Mention[],
  candidates: readonly Candidate[],
  division: boolean,
): Name => ({
  key,
  mentions,
  candidates,
  division,
  within: [],
  holds: [],
  scores: new Float64Array(candidates.length),
  choice: -1,
  area: null,
});
