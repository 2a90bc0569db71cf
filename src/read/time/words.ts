/**
 * The units that the recognisers read: runs of letters, runs of digits, single marks.
 *
 * Finer than tokens, so that "four-year", "1941-45", "3rd" and "8-9" read the same however a tokenizer cuts them.
 *
 * @module
 */
import { UPOS } from '../syntax/types.ts';
import type { Tokens } from '../tokens/types.ts';

/** What a language knows about a word; one shape for all, so that reading it stays fast. */
export interface Entry {
  month: number;
  weekday: number;
  /** Unit of time, '' if none. */
  unit: string;
  plural: boolean;
  abbreviated: boolean;
  /** -1 if none. */
  cardinal: number;
  ordinal: number;
  /** "several", "few": a number that is not said. */
  vagueNumber: boolean;
  season: number;
  /** Part of the day, '' if none. */
  part: string;
  /** Days from today of a word such as "yesterday"; NaN if none. */
  dayShift: number;
  /** "last", "next", "this", "same", "previous", "following"; '' if none. */
  direction: string;
  /** "START", "MID", "END"; '' if none. */
  stretch: string;
  /** The same of "earlier" and "later" ("earlier this month"). */
  comparative: string;
  /** First year in its century of a word such as "seventies"; -1 if none. */
  decade: number;
  /** What a number is multiplied by ("hundred"); 0 if it is none. */
  scale: number;
  /** Period of a word such as "daily"; '' if none. */
  frequency: string;
  zone: string;
  /** Word with a part in the grammar ("the", "of", "ago"): its own name; '' if none. */
  role: string;
  /** Has no sense but its role: begins an expression only before another word that the language knows. */
  light: boolean;
}

export const NO_ENTRY: Entry = Object.freeze({
  month: 0,
  weekday: 0,
  unit: '',
  plural: false,
  abbreviated: false,
  cardinal: -1,
  ordinal: -1,
  vagueNumber: false,
  season: 0,
  part: '',
  dayShift: Number.NaN,
  direction: '',
  stretch: '',
  comparative: '',
  decade: -1,
  scale: 0,
  frequency: '',
  zone: '',
  role: '',
  light: false,
});

export interface Words {
  readonly text: string;
  readonly length: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Token that each unit is part of. */
  readonly token: Int32Array;
  /** One past the last unit of the block that each unit stands in. */
  readonly stop: Int32Array;
  readonly lower: readonly string[];
  readonly entry: readonly Entry[];
  /** Universal part of speech of the token (a position in `UPOS`). */
  readonly upos: Uint8Array;
  /** Value of a run of at most 9 digits, else -1. */
  readonly digits: Int32Array;
}

enum Kind {
  Letter,
  Digit,
  Mark,
}

function kindOf(code: number): Kind {
  if (code >= 48 && code <= 57) return Kind.Digit;
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return Kind.Letter;
  if (code < 192) return Kind.Mark;
  // General punctuation, arrows, symbols, full-width marks: the rest is letters and their marks.
  return code === 215 ||
    code === 247 ||
    (code >= 0x2000 && code <= 0x2bff) ||
    (code >= 0x3000 && code <= 0x303f)
    ? Kind.Mark
    : Kind.Letter;
}

/** Cuts tokens into units and looks each one up. */
export function wordsOf(tokens: Tokens, upos: Uint8Array, lexicon: ReadonlyMap<string, Entry>): Words {
  const { text, length: count } = tokens;
  // Every unit has a character of its own.
  const room = Math.min(text.length, count * 2 + 64);
  let columns = makeColumns(room);
  const lower: string[] = [];
  const entry: Entry[] = [];
  let n = 0;
  let block = -1;
  let open = 0;
  for (let t = 0; t < count; t++) {
    const inBlock = tokens.block[tokens.sentence[t]!]!;
    if (inBlock !== block) {
      columns.stop.fill(n, open, n);
      open = n;
      block = inBlock;
    }
    const first = tokens.start[t]!;
    const last = tokens.end[t]!;
    for (let at = first; at < last; ) {
      const code = text.charCodeAt(at);
      const kind = kindOf(code);
      let next = at + 1;
      if (kind !== Kind.Mark) while (next < last && kindOf(text.charCodeAt(next)) === kind) next++;
      else if (code === 32 || code === 10 || code === 9 || code === 160) {
        at = next;
        continue;
      }
      if (n === columns.start.length) columns = grown(columns);
      const form = at === first && next === last ? tokens.lower[t]! : text.slice(at, next).toLowerCase();
      columns.start[n] = at;
      columns.end[n] = next;
      columns.token[n] = t;
      columns.upos[n] = upos[t]!;
      columns.digits[n] = kind === Kind.Digit && next - at <= 9 ? Number(form) : -1;
      lower.push(form);
      entry.push(kind === Kind.Letter ? (lexicon.get(form) ?? NO_ENTRY) : NO_ENTRY);
      n++;
      at = next;
    }
  }
  columns.stop.fill(n, open, n);
  return { text, length: n, lower, entry, ...columns };
}

const makeColumns = (room: number) => ({
  start: new Int32Array(room),
  end: new Int32Array(room),
  token: new Int32Array(room),
  stop: new Int32Array(room),
  digits: new Int32Array(room),
  upos: new Uint8Array(room),
});

function grown(columns: ReturnType<typeof makeColumns>): ReturnType<typeof makeColumns> {
  const wider = makeColumns(columns.start.length * 2 + 64);
  wider.start.set(columns.start);
  wider.end.set(columns.end);
  wider.token.set(columns.token);
  wider.stop.set(columns.stop);
  wider.digits.set(columns.digits);
  wider.upos.set(columns.upos);
  return wider;
}

/** Whether unit `i` stands right against the one before it. */
export const glued = (w: Words, i: number) => i > 0 && w.start[i] === w.end[i - 1];

const NOUN = UPOS.indexOf('NOUN');
const PROPN = UPOS.indexOf('PROPN');
const VERB = UPOS.indexOf('VERB');
const AUX = UPOS.indexOf('AUX');

/** Whether unit `i` is tagged a noun or name: what stands before it may only modify it. */
export const isNoun = (w: Words, i: number) => w.upos[i] === NOUN || w.upos[i] === PROPN;

export const isVerb = (w: Words, i: number) => w.upos[i] === VERB || w.upos[i] === AUX;

/** Whether unit `i` is a hyphen or dash. */
export function isDash(w: Words, i: number): boolean {
  const form = w.lower[i];
  return form === '-' || form === '–' || form === '‑' || form === '—' || form === '‐';
}

/** Whether a unit begins with a capital letter. */
export function isCapital(w: Words, i: number): boolean {
  const code = w.text.charCodeAt(w.start[i]!);
  return code >= 65 && code <= 90;
}
