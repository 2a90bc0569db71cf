/**
 * Events as rows with the columns of UCDP's Georeferenced Event Dataset, for programs that read those. They are what
 * reports say and not what UCDP's coders would have made of them; what is UCDP's own (conflicts, dyads, codes of
 * Gleditsch and Ward) stays empty.
 *
 * As there, an event is armed force with at least one death. Left out, too: events that are not said to have happened,
 * or that have no first and last day.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { countryOf } from '../record/countries.ts';
import { type CodedParticipant, type CodedRecord, daysBetween, inRole, killed, sideOf } from './coded.ts';
import { type Cell, cell } from './csv.ts';
import { oneLine, sourcesOf } from './sentence.ts';

interface Row {
  record: CodedRecord;
  violence: 1 | 2 | 3 | null;
  a: string | null;
  b: string | null;
  deaths: { low: number; best: number; high: number };
}

const WHERE_PRECISION = { exact: 1, settlement: 1, district: 3, region: 4, country: 6, unknown: 7 } as const;
const nothing = () => null;

const COLUMNS: [string, (row: Row) => Cell][] = [
  ['id', ({ record }) => idOf(record)],
  ['relid', ({ record }) => `${record.report}/${record.event}`],
  ['year', ({ record }) => Number(record.firstDay!.slice(0, 4))],
  ['active_year', nothing],
  ['code_status', nothing],
  ['type_of_violence', ({ violence }) => violence],
  ['conflict_dset_id', nothing],
  ['conflict_new_id', nothing],
  ['conflict_name', nothing],
  ['dyad_dset_id', nothing],
  ['dyad_new_id', nothing],
  ['dyad_name', ({ a, b }) => (a && b ? `${a} - ${b}` : null)],
  ['side_a_dset_id', nothing],
  ['side_a_new_id', nothing],
  ['side_a', ({ a }) => a],
  ['side_b_dset_id', nothing],
  ['side_b_new_id', nothing],
  ['side_b', ({ b }) => b],
  ['number_of_sources', () => 1],
  [
    'source_article',
    ({ record }) =>
      [record.publisher, record.published.value?.slice(0, 10), record.title]
        .filter(Boolean)
        .map((part) => oneLine(part!))
        .join(', '),
  ],
  ['source_office', ({ record }) => record.publisher],
  ['source_date', ({ record }) => record.published.value?.slice(0, 10) ?? null],
  ['source_headline', ({ record }) => record.title && oneLine(record.title)],
  ['source_original', ({ record }) => sourcesOf(record).join('; ')],
  ['where_prec', ({ record }) => (record.place ? WHERE_PRECISION[record.place.precision] : null)],
  ['where_coordinates', ({ record }) => record.place?.name ?? null],
  ['where_description', ({ record }) => record.place && oneLine(record.place.text)],
  ['adm_1', ({ record }) => record.place?.admin1 ?? null],
  ['adm_2', nothing],
  ['latitude', ({ record }) => record.place?.lat ?? null],
  ['longitude', ({ record }) => record.place?.lon ?? null],
  ['geom_wkt', ({ record }) => pointOf(record)],
  ['priogrid_gid', ({ record }) => gridCell(record)],
  ['country', ({ record }) => countryOf(record.place?.country)?.name ?? null],
  ['country_id', nothing],
  ['region', nothing],
  [
    'event_clarity',
    ({ record }) => (record.time.basis === 'explicit' && record.place?.basis === 'explicit' ? 1 : 2),
  ],
  ['date_prec', ({ record }) => datePrecision(daysBetween(record)!)],
  ['date_start', ({ record }) => record.firstDay],
  ['date_end', ({ record }) => record.lastDay],
  ['deaths_a', nothing],
  ['deaths_b', nothing],
  ['deaths_civilians', ({ violence, deaths }) => (violence === 3 ? deaths.best : null)],
  ['deaths_unknown', ({ violence, deaths }) => (violence === 3 ? null : deaths.best)],
  ['best', ({ deaths }) => deaths.best],
  ['high', ({ deaths }) => deaths.high],
  ['low', ({ deaths }) => deaths.low],
  ['gwnoa', nothing],
  ['gwnob', nothing],
];

export const UCDP_HEAD = `${COLUMNS.map(([name]) => name).join(',')}\r\n`;

/** Modes that are no armed force. */
const UNARMED = ['crowd-control', 'beat', 'sexual'];

export function ucdpRow(record: CodedRecord): string {
  const deaths = killed(record);
  if (record.type !== 'ASSAULT' || UNARMED.includes(record.mode ?? '') || !deaths || deaths.high < 1)
    return '';
  if (record.status !== 'actual' && record.status !== 'ongoing') return '';
  if (daysBetween(record) === null || !/^\d/.test(record.firstDay!)) return '';
  const [a, b] = sidesOf(record);
  const row: Row = { record, violence: violenceOf(a, b), a: nameOf(a), b: nameOf(b), deaths };
  return `${COLUMNS.map(([, value]) => cell(value(row))).join(',')}\r\n`;
}

/** The state is side A where one side is a state. */
function sidesOf(record: CodedRecord): [CodedParticipant | undefined, CodedParticipant | undefined] {
  const [actor] = inRole(record, 'actor');
  const [recipient] = inRole(record, 'recipient');
  const turned = recipient && sideOf(recipient) === 'state' && (!actor || sideOf(actor) !== 'state');
  return turned ? [recipient, actor] : [actor, recipient];
}

/** 1 state-based, 2 non-state, 3 one-sided; null where a side is not known. */
function violenceOf(a: CodedParticipant | undefined, b: CodedParticipant | undefined): 1 | 2 | 3 | null {
  const sides = [a, b].map((part) => (part ? sideOf(part) : null));
  if (sides.includes('civilian'))
    return sides.some((side) => side !== 'civilian' && side !== null) ? 3 : null;
  if (sides.includes(null)) return null;
  return sides.includes('state') ? 1 : 2;
}

const nameOf = (part: CodedParticipant | undefined) =>
  !part ? null : sideOf(part) === 'civilian' ? 'Civilians' : oneLine(part.name ?? part.text);

/** The same for the same event in every archive: 48 bits of a hash. */
const idOf = ({ report, event }: CodedRecord) =>
  Number.parseInt(createHash('sha256').update(`${report}/${event}`).digest('hex').slice(0, 12), 16);

const located = ({ place }: CodedRecord) =>
  place && place.lat !== null && place.lon !== null ? { lat: place.lat, lon: place.lon } : null;

function pointOf(record: CodedRecord): string | null {
  const at = located(record);
  return at && `POINT (${at.lon} ${at.lat})`;
}

/** PRIO-GRID: cells of half a degree, counted from the south-west corner of the world, row by row. */
export function gridCell(record: CodedRecord): number | null {
  const at = located(record);
  if (!at) return null;
  const row = Math.min(359, Math.floor((at.lat + 90) * 2));
  const column = Math.min(719, Math.floor((at.lon + 180) * 2));
  return row * 720 + column + 1;
}

function datePrecision(days: number): 1 | 2 | 3 | 4 | 5 {
  if (days === 0) return 1;
  if (days < 6) return 2;
  if (days < 7) return 3;
  return days < 31 ? 4 : 5;
}
