/**
 * The small language of the event lexicon: how the cells of a sense are written (`docs/lexicon.md`).
 *
 * - a trigger is one word or several: `attack`, `cut off`, `open fire`, `car bomb`;
 * - a condition is `slot:words`, `!slot:words` when it must not hold: `obj:blockade|siege`, `subj:@troops`, `obj:*`;
 * - a link is `slot=role`: `subj=actor against|on=recipient`.
 *
 * @module
 */
import { MEASURES } from '../../record/vocabulary.ts';

export const ROLES = ['actor', 'recipient', 'instrument', 'beneficiary'] as const;
export type Role = (typeof ROLES)[number];
type Measure = (typeof MEASURES)[number];

/**
 * Slots that are no preposition. `subj` and `obj` are the deep ones: the object of a passive is its subject on the
 * page. `near` is any word of the sentence, `mod` a word before a noun, `comp` the verb that a verb governs, `inf` the
 * same where it is an infinitive ("told them to go", not "told them that …"; for conditions only), `self` the trigger's own words, `that` the noun that a relative clause or participle describes.
 */
export const SLOTS = ['subj', 'obj', 'iobj', 'comp', 'inf', 'poss', 'mod', 'near', 'self', 'adv'] as const;

/** What must, or must not, stand in a slot for a sense to hold. */
export interface Condition {
  readonly slots: readonly string[];
  /** Lemmas; empty: anything at all. */
  readonly words: ReadonlySet<string>;
  /** Names of word classes, without the `@`. */
  readonly classes: readonly string[];
  readonly not: boolean;
}

/** Which slot fills a role or is counted. */
export interface Link<To> {
  readonly slot: string;
  readonly to: To;
}

/** A cell that cannot be read: what is wrong, and at which character of the cell (from 0). */
export class CellError extends Error {
  constructor(
    problem: string,
    readonly at: number,
  ) {
    super(problem);
  }
}

/** Words of a cell with their offsets. */
function pieces(cell: string): { word: string; at: number }[] {
  return [...cell.matchAll(/\S+/g)].map((m) => ({ word: m[0], at: m.index }));
}

/** The words of one trigger; a hyphen is a word of its own, as the tokens of a text have it. */
export function parseTrigger(trigger: string): string[] {
  return trigger
    .toLowerCase()
    .replaceAll('-', ' - ')
    .split(' ')
    .filter((word) => word !== '');
}

export function parseConditions(cell: string): Condition[] {
  return pieces(cell).map(({ word, at }) => {
    const not = word.startsWith('!');
    const body = not ? word.slice(1) : word;
    const colon = body.indexOf(':');
    if (colon < 1 || colon === body.length - 1)
      throw new CellError(
        `"${word}" is no condition: write slot:word|word, as in obj:blockade|@building`,
        at,
      );
    const values = body.slice(colon + 1).split('|');
    return {
      not,
      slots: body.slice(0, colon).split('|'),
      words: new Set(
        values.filter((v) => v !== '*' && !v.startsWith('@')).map((v) => v.replaceAll('_', ' ')),
      ),
      classes: values.filter((v) => v.startsWith('@')).map((v) => v.slice(1)),
    };
  });
}

function parseLinks<To extends string>(cell: string, targets: readonly To[], what: string): Link<To>[] {
  return pieces(cell).flatMap(({ word, at }) => {
    const equals = word.indexOf('=');
    if (equals < 1)
      throw new CellError(`"${word}" is no link: write slot=${what}, as in subj=${targets[0]}`, at);
    const to = word.slice(equals + 1) as To;
    if (!targets.includes(to))
      throw new CellError(`"${to}" is no ${what}: one of ${targets.join(', ')}`, at + equals + 1);
    return word
      .slice(0, equals)
      .split('|')
      .map((slot) => ({ slot, to }));
  });
}

/** Links of a frame, the earlier before the later: `subj=actor obj=recipient with=instrument`. */
export const parseFrame = (cell: string): Link<Role>[] => parseLinks(cell, ROLES, 'role');

/** What the counts in the slots measure: `obj=killed`. */
export const parseCounts = (cell: string): Link<Measure>[] => parseLinks(cell, MEASURES, 'measure');
