/**
 * Numbers that are no quantities: years, clock times, places in an order, scores, telephone numbers, addresses, parts
 * of names, models of arms.
 *
 * @module
 */
import type { Timed } from '../layers.ts';
import { UPOS } from '../syntax/types.ts';
import { type Tokens, tokenAt } from '../tokens/types.ts';
import { type Atoms, FIGURE, MARK, WORD } from './atoms.ts';
import { countedBy, isPlural } from './counted.ts';
import type { Found } from './expression.ts';
import type { Lexicon } from './lexicon.ts';
import { glued, isHyphen } from './numeral.ts';

const NOUN = UPOS.indexOf('NOUN');
const VERB = UPOS.indexOf('VERB');

/** What the layers before know about the tokens of one report, for this question. */
export interface Surroundings {
  readonly doc: Timed;
  /** For each token, 1 if a date or time of day covers it. */
  readonly dated: Uint8Array;
  /** For each token, 1 if it stands inside a name but does not begin it, or in a name of arms. */
  readonly named: Uint8Array;
  /** True for a sentence in capitals, where capitals say nothing. */
  readonly shouted: (sentence: number) => boolean;
}

export function surroundings(doc: Timed): Surroundings {
  const { tokens, names, times } = doc;
  const dated = new Uint8Array(tokens.length);
  for (const time of times) {
    if (time.type !== 'DATE' && time.type !== 'TIME') continue;
    for (let t = tokenAt(tokens, time.start); t < tokens.length && tokens.start[t]! < time.end; t++)
      dated[t] = 1;
  }
  const named = new Uint8Array(tokens.length);
  for (const span of names.spans) {
    const whole = span.type === 'equipment' || span.type === 'location';
    named.fill(1, whole ? span.first : span.first + 1, span.last);
  }
  // Asked for once a sentence and remembered: a sentence may hold a page of figures.
  const known = new Int8Array(tokens.sentences.length);
  const shouted = (s: number) => {
    if (known[s] === 0) known[s] = isShouted(tokens, s) ? 1 : -1;
    return known[s] === 1;
  };
  return { doc, dated, named, shouted };
}

function isShouted(tokens: Tokens, s: number): boolean {
  for (let t = tokens.sentences[s]!; t < tokens.sentences[s + 1]!; t++)
    if (/^\p{Ll}{2}/u.test(tokens.form[t]!)) return false;
  return true;
}

