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
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? +)?(?:(?:\d{1,2}(?:st|nd|rd|th)?\.? +)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?(?: +\d{1,2}(?!\d)(?:st|nd|rd|th)?)?(?:,? +(?:'?\d{2}|\d{4})(?!\d))?|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})/i;
const SLASHED_AGENCY = /^\/([^/\n]{2,40})\/\.?/;
const BRACKETED = /^[([]([^()[\]\n]{2,80})[)\]]/;
const MARK = /^(?:—|–|―|--+|-(?=\s)|:(?=\s))/;
const CAPITALISED_WORD =
  /^(?:\p{Lu}[\p{L}\p{M}'’.-]*|(?:de|del|la|las|los|el|al|of|the|da|do|du|des|le|and|upon|sur|an|bin|abu|ash|at|as)(?![\p{L}\p{M}]))/u;

/** "St.", "Calif.", "U.S.": a full stop that belongs to the name. */
const ABBREVIATED = /^(?:\p{L}{1,5}|(?:\p{Lu}\.)+\p{Lu})\.$/u;
/** A country in brackets is part of the place only when the dateline goes on after it. */
const BRACKETED_COUNTRY = /^ *\(([^()\d\n]{2,40})\)(?= *[,.]? *(?:\p{L}+\.? \d|\d|[/(—–-]))/u;
const MOST_WORDS = 8;

interface Found {
  place: Range;
  date: Range | null;
  agency: string | null;
  end: number;
}

/**
 * The dateline that stands at the start of a paragraph, or null.
 *
 * @param agencies names of agencies in lower case, which tell "(Reuters)" from "(Syria)".
 */
export function findDateline(
  text: string,
  { start, end }: Range,
  agencies: ReadonlySet<string>,
): DatelineParts | null {
  const found = scan(text.slice(start, Math.min(end, start + LONGEST)), agencies);
  if (!found) return null;
  const shift = (range: Range | null) =>
    range && range.end > range.start ? { start: start + range.start, end: start + range.end } : null;
  return {
    start,
    end: start + found.end,
    text: text.slice(start, start + found.end),
    place: shift(found.place),
    date: shift(found.date),
    agency: found.agency,
  };
}

/** A line of the head that is but a date, and who filed the report: "3 May 2019 (AP)". Null where it is more. */
export function datedLine(line: string): { agency: string | null } | null {
  const date = DATE.exec(line)?.[0];
  if (!date || !/\d/.test(date)) return null;
  const rest = line.slice(date.length).trim();
  const bracketed = BRACKETED.exec(rest);
  return rest === '' || bracketed?.[0] === rest ? { agency: bracketed?.[1]?.trim() ?? null } : null;
}

function scan(head: string, agencies: ReadonlySet<string>): Found | null {
  const place = { start: 0, end: placeEnd(head, agencies) };
  let at = place.end;
  let date: Range | null = null;
  let agency: string | null = null;
  for (;;) {
    at += /^[\s,.]*/.exec(head.slice(at))![0].length;
    const rest = head.slice(at);
    const dated: string | undefined = date ? undefined : DATE.exec(rest)?.[0];
    const slashed = SLASHED_AGENCY.exec(rest);
    const bracketed: RegExpExecArray | null = agency ? null : BRACKETED.exec(rest);
    const mark = MARK.exec(rest)?.[0];
    if (dated && /\d/.test(dated)) {
      date = { start: at, end: at + dated.trimEnd().length };
      at = date.end;
    } else if (slashed) {
      return { place, date, agency: agency ?? slashed[1]!.trim(), end: at + slashed[0].length };
    } else if (bracketed) {
      agency = bracketed[1]!.trim();
      at += bracketed[0].length;
    } else if (mark) {
      const filedBy = agency !== null && (place.end > 0 || agencies.has(agency.toLowerCase()));
      const placeAlone = isPlaceAlone(head.slice(0, place.end), mark, head.slice(place.end, at));
      return date || filedBy || placeAlone ? { place, date, agency, end: at + mark.length } : null;
    } else return null;
  }
}

/** "BEIRUT —", "Beirut, Lebanon —": with neither date nor agency, only capitals or a spaced long dash tell. */
function isPlaceAlone(place: string, mark: string, gap: string): boolean {
  if (!place || mark === ':') return false;
  const city = place.replace(/[,(].*/, '');
  return !/\p{Ll}/u.test(city) || (mark === '—' && gap === ' ' && place.split(' ').length <= 4);
}

/** End of the place at the head of a dateline: capitalised words, commas between them, a country in brackets. */
function placeEnd(head: string, agencies: ReadonlySet<string>): number {
  let at = 0;
  let end = 0;
  for (let words = 0; words < MOST_WORDS; words++) {
    const rest = head.slice(at);
    const word = CAPITALISED_WORD.exec(rest)?.[0];
    if (!word || (words > 0 && DATE.test(rest))) break;
    const stopped = word.endsWith('.') && !ABBREVIATED.test(word);
    at += word.length;
    end = stopped ? at - 1 : at;
    const gap = /^(?:, *| +|\/)/.exec(head.slice(at))?.[0];
    if (stopped || !gap) break;
    at += gap.length;
  }
  const country = end > 0 ? BRACKETED_COUNTRY.exec(head.slice(end)) : null;
  return country && !agencies.has(country[1]!.toLowerCase()) ? end + country[0].length : end;
}
