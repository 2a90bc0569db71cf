/**
 * Reads the event lexicon: `knowledge/events/` → senses by their first word.
 *
 * @module
 */
import { type Knowledge, KnowledgeError, type Row, several, tableOf } from '../../knowledge/table.ts';
import { EVENT_TYPES, type MEASURES } from '../../record/vocabulary.ts';
import {
  CellError,
  type Condition,
  type Link,
  parseConditions,
  parseCounts,
  parseFrame,
  parseTrigger,
  type Role,
} from './language.ts';
import { CONTEXTS, MODES } from './modes.ts';

export type EventType = (typeof EVENT_TYPES)[number];
type Measure = (typeof MEASURES)[number];

/** One meaning of one trigger. */
export interface Sense {
  /** "attack (senses/assault.tsv:12)": what a reader of `why` can look up. */
  readonly name: string;
  readonly words: readonly string[];
  /** Which of `words` is the head: the verb, or the noun before a preposition, or the last noun. */
  readonly head: number;
  readonly pos: 'v' | 'n' | 'a';
  readonly when: readonly Condition[];
  /** Null: the words are known and are no event. */
  readonly type: EventType | null;
  readonly mode: string | null;
  readonly context: readonly string[];
  readonly frame: readonly Link<Role>[];
  readonly counts: readonly Link<Measure>[];
  /** The more words and conditions, the earlier a sense is tried. */
  readonly weight: number;
  readonly takes: readonly string[];
  readonly leaves: readonly string[];
}

/** A verb that lends itself to an event noun: "carried out strikes", "came under fire", "managed to break". */
export interface LightVerb {
  readonly words: readonly string[];
  /** Where the event word stands: `obj`, `subj`, `comp` or a preposition. */
  readonly carries: string;
  /** What its other arguments are to the event. */
  readonly frame: readonly Link<Role>[];
  /** Where the event stands: begun, ongoing, done, not done. */
  readonly phase: string;
}

