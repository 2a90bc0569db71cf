/**
 * What each origin says of each field of an incident, side by side: the comparison table.
 *
 * @module
 */
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

interface Field {
  name: string;
  words: string;
  values: (CellValue & { key: string })[];
}

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
        support.map((one) => ({ key: value, words: whenWords(value), support: one })),
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
          words: [figureWords(figure), measure === 'other' ? figure.unit : null].filter(Boolean).join(' '),
          support: figure.support,
        })),
    });
  return fields.filter(({ values }) => values.length > 0);
}

/** Fields in which two origins can say different things without standing against each other. */
const OPEN = new Set(['instrument', 'count-other']);

export function comparisonOf(incident: Incident): Comparison {
  const fields = fieldsOf(incident);
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
      cells: fields.map((field) => cellOf(field, id)),
    };
  });
  rows.sort(
    (a, b) => (a.published ?? '9').localeCompare(b.published ?? '9') || a.origin.localeCompare(b.origin),
  );
  return {
    rows,
    fields: fields.map((field) => ({ name: field.name, words: field.words, differs: isDisputed(field) })),
  };
}

function cellOf(field: Field, origin: string): Cell {
  const own = field.values.filter(({ support }) => support.origin === origin);
  const others = new Set(
    field.values.filter(({ support }) => support.origin !== origin).map(({ key }) => key),
  );
  const seen = new Set<string>();
  const values = own.filter(({ key }) => !seen.has(key) && seen.add(key));
  if (!values.length) return { values: [], stands: 'silent' };
  if (!others.size) return { values, stands: 'alone' };
  const shared = values.some(({ key }) => others.has(key));
  return { values, stands: shared ? 'agrees' : OPEN.has(field.name) ? 'alone' : 'differs' };
}

/** Whether two origins say things of a field that have nothing in common. */
function isDisputed({ name, values }: Field): boolean {
  if (OPEN.has(name)) return false;
  const byOrigin = new Map<string, Set<string>>();
  for (const { key, support } of values)
    byOrigin.set(support.origin, (byOrigin.get(support.origin) ?? new Set()).add(key));
  const said = [...byOrigin.values()];
  return said.some((a, i) => said.slice(i + 1).some((b) => ![...a].some((key) => b.has(key))));
}
