/**
 * What the grammar of numbers hands on to the layer.
 *
 * @module
 */
import type { Quantity } from '../../record/reading.ts';

export type Operator = Quantity['operator'];

/**
 * What a number says by its form alone. `count` is a number of people or things; the others are kept apart from counts.
 * `share` is a part of a whole ("two-thirds", "1 in 10"), in per cent.
 */
export type NumberKind = 'count' | 'percent' | 'share' | 'money' | 'measure' | 'duration' | 'age';

/** A number with its operator and unit, wherever it stands: also those that are no counts (durations, ages). */
export interface NumberExpression {
  /** Offsets from the operator to the unit or, without one, to the number. */
  start: number;
  end: number;
  /** Offsets of the number itself ("50" in "over 50"). */
  numberStart: number;
  numberEnd: number;
  /** Token of the number's first and last character. */
  first: number;
  last: number;
  kind: NumberKind;
  /** The number stated; null for a range or a vague word. */
  value: number | null;
  /** The two ends of a range in the order written; null for any other. */
  range: readonly [number, number] | null;
  low: number | null;
  high: number | null;
  operator: Operator;
  /** Direction of the change of which this is the size ("rose 3 percent"). */
  change: 'up' | 'down' | null;
  /** Unit of measurement or ISO 4217 code; null for counts, whose unit is what is counted. */
  unit: string | null;
  /** True for a number joined to its noun by a hyphen ("a 50-member delegation"). */
  compound: boolean;
}
