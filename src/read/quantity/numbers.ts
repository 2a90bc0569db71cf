/**
 * Every number expression of a report: the grammar of numbers over the whole text, without those that are no quantities.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Timed } from '../layers.ts';
import { type Atoms, atomize } from './atoms.ts';
import { createExpressionReader, type Found } from './expression.ts';
import { compileLexicon } from './lexicon.ts';
import { createNotCounts, isAppositiveAge, surroundings } from './notcounts.ts';
import type { NumberExpression, Operator } from './types.ts';

/**
 * Makes the function that finds all number expressions of a report, in order, without overlap: counts, and also what
 * the record keeps elsewhere or not at all (durations, ages).
 */
export function createNumbers(knowledge: Knowledge): (doc: Timed) => NumberExpression[] {
  const lexicon = compileLexicon(knowledge);
  const reader = createExpressionReader(lexicon);
  const isNoQuantity = createNotCounts(lexicon);

  return (doc) => {
    const atoms = atomize(doc.tokens);
    const around = surroundings(doc);
    const found: NumberExpression[] = [];
    let before: Found | null = null;
    let done = 0;
    for (let i = 0; i < atoms.length; i++) {
      if (i < done || !reader.mayBegin(atoms, i)) continue;
      const f = reader.read(atoms, i);
      if (!f) continue;
      done = Math.max(f.last, i + 1);
      if (isNoQuantity(atoms, f, around)) continue;
      if (isAppositiveAge(atoms, f)) Object.assign(f, { kind: 'age', unit: 'year' });
      inheritBound(atoms, f, before);
      before = f;
      found.push(express(atoms, f));
    }
    return found;
  };
}

/** The numbers that an operator leaves open at one end. */
function bounds(f: Found, value: number): { operator: Operator; low: number | null; high: number | null } {
  const operator = f.operator?.operator ?? 'exactly';
  switch (operator) {
    case 'at-least':
    case 'more-than':
      return { operator, low: value, high: null };
    case 'at-most':
    case 'less-than':
      return { operator, low: null, high: value };
    case 'about':
      return { operator, low: null, high: f.operator?.ceiling ? value : null };
    default:
      return { operator: 'exactly', low: value, high: value };
  }
}

function express(atoms: Atoms, f: Found): NumberExpression {
  const { numeral, second } = f;
  const sign = f.negative ? -1 : 1;
  const place = {
    start: atoms.start[f.first]!,
    end: atoms.end[f.last - 1]!,
    numberStart: atoms.start[f.numberFirst]!,
    numberEnd: atoms.end[f.numberLast - 1]!,
    first: atoms.token[f.numberFirst]!,
    last: atoms.token[f.numberLast - 1]!,
    kind: f.kind,
    unit: f.unit,
    change: f.change,
    compound: f.compound,
  };
  if (second) {
    const range = [numeral.value * sign, second.value * sign] as const;
    return {
      ...place,
      value: null,
      range,
      low: Math.min(...range),
      high: Math.max(...range),
      // "about 25 to 40" is both; the record keeps that it is approximate, and the bounds.
      operator: f.operator?.operator === 'about' ? 'about' : 'between',
    };
  }
  if (numeral.form === 'vague')
    return { ...place, value: null, range: null, low: numeral.low, high: numeral.high, operator: 'vague' };
  const value = numeral.value * sign;
  return { ...place, value, range: null, ...bounds(f, value) };
}

/**
 * A conversion in brackets has the bound and the direction of what it converts: "over 7 million crowns ($1 million)".
 * "about" stays with the number that it was said of.
 */
function inheritBound(atoms: Atoms, f: Found, before: Found | null): void {
  const converted = (f.kind === 'money' || f.kind === 'measure') && before?.kind === f.kind;
  if (!converted || f.operator || f.change || atoms.word[f.first - 1] !== '(' || f.first - before.last > 2)
    return;
  f.change = before.change;
  if (before.operator && before.operator.operator !== 'about') f.operator = before.operator;
}
