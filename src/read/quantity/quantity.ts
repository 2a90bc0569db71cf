/**
 * Counts of a report: how many, of what, and what the count measures.
 *
 * The grammar of numbers (`numbers.ts`) runs over the text, the tree says what is counted (`counted.ts`) and what that
 * measures (`measure.ts`); victims without a number are counted as one (`victims.ts`). `docs/quantities.md` is the
 * manual of it.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Measure, Quantity } from '../../record/reading.ts';
import type { Placed } from '../layers.ts';
import { tokenAt } from '../tokens/types.ts';
import { countedBy, countedByNumberOf } from './counted.ts';
import { compileCues } from './cues.ts';
import { createMeasures } from './measure.ts';
import { createNumbers } from './numbers.ts';
import type { NumberExpression } from './types.ts';
import { createVictims } from './victims.ts';

/** A quantity before it gets its number. */
type Count = Omit<Quantity, 'id'>;

/** Measures of persons: where the noun is left out ("killing four"), persons are counted. */
const PERSONAL: ReadonlySet<Measure> = new Set([
  'killed',
  'wounded',
  'missing',
  'captured',
  'arrested',
  'displaced',
]);
/** How many words after the whole its part may be named, and with which words: "including two", "among them two". */
const PART_REACH = 8;
const PARTITIVE = new Set(['among', 'amongst', 'of']);
const PRONOUNS = new Set(['them', 'whom']);
/** Words that stand for a noun that is left out. */
const STAND_INS = new Set(['others', 'other', 'more', 'thing', 'them', 'us', 'you']);

/** Makes the layer that finds counts, their bounds, what they count and what they measure. */
export function createQuantities(knowledge: Knowledge): (doc: Placed) => readonly Quantity[] {
  const findNumbers = createNumbers(knowledge);
  const cues = compileCues(knowledge);
  const measureOf = createMeasures(cues);
  const findVictims = createVictims(cues, measureOf);

  function count(
    doc: Placed,
    n: NumberExpression,
    taken: Set<number>,
    before: Count | undefined,
  ): Count | null {
    const { tokens } = doc;
    const span = { start: n.start, end: n.end, text: tokens.text.slice(n.start, n.end) };
    const { value, low, high, operator } = n;
    if (n.kind === 'share') return { ...span, ...percent(value), operator, unit: '%', measures: 'other' };
    if (n.kind !== 'count') return { ...span, value, low, high, operator, unit: n.unit, measures: 'other' };
    const begin = tokenAt(tokens, n.start);
    const counted = countedBy(doc, n.first, n.last);
    const noun = counted.noun >= 0 ? counted.noun : countedByNumberOf(doc, begin);
    const own = measureOf(doc, { begin, first: n.first, last: n.last, noun: counted.noun });
    const measures = own === 'other' ? partOf(doc, begin, before) : own;
    // "one" without a noun is a pronoun.
    if (noun < 0 && measures === 'other' && tokens.lower[n.first] === 'one') return null;
    if (noun >= 0) taken.add(noun);
    const unit = unitOf(doc, noun) ?? (PERSONAL.has(measures) ? 'person' : null);
    return { ...span, value, low, high, operator, unit, measures };
  }

  /** "Seven people, including two children, were wounded": a part measures what the whole does. */
  function partOf({ tokens }: Placed, begin: number, whole: Count | undefined): Measure {
    if (!whole || !PERSONAL.has(whole.measures)) return 'other';
    const last = tokenAt(tokens, whole.end - 1);
    if (tokens.sentence[last] !== tokens.sentence[begin] || begin - last > PART_REACH) return 'other';
    const link = tokens.lower[begin - 1] ?? '';
    const among = PRONOUNS.has(link) && PARTITIVE.has(tokens.lower[begin - 2] ?? '');
    return among || link === 'including' ? whole.measures : 'other';
  }

  /** Lemma of the noun; null where the "noun" only stands for one that is left out ("20 others", "10 dead"). */
  function unitOf({ tokens, syntax }: Placed, noun: number): string | null {
    if (noun < 0 || STAND_INS.has(tokens.lower[noun]!)) return null;
    const said = cues.measure('adjective', tokens.lower[noun]!, 'itself', null);
    return said ? null : syntax.lemma[noun]!.toLowerCase();
  }

  return (doc) => {
    const { tokens } = doc;
    const taken = new Set<number>();
    const found: Count[] = [];
    for (const n of findNumbers(doc)) {
      if (n.kind === 'duration' || n.kind === 'age') continue;
      const quantity = count(doc, n, taken, found.at(-1));
      if (quantity) found.push(quantity);
    }
    for (const v of findVictims(doc, taken)) {
      const start = tokens.start[v.first]!;
      const end = tokens.end[v.last]!;
      const { value, unit, measures } = v;
      found.push({
        ...{ start, end, text: tokens.text.slice(start, end) },
        ...{ value, low: value, high: value, operator: 'exactly', unit, measures },
      });
    }
    found.sort((a, b) => a.start - b.start || a.end - b.end);
    return found.map((quantity, i) => ({ id: `q${i + 1}`, ...quantity }));
  };
}

/** A share in per cent, to two decimals. */
function percent(share: number | null) {
  const value = share === null ? null : Math.round(share * 100) / 100;
  return { value, low: value, high: value };
}
