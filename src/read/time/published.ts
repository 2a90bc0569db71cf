/**
 * When a report was published, as far as its own words and metadata say: never the clock, never a guess.
 *
 * In this order: the sender's metadata; a full date in the dateline; a line of the head that is a date ("Published:
 * 8 February 2016", "02/08/2016 14:05 GMT"); the dateline's day and month with the year that the dates in the text
 * allow; the day and month alone.
 *
 * @module
 */
import { civil, dayOf, daysIn, weekdayOf } from '../../record/calendar.ts';
import { edtfDay } from '../../record/edtf.ts';
import type { Block, Published, Range } from '../../record/reading.ts';
import type { CalendarMeaning, Found } from './meaning.ts';
import type { Clock } from './moment.ts';

export interface Dated extends Range {
  readonly found: Found;
  /** Said in the future tense: no witness of what had happened. */
  readonly future: boolean;
}

export interface Clues {
  /** The sender's own date. */
  readonly metadata: string | null;
  /** Why that may be another date than that of publication; null when the sender states it as such. */
  readonly doubt: string | null;
  /** Where the dateline's date stands. */
  readonly datelineDate: Range | null;
  readonly blocks: readonly Block[];
  readonly text: string;
  readonly dated: readonly Dated[];
}

export interface KnownPublication {
  readonly published: Published;
  /** Day number; null where no year is known. */
  readonly day: number | null;
  readonly clock: Clock | null;
}

const two = (n: number) => String(n).padStart(2, '0');

/** The publication's date and how it is known. */
export function inferPublication(clues: Clues): KnownPublication {
  const stated = clues.metadata ? readMetadata(clues.metadata) : null;
  if (stated && !clues.doubt)
    return {
      published: { value: clues.metadata, method: 'metadata', why: 'stated by the sender' },
      ...stated,
    };
  // A doubtful date gives way to what the text says.
  const said = fromDateline(clues) ?? fromHead(clues);
  const doubtful: KnownPublication | null = stated && {
    published: { value: clues.metadata, method: 'inferred', why: clues.doubt! },
    ...stated,
  };
  return (
    (said && said.day !== null ? said : null) ??
    doubtful ??
    said ??
    unknown('no date in the metadata, the dateline or the head of the text')
  );
}

const unknown = (why: string, value: string | null = null): KnownPublication => ({
  published: { value, method: 'unknown', why },
  day: null,
  clock: null,
});

/** An ISO date, or date and time, of metadata. */
function readMetadata(value: string): { day: number; clock: Clock | null } | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/.exec(value);
  if (!parts) return null;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || date < 1 || date > daysIn(year, month)) return null;
  const clock = parts[4]
    ? { hour: Number(parts[4]), minute: Number(parts[5]), second: null, zone: null }
    : null;
  return { day: dayOf(year, month, date), clock };
}

function isFullDate(
  m: Found['meaning'],
): m is CalendarMeaning & { year: number; month: number; day: number } {
  return m.kind === 'calendar' && m.year !== null && m.month !== null && m.day !== null;
}

function known(
  m: { year: number; month: number; day: number; clock: Clock | null },
  method: Published['method'],
  why: string,
): KnownPublication {
  const day = dayOf(m.year, m.month, m.day);
  return { published: { value: edtfDay(day), method, why }, day, clock: m.clock };
}

function fromDateline(clues: Clues): KnownPublication | null {
  const range = clues.datelineDate;
  const at = range && clues.dated.find(({ start, end }) => start < range.end && end > range.start);
  const meaning = at?.found.meaning;
  if (!at || meaning?.kind !== 'calendar') return null;
  const words = clues.text.slice(at.start, at.end);
  if (isFullDate(meaning)) return known(meaning, 'dateline', `the dateline says “${words}”`);
  const { month, day, weekday } = meaning;
  if (month === null || day === null) return null;
  return inferYear(
    month,
    day,
    weekday,
    words,
    clues.text,
    clues.dated.filter((d) => d !== at),
  );
}