/** Nouns of one kind, by lemma, and the kinds of entities that belong to it. */
export interface WordClass {
  readonly words: ReadonlySet<string>;
  /** Those of `words` that need a second word of the class beside them to tell what a sentence is about. */
  readonly weak: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

export interface Lexicon {
  /** Senses by the lemma of their head word, the most specific first. */
  readonly senses: ReadonlyMap<string, readonly Sense[]>;
  readonly light: ReadonlyMap<string, readonly LightVerb[]>;
  readonly classes: ReadonlyMap<string, WordClass>;
  /** How many senses there are, a trigger with two spellings counted twice. */
  readonly size: number;
}

/** Words after which the rest of a noun trigger only completes its head: "show of force", "state of emergency". */
const BINDERS = new Set([
  'of',
  'to',
  'in',
  'on',
  'for',
  'against',
  'by',
  'with',
  'from',
  'at',
  'under',
  'out',
  'upon',
]);

/** Reads the whole lexicon. @throws {KnowledgeError} with file, line and column of what cannot be read. */
export function readLexicon(knowledge: Knowledge): Lexicon {
  const classes = readClasses(knowledge);
  const frames = new Map<string, readonly Link<Role>[]>();
  for (const row of tableOf(knowledge, 'events/frames.tsv'))
    frames.set(row.cells.frame!, inCell(knowledge, row, 'links', parseFrame));
  const frameOf = (row: Row) => {
    const cell = row.cells.frame!;
    return frames.get(cell) ?? inCell(knowledge, row, 'frame', (text) => frameCell(text, frames));
  };
  const senses = new Map<string, Sense[]>();
  let size = 0;
  for (const row of tableOf(knowledge, 'events/senses/'))
    for (const sense of sensesOf(knowledge, row, frameOf(row), classes)) {
      const head = sense.words[sense.head]!;
      senses.set(head, [...(senses.get(head) ?? []), sense]);
      size++;
    }
  // A later file is a user's own: among equals it comes first.
  for (const list of senses.values()) list.reverse().sort((a, b) => b.weight - a.weight);
  return { senses, light: readLight(knowledge, frameOf), classes, size };
}

/** A cell holds a frame's name and links that come before it: `act into=recipient`. */
function frameCell(text: string, frames: ReadonlyMap<string, readonly Link<Role>[]>): Link<Role>[] {
  const named: Link<Role>[] = [];
  const own = text.replace(/\S+/g, (word) => {
    const frame = frames.get(word);
    if (!frame) return word;
    named.push(...frame);
    return ' '.repeat(word.length);
  });
  return [...parseFrame(own), ...named];
}

function sensesOf(
  knowledge: Knowledge,
  row: Row,
  frame: readonly Link<Role>[],
  classes: ReadonlyMap<string, WordClass>,
): Sense[] {
  const { cells, file, line } = row;
  const fail = (column: string, problem: string): never => {
    throw new KnowledgeError(file, line, place(knowledge, row, column, 0) + problem);
  };
  const pos = cells.pos as Sense['pos'];
  if (!['v', 'n', 'a'].includes(pos)) fail('pos', `"${pos}" is no part of speech: v, n or a`);
  const type = cells.type === '-' ? null : (cells.type as EventType);
  if (type && !EVENT_TYPES.includes(type))
    fail(
      'type',
      `"${type}" is no event type: one of ${EVENT_TYPES.join(', ')}, or - for words that are no event`,
    );
  const mode = cells.mode || null;
  if (mode && (!type || !MODES[type].includes(mode)))
    fail('mode', `"${mode}" is no mode of ${type}: one of ${type ? MODES[type].join(', ') : 'none'}`);
  const context = several(cells.context!);
  for (const c of context)
    if (!CONTEXTS.includes(c)) fail('context', `"${c}" is no context: one of ${CONTEXTS.join(', ')}`);
  const when = inCell(knowledge, row, 'when', parseConditions);
  for (const { classes: used } of when)
    for (const name of used)
      if (!classes.has(name)) fail('when', `there is no class @${name} in knowledge/events/classes.tsv`);
  const counts = inCell(knowledge, row, 'counts', parseCounts);
  const triggers = several(cells.trigger!);
  if (triggers.length === 0) fail('trigger', 'a sense needs a trigger');
  return triggers.map((trigger) => {
    const words = parseTrigger(trigger);
    const head = headIn(words, pos);
    return {
      name: `${trigger} (${file.replace('events/', '')}:${line})`,
      words,
      head,
      pos,
      when,
      type,
      mode,
      context,
      frame,
      counts,
      // What is known to be no event is tried before what may be one.
      weight: 4 * words.length + 2 * when.length + (type ? 0 : 7),
      takes: several(cells.yes ?? ''),
      leaves: several(cells.no ?? ''),
    };
  });
}

/** The verb; the noun before a preposition, or the last; the first word of an idiom that is no preposition. */
function headIn(words: readonly string[], pos: Sense['pos']): number {
  if (pos === 'v') return words[0] === 'not' || words[0] === 'never' ? 1 : 0;
  if (pos === 'a')
    return Math.max(
      0,
      words.findIndex((word) => !BINDERS.has(word) && word !== 'a' && word !== 'the'),
    );
  const binder = words.findIndex((word, i) => i > 0 && BINDERS.has(word));
  return binder > 0 ? binder - 1 : words.length - 1;
}

function readClasses(knowledge: Knowledge): Map<string, WordClass> {
  const classes = new Map<string, { words: Set<string>; weak: Set<string>; kinds: Set<string> }>();
  for (const { cells } of tableOf(knowledge, 'events/classes.tsv')) {
    const known = classes.get(cells.class!) ?? { words: new Set(), weak: new Set(), kinds: new Set() };
    for (const cell of several(cells.words!)) {
      const word = cell.replace('~', '');
      known.words.add(word);
      if (word !== cell) known.weak.add(word);
    }
    for (const kind of several(cells.kinds!)) known.kinds.add(kind);
    classes.set(cells.class!, known);
  }
  for (const known of classes.values())
    for (const word of [...known.words])
      if (word.startsWith('@')) {
        for (const other of classes.get(word.slice(1))?.words ?? []) known.words.add(other);
        for (const kind of classes.get(word.slice(1))?.kinds ?? []) known.kinds.add(kind);
      }
  return classes;
}

function readLight(
  knowledge: Knowledge,
  frameOf: (row: Row) => readonly Link<Role>[],
): Map<string, LightVerb[]> {
  const light = new Map<string, LightVerb[]>();
  for (const row of tableOf(knowledge, 'events/light.tsv'))
    for (const verb of several(row.cells.verb!)) {
      const words = parseTrigger(verb);
      const entry = { words, carries: row.cells.carries!, frame: frameOf(row), phase: row.cells.phase! };
      light.set(words[0]!, [...(light.get(words[0]!) ?? []), entry]);
    }
  for (const list of light.values()) list.sort((a, b) => b.words.length - a.words.length);
  return light;
}

function inCell<T>(knowledge: Knowledge, row: Row, column: string, parse: (cell: string) => T): T {
  try {
    return parse(row.cells[column] ?? '');
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    throw new KnowledgeError(row.file, row.line, place(knowledge, row, column, error.at) + error.message);
  }
}

/** "column 34 (frame): ": counted in characters from 1, as editors do. */
function place(knowledge: Knowledge, row: Row, column: string, at: number): string {
  const index = Object.keys(row.cells).indexOf(column);
  const cells = (knowledge.get(row.file)?.split('\n')[row.line - 1] ?? '').split('\t');
  const before = cells.slice(0, index).reduce((sum, cell) => sum + cell.length + 1, 0);
  const indent = (cells[index] ?? '').length - (cells[index] ?? '').trimStart().length;
  return `column ${before + indent + at + 1} (${column}): `;
}
