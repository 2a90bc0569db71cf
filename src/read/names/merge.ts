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

/** How sure a name of the lists is. */
const KNOWN = 0.95;
const TITLE_WORDS = 12;

/** What a list says that the form is: a nation's adjective is people, the seat of a government a place. */
export function typeOf(form: Form): NameType {
  if (form.use === 'adjective' || form.use === 'people') return 'people';
  return form.use === 'seat' ? 'location' : form.entry.type;
}

/** Whether the list is to be believed against the recogniser: several words, or a name that is nothing else. */
function isCertain(match: Match, form: Form): boolean {
  return (
    match.last - match.first > 1 ||
    form.entry.kind === 'armed-group' ||
    (form.acronym && form.text.length > 2)
  );
}

/** A single word that may be something else than a name: first of its sentence, or in a line of capitals. */
function isDoubtful(tokens: Tokens, match: Match, form: Form, upperCase: Uint8Array): boolean {
  if (match.last - match.first > 1 || form.use !== 'name' || form.entry.type === 'location') return false;
  const sentence = tokens.sentence[match.first]!;
  // Few letters are too often something else ("IS", "ENA"), but for bodies of states ("UN") and what carries arms ("LRA").
  if (form.acronym) {
    const { kind, sector } = form.entry;
    if (sector === 'IGO') return false;
    return form.text.length < (kind === 'armed-group' || kind === 'military' || kind === 'equipment' ? 3 : 4);
  }
  if (upperCase[sentence] === 1 || form.entry.type === 'person') return true;
  // Names of armed groups are hardly ever words of the language: they stand at the head of a sentence too.
  return match.first === tokens.sentences[sentence] && form.entry.kind !== 'armed-group';
}

export function mergeNames(
  tokens: Tokens,
  recognised: readonly Recognised[],
  matches: readonly Match[],
  upperCase: Uint8Array,
  given: { has(word: string): boolean },
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
    const same = rivals.find((rival) => rival.first === match.first && rival.last === match.last) ?? null;
    const form = pick(match.forms, same);
    const type = typeOf(form);
    const wider = rivals.some(
      (rival) =>
        rival.first <= match.first &&
        rival.last >= match.last &&
        rival.last - rival.first > match.last - match.first,
    );
    // "Secretary of State Antony Blinken": the list knows where the name begins.
    const known =
      type === 'person' && match.last - match.first > 1 && rivals.every((rival) => rival.last === match.last);
    if (wider && !known) continue;
    if (!rivals.length && isDoubtful(tokens, match, form, upperCase)) continue;
    if (rivals.length && !isCertain(match, form)) {
      // A single word of the lists that the recogniser read otherwise ("Jordan" the man): the sentence decides,
      // but nobody is called Haiti.
      const nobody = form.entry.type === 'location' && !given.has(tokens.lower[match.first]!);
      if (!same || (same.type !== type && type !== 'people' && type !== 'equipment' && !nobody)) continue;
    }
    for (const number of overlapping) dropped.add(number);
    found.push({ first: match.first, last: match.last, type, score: KNOWN, entry: form.entry.line, form });
  }
  recognised.forEach((name, number) => {
    if (!dropped.has(number) && name.last - name.first <= TITLE_WORDS)
      found.push({ ...name, entry: null, form: null });
  });
  return found.sort((a, b) => a.first - b.first);
}

/** Of several lines with one form, the one of the recogniser's type, or the first. */
function pick(forms: readonly Form[], same: Recognised | null): Form {
  return (same && forms.find((form) => typeOf(form) === same.type)) || forms[0]!;
}
