/**
 * Figures side by side: what is lowest, highest and latest, and whether they are updates of one source or a
 * disagreement of several.
 *
 * @module
 */
import type { Contradiction, CountClaim, CountSummary, Told } from '../record/incident.ts';
import { MEASURES } from '../record/vocabulary.ts';

/** One summary a measure; figures of things that nobody was harmed by are summed up by what they count. */
export function summariesOf(figures: readonly CountClaim[]): CountSummary[] {
  const by = new Map<string, CountClaim[]>();
  for (const figure of figures) {
    if (figure.measures === 'other') continue;
    const list = by.get(figure.measures);
    if (list) list.push(figure);
    else by.set(figure.measures, [figure]);
  }
  return MEASURES.flatMap((measure) => (by.has(measure) ? [summaryOf(tollsOf(by.get(measure)!))] : []));
}

/**
 * Of one measure, the figures that can be held against each other. A report that tells of "three officers and a
 * journalist", or of eleven dead, "four of them soldiers", gives no rival figures but groups of one toll: its largest
 * stands for it, as a figure open above when the others are not within it. Who is told by name is counted only where no
 * report gives a number.
 */
function tollsOf(figures: readonly CountClaim[]): CountClaim[] {
  const numbers = figures.filter((figure) => !isOneByName(figure));
  if (numbers.length === 0) return [...figures];
  const reports = new Map<string, CountClaim[]>();
  for (const figure of figures) {
    const list = reports.get(figure.support.report);
    if (list) list.push(figure);
    else reports.set(figure.support.report, [figure]);
  }
  return [...reports.values()].flatMap((told) => {
    const counted = told.filter((figure) => numbers.includes(figure));
    if (counted.length === 0) return [];
    const largest = counted.reduce((most, one) => (sizeOf(one) > sizeOf(most) ? one : most));
    // Another speaker's figure of the same people is a rival, the same speaker's a part.
    const rivals = counted.filter(
      (one) => one !== largest && one.unit === largest.unit && one.countedBy !== largest.countedBy,
    );
    const besides = told.some((one) => one.unit !== largest.unit && !figuresMeet(one, largest));
    const open = besides && largest.unit !== 'person' && largest.low !== null;
    return [open ? { ...largest, high: null, operator: 'at-least' as const } : largest, ...rivals];
  });
}

const sizeOf = ({ low, high }: CountClaim): number => high ?? low ?? 0;

/** "The governor", "President Moise": one whom no number counts. */
const isOneByName = ({ value, support: { span } }: CountClaim): boolean =>
  value === 1 && span !== null && !/\b(?:one|1|an?|single)\b/i.test(span.text);

function summaryOf(figures: CountClaim[]): CountSummary {
  const lows = figures.flatMap(({ low, high }) => low ?? high ?? []);
  const highs = figures.flatMap(({ low, high }) => high ?? low ?? []);
  const latest = lastOfEach(figures, ({ support }) => support.origin)
    .sort(byTime)
    .reverse();
  return {
    measures: figures[0]!.measures,
    lowest: lows.length ? Math.min(...lows) : null,
    highest: highs.length ? Math.max(...highs) : null,
    latest: latest.map(({ asOf, low, high, support: { origin, outlet } }) => ({
      origin,
      outlet,
      asOf,
      low,
      high,
    })),
    relation: relationOf(figures),
  };
}

/** Whose figure it is: of the one who counted, else of the outlet. */
const speakerOf = ({ countedBy, support }: CountClaim): string =>
  (countedBy ?? support.outlet ?? support.origin).toLowerCase();

const byTime = (a: CountClaim, b: CountClaim) => ((a.asOf ?? '') < (b.asOf ?? '') ? -1 : 1);

function lastOfEach(figures: readonly CountClaim[], of: (figure: CountClaim) => string): CountClaim[] {
  const last = new Map<string, CountClaim>();
  for (const figure of figures) {
    const known = last.get(of(figure));
    if (!known || (known.asOf ?? '') <= (figure.asOf ?? '')) last.set(of(figure), figure);
  }
  return [...last.values()];
}

/** Whether two figures can both be right: their bounds meet. */
export function figuresMeet(a: CountClaim, b: CountClaim): boolean {
  const low = Math.max(a.low ?? 0, b.low ?? 0);
  const high = Math.min(a.high ?? Number.POSITIVE_INFINITY, b.high ?? Number.POSITIVE_INFINITY);
  return low <= high || a.operator === 'about' || b.operator === 'about' ? low <= high * 1.1 : false;
}

function relationOf(figures: readonly CountClaim[]): CountSummary['relation'] {
  if (figures.length === 1) return 'single';
  const last = lastOfEach(figures, speakerOf);
  if (last.some((one, i) => last.slice(0, i).some((other) => !figuresMeet(one, other))))
    return 'disagreement';
  const grew = figures.some((one) =>
    last.some((other) => speakerOf(one) === speakerOf(other) && !figuresMeet(one, other)),
  );
  return grew ? 'update' : 'agreement';
}

/** Where the last figures of several sources differ. */
export function countContradictions(
  figures: readonly CountClaim[],
  summaries: readonly CountSummary[],
): Contradiction[] {
  return summaries
    .filter(({ relation }) => relation === 'disagreement')
    .map(({ measures }) => {
      const last = lastOfEach(tollsOf(figures.filter((figure) => figure.measures === measures)), speakerOf);
      const sides = new Map<string, Told<string>>();
      for (const figure of last) {
        const value = boundsOf(figure);
        const side = sides.get(value);
        if (side) side.support.push(figure.support);
        else sides.set(value, { value, support: [figure.support] });
      }
      return {
        field: 'count' as const,
        words: `${measures}: ${[...sides.keys()].join(' or ')}`,
        sides: [...sides.values()],
      };
    });
}

/** "12", "at least 12", "10 to 20" */
export function boundsOf({ low, high, operator }: Pick<CountClaim, 'low' | 'high' | 'operator'>): string {
  if (low !== null && high !== null)
    return low === high ? `${operator === 'about' ? 'about ' : ''}${low}` : `${low} to ${high}`;
  if (low !== null) return operator === 'more-than' ? `more than ${low}` : `at least ${low}`;
  if (high !== null) return operator === 'less-than' ? `less than ${high}` : `at most ${high}`;
  return 'a number not stated';
}
