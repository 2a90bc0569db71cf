/**
 * One text, one sense: what was found as a name once is a name wherever the same capitalised words stand again,
 * and a surname alone is the person whose full name the text gives (after Finkel, Grenager and Manning 2005).
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';
import type { Recognised } from './merge.ts';

type Type = Recognised['type'];
const LONGEST = 4;
/** Score of a name that is there only because the same words were a name elsewhere. */
const SECOND_HAND = 0.6;

/** Longest name that an acronym in brackets may stand for, in words. */
const SPELT_OUT = 10;

/**
 * "the Housing Authority of New Orleans (HANO)": capitals in brackets whose letters begin the words before them are an
 * organization, and so are those words, unless they are a person or a place already.
 */
export function spelledOut(tokens: Tokens, found: readonly Recognised[]): Recognised[] {
  const names = [...found];
  const at = new Int32Array(tokens.length).fill(-1);
  names.forEach((name, number) => {
    at.fill(number, name.first, name.last);
  });
  const dropped = new Set<number>();
  for (let open = 1; open + 2 < tokens.length; open++) {
    if (tokens.form[open] !== '(' || tokens.form[open + 2] !== ')') continue;
    const letters = tokens.form[open + 1]!;
    if (!/^\p{Lu}{2,8}$/u.test(letters)) continue;
    const first = beginningOf(tokens, letters.toLowerCase(), open);
    if (first < 0) continue;
    const inside = new Set<number>();
    for (let t = first; t < open + 2; t++) if (at[t]! >= 0) inside.add(at[t]!);
    if (
      [...inside].some(
        (n) =>
          names[n]!.first < first || (names[n]!.type === 'person' && names[n]!.last - names[n]!.first > 1),
      )
    )
      continue;
    for (const n of inside) dropped.add(n);
    const score = 0.9;
    names.push(
      { first, last: open, type: 'organization', score },
      { first: open + 1, last: open + 2, type: 'organization', score },
    );
  }
  return names.filter((_, n) => !dropped.has(n)).sort((a, b) => a.first - b.first);
}

/** First word of the name before the bracket at `open` that these letters abbreviate, or -1. */
function beginningOf(tokens: Tokens, letters: string, open: number): number {
  const start = Math.max(tokens.sentences[tokens.sentence[open]!]!, open - SPELT_OUT);
  let best = -1;
  for (let first = open - 2; first >= start; first--) {
    if (tokens.lower[first]![0] !== letters[0] || !isCapital(tokens.form[first]!)) continue;
    let i = 0;
    for (let t = first; t < open; t++) {
      if (tokens.lower[t]![0] === letters[i]) i++;
      else if (isCapital(tokens.form[t]!)) i = letters.length + 1;
    }
    if (i === letters.length) best = first;
  }
  return best;
}

export function consistent(
  tokens: Tokens,
  found: readonly Recognised[],
  upperCase: Uint8Array,
): Recognised[] {
  const votes = new Map<string, Map<Type, number>>();
  const surnames = new Map<string, number>();
  const lowerCase = new Set<string>();
  const beginnings = new Set<string>();
  const taken = new Uint8Array(tokens.length);
  for (let i = 0; i < tokens.length; i++)
    if (tokens.form[i] === tokens.lower[i]) lowerCase.add(tokens.lower[i]!);
  for (const name of found) {
    taken.fill(1, name.first, name.last);
    beginnings.add(tokens.lower[name.first]!);
    vote(votes, key(tokens, name.first, name.last), name.type, name.score);
    if (name.type !== 'person' || name.last - name.first < 2) continue;
    const last = tokens.lower[name.last - 1]!;
    if (last.length > 1 && isCapital(tokens.form[name.last - 1]!))
      surnames.set(last, (surnames.get(last) ?? 0) + name.score);
  }
  for (const surname of surnames.keys()) beginnings.add(surname);
  const names: Recognised[] = found.map((name) => {
    if (name.last - name.first > 1) return name;
    const word = tokens.lower[name.first]!;
    const asPerson = surnames.get(word) ?? 0;
    const best = winner(votes.get(word));
    if (
      asPerson > 0 &&
      name.type !== 'person' &&
      asPerson + (votes.get(word)?.get('person') ?? 0) > (best?.[1] ?? 0)
    )
      return { ...name, type: 'person' };
    return name;
  });

  for (let i = 0; i < tokens.length; i++) {
    if (taken[i] || !isCapital(tokens.form[i]!) || !beginnings.has(tokens.lower[i]!)) continue;
    const end = tokens.sentences[tokens.sentence[i]! + 1]!;
    for (let length = Math.min(LONGEST, end - i); length >= 1; length--) {
      if (taken.subarray(i, i + length).includes(1)) continue;
      const words = key(tokens, i, i + length);
      const type = winner(votes.get(words))?.[0] ?? (length === 1 && surnames.has(words) ? 'person' : null);
      if (!type) continue;
      // A word that the text also writes small is too common to follow.
      if (length === 1 && (lowerCase.has(words) || words.length < 3 || upperCase[tokens.sentence[i]!]))
        continue;
      if (!isCapital(tokens.form[i + length - 1]!)) continue;
      names.push({ first: i, last: i + length, type, score: SECOND_HAND });
      taken.fill(1, i, i + length);
      break;
    }
  }
  return names.sort((a, b) => a.first - b.first);
}

const key = (tokens: Tokens, first: number, last: number) =>
  last - first === 1 ? tokens.lower[first]! : tokens.lower.slice(first, last).join(' ');

const isCapital = (form: string) => form[0] !== form[0]!.toLowerCase();

function vote(votes: Map<string, Map<Type, number>>, words: string, type: Type, weight: number) {
  const of = votes.get(words) ?? new Map<Type, number>();
  of.set(type, (of.get(type) ?? 0) + weight);
  votes.set(words, of);
}

function winner(of: Map<Type, number> | undefined): [Type, number] | null {
  let best: [Type, number] | null = null;
  for (const [type, weight] of of ?? []) if (!best || weight > best[1]) best = [type, weight];
  return best;
}
