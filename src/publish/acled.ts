/**
 * Events as rows with the columns of ACLED's data, for programs that read those. They are what reports say and not what
 * ACLED's coders would have made of them; what is ACLED's own (ids, regions, scales of sources) stays empty.
 *
 * Left out: events that are not said to have happened, that have no first day, or whose type ACLED does not record.
 *
 * @module
 */

import { countryOf } from '../record/countries.ts';
import {
  type CodedParticipant,
  type CodedRecord,
  daysBetween,
  inRole,
  killed,
  type Side,
  sideOf,
} from './coded.ts';
import { type Cell, cell } from './csv.ts';
import { oneLine, sentenceOf } from './sentence.ts';

interface Kind {
  disorder: string;
  event: string;
  sub: string;
}
const kind = (event: string, sub: string, disorder = 'Political violence'): Kind => ({
  disorder,
  event,
  sub,
});

const EXPLOSIONS = 'Explosions/Remote violence';
const CIVILIANS = 'Violence against civilians';
const STRATEGIC = 'Strategic developments';
/** By type and mode. */
const KINDS: Record<string, Kind> = {
  'ASSAULT suicide-attack': kind(EXPLOSIONS, 'Suicide bomb'),
  'ASSAULT unconventional': kind(EXPLOSIONS, 'Chemical weapon'),
  'ASSAULT aerial': kind(EXPLOSIONS, 'Air/drone strike'),
  'ASSAULT drone': kind(EXPLOSIONS, 'Air/drone strike'),
  'ASSAULT heavy-weapons': kind(EXPLOSIONS, 'Shelling/artillery/missile attack'),
  'ASSAULT explosives': kind(EXPLOSIONS, 'Remote explosive/landmine/IED'),
  'ASSAULT sexual': kind(CIVILIANS, 'Sexual violence'),
  'ASSAULT abduct': kind(CIVILIANS, 'Abduction/forced disappearance'),
  'ASSAULT crowd-control': kind('Protests', 'Protest with intervention', 'Demonstrations'),
  'ASSAULT destroy': kind(STRATEGIC, 'Looting/property destruction', STRATEGIC),
  'PROTEST riot': kind('Riots', 'Violent demonstration', 'Demonstrations'),
  'PROTEST vandalize': kind('Riots', 'Violent demonstration', 'Demonstrations'),
  'COERCE arrest': kind(STRATEGIC, 'Arrests', STRATEGIC),
  'RETREAT ceasefire': kind(STRATEGIC, 'Agreement', STRATEGIC),
  PROTEST: kind('Protests', 'Peaceful protest', 'Demonstrations'),
  AGREE: kind(STRATEGIC, 'Agreement', STRATEGIC),
};

const ACTOR_TYPES: Record<NonNullable<Side>, string> = {
  state: 'State forces',
  rebel: 'Rebel group',
  militia: 'Political militia',
  civilian: 'Civilians',
  crowd: 'Protesters',
};
const TIME_PRECISION = (days: number | null) => (days === 0 ? 1 : days !== null && days <= 7 ? 2 : 3);
const GEO_PRECISION = { exact: 1, settlement: 1, district: 2, region: 3, country: 3, unknown: null } as const;

const COLUMNS: [string, (row: Row) => Cell][] = [
  ['event_id_cnty', ({ record }) => `${record.report}/${record.event}`],
  ['event_date', ({ record }) => record.firstDay],
  ['year', ({ record }) => Number(record.firstDay!.slice(0, 4))],
  ['time_precision', ({ record }) => TIME_PRECISION(daysBetween(record))],
  ['disorder_type', ({ kind }) => kind.disorder],
  ['event_type', ({ kind }) => kind.event],
  ['sub_event_type', ({ kind }) => kind.sub],
  ['actor1', ({ first }) => nameOf(first[0])],
  ['assoc_actor_1', ({ first }) => first.slice(1).map(nameOf).join('; ')],
  ['inter1', (row) => typeOf(row, row.first[0])],
  ['actor2', ({ second }) => nameOf(second[0])],
  ['assoc_actor_2', ({ second }) => second.slice(1).map(nameOf).join('; ')],
  ['inter2', (row) => typeOf(row, row.second[0])],
  ['interaction', (row) => [typeOf(row, row.first[0]), typeOf(row, row.second[0])].filter(Boolean).join('-')],
  [
    'civilian_targeting',
    ({ record, second }) =>
      record.type === 'ASSAULT' && second.some((part) => sideOf(part) === 'civilian')
        ? 'Civilian targeting'
        : '',
  ],
  ['iso', ({ record }) => countryOf(record.place?.country)?.numeric ?? null],
  ['region', () => null],
  ['country', ({ record }) => countryOf(record.place?.country)?.name ?? null],
  ['admin1', ({ record }) => record.place?.admin1 ?? null],
  ['admin2', () => null],
  ['admin3', () => null],
  ['location', ({ record }) => record.place?.name ?? null],
  ['latitude', ({ record }) => record.place?.lat ?? null],
  ['longitude', ({ record }) => record.place?.lon ?? null],
  ['geo_precision', ({ record }) => (record.place ? GEO_PRECISION[record.place.precision] : null)],
  ['source', ({ record }) => record.publisher],
  ['source_scale', () => null],
  ['notes', ({ record }) => sentenceOf(record)],
  ['fatalities', ({ record }) => killed(record)?.best ?? null],
  ['tags', () => null],
  ['timestamp', () => null],
  ['report', ({ record }) => record.report],
  ['event', ({ record }) => record.event],
];

interface Row {
  record: CodedRecord;
  kind: Kind;
  first: CodedParticipant[];
  second: CodedParticipant[];
}

export const ACLED_HEAD = `${COLUMNS.map(([name]) => name).join(',')}\r\n`;

export function acledRow(record: CodedRecord): string {
  if (record.status !== 'actual' && record.status !== 'ongoing') return '';
  if (!record.firstDay || !/^\d/.test(record.firstDay)) return '';
  const first = inRole(record, 'actor');
  const second = inRole(record, 'recipient');
  const kind = kindOf(record, first, second);
  if (!kind) return '';
  const row = { record, kind, first, second };
  return `${COLUMNS.map(([, value]) => cell(value(row))).join(',')}\r\n`;
}

/** Who fights whom decides what an attack without a mode is; where that is not said, so is the kind. */
function kindOf(
  { type, mode }: CodedRecord,
  first: CodedParticipant[],
  second: CodedParticipant[],
): Kind | null {
  const known = KINDS[`${type} ${mode}`] ?? KINDS[type];
  if (known) return known;
  if (type !== 'ASSAULT') return null;
  const armed = (parts: CodedParticipant[]) =>
    parts.some((part) => ['state', 'rebel', 'militia'].includes(sideOf(part) ?? ''));
  if (second.some((part) => sideOf(part) === 'civilian')) return kind(CIVILIANS, 'Attack');
  if (armed(second) || (second.length === 0 && armed(first))) return kind('Battles', 'Armed clash');
  return kind('', '');
}

const nameOf = (part: CodedParticipant | undefined) => (part ? oneLine(part.name ?? part.text) : null);

function typeOf({ record, kind }: Row, part: CodedParticipant | undefined): string | null {
  const side = part && sideOf(part);
  if (!part || !side) return null;
  if (side === 'civilian' && record.type === 'PROTEST' && part.role === 'actor')
    return kind.event === 'Riots' ? 'Rioters' : 'Protesters';
  const abroad =
    side === 'state' && part.country && record.place?.country && part.country !== record.place.country;
  return abroad ? 'External/Other forces' : ACTOR_TYPES[side];
}