/** Makes the function that says whether a number found is no quantity. */
export function createNotCounts(lexicon: Lexicon) {
  /** A capital anywhere in the word: "iPhone", "HIV", "Stoxx". */
  const isCapital = (atoms: Atoms, i: number) =>
    atoms.kind[i] === WORD && atoms.text.slice(atoms.start[i], atoms.end[i]) !== atoms.word[i];

  /** Part of a street's name: "E 71st St". */
  const isName = (atoms: Atoms, i: number) =>
    isCapital(atoms, i) ||
    atoms.kind[i] === FIGURE ||
    glued(atoms, i) ||
    lexicon.labelsAfter.has(atoms.word[i]!);

  /** A noun in the plural follows: what is counted. */
  const nounFollows = (atoms: Atoms, f: Found, { doc }: Surroundings) => {
    const { noun, of } = countedBy(doc, atoms.token[f.numberFirst]!, atoms.token[f.numberLast - 1]!);
    return !of && isPlural(doc, noun);
  };

  /** Letters or figures stand against it: "T-72", "Su-24M", "XC40", "11th", "1990s", "9:30", "555-0199". */
  function joined(atoms: Atoms, f: Found): boolean {
    const before = f.numberFirst - 1;
    const after = f.numberLast;
    if (f.first === f.numberFirst && glued(atoms, f.first) && f.first > 0) {
      const word = atoms.word[before]!;
      if (atoms.kind[before] === WORD) return true;
      if (word === ':' || word === '/' || word === '#' || word === '@' || word === '.') return true;
      if (isHyphen(atoms, before) && glued(atoms, before)) return true;
    }
    if (atoms.word[before] === '№' || atoms.word[before] === '#') return true;
    if (f.unit !== null || !glued(atoms, after)) return false;
    const next = atoms.word[after]!;
    const further = glued(atoms, after + 1);
    if (atoms.kind[after] === WORD && f.last === after) return true;
    if (
      (next === ':' || next === '/' || next === '.' || next === '-') &&
      further &&
      atoms.kind[after + 1] === FIGURE
    )
      return true;
    // "20-20", "2–1": no range, so a score, a vote or a telephone number.
    if (isHyphen(atoms, after) && further && atoms.kind[after + 1] === FIGURE) return true;
    return (next === "'" || next === '’') && further && atoms.word[after + 1] === 's';
  }

  /** "at 5 a.m.", "8 February", "in 1997", and all that the time layer has dated. */
  function dated(atoms: Atoms, f: Found, around: Surroundings): boolean {
    if (f.unit !== null) return false;
    if (around.dated[atoms.token[f.numberFirst]!]) return !isCountedYear(atoms, f, around);
    const next = atoms.word[f.last] ?? '';
    const beyond = atoms.word[f.last + 1] ?? '';
    const meridiem = beyond === '.' && atoms.word[f.last + 2] === 'm' && glued(atoms, f.last + 2);
    if ((next === 'a' || next === 'p') && meridiem) return true;
    if (CLOCK.has(next)) return true;
    const previous = atoms.word[f.first - 1] ?? '';
    const day = f.numeral.figure && f.numeral.value <= 31 && (f.second?.value ?? 1) <= 31;
    if (day && (MONTHS.has(previous) || (previous === '.' && MONTHS.has(atoms.word[f.first - 2] ?? ''))))
      return true;
    if (day && MONTHS.has(next)) return true;
    // "20 and 21 November", "30 OCT 89"
    if (day && (next === 'and' || next === 'or') && MONTHS.has(atoms.word[f.last + 2] ?? '')) return true;
    const width = atoms.end[f.numberFirst]! - atoms.start[f.numberFirst]!;
    if (MONTHS.has(previous) && atoms.kind[f.first - 2] === FIGURE && f.numeral.figure && width === 2)
      return true;
    return isClock(atoms, f, around) || isYear(atoms, f, around);
  }

  /** "between 2000 and 2500 men": four figures that look like a year, and are none. */
  function isCountedYear(atoms: Atoms, f: Found, around: Surroundings): boolean {
    const bare = atoms.end[f.numberFirst]! - atoms.start[f.numberFirst]! === 4 && f.numeral.figure;
    if (!bare || f.numeral.scale > 1) return false;
    if (f.second) return f.numeral.value < 1500 || (nounFollows(atoms, f, around) && f.second.value > 2100);
    return f.operator !== null && f.operator.operator !== 'exactly' && nounFollows(atoms, f, around);
  }

  /** "at 2200", "at approximately 0815": four figures as soldiers and wire reports write the time of day. */
  function isClock(atoms: Atoms, f: Found, { doc }: Surroundings): boolean {
    const { value, figure, scale } = f.numeral;
    const width = atoms.end[f.numberFirst]! - atoms.start[f.numberFirst]!;
    if (!figure || scale > 1 || width !== 4 || value >= 2400 || value % 100 >= 60) return false;
    const counts = f.last < atoms.length && doc.syntax.upos[atoms.token[f.last]!] === NOUN;
    return (atoms.word[f.first - 1] === 'at' && !counts) || CLOCK.has(atoms.word[f.last] ?? '');
  }

  /** Four figures without a comma, unless a noun that they count follows: "1,500", "over 2000 people". */
  function isYear(atoms: Atoms, f: Found, around: Surroundings): boolean {
    const { value, figure, scale } = f.numeral;
    if (!figure || scale > 1 || !Number.isInteger(value) || value < 1000 || value > 2100) return false;
    const width = atoms.end[f.numberFirst]! - atoms.start[f.numberFirst]!;
    if (width !== 4) return false;
    const counts = nounFollows(atoms, f, around);
    const previous = atoms.word[f.first - 1] ?? '';
    const spoken = f.operator && f.operator.operator !== 'exactly' && f.operator.operator !== 'between';
    if (spoken) return !counts && atoms.kind[f.last] === WORD && value >= 1900;
    if (f.second) return value >= 1500 && f.second.value <= 2100 && (!counts || value >= 1900);
    if (value >= 1900 && value <= 2100) {
      return !counts || YEAR_CUES.has(previous);
    }
    return YEAR_CUES.has(previous) && !counts;
  }

  /** "Section 427", "Resolution 2254", "Boeing 747", "575 Wilbraham Road", "(2)", "3." before a paragraph. */
  function labelled(atoms: Atoms, f: Found, around: Surroundings): boolean {
    if (f.unit !== null || f.numeral.form !== 'number') return false;
    let at = f.first - 1;
    const same = at >= 0 && atoms.sentence[at] === atoms.sentence[f.first];
    if (same && atoms.word[at] === '.' && ABBREVIATED.has(atoms.word[at - 1] ?? '')) at--;
    const previous = same ? atoms.word[at]! : '';
    const counts = nounFollows(atoms, f, around);
    if (same && lexicon.labelsBefore.has(previous) && !f.operator) {
      const inWords = (previous === 'no' || previous === 'number') && !f.numeral.figure;
      if (!inWords && !counts) return true;
    }
    if (!f.numeral.figure || f.numeral.scale > 1) return false;
    const first = atoms.word[f.first - 1];
    if (first === '(' && atoms.word[f.last] === ')') return true;
    const opens = !same || f.first === 0;
    if (opens && (atoms.word[f.last] === '.' || atoms.word[f.last] === ')') && f.numeral.value < 100)
      return true;
    for (let i = f.last; i < f.last + 4 && i < atoms.length && isName(atoms, i); i++)
      if (lexicon.labelsAfter.has(atoms.word[i]!)) return true;
    if (!same || f.operator || around.shouted(atoms.sentence[f.first]!)) return false;
    const initial = previous.length === 1 && previous !== 'a' && previous !== 'i' && isCapital(atoms, at);
    if (counts) return initial;
    // A name and a figure: "Stoxx 50", "Apollo 11". A capital at the head of a sentence proves nothing.
    const opening = at === 0 || atoms.sentence[at - 1] !== atoms.sentence[at];
    const verb = around.doc.syntax.upos[atoms.token[at]!] === VERB;
    return isCapital(atoms, at) && !opening && !verb && !around.dated[atoms.token[at]!];
  }

  /** "99 12 31", "0800 123", 30 digits in a row. */
  function dialled(atoms: Atoms, f: Found, around: Surroundings): boolean {
    const { numberFirst: i, last } = f;
    if (f.unit !== null || f.numeral.form !== 'number' || !f.numeral.figure || f.numeral.scale > 1)
      return false;
    const width = atoms.end[i]! - atoms.start[i]!;
    if (
      f.numeral.value > 1e15 ||
      (atoms.word[i]!.startsWith('0') && width > 1 && Number.isInteger(f.numeral.value))
    )
      return true;
    if (width > 9 && !/[,\u00a0\u202f]/.test(atoms.word[i]!)) return true;
    const beside = (j: number) =>
      atoms.kind[j] === FIGURE && atoms.sentence[j] === atoms.sentence[i] && !around.dated[atoms.token[j]!];
    return (i > 0 && f.first === i && beside(i - 1)) || (last < atoms.length && beside(last));
  }

  /** "no one", "this one", "one another", "one day": "one" that counts nothing. */
  function isPronoun(atoms: Atoms, f: Found): boolean {
    const i = f.numberFirst;
    if (atoms.word[i] !== 'one' || f.last > i + 1 || f.operator) return false;
    const same = i > 0 && atoms.sentence[i] === atoms.sentence[i - 1];
    return (same && NOT_ONE_AFTER.has(atoms.word[i - 1]!)) || NOT_ONE_BEFORE.has(atoms.word[f.last] ?? '');
  }

  return function isNoQuantity(atoms: Atoms, f: Found, around: Surroundings): boolean {
    const named = around.named[atoms.token[f.numberFirst]!] === 1;
    if (named && !f.compound && f.kind === 'count' && (f.numeral.figure || atoms.word[f.first - 1] === 'of'))
      return true;
    if (isPronoun(atoms, f)) return true;
    return (
      joined(atoms, f) || dated(atoms, f, around) || labelled(atoms, f, around) || dialled(atoms, f, around)
    );
  };
}

