/**
 * The lists of `knowledge/quantity/`, compiled.
 *
 * @module
 */
import { type Knowledge, KnowledgeError, type Row, several, tableOf } from '../../knowledge/table.ts';
import type { Operator } from './types.ts';

/** A word that makes a number. */
export interface NumberWord {
  readonly value: number;
  readonly kind: 'digit' | 'teen' | 'tens' | 'hundred' | 'scale' | 'short' | 'group' | 'half' | 'part';
}

/** A word that gives a size but no number. */
export interface VagueWord {
  readonly low: number;
  readonly high: number | null;
  readonly with: 'scale' | 'plural' | '';
  readonly alone: 'yes' | 'of' | 'no';
}

export interface OperatorWord {
  readonly operator: Operator;
  /** The number is the most that it can be: "nearly 50". */
  readonly ceiling: boolean;
}

export interface UnitWord {
  readonly unit: string;
  readonly kind: string;
}

export interface Lexicon {
  readonly numbers: ReadonlyMap<string, NumberWord>;
  readonly vague: ReadonlyMap<string, VagueWord>;
  readonly before: Phrases<OperatorWord>;
  readonly after: Phrases<OperatorWord>;
  readonly units: Phrases<UnitWord>;
  readonly moneyBefore: ReadonlyMap<string, string>;
  readonly moneyAfter: Phrases<string>;
  readonly trends: ReadonlyMap<string, 'up' | 'down'>;
  /** Words that make a figure after them, or before them, part of a name. */
  readonly labelsBefore: ReadonlySet<string>;
  readonly labelsAfter: ReadonlySet<string>;
}

/** Phrases of one or more words, each word apart by one space. */
export interface Phrases<T> {
  readonly entries: ReadonlyMap<string, T>;
  /** Words that a phrase can end with (to look backwards) or begin with (to look forwards). */
  readonly edges: ReadonlySet<string>;
  /** Most atoms in one phrase. */
  readonly longest: number;
}

const atomsOf = (phrase: string) => phrase.toLowerCase().match(/[\p{L}²]+|[^\s\p{L}]/gu) ?? [];

function phrases<T>(entries: Iterable<readonly [string, T]>, edge: 'first' | 'last'): Phrases<T> {
  const map = new Map<string, T>();
  const edges = new Set<string>();
  let longest = 0;
  for (const [phrase, entry] of entries) {
    const atoms = atomsOf(phrase);
    map.set(atoms.join(' '), entry);
    edges.add(atoms.at(edge === 'last' ? -1 : 0) ?? '');
    longest = Math.max(longest, atoms.length);
  }
  return { entries: map, edges, longest };
}

function numberIn(row: Row, column: string): number {
  const value = Number(row.cells[column]);
  if (row.cells[column] && Number.isFinite(value)) return value;
  throw new KnowledgeError(
    row.file,
    row.line,
    `${column} must be a number, not "${row.cells[column] ?? ''}"`,
  );
}

const OPERATORS: readonly string[] = [
  'exactly',
  'at-least',
  'more-than',
  'at-most',
  'less-than',
  'about',
  'between',
] satisfies Operator[];

function operators(knowledge: Knowledge, side: string) {
  return tableOf(knowledge, 'quantity/operators.tsv')
    .filter((row) => row.cells.side === side)
    .map((row) => {
      const { words = '', operator = '', ceiling } = row.cells;
      if (!OPERATORS.includes(operator))
        throw new KnowledgeError(row.file, row.line, `operator must be one of ${OPERATORS.join(', ')}`);
      return [words, { operator: operator as Operator, ceiling: ceiling === 'yes' }] as const;
    });
}

/**
 * Compiles the lists once, for any number of reports.
 *
 * @throws {KnowledgeError} when a line does not say what it must.
 */
export function compileLexicon(knowledge: Knowledge): Lexicon {
  const table = (name: string) => tableOf(knowledge, `quantity/${name}.tsv`);
  const money = table('currencies').map((row) => ({ forms: several(row.cells.forms ?? ''), row }));
  const moneyOn = (side: string) =>
    money
      .filter(({ row }) => row.cells.side === side)
      .flatMap(({ forms, row }) => forms.map((form) => [form, row.cells.code ?? ''] as const));
  const labelsOn = (side: string) =>
    table('labels')
      .filter((row) => row.cells.side === side)
      .map((row) => row.cells.words ?? '');
  return {
    numbers: new Map(
      table('numbers').map((row) => [
        row.cells.word ?? '',
        { value: numberIn(row, 'value'), kind: (row.cells.kind ?? '') as NumberWord['kind'] },
      ]),
    ),
    vague: new Map(
      table('vague').map((row) => [
        row.cells.word ?? '',
        {
          low: numberIn(row, 'low'),
          high: row.cells.high ? numberIn(row, 'high') : null,
          with: (row.cells.with ?? '') as VagueWord['with'],
          alone: (row.cells.alone ?? '') as VagueWord['alone'],
        },
      ]),
    ),
    before: phrases(operators(knowledge, 'before'), 'last'),
    after: phrases(operators(knowledge, 'after'), 'first'),
    units: phrases(
      table('units').flatMap((row) =>
        several(row.cells.forms ?? '').map(
          (form) => [form, { unit: row.cells.unit ?? '', kind: row.cells.kind ?? '' }] as const,
        ),
      ),
      'first',
    ),
    moneyBefore: new Map(moneyOn('before').map(([form, code]) => [atomsOf(form).join(' '), code])),
    moneyAfter: phrases(moneyOn('after'), 'first'),
    trends: new Map(
      table('trends').flatMap((row) =>
        several(row.cells.forms ?? '').map(
          (form) => [form, row.cells.direction === 'down' ? 'down' : 'up'] as const,
        ),
      ),
    ),
    labelsBefore: new Set(labelsOn('before')),
    labelsAfter: new Set(labelsOn('after')),
  };
}
