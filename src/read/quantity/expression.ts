/**
 * The grammar of a number in its place: sign, currency, operator, range and unit around a numeral.
 *
 * @module
 */
import { type Atoms, FIGURE, WORD } from './atoms.ts';
import type { Lexicon, OperatorWord, UnitWord } from './lexicon.ts';
import { createNumeralReader, glued, isHyphen, type Numeral } from './numeral.ts';
import { phraseAfter, phraseBefore } from './phrases.ts';
import type { NumberKind } from './types.ts';

/** A number in its place, in atoms. */
export interface Found {
  /** Atoms from operator to unit. */
  first: number;
  last: number;
  /** Atoms of the number or numbers alone, without sign or currency. */
  numberFirst: number;
  numberLast: number;
  numeral: Numeral;
  /** The other end of a range. */
  second: Numeral | null;
  operator: OperatorWord | null;
  kind: NumberKind;
  unit: string | null;
  negative: boolean;
  change: 'up' | 'down' | null;
  compound: boolean;
}

interface Unit {
  last: number;
  kind: NumberKind;
  unit: string;
}

/** Makes the function that finds the number, with all that belongs to it, whose numeral begins at atom `i`. */
export function createExpressionReader(lexicon: Lexicon) {
  const numerals = createNumeralReader(lexicon);

  /** Where the currency sign or code right before atom `i` begins, and its code. */
  function moneyBefore(atoms: Atoms, i: number): { first: number; code: string } | null {
    const previous = atoms.word[i - 1];
    if (i < 1 || previous === undefined || atoms.sentence[i] !== atoms.sentence[i - 1]) return null;
    const beside = glued(atoms, i);
    const two = i > 1 ? lexicon.moneyBefore.get(`${atoms.word[i - 2]} ${previous}`) : undefined;
    if (two && isCapital(atoms, i - 2)) return { first: i - 2, code: two };
    const one = lexicon.moneyBefore.get(previous);
    if (!one) return null;
    if (atoms.kind[i - 1] === WORD && (!isCapital(atoms, i - 1) || (!beside && previous === 'ps')))
      return null;
    if (atoms.kind[i - 1] === WORD && !beside && previous.length === 2 && previous !== 'rs') return null;
    return { first: i - 1, code: one };
  }

  /** The unit right after a numeral that ends before atom `i`. */
  function unitAfter(atoms: Atoms, i: number, numeral: Numeral): Unit | null {
    if (i >= atoms.length || atoms.sentence[i] !== atoms.sentence[i - 1]) return null;
    const at = isHyphen(atoms, i) && glued(atoms, i) && glued(atoms, i + 1) ? i + 1 : i;
    const unit = phraseAfter(atoms, at, lexicon.units);
    if (unit && isUnit(atoms, at, unit.last, numeral))
      return { last: unit.last, kind: kindOf(unit.entry), unit: unit.entry.unit };
    const money = phraseAfter(atoms, at, lexicon.moneyAfter);
    if (money && (atoms.word[at]!.length > 2 || (glued(atoms, at) && numeral.figure)))
      return { last: money.last, kind: 'money', unit: money.entry };
    return null;
  }

  /** A single letter is a unit only where it is glued to figures: "5m", "45 g" no. */
  function isUnit(atoms: Atoms, at: number, last: number, numeral: Numeral): boolean {
    const word = atoms.word[at]!;
    if (last - at > 1 || atoms.kind[at] !== WORD) return true;
    if (word.length === 1) return numeral.figure && glued(atoms, at);
    if (word.length === 2 && !numeral.figure) return false;
    // "two second" is no duration, "two-second" is.
    return word !== 'second' || at > numeral.last || numeral.value === 1;
  }

  /** Collects the operators before atom `first`; the one nearest to the number counts, "only" and "just" least. */
  function operatorBefore(atoms: Atoms, first: number) {
    let begin = first;
    let operator: OperatorWord | null = null;
    for (let turns = 0; turns < 3; turns++) {
      const found = phraseBefore(atoms, begin, lexicon.before);
      if (!found) break;
      if (!operator || operator.operator === 'exactly') operator = found.entry;
      begin = found.first;
    }
    // "sub-300", "nearly-200"
    if (begin === first && isHyphen(atoms, first - 1) && glued(atoms, first)) {
      const found = phraseBefore(atoms, first - 1, lexicon.before);
      if (found) return { begin: found.first, operator: found.entry };
    }
    return { begin, operator };
  }

  /** The direction that the word before atom `first` gives: "rose 3", "fell by another 3", "up 3". */
  function changeBefore(atoms: Atoms, first: number): 'up' | 'down' | null {
    let at = first - 1;
    for (let skipped = 0; at >= 0 && skipped < 2 && SKIPPED.has(atoms.word[at]!); skipped++) at--;
    if (at < 0 || atoms.sentence[at] !== atoms.sentence[first]) return null;
    return lexicon.trends.get(atoms.word[at]!) ?? null;
  }

  /** The second number of a range after atom `i`, if what stands there makes one with `numeral`. */
  function rangeAfter(atoms: Atoms, i: number, numeral: Numeral, unit: Unit | null, found: Found) {
    if (numeral.form !== 'number' || i + 1 >= atoms.length) return null;
    const word = atoms.word[i]!;
    const dash = isHyphen(atoms, i);
    const hyphen = dash && (glued(atoms, i) ? glued(atoms, i + 1) : word === '–' || word === '-');
    const between = found.operator?.operator === 'between';
    const from = atoms.word[found.first - 1] === 'from';
    if (!(hyphen || word === 'to' || word === 'or' || (word === 'and' && between))) return null;
    let at = i + 1;
    if (word === 'to' && phraseBefore(atoms, at + 2, lexicon.before)?.first === at) return null;
    while (at < i + 4 && lexicon.moneyBefore.has(atoms.word[at]!)) at++;
    const money = found.kind === 'money' || at > i + 1;
    if (atoms.sentence[at] !== atoms.sentence[i]) return null;
    let second = numerals.read(atoms, at, money);
    if (second?.form !== 'number') return null;
    const after = unitAfter(atoms, second.last, second);
    if (unit && !after) return null;
    if (unit && after && unit.unit !== after.unit) return null;
    if (!unit && found.kind === 'money' && at === i + 1 && word !== '-' && !hyphen && !second.figure)
      return null;
    let first = numeral;
    // "two to three hundred", "5-6 million", "$3-4 billion": the scale belongs to both.
    const share = second.scale > 1 && first.scale === 1 && first.value < second.value / second.scale;
    if (share) first = { ...first, value: first.value * second.scale };
    // "1.2-1.5m": read the second figure with its scale.
    const rising = first.value < second.value;
    if (!rising && !(from && word === 'to' && first.value > second.value)) return null;
    if (hyphen && numeral.figure !== second.figure) return null;
    if (word === 'or' && (!smallStep(first.value, second.value) || unit)) return null;
    second = { ...second, first: at };
    return { first, second, unit: after ?? unit };
  }

  function read(atoms: Atoms, i: number): Found | null {
    const money = moneyBefore(atoms, i);
    const numeral = numerals.read(atoms, i, money !== null);
    if (!numeral) return null;
    const found: Found = {
      first: money?.first ?? i,
      last: numeral.last,
      numberFirst: i,
      numberLast: numeral.last,
      numeral,
      second: null,
      operator: null,
      kind: numeral.form === 'share' ? 'share' : money ? 'money' : 'count',
      unit: numeral.form === 'share' ? '%' : (money?.code ?? null),
      negative: false,
      change: null,
      compound: false,
    };
    sign(atoms, found);
    const before = operatorBefore(atoms, found.first);
    found.operator = before.operator;
    found.first = before.begin;
    let unit = found.kind === 'money' ? null : unitAfter(atoms, numeral.last, numeral);
    // "1/2 pound" is an amount, "a third of the town" a share.
    if (unit && found.kind === 'share') {
      found.numeral = { ...numeral, form: 'number', value: numeral.value / 100 };
      found.kind = 'count';
      found.unit = null;
    }
    const range = rangeAfter(atoms, unit?.last ?? numeral.last, numeral, unit, found);
    if (range) {
      found.numeral = range.first;
      found.second = range.second;
      found.numberLast = range.second.last;
      found.last = range.second.last;
      if (found.kind === 'count') unit = range.unit;
      else unit = null;
      if (atoms.word[found.first - 1] === 'from') found.first--;
    } else ratio(atoms, found);
    if (unit && found.kind !== 'share') {
      found.kind = unit.kind;
      found.unit = unit.unit;
      found.last = Math.max(found.last, unit.last);
    }
    // "$76 US", "$5 per barrel" stay as they are; "5 percent" after a share is none.
    const after = phraseAfter(atoms, found.last, lexicon.after) ?? hyphenated(atoms, found.last);
    if (after && isAfter(atoms, after.first, after.last)) {
      if (!found.operator || found.operator.operator === 'exactly') found.operator = after.entry;
      found.last = after.last;
    }
    const joint = atoms.kind[found.numberLast + 1] === WORD && isHyphen(atoms, found.numberLast);
    found.compound = joint && glued(atoms, found.numberLast) && glued(atoms, found.numberLast + 1);
    found.change ??= changeBefore(atoms, found.first);
    if (found.change && atoms.word[found.first] === 'from') found.first++;
    return found;
  }

  /** "50-plus": the operator stands behind a hyphen. */
  function hyphenated(atoms: Atoms, i: number) {
    return isHyphen(atoms, i) && glued(atoms, i) && glued(atoms, i + 1)
      ? phraseAfter(atoms, i + 1, lexicon.after)
      : null;
  }

  /** "plus" and "odd" are operators only when hyphened, "+" only when glued: "5 plus 3", "20 odd jobs". */
  function isAfter(atoms: Atoms, first: number, last: number): boolean {
    const word = atoms.word[first]!;
    if (last - first > 1) return true;
    if (word === '+') return glued(atoms, first) && atoms.kind[last] !== FIGURE;
    if (word === 'plus' || word === 'odd' || word === 'ish')
      return isHyphen(atoms, first - 1) || (word === 'plus' && glued(atoms, first));
    return true;
  }

  /** "+0.2", "-1.3", "minus 5". */
  function sign(atoms: Atoms, found: Found): void {
    const at = found.first - 1;
    if (at < 0 || atoms.sentence[at] !== atoms.sentence[found.first]) return;
    const free = at === 0 || !glued(atoms, at) || OPENING.has(atoms.word[at - 1]!);
    const word = atoms.word[at]!;
    if (word === 'minus') {
      found.negative = true;
      found.first = at;
    } else if (isHyphen(atoms, at) && atoms.word[at - 1] === 'minus') {
      found.negative = true;
      found.first = at - 1;
    } else if (found.numeral.figure && glued(atoms, at + 1) && free && (word === '+' || isSign(word))) {
      found.negative = word !== '+';
      found.change = word === '+' ? 'up' : 'down';
      found.first = at;
    }
  }

  /** "1 in 10", "two out of every three": a share. */
  function ratio(atoms: Atoms, found: Found): void {
    const { numeral } = found;
    if (found.kind !== 'count' || numeral.value > 9 || numeral.scale > 1 || numeral.form !== 'number') return;
    let at = numeral.last;
    if (atoms.word[at] === 'out' && atoms.word[at + 1] === 'of') at += 2;
    else if (atoms.word[at] === 'in') at += 1;
    else return;
    if (atoms.word[at] === 'every' || atoms.word[at] === 'each') at++;
    const whole = numerals.read(atoms, at);
    if (whole?.form !== 'number' || whole.value <= numeral.value || !WHOLES.has(whole.value)) return;
    if (unitAfter(atoms, whole.last, whole)) return;
    const part = (numeral.value / whole.value) * 100;
    found.numeral = { ...numeral, form: 'share', value: part, low: part, high: part };
    found.kind = 'share';
    found.unit = '%';
    found.last = whole.last;
    found.numberLast = whole.last;
  }

  return { mayBegin: numerals.mayBegin, read };
}

const SKIPPED = new Set(['by', 'another', 'a', 'an', 'further', 'additional']);
const OPENING = new Set(['(', '[', '/', ',', ';', ':', '“', '"', '‘', "'"]);
const WHOLES = new Set([
  2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 30, 40, 50, 100, 200, 500, 1000, 10000, 100000,
]);

const isSign = (word: string) => word === '-' || word === '−' || word === '–';

const isCapital = (atoms: Atoms, i: number) => {
  const c = atoms.text.charCodeAt(atoms.start[i]!);
  return atoms.kind[i] !== WORD || (c >= 65 && c <= 90);
};

/** "two or three", "20 or 30": steps that a writer takes when unsure. */
const smallStep = (low: number, high: number) => low < high && high <= 2 * low + 1;

function kindOf(unit: UnitWord): NumberKind {
  if (unit.kind === 'percent' || unit.kind === 'duration' || unit.kind === 'age') return unit.kind;
  return 'measure';
}