/** "Smith, 34, was": an age between commas after a name. */
export function isAppositiveAge(atoms: Atoms, f: Found): boolean {
  const { numeral, first, last } = f;
  if (f.kind !== 'count' || !numeral.figure || numeral.scale > 1 || numeral.value > 120 || f.second)
    return false;
  if (AGE_CUES.has(atoms.word[first - 1] ?? '')) return true;
  if (atoms.word[first - 1] === 'of' && atoms.word[first - 2] === 'age') return true;
  if (atoms.word[first - 1] !== ',' || first < 2 || atoms.kind[first - 2] !== WORD) return false;
  const name = atoms.text[atoms.start[first - 2]!]!;
  return name !== name.toLowerCase() && atoms.kind[last] === MARK;
}

const NOT_ONE_AFTER = new Set([
  'no',
  'this',
  'that',
  'which',
  'each',
  'every',
  'any',
  'another',
  'some',
  'only',
  'first',
  'last',
  'loved',
  'number',
]);
const NOT_ONE_BEFORE = new Set(['another', 'day', "'", '’', 'side', 'by', 'or', 'thing']);
const AGE_CUES = new Set(['aged', 'age', 'ages']);
const CLOCK = new Set(["o'clock", 'am', 'pm', 'gmt', 'utc', 'hrs']);
const YEAR_CUES = new Set(
  'in since by until till from of year between after before during to early late mid and'.split(' '),
);
const ABBREVIATED = new Set(['no', 'nos', 'art', 'sec', 'ch', 'vol', 'p', 'pp', 'fig', 'tel', 'ext']);
const MONTHS = new Set(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);
