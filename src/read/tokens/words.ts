/**
 * Words of a stretch of text, as Universal Dependencies English divides it (UD_English-EWT guidelines):
 * clitics, most hyphens and slashes, currency signs and percent signs are words of their own;
 * abbreviations keep their stop; addresses, telephone numbers, dates and decimals stay whole.
 *
 * @module
 */
import {
  DIGIT,
  isApostrophe,
  isCapital,
  isCloser,
  isHyphen,
  isTerminal,
  kindAt,
  LETTER,
  OTHER,
  SPACE,
} from './characters.ts';
import type { TokenLists } from './lists.ts';

/** Longest address that is looked for, in code units, so that no pattern runs over a whole file without spaces. */
const LONGEST_ADDRESS = 400;
/** Places of a stretch without spaces where an address may begin. */
const MOST_TRIES = 6;
const ADDRESS =
  /^(?:(?:https?|ftp):\/\/[^\s<>"]+|www\.[^\s<>"]+|mailto:[^\s<>"]+|[\w.%+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,63}){0,3}\.(?:com|org|net|gov|edu|co\.uk|ru|info|html?|pdf|docx?|xls)(?![\p{L}\p{N}])(?:\/[^\s<>"]*)?)/iu;
const SMILEY = /^(?:[:;=]-?[()DPp/|]|\^_\^|<3)(?![\p{L}\p{N}])/u;
const TELEPHONE = /^(?:\+?\d{1,3}[-.])?(?:\d{3}[-./])?\d{3}-\d{4}(?!\d)/;
const NUMERIC_DATE = /^\d{1,4}([/-])\d{1,2}\1\d{2,4}(?![\d/])/;
const CLITIC = /^(?:s|m|d|ll|re|ve)$/i;
const CURRENCY_CODE = /^(?:US|A|C|HK|NZ|S)\$/;

/** Calls `emit(start, end)` for each word of `text` between `from` and `to`, in order. Linear in the length. */
export function scanWords(
  text: string,
  from: number,
  to: number,
  lists: TokenLists,
  emit: (start: number, end: number) => void,
): void {
  let at = from;
  // Addresses are looked for at a few places of each stretch without spaces, so that the time stays linear.
  let stretchEnd = from;
  let tries = 0;
  while (at < to) {
    const kind = kindAt(text, at);
    if (kind === SPACE) {
      at++;
      continue;
    }
    if (at >= stretchEnd) {
      stretchEnd = endOfStretch(text, at, to);
      tries = mayHoldAddress(text, at, Math.min(stretchEnd, at + LONGEST_ADDRESS)) ? MOST_TRIES : 0;
    }
    const begins = tries > 0 && (at === from || !isWordKind(kindAt(text, at - 1)));
    const address = begins ? addressAt(text, at, stretchEnd) : 0;
    if (begins) tries--;
    if (address) {
      emit(at, address);
      at = address;
    } else if (kind === OTHER) at = scanMark(text, at, to, lists, emit);
    else at = scanWord(text, at, to, lists, emit);
  }
}

function endOfStretch(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && kindAt(text, end) !== SPACE) end++;
  return end;
}

/** Whether a mark that addresses and smileys are made with stands between `at` and `end`, not at the very end. */
function mayHoldAddress(text: string, at: number, end: number): boolean {
  for (let i = at; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x40 || code === 0x3a || code === 0x3b || code === 0x3d || code === 0x5e) return true;
    if ((code === 0x2e || code === 0x2f) && i + 1 < end) return true;
  }
  return false;
}

