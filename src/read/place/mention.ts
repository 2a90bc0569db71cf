/**
 * A stretch of words that may be a toponym, and the report it stands in.
 *
 * @module
 */
import type { Timed } from '../layers.ts';
import type { FeatureWord } from './clues.ts';
import type { Word } from './look-ahead.ts';
import type { Surroundings } from './surroundings.ts';
import type { Candidate } from './world.ts';

export interface Mention {
  /** First token, and the one after the last. */
  readonly first: number;
  readonly last: number;
  /** Letters of the first token that do not belong to it: two in "R-Ocilla", a representative's party and home. */
  readonly skip: number;
  /** Fine key of the name. */
  readonly key: string;
  readonly form: 'name' | 'demonym' | 'short' | 'built';
  readonly candidates: readonly Candidate[];
  /** What kind of place the words themselves say it is. */
  readonly feature: FeatureWord | null;
  /** Whether the words or those beside them say that a province or district is meant: "the province of Latakia". */
  readonly division: boolean;
  /** Evidence that it is a toponym; 0 is undecided. */
  score: number;
  /** Whether it names an institution by its place ("Princeton Hospital"). */
  embedded: boolean;
}

/** A report and all that is known of its words. */
export interface Scene extends Timed {
  readonly around: Surroundings;
  readonly words: readonly Word[];
  /** Last words of the persons that the report names, lower case. */
  readonly surnames: ReadonlySet<string>;
}

/** Whether a comma and a capitalised word stand before token `i`: "Paris, TX". */
export function followsPlace({ tokens, around }: Scene, i: number): boolean {
  return i >= 2 && tokens.form[i - 1] === ',' && around.capital[i - 2] === 1;
}
