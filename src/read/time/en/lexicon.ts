/**
 * The lists of `knowledge/time/en/`, compiled.
 *
 * @module
 */

import { type Knowledge, KnowledgeError, type Row, tableOf } from '../../../knowledge/table.ts';
import { dayOf, easterOf, nthWeekday } from '../../../record/calendar.ts';
import type { Stage, Verbs } from '../language.ts';
import type { Holiday, Meaning } from '../meaning.ts';
import type { Mod } from '../moment.ts';
import { Phrases } from '../phrases.ts';
import { type Entry, NO_ENTRY } from '../words.ts';

export interface Lexicon {
  readonly words: ReadonlyMap<string, Entry>;
  readonly phrases: Phrases<Meaning>;
  readonly holidays: Phrases<Holiday>;
  readonly modsBefore: Phrases<Mod>;
  readonly modsAfter: Phrases<Mod>;
  readonly verbs: Verbs;
  readonly neighbours: Neighbours;
}

/** Words that tell whether a number or season beside them is a time. */
export interface Neighbours {
  readonly counted: ReadonlySet<string>;
  readonly measure: ReadonlySet<string>;
  readonly seasonal: ReadonlySet<string>;
}

const FOLDER = 'time/en/';

/** @throws {KnowledgeError} when a line has a sense or rule that is not one of those the file's head describes. */
export function readLexicon(knowledge: Knowledge): Lexicon {
  const words = new Map<string, Entry>();
  const entryOf = (word: string): Entry => {
    let entry = words.get(word);
    if (!entry) {
      entry = { ...NO_ENTRY };
      words.set(word, entry);
    }
    return entry;
  };
  /** Makes the words of a phrase known, the first one such that the recognisers look there. */
  const enter = (phrase: string) => {
    for (const [n, unit] of Phrases.units(phrase).entries()) {
      if (!/^\p{L}/u.test(unit)) continue;
      const entry = entryOf(unit);
      if (n === 0 && entry.role === '') entry.role = 'phrase';
    }
  };

  for (const row of tableOf(knowledge, `${FOLDER}words.tsv`)) addSense(entryOf(row.cells['word']!), row);

  const phrases = new Phrases<Meaning>();
  for (const { cells } of tableOf(knowledge, `${FOLDER}phrases.tsv`)) {
    const value = cells['value']!;
    const kind = cells['type'];
    phrases.add(
      cells['phrase']!,
      kind === 'SET'
        ? { kind: 'set', value }
        : kind === 'DURATION'
          ? { kind: 'duration', value, unit: 'day', count: null, reach: 0 }
          : { kind: 'vague', value },
    );
    enter(cells['phrase']!);
  }

  const holidays = new Phrases<Holiday>();
  for (const row of tableOf(knowledge, `${FOLDER}holidays.tsv`)) {
    holidays.add(row.cells['holiday']!, { name: row.cells['holiday']!, dayIn: holidayRule(row) });
    enter(row.cells['holiday']!);
  }

  const modsBefore = new Phrases<Mod>();
  const modsAfter = new Phrases<Mod>();
  for (const { cells } of tableOf(knowledge, `${FOLDER}modifiers.tsv`))
    (cells['place'] === 'after' ? modsAfter : modsBefore).add(cells['phrase']!, cells['mod'] as Mod);

  for (const entry of words.values()) entry.light = LIGHT.has(entry.role) && isOnlyRole(entry);
  return {
    words,
    phrases,
    holidays,
    modsBefore,
    modsAfter,
    verbs: readVerbs(knowledge),
    neighbours: readNeighbours(knowledge),
  };
}

function readVerbs(knowledge: Knowledge): Verbs {
  const rows = tableOf(knowledge, `${FOLDER}verbs.tsv`);
  const happenings = new Map<string, Stage>();
  for (const { cells } of rows) {
    const sense = cells['sense'];
    if (sense === 'start' || sense === 'happen' || sense === 'end') happenings.set(cells['verb']!, sense);
  }
  const of = (sense: string) => wordsOf(rows, 'verb', sense);
  return { happenings, ahead: of('ahead'), arranged: of('arranged'), future: of('future') };
}

