/**
 * The grammar of one number: figures, words and mixtures, without operator or unit.
 *
 * @module
 */
import { type Atoms, FIGURE, WORD } from './atoms.ts';
import type { Lexicon } from './lexicon.ts';

export interface Numeral {
  /** First atom, and the one after the last. */
  readonly first: number;
  readonly last: number;
  /** What it says: a number, a vague size, or a part of a whole in per cent. */
  readonly form: 'number' | 'vague' | 'share';
  readonly value: number;
  readonly low: number;
  readonly high: number | null;
  /** The product of the scale words that end it: 1e6 in "1.2 million", else 1. */
  readonly scale: number;
  readonly figure: boolean;
}

/** True where atom `i` follows the one before it without a space. */
export const glued = (atoms: Atoms, i: number) =>
  i > 0 && i < atoms.length && atoms.start[i] === atoms.end[i - 1];

const HYPHENS = new Set(['-', '‐', '‑', '–', '−']);
export const isHyphen = (atoms: Atoms, i: number) => i < atoms.length && HYPHENS.has(atoms.word[i]!);

const number = (first: number, last: number, value: number, scale: number, figure: boolean): Numeral => ({
  first,
  last,
  form: 'number',
  value,
  low: value,
  high: value,
  scale,
  figure,
});

const share = (first: number, last: number, part: number): Numeral => ({
  ...number(first, last, part * 100, 1, false),
  form: 'share',
});

