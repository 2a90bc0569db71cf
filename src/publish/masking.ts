/**
 * Private persons in what is shared: victims, witnesses, bystanders and others whom no report gives a public office.
 * Their names are replaced by a neutral description that stays the same ("victim 2 of report 1f…").
 *
 * It rests on what the reading found: a name that the reader did not see as a person's is not masked, nor is somebody
 * who is recognised by other things than the name. `docs/exports.md` says what it cannot do.
 *
 * @module
 */
import { sql } from 'kysely';
import type { Archive } from '../archive/archive.ts';
import type { Reading } from '../record/reading.ts';
import { isOffice, PUBLIC_SECTORS } from './offices.ts';

/** What a private person is called in place of the name. */
interface PrivatePerson {
  /** "victim 2": by what happened to them in the report, and the order in which its persons are named. */
  called: string;
  /** Words by which the report names them, longest first. */
  names: string[];
}

const VICTIM_OF = ['ASSAULT', 'COERCE'];
/** What is called so is no name: it is left as it is. */
const PRONOUN = /^(?:i|he|she|they|it|we|you|who|him|her|them|his|hers|their|me|us|himself|herself)$/i;
/** Reports that are looked up in one statement. */
const MOST_REPORTS = 300;

/** The names of one report's private persons, and what stands for them. */
export class Mask {
  readonly #called = new Map<string, string>();
  readonly #pattern: RegExp;
  /** Words of the names, folded, and whose they are; and whole names in one word: "karimdaoud". */
  readonly #words = new Map<string, string>();
  readonly #joined = new Map<string, string>();