function readNeighbours(knowledge: Knowledge): Neighbours {
  const rows = tableOf(knowledge, `${FOLDER}neighbours.tsv`);
  const of = (sense: string) => wordsOf(rows, 'word', sense);
  return { counted: of('counted'), measure: of('measure'), seasonal: of('seasonal') };
}

/** The words of a list that have a sense. */
function wordsOf(rows: readonly Row[], column: string, sense: string): ReadonlySet<string> {
  return new Set(rows.filter(({ cells }) => cells['sense'] === sense).map(({ cells }) => cells[column]!));
}

const LIGHT = new Set([
  'the',
  'a',
  'of',
  'in',
  'on',
  'at',
  'and',
  'or',
  'to',
  'from',
  'by',
  'after',
  'before',
  'only',
  'more',
  'time',
]);

const isOnlyRole = (entry: Entry) =>
  (Object.keys(NO_ENTRY) as (keyof Entry)[]).every(
    (key) => key === 'role' || key === 'light' || Object.is(entry[key], NO_ENTRY[key]),
  );

function addSense(entry: Entry, row: Row): void {
  const { sense, value } = row.cells as { sense: string; value: string };
  switch (sense) {
    case 'month':
      entry.month = Number(value);
      return;
    case 'month-abbreviation':
      entry.month = Number(value);
      entry.abbreviated = true;
      return;
    case 'weekday':
      entry.weekday = Number(value);
      return;
    case 'weekday-plural':
      entry.weekday = Number(value);
      entry.plural = true;
      return;
    case 'weekday-abbreviation':
      entry.weekday = Number(value);
      entry.abbreviated = true;
      return;
    case 'unit':
      entry.unit = value;
      return;
    case 'unit-plural':
      entry.unit = value;
      entry.plural = true;
      return;
    case 'cardinal':
      entry.cardinal = Number(value);
      return;
    case 'scale':
      entry.scale = Number(value);
      return;
    case 'ordinal':
      entry.ordinal = Number(value);
      return;
    case 'vague-number':
      entry.vagueNumber = true;
      return;
    case 'season':
      entry.season = Number(value);
      return;
    case 'part':
    case 'part-of-shift':
      entry.part = value;
      return;
    case 'part-plural':
      entry.part = value;
      entry.plural = true;
      return;
    case 'day-shift':
      entry.dayShift = Number(value);
      return;
    case 'direction':
      entry.direction = value;
      return;
    case 'stretch':
      entry.stretch = value;
      return;
    case 'stretch-comparative':
      entry.comparative = value;
      return;
    case 'frequency':
      entry.frequency = value;
      return;
    case 'zone':
      entry.zone = value;
      return;
    case 'decade-word':
      entry.decade = Number(value);
      return;
    case 'role':
      entry.role = value;
      return;
    default:
      throw new KnowledgeError(row.file, row.line, `"${sense}" is not a sense: see the head of the file`);
  }
}

function holidayRule(row: Row): Holiday['dayIn'] {
  const rule = row.cells['rule']!;
  if (rule === 'unfixed') return () => null;
  const date = /^(\d\d)-(\d\d)$/.exec(rule);
  if (date) return (year) => dayOf(year, Number(date[1]), Number(date[2]));
  const easter = /^easter([+-]\d+)$/.exec(rule);
  if (easter) return (year) => easterOf(year) + Number(easter[1]);
  const nth = /^nth (\d\d) ([1-7]) (-1|[1-5])$/.exec(rule);
  if (nth) return (year) => nthWeekday(year, Number(nth[1]), Number(nth[2]), Number(nth[3]));
  throw new KnowledgeError(row.file, row.line, `"${rule}" is not a rule: see the head of the file`);
}
