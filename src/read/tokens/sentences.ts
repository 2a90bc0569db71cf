/**
 * Where sentences end.
 *
 * @module
 */
import { DIGIT, isCloser, isClosingBracket, isSmall, isTerminal, kindAt, LETTER } from './characters.ts';
import type { TokenLists } from './lists.ts';

/**
 * First words of the sentences among words `first` to `last` (numbers into `start` and `end`), in order.
 * A sentence ends after . ! ? … and the quotes and brackets that close on it, if what follows may begin one, and after
 * an editor's note in square brackets that stands before one. In a headline a semicolon ends one too.
 */
export function sentenceStarts(
  text: string,
  start: readonly number[],
  end: readonly number[],
  first: number,
  last: number,
  lists: TokenLists,
  headline: boolean,
): number[] {
  const starts = first < last ? [first] : [];
  for (let i = first; i + 1 < last; i++) {
    const note = i === starts.at(-1) ? noteEnd(text, start, end, i, last, lists) : i;
    if (note > i) {
      if (note < last) starts.push(note);
      i = note - 1;
      continue;
    }
    const stop = end[i]! - 1;
    if (headline && text[stop] === ';') starts.push(i + 1);
    if (!isTerminal(text.charCodeAt(stop))) continue;
    let next = i + 1;
    while (next < last && closes(text, start, end, next)) next++;
    if (next >= last) break;
    const opens =
      i === starts.at(-1) || (i === starts.at(-1)! + 1 && isListNumber(text, start[i - 1]!, end[i - 1]!));
    if (!opens && endsHere(text, start, end, i, next, lists)) starts.push(next);
    i = next - 1;
  }
  return starts;
}

/** Longest note, in words with its brackets. */
const LONGEST_NOTE = 30;

/** The word after the editor's note that begins at word `i` ("[Text]", "[Begin recording]"); `i` where none does. */
function noteEnd(
  text: string,
  start: readonly number[],
  end: readonly number[],
  i: number,
  last: number,
  lists: TokenLists,
): number {
  if (text[start[i]!] !== '[' || !lists.notes.has(text.slice(start[i + 1]!, end[i + 1]!).toLowerCase()))
    return i;
  for (let close = i + 2; close < Math.min(last, i + LONGEST_NOTE); close++)
    if (text[start[close]!] === ']') return close + 1;
  return i;
}

/** "1" or "12", before whose stop no sentence ends: "1. The first point". */
const isListNumber = (text: string, start: number, end: number) =>
  end - start <= 2 && kindAt(text, start) === DIGIT && kindAt(text, end - 1) === DIGIT;

/** Whether word `i` is a further stop, or a quote or bracket that closes on the word before it. */
function closes(text: string, start: readonly number[], end: readonly number[], i: number): boolean {
  const code = text.charCodeAt(start[i]!);
  if (isTerminal(code)) return true;
  if (!isCloser(code) || end[i]! - start[i]! > 2) return false;
  if (isClosingBracket(code)) return true;
  return start[i] === end[i - 1] && kindAt(text, end[i]!) !== LETTER;
}

/** Whether the stop that is, or ends, word `i` ends a sentence when `next` is the first word after what closes on it. */
function endsHere(
  text: string,
  start: readonly number[],
  end: readonly number[],
  i: number,
  next: number,
  lists: TokenLists,
): boolean {
  const small = isSmall(text, start[next]!);
  const word = text.slice(start[i]!, end[i]! - 1);
  if (word === '' || kindAt(text, start[i]!) !== LETTER) {
    if (/[,;:%)\]]/.test(text[start[next]!]!)) return false;
    const spaced = end[next - 1]! < start[next]!;
    // "file.doc", and two sentences run together: "in town.Then".
    if (!spaced && kindAt(text, start[next]!) === LETTER)
      return !small && start[i]! > 0 && isSmall(text, start[i]! - 1) && end[next]! - start[next]! > 1;
    // Careless writing goes on in small letters; after a quotation they go on with the same sentence.
    if (small) return next === i + 1 && word === '' && start[i]! > 3 && endsLongWord(text, start[i]!);
    return true;
  }
  if (small) return false;
  // The stop belongs to an abbreviation.
  const kind = lists.abbreviation(word);
  if (kind === 'title' || kind === 'number') return false;
  if (word.length === 1) return false;
  if (kind === 'date' && kindAt(text, start[next]!) === DIGIT) return false;
  return lists.openers.has(text.slice(start[next]!, end[next]!).toLowerCase());
}

/** Whether at least four letters stand before `at`: more than an abbreviation that no list knows is likely to have. */
function endsLongWord(text: string, at: number): boolean {
  for (let i = at - 1; i >= at - 4; i--) if (i < 0 || kindAt(text, i) !== LETTER) return false;
  return true;
}
