/**
 * What lists and pages of incidents say in the program's own words: short, neutral, never more certain than the record.
 *
 * @module
 */

import { TYPE_NAMES } from '../../../src/publish/sentence.ts';
import type { CountSummary, IncidentLine, IncidentPlace, Support } from '../../../src/record/incident.ts';

export const count = (n: number, one: string, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;
export const number = (n: number) => n.toLocaleString('en');

/** `61–72 killed`, `200 or more captured`; null when no number is told. */
export function rangeWords({ measures, lowest, highest }: CountSummary): string | null {
  const what = measures === 'other' ? '' : ` ${measures}`;
  if (lowest === null && highest === null) return null;
  if (lowest === null) return `up to ${number(highest!)}${what}`;
  if (highest === null) return `${number(lowest)} or more${what}`;
  return lowest === highest ? `${number(lowest)}${what}` : `${number(lowest)}–${number(highest)}${what}`;
}

/** `3 reports, 2 origins`: copies of one text are not more evidence. */
export const backingWords = ({ reports, origins }: Pick<IncidentLine, 'reports' | 'origins'>) =>
  `${count(reports, 'report')}, ${count(origins, 'origin')}`;

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
export function countryName(code: string): string {
  try {
    return countryNames.of(code) ?? code;
  } catch {
    return code; // No code of ISO 3166.
  }
}

/** `Chibok, Borno, Nigeria`. */
export function placeWords({ name, admin1, country }: IncidentPlace): string {
  const land = country ? countryName(country) : null;
  return [name, admin1 === name ? null : admin1, land === name ? null : land].filter(Boolean).join(', ');
}

/** How well a place is known. */
export const PRECISIONS: Record<IncidentPlace['precision'], string> = {
  exact: 'the spot',
  settlement: 'the town',
  district: 'only the district is known',
  region: 'only the region is known',
  country: 'only the country is known',
  unknown: 'not located',
};

export const typeWord = (type: IncidentLine['type']) => {
  const name = TYPE_NAMES[type];
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** Who tells it: `Hamad Hassan, in Levant Wire`; `Levant Wire` for the outlet's own voice. */
export const whoTells = ({ source, outlet }: Pick<Support, 'source' | 'outlet'>) =>
  source ? (outlet ? `${source}, in ${outlet}` : source) : (outlet ?? 'outlet not known');

/** Where the words stand: the report, at the span. */
export const addressOf = ({ report, span, quote }: Pick<Support, 'report' | 'span' | 'quote'>) =>
  `/report/${encodeURIComponent(report)}#${(span ?? quote).start}-${(span ?? quote).end}`;

export const incidentAddress = (id: string) => `/incident/${encodeURIComponent(id)}`;