/** The year of a dateline that names only day and month. */
function inferYear(
  month: number,
  day: number,
  weekday: number | null,
  words: string,
  text: string,
  dated: readonly Dated[],
): KnownPublication {
  const bare = `XXXX-${two(month)}-${two(day)}`;
  const witnesses = dated
    .filter((d) => !d.future)
    .map((d) => witnessOf(d.found.meaning, text.slice(d.start, d.end)))
    .filter((d) => d !== null);
  if (witnesses.length === 0)
    return unknown(`the dateline says “${words}” without a year, and no date in the text has one`, bare);
  const latest = witnesses.reduce((a, b) => (b.from > a.from ? b : a));
  // The first such day that is not before what the text tells as past.
  const startYear = civil(latest.from).year;
  const after = [startYear, startYear + 1].filter(
    (y) => day <= daysIn(y, month) && dayOf(y, month, day) >= latest.from,
  );
  const paired = weekdayPairs(dated, weekday, month, day);
  if (paired.length > 0) {
    const agreeing = after.filter((year) => paired.every((pair) => agrees(pair, year, month, day)));
    const year = agreeing[0];
    if (agreeing.length === 1 && year !== undefined)
      return known(
        { year, month, day, clock: null },
        'inferred',
        `the dateline says “${words}”; the dates in the text go up to “${latest.words}”, and only in ${year} does the day of the week fit`,
      );
    if (agreeing.length === 0)
      return unknown(
        `the dateline says “${words}” without a year, and the day of the week fits no year near the dates in the text`,
        bare,
      );
  }
  const year = after[0];
  if (year === undefined || !latest.fine)
    return unknown(
      `the dateline says “${words}” without a year, and the dates in the text leave it open`,
      bare,
    );
  const candidate = dayOf(year, month, day);
  const within = new Set(
    witnesses.filter((d) => d.to >= candidate - 366 && d.from <= candidate).map((d) => d.from),
  );
  if (within.size < 2)
    return unknown(
      `the dateline says “${words}” without a year, and too few dates in the text have one to tell it`,
      bare,
    );
  return known(
    { year, month, day, clock: null },
    'inferred',
    `the dateline says “${words}”, and the latest past date in the text is “${latest.words}”: the first ${words} after it is in ${year}`,
  );
}

interface Witness {
  readonly from: number;
  readonly to: number;
  /** Names a month at least. */
  readonly fine: boolean;
  readonly words: string;
}

/** What a date with a year bears witness to; null of a decade, an era or a date without a year. */
function witnessOf(m: Found['meaning'], words: string): Witness | null {
  if (m.kind !== 'calendar' || m.year === null || m.year < 1000) return null;
  const { year, month, day, granularity } = m;
  if (granularity === 'decade' || granularity === 'century' || granularity === 'millennium') return null;
  if (month === null) return { from: dayOf(year, 1, 1), to: dayOf(year, 12, 31), fine: false, words };
  const from = dayOf(year, month, day ?? 1);
  const to = dayOf(year, month, day ?? daysIn(year, month));
  return { from, to, fine: true, words };
}

interface Pair {
  readonly weekday: number;
  readonly month: number;
  readonly day: number;
}

/** Dates without a year that name their day of the week: the dateline's own, and "Friday, February 5" in the text. */
function weekdayPairs(dated: readonly Dated[], weekday: number | null, month: number, day: number): Pair[] {
  const own = weekday === null ? [] : [{ weekday, month, day }];
  const others = dated.flatMap(({ found: { meaning: m } }) =>
    m.kind === 'calendar' && m.year === null && m.weekday !== null && m.month !== null && m.day !== null
      ? [{ weekday: m.weekday, month: m.month, day: m.day }]
      : [],
  );
  return [...own, ...others];
}

/** Whether a weekday falls on its date within half a year of a publication. */
function agrees(pair: Pair, year: number, month: number, day: number): boolean {
  const published = dayOf(year, month, day);
  return [year - 1, year, year + 1].some((y) => {
    if (pair.day > daysIn(y, pair.month)) return false;
    const at = dayOf(y, pair.month, pair.day);
    return Math.abs(at - published) <= 183 && weekdayOf(at) === pair.weekday;
  });
}

const HEAD_BLOCKS = 6;
const HEAD_LENGTH = 120;
const SAYS_PUBLISHED =
  /^\W*(?:first\s+)?(?:published|posted|updated|last updated|date|issued|released|filed|created)\b/i;

/** A line of the head (or foot) that is little but a full date. */
function fromHead({ blocks, text, dated }: Clues): KnownPublication | null {
  for (const [n, block] of blocks.entries()) {
    const said = text.slice(block.start, block.end);
    if (block.kind === 'caption' || said.length > HEAD_LENGTH || (n >= HEAD_BLOCKS && n < blocks.length - 2))
      continue;
    const at = dated.find(
      ({ start, end, found }) => start >= block.start && end <= block.end && isFullDate(found.meaning),
    );
    if (!at || !isFullDate(at.found.meaning)) continue;
    const rest = said.length - (at.end - at.start);
    const labelled = SAYS_PUBLISHED.test(said);
    const alone = n < HEAD_BLOCKS && rest <= 24 && !/[.!?]["”’]?$/.test(said.replace(/[ap]\.m\.$/i, ''));
    if (!labelled && !alone && !(block.kind === 'byline' && rest < 80)) continue;
    return known(
      at.found.meaning,
      'inferred',
      `a line at the ${n < HEAD_BLOCKS ? 'head' : 'foot'} of the text says “${text.slice(at.start, at.end)}”`,
    );
  }
  return null;
}
