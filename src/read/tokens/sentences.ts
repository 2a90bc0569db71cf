/**
 * Where sentences end.
 *
 * @module
 */
import { isCloser, isClosingBracket, isTerminal, kindAt, LETTER } from './characters.ts';
import type { TokenLists } from './lists.ts';
import { beginsLikeSentence } from './words.ts';

/**
 * First words of the sentences among words `first` to `last` (numbers into `start` and `end`), in order.
 * A sentence ends after . ! ? … and the quotes and brackets that close on it, if what follows may begin one.
 */
export function sentenceStarts(
  text: string,
  start: readonly number[],
  end: readonly number[],
  first: number,
  last: number,
  lists: TokenLists,
): number[] {
  const starts = first < last ? [first] : [];
  for (let i = first; i + 1 < last; i++) {
    const stop = end[i]! - 1;
    if (!isTerminal(text.charCodeAt(stop))) continue;
    let next = i + 1;
    while (next < last && closes(text, start, end, next)) next++;
    if (next >= last) break;
    if (endsHere(text, start[i]!, end[i]!, start[next]!, end[next]!, lists)) {
      starts.push(next);
    }
    i = next - 1;
  }
  return starts;
}

/** Whether word `i` is a quote or bracket that closes on the word before it. */
function closes(text: string, start: readonly number[], end: readonly number[], i: number): boolean {
  const code = text.charCodeAt(start[i]!);
  if (!isCloser(code) || end[i]! - start[i]! > 2) return false;
  if (isClosingBracket(code)) return true;
  return (
    start[i] === end[i - 1] && !(i + 1 < start.length && start[i + 1] === end[i] && opensAfter(text, end[i]!))
  );
}

const opensAfter = (text: string, at: number) => kindAt(text, at) === LETTER;

function endsHere(
  text: string,
  start: number,
  end: number,
  nextStart: number,
  nextEnd: number,
  lists: TokenLists,
): boolean {
  if (!beginsLikeSentence(text, nextStart)) return false;
  const word = text.slice(start, end - 1);
  if (word === '' || kindAt(text, start) !== LETTER) {
    if (/^\d{1,3}$/.test(word)) return false;
    return !/^[,;:%)\]]/.test(text[nextStart]!);
  }
  // The stop belongs to an abbreviation.
  const kind = lists.abbreviation(word);
  if (kind === 'title' || kind === 'number') return false;
  if (word.length === 1) return false;
  if (kind === 'date' && /\d/.test(text[nextStart]!)) return false;
  return lists.openers.has(text.slice(nextStart, nextEnd).toLowerCase());
}
