/**
 * What a language must bring: a folder with these parts.
 *
 * @module
 */
import type { Found } from './meaning.ts';
import type { Entry, Words } from './words.ts';

/** Reads one kind of expression at one place. */
export interface Recogniser {
  readonly name: string;
  /** Whether an expression of this kind can begin at unit `i`: cheap, asked at every unit that may matter. */
  begins(w: Words, i: number): boolean;
  /** The expressions that begin at unit `i` (several for a range), in order, or null. */
  read(w: Words, i: number): Found | Found[] | null;
}

/** Changes the list of what was found: joins, widens, drops. `found` is in order, without overlap. */
export interface Refiner {
  readonly name: string;
  refine(w: Words, found: Found[]): Found[];
}

export type Tense = 'past' | 'present' | 'future' | null;

/** Whether a verb says that an event began, happened or ended. */
export type Stage = 'start' | 'happen' | 'end';

/** Verbs that say when, by lemma (`knowledge/time/en/verbs.tsv`). */
export interface Verbs {
  /** What a date beside the verb says of the event it speaks of. */
  readonly happenings: ReadonlyMap<string, Stage>;
  /** What stands in the infinitive below lies ahead. */
  readonly ahead: ReadonlySet<string>;
  /** What they govern lies ahead, whatever the tense. */
  readonly arranged: ReadonlySet<string>;
  /** Auxiliaries of the future, as written. */
  readonly future: ReadonlySet<string>;
}

export interface Language {
  readonly verbs: Verbs;
  readonly lexicon: ReadonlyMap<string, Entry>;
  /** At one place the longest reading wins, of two equally long ones the one of the earlier recogniser. */
  readonly recognisers: readonly Recogniser[];
  /** In the order in which they run. */
  readonly refiners: readonly Refiner[];
}