/** Makes the function that reads the number that begins at atom `i`, or gives null where none does. */
export function createNumeralReader(lexicon: Lexicon) {
  const { numbers, vague } = lexicon;
  const kindAt = (atoms: Atoms, i: number) =>
    i < atoms.length && atoms.kind[i] === WORD ? numbers.get(atoms.word[i]!) : undefined;

  /** Skips one hyphen if it is glued on both sides. */
  const past = (atoms: Atoms, i: number) =>
    isHyphen(atoms, i) && glued(atoms, i) && glued(atoms, i + 1) ? i + 1 : i;

  /** Scale words from atom `i` on ("million", "hundred thousand", glued "m"): their product and where they end. */
  function scales(atoms: Atoms, i: number, figure: boolean, money: boolean): { last: number; scale: number } {
    let scale = 1;
    let last = i;
    for (;;) {
      const at = past(atoms, last);
      if (at >= atoms.length || atoms.sentence[at] !== atoms.sentence[i - 1]) break;
      const word = kindAt(atoms, at);
      const begins = last === i;
      if (word?.kind === 'scale' || word?.kind === 'group' || (word?.kind === 'hundred' && begins)) {
        // "two score of" is a count; "5 scores" and "5 score" are not.
        if (word.kind === 'group' && (!begins || (atoms.word[at] === 'score' && figure))) break;
        scale *= word.value;
      } else if (word?.kind === 'short' && figure && begins && isShortScale(atoms, at, money)) {
        scale *= word.value;
      } else break;
      last = at + 1;
    }
    return { last, scale };
  }

  /** "3m" is three million in money and before a noun ("1.2m people"), three metres elsewhere. */
  function isShortScale(atoms: Atoms, i: number, money: boolean): boolean {
    const word = atoms.word[i]!;
    if (!glued(atoms, i)) return (word.length > 1 && word !== 'trn') || (money && word !== 'k');
    if (word.length > 1 || money) return true;
    const upper = atoms.text.charCodeAt(atoms.start[i]!) < 97;
    if (word === 'k') return true;
    if (word === 'b') return false;
    const next = atoms.word[i + 1];
    const follows = i + 1 < atoms.length && atoms.kind[i + 1] === WORD && !glued(atoms, i + 1);
    return (upper && !isHyphen(atoms, i + 1)) || (follows && !SMALL_WORDS.has(next!));
  }

  function figure(atoms: Atoms, i: number, money: boolean): Numeral | null {
    let value = atoms.value[i]!;
    let last = i + 1;
    // "1/3", "2 1/2"; any other figures with a stroke between are a date or a name.
    const stroke = atoms.word[last];
    if ((stroke === '/' || stroke === '⁄') && glued(atoms, last) && atoms.kind[last + 1] === FIGURE) {
      const below = atoms.value[last + 1]!;
      const of = atoms.word[last + 2] === 'of' && value === 1;
      if (value >= below || !(PARTS.has(below) || of) || !glued(atoms, last + 1)) return null;
      return atoms.word[last + 2] === '/' ? null : share(i, last + 2, value / below);
    }
    if (
      atoms.kind[last] === FIGURE &&
      atoms.word[last + 1] === '/' &&
      PARTS.has(atoms.value[last + 2] ?? 0) &&
      atoms.value[last]! < atoms.value[last + 2]!
    ) {
      value += atoms.value[last]! / atoms.value[last + 2]!;
      last += 3;
    } else if (andAHalf(atoms, last)) {
      value += 0.5;
      last += 3;
    }
    const multiplied = scales(atoms, last, true, money);
    const product = roundOff(value * multiplied.scale);
    return number(i, multiplied.last, product, multiplied.scale, true);
  }

  const andAHalf = (atoms: Atoms, i: number) =>
    atoms.word[i] === 'and' && atoms.word[i + 1] === 'a' && atoms.word[i + 2] === 'half';

  /** Words: "two hundred and fifty-six thousand", "a dozen", "one and a half million". */
  function words(atoms: Atoms, i: number): Numeral | null {
    let total = 0;
    let current = 0;
    let last = i;
    let scale = 1;
    let smallest = Number.POSITIVE_INFINITY;
    const begin = atoms.word[i] === 'a' || atoms.word[i] === 'an' ? past(atoms, i + 1) : i;
    if (begin > i) current = 1;
    for (let at = begin; at < atoms.length && atoms.sentence[at] === atoms.sentence[i]; ) {
      const word = kindAt(atoms, at);
      if (!word) break;
      const { kind, value } = word;
      const fresh = current % 100 === 0 && !(begin > i && last === i);
      if (kind === 'digit' && (fresh || (current % 10 === 0 && current % 100 >= 20))) current += value;
      else if ((kind === 'teen' || kind === 'tens') && fresh) current += value;
      else if (kind === 'hundred' && current > 0 && current < 100) current *= 100;
      else if (kind === 'scale' && current > 0 && value < smallest) {
        total += current * value;
        scale = value;
        smallest = value;
        current = 0;
      } else if (kind === 'group' && current > 0 && total === 0 && isGroup(atoms, at, begin > i)) {
        return number(i, at + 1, current * value, value, false);
      } else break;
      last = at + 1;
      at = past(atoms, last);
      const next = kindAt(atoms, at + 1)?.kind;
      const open = kind === 'hundred' || kind === 'scale';
      if (open && atoms.word[at] === 'and' && (next === 'digit' || next === 'teen' || next === 'tens')) at++;
      if (kind === 'digit' && value === 0) break;
    }
    if (last === i) return null;
    if (current > 0) scale = 1;
    let value = total + current;
    if (andAHalf(atoms, last) && scale === 1) {
      const multiplied = scales(atoms, last + 3, false, false);
      return number(i, multiplied.last, roundOff((value + 0.5) * multiplied.scale), multiplied.scale, false);
    }
    if (atoms.word[last] === 'point' && kindAt(atoms, last + 1)?.kind === 'digit') {
      value += kindAt(atoms, last + 1)!.value / 10;
      const multiplied = scales(atoms, last + 2, false, false);
      return number(i, multiplied.last, roundOff(value * multiplied.scale), multiplied.scale, false);
    }
    const part = kindAt(atoms, past(atoms, last));
    if (part?.kind === 'part' && value < part.value && scale === 1) {
      const at = past(atoms, last);
      const plural = atoms.word[at]!.endsWith('s');
      if (value > 1 === plural) return share(i, at + 1, value / part.value);
    }
    return number(i, last, value, scale, false);
  }

  /** "a score" is a number only before "of"; "a dozen" always. */
  const isGroup = (atoms: Atoms, i: number, article: boolean) =>
    atoms.word[i] === 'dozen' || (article && atoms.word[i + 1] === 'of');

  /** "half a million", "half of the men", "a third of the town". */
  function part(atoms: Atoms, i: number): Numeral | null {
    const word = atoms.word[i]!;
    if (word === 'half') {
      if (HALVES.has(atoms.word[i - 1] ?? '')) return null;
      const article = atoms.word[i + 1] === 'a' ? i + 2 : past(atoms, i + 1);
      const of = kindAt(atoms, article);
      if (of && (of.kind === 'scale' || of.kind === 'hundred' || of.kind === 'group'))
        return number(i, article + 1, of.value / 2, of.value, false);
      return atoms.word[i + 1] === 'of' || HALVED.has(atoms.word[i + 1] ?? '') ? share(i, i + 1, 0.5) : null;
    }
    const of = kindAt(atoms, i + 1);
    if (word === 'a' && of?.kind === 'part' && atoms.word[i + 2] === 'of') {
      if (atoms.word[i + 3] === 'a' && kindAt(atoms, i + 4)?.kind === 'scale') {
        const scale = kindAt(atoms, i + 4)!.value;
        return number(i, i + 5, scale / of.value, scale, false);
      }
      return share(i, i + 2, 1 / of.value);
    }
    return null;
  }

  /** "dozens", "several hundred", "tens of thousands", "a few". */
  function size(atoms: Atoms, i: number): Numeral | null {
    const article = atoms.word[i] === 'a';
    const at = article ? i + 1 : i;
    const word = vague.get(article ? `a ${atoms.word[at]}` : atoms.word[at]!);
    if (!word) return null;
    let last = at + 1;
    let { low, high } = word;
    let scale = 1;
    if (word.with === 'scale') {
      // "several dozen", "a couple of hundred", "a few hundred thousand"
      const from = atoms.word[last] === 'of' ? last + 1 : last;
      const multiplied = scales(atoms, from, false, false);
      scale = multiplied.scale;
      if (scale > 1) last = multiplied.last;
    } else if (word.with === 'plural' && atoms.word[last] === 'of') {
      const of = vague.get(atoms.word[last + 1]!);
      if (of && of.low >= 100 && of.low > low) {
        scale = of.low;
        last += 2;
      }
    }
    if (scale === 1 && (word.alone === 'no' || (word.alone === 'of' && !isSized(atoms, i, last))))
      return null;
    low *= scale;
    if (high !== null) high *= scale;
    return { first: i, last, form: 'vague', value: low, low, high, scale, figure: false };
  }

  /** "scores of men", "scores were killed", "killing scores": a size; "he scores", "test scores" are none. */
  const isSized = (atoms: Atoms, first: number, last: number) => {
    const next = atoms.word[last] ?? '';
    return (
      next === 'of' ||
      (atoms.word[first] === 'scores' &&
        (SIZED.has(next) || /^(?:kill|wound|injur)/.test(atoms.word[first - 1] ?? '')))
    );
  };

  /** True if a number may begin at atom `i`: the cheap question asked of every atom. */
  function mayBegin(atoms: Atoms, i: number): boolean {
    if (atoms.kind[i] === FIGURE) return true;
    if (atoms.kind[i] !== WORD) return false;
    const word = atoms.word[i]!;
    return numbers.has(word) || vague.has(word) || word === 'a';
  }

  /**
   * Reads the number that begins at atom `i`.
   *
   * @param money a currency stands before it, so that a glued "m" is a million.
   */
  function read(atoms: Atoms, i: number, money = false): Numeral | null {
    if (i >= atoms.length) return null;
    if (atoms.kind[i] === FIGURE) return figure(atoms, i, money);
    if (atoms.kind[i] !== WORD) return null;
    return size(atoms, i) ?? part(atoms, i) ?? words(atoms, i);
  }

  return { mayBegin, read };
}

const SIZED = new Set(['were', 'are', 'more', 'dead', 'killed', 'wounded', 'injured', 'died', 'missing']);
const PARTS = new Set([2, 3, 4, 5, 6, 8, 10]);
const HALVED = new Set(['the', 'its', 'their', 'his', 'her', 'our', 'those', 'these', 'all']);
/** "the second half of the year" is a part in an order. */
const HALVES = new Set([
  'first',
  'second',
  'latter',
  'other',
  'last',
  'final',
  'early',
  'opening',
  'upper',
  'lower',
]);
/** Words after which a glued "m" is metres: what follows is no counted noun. */
const SMALL_WORDS = new Set(
  'and or of in to at on by from for with above below high tall long wide deep away below the a x into off'.split(
    ' ',
  ),
);

/** Takes off what binary fractions leave: 1.1 × 1e6 is 1,100,000. */
const roundOff = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(12)) : value);