/** End of the web or mail address or smiley that begins at `at`, or 0. */
function addressAt(text: string, at: number, stretchEnd: number): number {
  const chunk = text.slice(at, Math.min(stretchEnd, at + LONGEST_ADDRESS));
  const found = ADDRESS.exec(chunk)?.[0] ?? SMILEY.exec(chunk)?.[0];
  if (!found) return 0;
  let end = at + found.length;
  if (found.length > 3)
    while (end > at + 1 && (isTerminal(text.charCodeAt(end - 1)) || /[,;:)\]'"’”>]/.test(text[end - 1]!)))
      end--;
  return end;
}

/** A word of marks: a run of one mark (..., --, !!), an elision ('em, '72), or one mark. */
function scanMark(
  text: string,
  at: number,
  to: number,
  lists: TokenLists,
  emit: (start: number, end: number) => void,
): number {
  const code = text.charCodeAt(at);
  let end = at + 1;
  if (code >= 0xd800 && code <= 0xdbff && end < to && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end++;
  if (isApostrophe(code)) {
    if (end < to && isApostrophe(text.charCodeAt(end)) && text.charCodeAt(end) === code) end++;
    else {
      const stop = wordEnd(text, end, to);
      const word = text.slice(end, Math.min(stop, end + 12)).toLowerCase();
      const afterSpace = at === 0 || kindAt(text, at - 1) === SPACE;
      const year = /^\d\ds?$/.test(word);
      if (stop > end && (year || CLITIC.test(word) || (afterSpace && lists.elisions.has(word)))) end = stop;
    }
  } else if (isTerminal(code)) {
    while (end < to && isTerminal(text.charCodeAt(end))) end++;
  } else if (isRun(code)) {
    while (end < to && text.charCodeAt(end) === code) end++;
  } else if (code === 0x2b && end < to && kindAt(text, end) === DIGIT) {
    end = numberEnd(text, end, to);
  }
  emit(at, end);
  return end;
}

/** Marks that make one word when repeated: - * = _ ~ # ` < > and dashes. */
const isRun = (code: number) =>
  code === 0x2d ||
  code === 0x2a ||
  code === 0x3d ||
  code === 0x5f ||
  code === 0x7e ||
  code === 0x60 ||
  code === 0x3c ||
  code === 0x3e ||
  code === 0x2013 ||
  code === 0x2014;

const isWordKind = (kind: number) => kind === LETTER || kind === DIGIT;

function wordEnd(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && isWordKind(kindAt(text, end))) end++;
  return end;
}

/** End of figures with separators between them: 1,200 3.5 10:30. */
function numberEnd(text: string, at: number, to: number): number {
  let end = at;
  while (end < to) {
    if (kindAt(text, end) === DIGIT) end++;
    else if (
      /[.,:]/.test(text[end]!) &&
      end > at &&
      end + 1 < to &&
      kindAt(text, end - 1) === DIGIT &&
      kindAt(text, end + 1) === DIGIT
    )
      end += 2;
    else break;
  }
  return end;
}

function scanWord(
  text: string,
  at: number,
  to: number,
  lists: TokenLists,
  emit: (start: number, end: number) => void,
): number {
  if (kindAt(text, at) === DIGIT) {
    const chunk = text.slice(at, Math.min(to, at + 24));
    const whole = TELEPHONE.exec(chunk)?.[0] ?? NUMERIC_DATE.exec(chunk)?.[0];
    if (whole) {
      emit(at, at + whole.length);
      return at + whole.length;
    }
    const figures = numberEnd(text, at, to);
    const stop = wordEnd(text, figures, to);
    if (stop === figures) {
      // "9/11": figures on both sides of a slash are one word, but a fraction (1/2) is three.
      if (text[stop] === '/' && stop - at <= 2 && /^\/\d\d(?![\d/])/.test(text.slice(stop, stop + 4))) {
        emit(at, stop + 3);
        return stop + 3;
      }
      return finish(text, at, stop, to, lists, emit);
    }
    if (lists.units.has(text.slice(figures, stop).toLowerCase())) {
      emit(at, figures);
      return finish(text, figures, stop, to, lists, emit);
    }
  }
  const code = CURRENCY_CODE.exec(text.slice(at, at + 3))?.[0];
  if (code) {
    emit(at, at + code.length);
    return at + code.length;
  }
  return finish(text, at, innerEnd(text, at, to), to, lists, emit);
}

/** End of a word with what joins its letters: Qa'ida, AT&T, U.S, file_name, and a hyphen at the end of a line. */
function innerEnd(text: string, at: number, to: number): number {
  let end = wordEnd(text, at, to);
  for (let next = dividedAt(text, end, to); next > 0; next = dividedAt(text, end, to))
    end = wordEnd(text, next, to);
  while (end + 1 < to && isWordKind(kindAt(text, end + 1))) {
    const code = text.charCodeAt(end);
    if (code === 0x26 || code === 0x5f || isApostrophe(code)) end = wordEnd(text, end + 1, to);
    else if (code === 0x2e && lettersBetweenStops(text, at, end)) end = wordEnd(text, end + 1, to);
    else break;
  }
  return end;
}

/** Longest white space around the line end in a divided word. */
const LONGEST_MARGIN = 12;

/** Where a word that ends a line with a hyphen goes on in the next, in letters of the same case; 0 where it does not. */
function dividedAt(text: string, end: number, to: number): number {
  if (!isHyphen(text.charCodeAt(end)) || kindAt(text, end - 1) !== LETTER) return 0;
  let next = end + 1;
  let lines = 0;
  while (next < to && next < end + LONGEST_MARGIN && kindAt(text, next) === SPACE)
    if (text[next++] === '\n') lines++;
  const goesOn = lines === 1 && next < to && kindAt(text, next) === LETTER;
  return goesOn && isCapital(text, next) === isCapital(text, end - 1) ? next : 0;
}

/** The letters of a word that was divided at the end of a line, as one. */
export const undivided = (word: string): string =>
  word.includes('\n') ? word.replace(/[-\u2010\u2011]\s+/g, '') : word;

/** Whether the word from `at` to `end` is one letter, or single letters with stops between them. */
function lettersBetweenStops(text: string, at: number, end: number): boolean {
  if (end - at > 40) return false;
  if (end - at === 1) return kindAt(text, at) === LETTER;
  const last = text.slice(at, end);
  return /^(?:\p{L}{1,2}\.)+\p{L}{1,2}$/u.test(last) || last === 'Ph';
}

/** Emits the word from `at` to `end` with its clitics and its stop; gives where the next word begins. */
function finish(
  text: string,
  at: number,
  end: number,
  to: number,
  lists: TokenLists,
  emit: (start: number, end: number) => void,
): number {
  if (end < to) {
    const code = text.charCodeAt(end);
    if (code === 0x2e && keepsStop(text, at, end, to, lists)) {
      emit(at, end + 1);
      return end + 1;
    }
    if (isHyphen(code) && isWordKind(kindAt(text, Math.min(end + 1, to - 1))) && end + 1 < to) {
      if (lists.prefixes.has(text.slice(at, end).toLowerCase())) {
        const stop = innerEnd(text, end + 1, to);
        return finish(text, at, stop, to, lists, emit);
      }
    }
  }
  return splitClitics(text, at, end, lists, emit);
}

function splitClitics(
  text: string,
  at: number,
  end: number,
  lists: TokenLists,
  emit: (start: number, end: number) => void,
): number {
  const length = end - at;
  if (length > 2 && length < 40) {
    const parts = lists.contractions.get(text.slice(at, end).toLowerCase());
    if (parts) {
      let from = at;
      for (const part of parts) {
        emit(from, from + part);
        from += part;
      }
      return end;
    }
    for (let back = 2; back <= 3; back++) {
      const apostrophe = end - back;
      if (apostrophe <= at || !isApostrophe(text.charCodeAt(apostrophe))) continue;
      const tail = text.slice(apostrophe + 1, end);
      if (tail === 't' || tail === 'T') {
        const n = text[apostrophe - 1];
        if ((n === 'n' || n === 'N') && apostrophe - 1 > at) {
          emit(at, apostrophe - 1);
          emit(apostrophe - 1, end);
          return end;
        }
      } else if (CLITIC.test(tail)) {
        splitClitics(text, at, apostrophe, lists, emit);
        emit(apostrophe, end);
        return end;
      }
    }
  }
  emit(at, end);
  return end;
}

/** Whether the stop at `end` belongs to the word before it. */
function keepsStop(text: string, at: number, end: number, to: number, lists: TokenLists): boolean {
  if (end + 1 < to && text[end + 1] === '.') return false;
  const word = text.slice(at, end);
  if (lettersBetweenStops(text, at, end) && word.includes('.')) return true;
  let next = end + 1;
  while (next < to && isCloser(text.charCodeAt(next))) next++;
  const closed = next > end + 1;
  while (next < to && kindAt(text, next) === SPACE) next++;
  const kind = lists.abbreviation(word);
  if (kind === 'number') return next < to && kindAt(text, next) === DIGIT;
  if (kind) return true;
  // An initial stands before a capital: "George W. Bush"; a figure at the head of a paragraph is a list's "1.".
  if (word.length === 1 && isCapital(text, at) && word !== 'I')
    return !closed && next < to && isCapital(text, next) && (at === 0 || kindAt(text, at - 1) !== DIGIT);
  return false;
}
