/**
 * What each origin says of each field of an incident, side by side: the comparison table.
 *
 * @module
 */

import { plural } from '../../../src/publish/sentence.ts';
import { edtfDays } from '../../../src/record/edtf.ts';
import type { CountClaim, Incident, IncidentActor, Support } from '../../../src/record/incident.ts';
import { number, placeWords } from './told.ts';
import { whenWords } from './when.ts';

/** One statement of one origin about one field. */
export interface CellValue {
  words: string;
  support: Support;
}

export interface Cell {
  values: CellValue[];
  /** How it stands to what most others say; `alone` when nobody else says anything. */
  stands: 'silent' | 'alone' | 'agrees' | 'differs';
}

export interface Row {
  origin: string;
  outlet: string | null;
  /** Reports that carry the text. */
  reports: string[];
  /** First publication, ISO. */
  published: string | null;
  cells: Cell[];
}

export interface Comparison {
  fields: { name: string; words: string; differs: boolean }[];
  rows: Row[];
}

/** A statement as it is compared: by what it can mean where that is a range, else by its words. */
interface Value extends CellValue {
  key: string;
  low?: number;
  high?: number;
}

interface Field {
  name: string;
  words: string;
  values: Value[];
}

/** Whether both can be true of one incident. */
function fits(a: Value, b: Value): boolean {
  if (a.low !== undefined && a.high !== undefined && b.low !== undefined && b.high !== undefined)
    return a.low <= b.high && b.low <= a.high;
  return a.key === b.key;
}

function daysOf(edtf: string): { low: number; high: number } {
  const days = edtfDays(edtf);
  return { low: days?.first ?? -Infinity, high: days?.last ?? Infinity };
}

/** `civilians`: what a figure counts. */
export const unitWords = ({ unit, value }: CountClaim) => (unit ? (value === 1 ? unit : plural(unit)) : null);

/** `at least 50`, `61–72`, `“dozens”`. */
export function figureWords({ operator, value, low, high, support }: CountClaim): string {
  if (operator === 'between' && low !== null && high !== null) return `${number(low)}–${number(high)}`;
  if (value === null) return support.span ? `“${support.span.text}”` : 'a number';
  const before: Partial<Record<CountClaim['operator'], string>> = {
    'at-least': 'at least ',
    'more-than': 'more than ',
    'at-most': 'at most ',
    'less-than': 'less than ',
    about: 'about ',
  };
  return (before[operator] ?? '') + number(value);
}

export const actorWords = ({ name, label }: IncidentActor) => (label ? `“${name}”` : name);

const ROLES: [IncidentActor['role'], string][] = [
  ['actor', 'Who did it'],
  ['recipient', 'To whom'],
  ['beneficiary', 'For whom'],
  ['instrument', 'With what'],
];

function fieldsOf(incident: Incident): Field[] {
  const fields: Field[] = [
    {
      name: 'when',
      words: 'When',
      values: incident.times.flatMap(({ value, support }) =>
        support.map((one) => ({ key: value, words: whenWords(value), support: one, ...daysOf(value) })),
      ),
    },
    {
      name: 'where',
      words: 'Where',
      values: incident.places.flatMap(({ value, support }) =>
        support.map((one) => ({ key: placeWords(value), words: value.name, support: one })),
      ),
    },
  ];
  for (const [role, words] of ROLES)
    fields.push({
      name: role,
      words,
      values: incident.participants
        .filter(({ value }) => value.role === role)
        .flatMap(({ value, support }) =>
          support.map((one) => ({ key: value.name.toLowerCase(), words: actorWords(value), support: one })),
        ),
    });
  for (const measure of new Set(incident.figures.map(({ measures }) => measures)))
    fields.push({
      name: `count-${measure}`,
      words: measure === 'other' ? 'Other figures' : `How many ${measure}`,
      values: incident.figures
        .filter(({ measures }) => measures === measure)
        .map((figure) => ({
          key: measure === 'other' ? `${figureWords(figure)} ${figure.unit ?? ''}` : figureWords(figure),
          words: [figureWords(figure), measure === 'other' ? unitWords(figure) : null]
            .filter(Boolean)
            .join(' '),
          support: figure.support,
          ...(measure === 'other' ? {} : { low: figure.low ?? figure.value ?? 0, high: highOf(figure) }),
        })),
    });
  return fields.filter(({ values }) => values.length > 0);
}

const highOf = ({ high, value, operator }: CountClaim) =>
  high ?? (operator === 'exactly' || operator === 'about' ? (value ?? Infinity) : Infinity);

/** Fields in which two origins can say different things without standing against each other. */
const OPEN = new Set(['beneficiary', 'instrument', 'count-other']);
/** Names are told apart by reconciling, which knows who is who; the words alone do not. */
const NAMED = new Set(['actor', 'recipient']);

export function comparisonOf(incident: Incident): Comparison {
  const fields = fieldsOf(incident);
  const open = new Set(OPEN);
  for (const name of NAMED) if (!incident.contradictions.some(({ field }) => field === name)) open.add(name);
  const rows = incident.origins.map(({ id, outlet, reports }): Row => {
    const published = incident.mentions
      .filter((mention) => mention.origin === id && mention.published)
      .map((mention) => mention.published!)
      .sort()[0];
    return {
      origin: id,
      outlet,
      reports,
      published: published ?? null,
      cells: fields.map((field) => cellOf(field, id, open.has(field.name))),
    };
  });
  rows.sort(
    (a, b) => (a.published ?? '9').localeCompare(b.published ?? '9') || a.origin.localeCompare(b.origin),
  );
  return {
    rows,
    fields: fields.map((field) => ({
      name: field.name,
      words: field.words,
      differs: !open.has(field.name) && isDisputed(field),
    })),
  };
}

function cellOf({ values }: Field, origin: string, open: boolean): Cell {
  const own = values.filter(({ support }) => support.origin === origin);
  const others = values.filter(({ support }) => support.origin !== origin);
  const seen = new Set<string>();
  const once = own.filter(({ key }) => !seen.has(key) && seen.add(key));
  if (!once.length) return { values: [], stands: 'silent' };
  if (!others.length) return { values: once, stands: 'alone' };
  const shared = once.some((a) => others.some((b) => fits(a, b)));
  return { values: once, stands: shared ? 'agrees' : open ? 'alone' : 'differs' };
}

/** Whether two origins say things of a field that cannot both be true. */
function isDisputed({ values }: Field): boolean {
  const byOrigin = new Map<string, Value[]>();
  for (const value of values) {
    const { origin } = value.support;
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), value]);
  }
  const said = [...byOrigin.values()];
  return said.some((a, i) => said.slice(i + 1).some((b) => !a.some((x) => b.some((y) => fits(x, y)))));
}
