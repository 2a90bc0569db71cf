import type { Knowledge } from '../../knowledge/table.ts';
import type { Quantity } from '../../record/reading.ts';
import type { Placed } from '../layers.ts';
import { createNumbers } from './numbers.ts';

/** Makes the layer that finds counts, their bounds, what they count and what they measure. */
export function createQuantities(knowledge: Knowledge): (doc: Placed) => readonly Quantity[] {
  const findNumbers = createNumbers(knowledge);
  return (doc) => {
    const { text } = doc.tokens;
    return findNumbers(doc)
      .filter(({ kind }) => kind !== 'duration' && kind !== 'age')
      .map((n, i) => ({
        id: `q${i + 1}`,
        start: n.start,
        end: n.end,
        text: text.slice(n.start, n.end),
        value: n.value,
        low: n.low,
        high: n.high,
        operator: n.operator,
        unit: n.unit,
        measures: 'other' as const,
      }));
  };
}
