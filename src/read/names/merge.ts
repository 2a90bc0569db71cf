/**
 * One set of names from two findings: what the recogniser saw and what the lists know.
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';
import type { Form, Match } from './lexicon.ts';
import type { NameSpan, NameType } from './types.ts';

/** A name that the recogniser found by its words and surroundings. */
export interface Recognised {
  readonly first: number;
  readonly last: number;
  readonly type: 'person' | 'organization' | 'location';
  readonly score: number;
}

/** A name, and the line of the lists that it was found with. */
export interface FoundName extends NameSpan {
  readonly form: Form | null;
}

/** What a list says that the form is: a nation's adjective is people, the seat of a government a place. */
function typeOf(form: Form): NameType {
  if (form.use === 'adjective' || form.use === 'people') return 'people';
  return form.use === 'seat' ? 'location' : form.entry.type;
}

/** Whether the list is to be believed against the recogniser: several words, or a name that is nothing else. */
function isCertain(match: Match, form: Form): boolean {
  return (
    match.last - match.first > 1 ||
    form.entry.type === 'equipment' ||
    form.acronym ||
    form.entry.kind === 'armed-group'
  );
}

export function mergeNames(
  tokens: Tokens,
  recognised: readonly Recognised[],
  matches: readonly Match[],
): FoundName[] {
  const taken = new Int32Array(tokens.length).fill(-1);
  recognised.forEach((name, number) => {
    taken.fill(number, name.first, name.last);
  });
  const dropped = new Set<number>();
  const found: FoundName[] = [];
  for (const match of matches) {
    const overlapping = new Set<number>();
    for (let t = match.first; t < match.last; t++) if (taken[t]! >= 0) overlapping.add(taken[t]!);
    const rivals = [...overlapping].map((number) => recognised[number]!);
    const same =
      rivals.length === 1 && rivals[0]!.first === match.first && rivals[0]!.last === match.last
        ? rivals[0]!
        : null;
    const form = pick(match.forms, same);
    const wider = rivals.some(
      (rival) =>
        rival.first <= match.first &&
        rival.last >= match.last &&
        rival.last - rival.first > match.last - match.first,
    );
    if (wider) continue;
    const type = typeOf(form);
    if (rivals.length && !isCertain(match, form)) {
      // A single word of the lists that the recogniser read otherwise ("Jordan" the man): the sentence decides.
      if (!same || (same.type !== type && type !== 'people')) continue;
    }
    for (const number of overlapping) dropped.add(number);
    found.push({ first: match.first, last: match.last, type, score: 0.95, entry: form.entry.line, form });
  }
  recognised.forEach((name, number) => {
    if (!dropped.has(number)) found.push({ ...name, entry: null, form: null });
  });
  return found.sort((a, b) => a.first - b.first);
}

/** Of several lines with one form, the one of the recogniser's type, or the first. */
function pick(forms: readonly Form[], same: Recognised | null): Form {
  return (same && forms.find((form) => typeOf(form) === same.type)) || forms[0]!;
}
