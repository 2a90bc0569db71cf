/**
 * What is wrong with the lists in `knowledge/`: lines that cannot be read, codes that do not exist, entries said twice,
 * entries that no text can reach. Pure: gives problems, prints nothing.
 *
 * @module
 */
import { ENTITY_KINDS } from '../record/vocabulary.ts';
import { type Knowledge, KnowledgeError, parseTable, type Row, several } from './table.ts';

/** One fault in a list. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

/** Looks at the rows of the lists it is for. */
export type Check = (rows: readonly Row[], report: (row: Row, problem: string) => void) => void;

/** PLOVER sector codes (manual, table "Sector Codes", and the codes of international actors). */
const SECTORS = new Set(
  'COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO NGO ISM IMG MNC'.split(
    ' ',
  ),
);
const SENSES = new Set(['office', 'member', 'group', 'weapon', 'platform', 'vehicle', 'place', 'area']);
const CLASSES = new Set(['weapon', 'platform', 'vehicle']);

/** A name as the reader compares it: an acronym as written, others by letters and figures without case and accents. */
const folded = (text: string) => (/^[\p{Lu}\p{N}&/.-]{2,8}$/u.test(text) ? text : plain(text));
const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const oneOf =
  (column: string, values: ReadonlySet<string>, needed: boolean): Check =>
  (rows, report) => {
    for (const row of rows) {
      const value = row.cells[column] ?? '';
      if (value === '' ? needed : !values.has(value))
        report(
          row,
          value === ''
            ? `${column} is empty`
            : `${column} "${value}" is not one of: ${[...values].join(', ')}`,
        );
    }
  };

const needs =
  (column: string): Check =>
  (rows, report) => {
    for (const row of rows) if (!row.cells[column]) report(row, `${column} is empty`);
  };

const countries =
  (column: string, known: ReadonlySet<string>): Check =>
  (rows, report) => {
    for (const row of rows) {
      const code = row.cells[column] ?? '';
      if (code && !known.has(code)) report(row, `${column} "${code}" is no code of names/countries.tsv`);
    }
  };

const years: Check = (rows, report) => {
  for (const row of rows) {
    for (const column of ['from', 'to'])
      if (row.cells[column] && !/^\d{3,4}$/.test(row.cells[column]))
        report(row, `${column} "${row.cells[column]}" is no year`);
    if (row.cells.from && row.cells.to && Number(row.cells.from) > Number(row.cells.to))
      report(row, 'it ends before it begins');
  }
};

/** The same name for two entries of one list or a list and its neighbours: only the first can be reached. */
const distinct =
  (...columns: string[]): Check =>
  (rows, report) => {
    const seen = new Map<string, Row>();
    for (const row of rows) {
      const own = new Set<string>();
      for (const text of columns.flatMap((column) => several(row.cells[column] ?? ''))) {
        const key = folded(text);
        if (key === '') {
          report(row, `"${text}" has no letter: no text can reach it`);
          continue;
        }
        if (own.has(key))
          report(row, `"${text}" stands twice in this line: case, accents and signs make no difference`);
        own.add(key);
        const first = seen.get(key);
        if (first && first !== row) report(row, `"${text}" is already at ${first.file}:${first.line}`);
        else seen.set(key, row);
      }
    }
  };

/** Checks by the list or folder of lists that they are for; a folder is checked as one list. */
function checksOf(codes: ReadonlySet<string>): [string, Check[]][] {
  const kinds: ReadonlySet<string> = new Set(ENTITY_KINDS);
  return [
    ['names/countries.tsv', [needs('code'), needs('name'), distinct('code'), distinct('name', 'other')]],
    [
      'names/peoples.tsv',
      [
        needs('name'),
        distinct('name', 'other'),
        countries('country', codes),
        oneOf('sector', SECTORS, false),
      ],
    ],
    [
      'names/actors/',
      [
        needs('name'),
        distinct('name', 'other'),
        oneOf('kind', kinds, true),
        countries('country', codes),
        oneOf('sector', SECTORS, false),
        years,
      ],
    ],
    [
      'names/equipment/',
      [needs('name'), distinct('name', 'other'), countries('country', codes), oneOf('class', CLASSES, true)],
    ],
    [
      'names/roles.tsv',
      [
        distinct('noun', 'other'),
        oneOf('kind', kinds, true),
        oneOf('sector', SECTORS, false),
        oneOf('sense', SENSES, true),
      ],
    ],
    ['names/modifiers.tsv', [distinct('word'), oneOf('kind', kinds, false), oneOf('sector', SECTORS, false)]],
    [
      'names/titles.tsv',
      [
        distinct('title', 'other'),
        oneOf('sector', SECTORS, false),
        oneOf('gender', new Set(['m', 'f']), false),
      ],
    ],
    ['names/labels.tsv', [distinct('label', 'other'), oneOf('on', new Set(['entity', 'event']), true)]],
    ['names/given-names.tsv', [distinct('name'), oneOf('gender', new Set(['m', 'f']), false)]],
    [
      'names/government-verbs.tsv',
      [distinct('verb'), oneOf('as', new Set(['subject', 'object', 'both']), true)],
    ],
    ['names/words.tsv', [distinct('word')]],
  ];
}

/** All problems of the lists, by file and line. */
export function checkKnowledge(knowledge: Knowledge): Problem[] {
  const problems: Problem[] = [];
  const readable = new Map<string, Row[]>();
  for (const [file, source] of [...knowledge].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!file.endsWith('.tsv')) continue;
    if (!source.startsWith('#'))
      problems.push({ file, line: 1, problem: 'the first line is no comment that says what the list holds' });
    try {
      readable.set(file, parseTable(file, source));
    } catch (error) {
      if (!(error instanceof KnowledgeError)) throw error;
      problems.push({ file, line: error.line, problem: error.message });
    }
  }
  const rowsOf = (path: string) =>
    [...readable]
      .filter(([file]) => (path.endsWith('/') ? file.startsWith(path) : file === path))
      .flatMap(([, rows]) => rows);
  const codes = new Set(rowsOf('names/countries.tsv').map((row) => row.cells.code!));
  for (const [path, checks] of checksOf(codes)) {
    const rows = rowsOf(path);
    for (const check of checks)
      check(rows, (row, problem) => {
        problems.push({ file: row.file, line: row.line, problem });
      });
  }
  return problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}
