/**
 * The dateline at the head of a report: where it was filed, when, by which agency.
 *
 * Takes "LATAKIA (Syria), February 8. /TASS/.", "BEIRUT, Lebanon (AP) —", "GENEVA, 3 March (Reuters) -",
 * "San Salvador, 19 Apr 89 (ACAN-EFE) --" and their like: a place, then a date, an agency or both in any order,
 * then the mark that ends it.
 *
 * @module
 */
import type { Range } from '../record/reading.ts';
import type { DatelineParts } from './types.ts';

const LONGEST = 160;
const DATE =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? +)?(?:(?:\d{1,2}(?:st|nd|rd|th)?\.? +)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?(?: +\d{1,2}(?:st|nd|rd|th)?)?(?:,? +(?:'?\d{2}|\d{4})(?!\d))?|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})/i;
const SLASHED_AGENCY = /^\/([^/\n]{2,40})\/\.?/;
const BRACKETED = /^[([]([^()[\]\n]{2,80})[)\]]/;
const MARK = /^(?:—|–|―|--+|-(?=\s)|:(?=\s))/;
const CAPITALISED_WORD =
  /^(?:\p{Lu}[\p{L}\p{M}'’.-]*|(?:de|del|la|las|los|el|al|of|the|da|do|du|des|le|and|upon|sur|an|bin|abu|ash|at|as)(?![\p{L}\p{M}]))/u;

interface Found {
  place: Range;
  date: Range | null;
  agency: string | null;
  end: number;
}

/**
 * The dateline that stands at `start`, or null.
 *
 * @param agencies names of agencies in lower case, which tell "(Reuters)" from "(Syria)".
 */
export function findDateline(
  text: string,
  { start, end: limit }: Range,
  agencies: ReadonlySet<string>,
): DatelineParts | null {
  const found = scan(text.slice(start, Math.min(limit, start + LONGEST)), agencies);
  if (!found) return null;
  const shift = (range: Range | null) => range && { start: start + range.start, end: start + range.end };
  return {
    start,
    end: start + found.end,
    text: text.slice(start, start + found.end),
    place: found.place.end > found.place.start ? shift(found.place) : null,
    date: shift(found.date),
    agency: found.agency,
  };
}

function scan(head: string, agencies: ReadonlySet<string>): Found | null {
  let at = 0;
  const rest = () => head.slice(at);
  const skip = (pattern: RegExp) => {
    at += pattern.exec(rest())?.[0].length ?? 0;
  };
  const placeEnd = readPlace(head, agencies);
  const place = { start: 0, end: placeEnd };
  const shouted = placeEnd > 0 && !/\p{Ll}/u.test(head.slice(0, placeEnd).replace(/\(.*|,.*/, ''));
  at = placeEnd;
  let date: Range | null = null;
  let agency: string | null = null;
  for (;;) {
    skip(/^[\s,.]*/);
    const dated: RegExpExecArray | null = date ? null : DATE.exec(rest());
    if (dated && /\d/.test(dated[0])) {
      date = { start: at, end: at + dated[0].trimEnd().length };
      at = date.end;
      continue;
    }
    const slashed = SLASHED_AGENCY.exec(rest());
    if (slashed) {
      at += slashed[0].length;
      return { place, date, agency: agency ?? slashed[1]!.trim(), end: at };
    }
    const bracketed = BRACKETED.exec(rest());
    if (bracketed && !agency) {
      agency = bracketed[1]!.trim();
      at += bracketed[0].length;
      continue;
    }
    const mark = MARK.exec(rest());
    if (!mark) return null;
    at += mark[0].length;
    const colon = mark[0] === ':';
    const supported = date || (agency && (placeEnd > 0 || agencies.has(agency.toLowerCase())));
    if (
      !(
        supported ||
        (shouted && !colon) ||
        (placeEnd > 0 &&
          mark[0] === '—' &&
          /^\s/.test(rest()) &&
          / $/.test(head.slice(0, at - 1)) &&
          countWords(head.slice(0, placeEnd)) <= 4)
      )
    )
      return null;
    return { place, date, agency, end: at };
  }
}

const countWords = (words: string) => words.split(/\s+/).length;

/** End of the place at the head of a dateline: capitalised words, commas between them, a country in brackets. */
function readPlace(head: string, agencies: ReadonlySet<string>): number {
  let at = 0;
  let end = 0;
  let words = 0;
  while (words < 8) {
    const rest = head.slice(at);
    if (DATE.test(rest) && words > 0) break;
    const word = CAPITALISED_WORD.exec(rest);
    if (!word) break;
    at += word[0].length;
    words++;
    end = word[0].endsWith('.') && !/^\p{Lu}\.|^St\.|^Ft\.|^Mt\./u.test(word[0]) ? at - 1 : at;
    if (end < at) break;
    const gap = /^(?:, *| +|\/)/.exec(head.slice(at));
    if (!gap) break;
    at += gap[0].length;
  }
  const bracketed = /^ *\(([^()\n]{2,40})\)/.exec(head.slice(end));
  if (
    end > 0 &&
    bracketed &&
    !agencies.has(bracketed[1]!.toLowerCase()) &&
    !/\d/.test(bracketed[1]!) &&
    /^ *\([^()]*\) *[,.]? *(?:\p{L}+ \d|\d|[/(—–-])/u.test(head.slice(end))
  )
    end += bracketed[0].length;
  return end;
}