  constructor(
    readonly report: string | null,
    readonly persons: readonly PrivatePerson[],
  ) {
    for (const { called, names } of persons) for (const name of names) this.#learn(name, called);
    const forms = [...this.#called.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    // Whatever stands between the words of a name in the text: a line end, two spaces.
    const words = forms.map((form) => form.split(/\s+/).map(escaped).join('\\s+'));
    this.#pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  }

  #learn(name: string, called: string): void {
    for (const form of [name, name.toUpperCase()])
      if (!this.#called.has(form)) this.#called.set(form, called);
    const words = wordsIn(name);
    for (const word of words) if (word.length > 3 && !this.#words.has(word)) this.#words.set(word, called);
    if (words.length > 1 && !this.#joined.has(words.join(''))) this.#joined.set(words.join(''), called);
  }

  /** Words in which each name is replaced; a name alone says of which report the person is. */
  text(words: string): string {
    const whole = this.#called.get(words);
    if (whole) return this.report ? `${whole} of report ${this.report.slice(0, 8)}` : whole;
    return this.#handles(words, (called) => `[${called}]`).replace(
      this.#pattern,
      (name) => `[${this.#of(name)}]`,
    );
  }

  /** The same words at the same length: each letter of a name is blacked out, so that positions stay true. */
  blackened(words: string): string {
    const blackened = (name: string) => name.replace(/\S/g, '█');
    return this.#handles(words, (_, handle) => blackened(handle)).replace(this.#pattern, blackened);
  }

  /** Mail addresses, handles, hashtags and web addresses in running words which spell a name: "#JusticeForKarim". */
  #handles(words: string, put: (called: string, handle: string) => string): string {
    if (!/[@#]|:\/\/|www\./.test(words)) return words;
    return words.replace(HANDLE, (run) => {
      if (!/[@#]|:\/\/|^www\./.test(run)) return run;
      const letters = wordsIn(run).join('');
      const end = /[.:?]$/.test(run) ? run.slice(-1) : ''; // Of the sentence.
      for (const spelled of [this.#joined, this.#words])
        for (const [name, called] of spelled)
          if (letters.includes(name)) return put(called, run.slice(0, run.length - end.length)) + end;
      return run;
    });
  }

  /** An address that spells out a name leads to its site only. */
  address(url: string): string {
    const words = wordsIn(decoded(url));
    const letters = words.join('');
    const spelled =
      words.some((word) => this.#words.has(word)) ||
      [...this.#joined.keys()].some((name) => letters.includes(name));
    if (!spelled) return url;
    return URL.canParse(url) && /^https?:/.test(url) ? `${new URL(url).origin}/` : '';
  }

  #of(name: string): string {
    return this.#called.get(name) ?? this.#called.get(name.replace(/\s+/g, ' ')) ?? 'a person';
  }
}

/** A hyphen is left as it is: with the flag `u` a pattern may not escape it. */
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A run of what mail addresses, handles, hashtags and web addresses are made of. */
const HANDLE = /[\p{L}\p{N}\p{M}_.+%@#:/?=&~-]+/gu;

/** Words in small letters without accents, as names stand in addresses. */
const wordsIn = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** One mask for the persons of several reports, for words that tell of all of them. */
export const joinedMask = (masks: Iterable<Mask>): Mask | null => {
  const persons = [...masks].flatMap((mask) => mask.persons);
  return persons.length ? new Mask(null, persons) : null;
};

/** Masks of the reports with these keys; one that names no private person has none. */
export async function masksOf(archive: Archive, keys: Iterable<string>): Promise<Map<string, Mask>> {
  const wanted = [...new Set(keys)];
  const masks = new Map<string, Mask>();
  for (let at = 0; at < wanted.length; at += MOST_REPORTS)
    for (const mask of await masksOfSome(archive, wanted.slice(at, at + MOST_REPORTS)))
      masks.set(mask.report!, mask);
  return masks;
}

interface Person {
  report: number;
  key: string;
  id: string;
  name: string;
  isPublic: boolean;
  names: Set<string>;
  ordinal: number;
}

async function masksOfSome(archive: Archive, keys: string[]): Promise<Mask[]> {
  const persons = await personsOf(archive, keys);
  const suspects = persons.filter((person) => !person.isPublic);
  const elsewhere = await publicNames(
    archive,
    suspects.map(({ name }) => name),
  );
  const byReport = grouped(persons, ({ report }) => report);
  const privates: Person[] = [];
  // Whole names first: "Farida" alone is the one who is named in full elsewhere.
  for (const person of suspects.sort((a, b) => b.name.length - a.name.length || a.ordinal - b.ordinal)) {
    // "Londono" alone is the one whose office the report has told.
    const known = byReport.get(person.report)!.filter(({ isPublic }) => isPublic);
    const knownWords = new Set(known.flatMap(({ names }) => [...names].flatMap(wordsOf)));
    if (elsewhere.has(person.name) || wordsOf(person.name).every((word) => knownWords.has(word))) continue;
    const whole = privates.find(
      (other) =>
        other.report === person.report &&
        wordsOf(person.name).every((word) => wordsOf(other.name).includes(word)),
    );
    if (whole) {
      for (const name of person.names) whole.names.add(name);
      continue;
    }
    const last = wordsOf(person.name).at(-1);
    if (last && last.length > 2 && !knownWords.has(last)) person.names.add(last);
    privates.push(person);
  }
  if (privates.length === 0) return [];
  const roles = await whatBecameOf(archive, privates);
  return [...grouped(privates, ({ key }) => key)].map(
    ([key, those]) =>
      new Mask(
        key,
        those.map(({ report, id, ordinal, names }) => ({
          called: `${roles.get(`${report} ${id}`) ?? 'person'} ${ordinal}`,
          names: [...names].sort((a, b) => b.length - a.length),
        })),
      ),
  );
}

/** All persons of some reports who are called by a name. */
async function personsOf({ db }: Archive, keys: string[]): Promise<Person[]> {
  const rows = await db
    .selectFrom('reports')
    .innerJoin('entities', 'entities.report', 'reports.n')
    .innerJoin('mentions', (join) =>
      join.onRef('mentions.report', '=', 'entities.report').onRef('mentions.entity', '=', 'entities.id'),
    )
    .select([
      'reports.key',
      'reports.byline',
      'entities.report',
      'entities.id',
      'entities.name',
      'entities.sector',
    ])
    .select(['entities.wikidata', 'mentions.text', 'mentions.use'])
    .where('reports.key', 'in', keys)
    .where('entities.kind', '=', 'person')
    .execute();
  const persons = new Map<string, Person>();
  for (const { key, byline, report, id, name, sector, wikidata, text, use } of rows) {
    const at = `${report} ${id}`;
    const person = persons.get(at) ?? {
      report,
      key,
      id,
      name,
      isPublic:
        wikidata !== null ||
        PUBLIC_SECTORS.includes(sector ?? '') ||
        isOffice(name) ||
        // Who signs a report stands for it.
        (byline?.includes(name) ?? false),
      names: new Set(isName(name) ? [name] : []),
      ordinal: 0,
    };
    persons.set(at, person);
    if (use === 'role') person.isPublic ||= isOffice(text);
    else if (use === 'name' && isName(text)) person.names.add(text.replace(/\s+/g, ' '));
  }
  const named = [...persons.values()].filter(({ names }) => names.size > 0);
  for (const those of grouped(named, ({ report }) => report).values())
    those
      .sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
      .forEach((person, i) => {
        person.ordinal = i + 1;
      });
  return named;
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Words of a name begin with a capital letter; "the teacher" is no name. */
const isName = (text: string) => /(?<![\p{L}\p{N}])\p{Lu}/u.test(text) && !PRONOUN.test(text);

const wordsOf = (name: string): string[] => name.match(/\p{Lu}[\p{L}\p{N}\p{M}'’-]*/gu) ?? [];

/** Those of these names who have a public office in some report of the archive. */
async function publicNames(archive: Archive, names: string[]): Promise<Set<string>> {
  const persons = await namedPersons(archive, names);
  return new Set([...persons].filter(([, isPublic]) => isPublic).map(([name]) => name));
}

/** Those of these names that are persons' somewhere, and whether one of them has a public office. */
async function namedPersons({ db }: Archive, names: string[]): Promise<Map<string, boolean>> {
  const found = new Map<string, boolean>();
  const wanted = [...new Set(names)];
  for (let at = 0; at < wanted.length; at += MOST_REPORTS) {
    const rows = await db
      .selectFrom('entities')
      .leftJoin('mentions', (join) =>
        join
          .onRef('mentions.report', '=', 'entities.report')
          .onRef('mentions.entity', '=', 'entities.id')
          .on('mentions.use', '=', 'role'),
      )
      .select(['entities.name', 'entities.sector', 'entities.wikidata', 'mentions.text'])
      .where('entities.kind', '=', 'person')
      .where('entities.name', 'in', wanted.slice(at, at + MOST_REPORTS))
      .distinct()
      .execute();
    for (const { name, sector, wikidata, text } of rows) {
      const isPublic =
        wikidata !== null || PUBLIC_SECTORS.includes(sector ?? '') || isOffice(name) || isOffice(text ?? '');
      found.set(name, isPublic || found.get(name) === true);
    }
  }
  return found;
}

/** Names of persons, among these, who have a public office in no report. */
export async function privateNames(archive: Archive, names: string[]): Promise<Set<string>> {
  const persons = await namedPersons(archive, names.filter(isName));
  return new Set([...persons].filter(([, isPublic]) => !isPublic).map(([name]) => name));
}

/** Whether each was a victim or a source. */
async function whatBecameOf({ db }: Archive, persons: Person[]): Promise<Map<string, string>> {
  const reports = [...new Set(persons.map(({ report }) => report))];
  const became = new Map<string, string>();
  const sources = await db
    .selectFrom('claims')
    .select(['report', 'source_entity'])
    .where('report', 'in', reports)
    .where('source_entity', 'is not', null)
    .distinct()
    .execute();
  for (const { report, source_entity: id } of sources) became.set(`${report} ${id}`, 'source');
  const victims = await db
    .selectFrom('participants')
    .innerJoin('events', (join) =>
      join.onRef('events.report', '=', 'participants.report').onRef('events.id', '=', 'participants.event'),
    )
    .select(['participants.report', 'participants.entity'])
    .where('participants.report', 'in', reports)
    .where('participants.role', '=', 'recipient')
    .where('events.type', 'in', VICTIM_OF)
    .where(sql<boolean>`participants.entity is not null`)
    .distinct()
    .execute();
  for (const { report, entity } of victims) became.set(`${report} ${entity}`, 'victim');
  return became;
}

/** A value with every name in every one of its words replaced. */
export function maskValue<T>(value: T, mask: Mask, name = ''): T {
  if (typeof value === 'string')
    return (name === 'url' ? mask.address(value) || null : mask.text(value)) as T;
  if (Array.isArray(value)) return value.map((item) => maskValue(item, mask, name)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      KEPT.has(key) && typeof part === 'string' ? part : maskValue(part, mask, key),
    ]),
  ) as T;
}

/** Fields that hold no words of a report. */
const KEPT = new Set([
  'report',
  'event',
  'claim',
  'id',
  'type',
  'status',
  'firstDay',
  'lastDay',
  'engine',
  'sha256',
]);

/** A record; the text of its report, where it has one, at its old length, so that positions in it stay true. */
export function maskRecord<T extends object>(record: T, mask: Mask): T {
  const masked = maskValue(record, mask);
  return 'quote' in record && 'text' in record && typeof record.text === 'string'
    ? { ...masked, text: mask.blackened(record.text) }
    : masked;
}

/** Items with the private persons of their reports masked, looked up some at a time. */
export async function* maskedItems<T extends object>(
  archive: Archive,
  items: AsyncIterable<T>,
  keyOf: (item: T) => string,
): AsyncGenerator<T> {
  let held: T[] = [];
  const release = async function* (): AsyncGenerator<T> {
    const masks = await masksOf(archive, held.map(keyOf));
    for (const item of held) {
      const mask = masks.get(keyOf(item));
      yield mask ? maskRecord(item, mask) : item;
    }
    held = [];
  };
  for await (const item of items) {
    held.push(item);
    if (held.length >= 1000) yield* release();
  }
  yield* release();
}

/** A reading in which every position is still true: names in the text are blacked out, elsewhere described. */
export function maskReading(reading: Reading, mask: Mask): Reading {
  const text = mask.blackened(reading.report.text);
  const visit = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return name === 'url' ? mask.address(value) || null : mask.text(value);
    if (Array.isArray(value)) return value.map((item) => visit(item, name));
    if (value === null || typeof value !== 'object') return value;
    const { start, end } = value as { start?: unknown; end?: unknown };
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => {
        if (key === 'text' && typeof start === 'number' && typeof end === 'number')
          return [key, text.slice(start, end)];
        return [key, KEPT.has(key) && typeof part === 'string' ? part : visit(part, key)];
      }),
    );
  };
  const masked = visit(reading, '') as Reading;
  return { ...masked, report: { ...masked.report, id: reading.report.id, text } };
}
