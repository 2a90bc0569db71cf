/**
 * Events with what codebooks of the field ask of actors: country and sector, which a record alone does not hold.
 *
 * @module
 */
import type { Archive } from '../archive/archive.ts';
import type { ChronologyRecord } from '../archive/chronology.ts';
import type { RecordParticipant } from '../archive/event-record.ts';
import type { Quantity } from '../record/reading.ts';

export interface CodedParticipant extends RecordParticipant {
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** PLOVER sector. */
  sector: string | null;
}
export interface CodedRecord extends ChronologyRecord {
  participants: CodedParticipant[];
}

const PAGE = 1000;
const MOST_VALUES = 300;

/** Puts country and sector to every participant, looked up some at a time. */
export async function* coded(
  archive: Archive,
  records: AsyncIterable<ChronologyRecord>,
): AsyncGenerator<CodedRecord> {
  let held: ChronologyRecord[] = [];
  const release = async function* () {
    const actors = await actorsOf(archive, [...new Set(held.map(({ report }) => report))]);
    for (const record of held)
      yield {
        ...record,
        participants: record.participants.map((part) => ({
          ...part,
          ...(actors.get(`${record.report} ${part.kind} ${part.name}`) ?? { country: null, sector: null }),
        })),
      };
    held = [];
  };
  for await (const record of records) {
    held.push(record);
    if (held.length >= PAGE) yield* release();
  }
  yield* release();
}

async function actorsOf({ db }: Archive, keys: string[]) {
  const actors = new Map<string, { country: string | null; sector: string | null }>();
  for (let at = 0; at < keys.length; at += MOST_VALUES) {
    const rows = await db
      .selectFrom('reports')
      .innerJoin('entities', 'entities.report', 'reports.n')
      .select(['reports.key', 'entities.kind', 'entities.name', 'entities.country', 'entities.sector'])
      .where('reports.key', 'in', keys.slice(at, at + MOST_VALUES))
      .execute();
    for (const { key, kind, name, country, sector } of rows)
      actors.set(`${key} ${kind} ${name}`, { country, sector });
  }
  return actors;
}

/** What codebooks tell sides apart by. */
export type Side = 'state' | 'rebel' | 'militia' | 'civilian' | 'crowd' | null;

const STATE = ['GOV', 'MIL', 'COP', 'SPY', 'JUD', 'LEG'];
const MILITIA = ['PRM', 'CRM'];

export function sideOf({ kind, sector }: CodedParticipant): Side {
  if (kind === 'military' || kind === 'government') return 'state';
  if (kind === 'armed-group') return MILITIA.includes(sector ?? '') ? 'militia' : 'rebel';
  if (kind === 'person' || kind === 'people') {
    if (STATE.includes(sector ?? '')) return 'state';
    if (sector === 'REB' || sector === 'UAF') return 'rebel';
    if (MILITIA.includes(sector ?? '')) return 'militia';
    return 'civilian';
  }
  return null;
}

export const inRole = (record: CodedRecord, role: RecordParticipant['role']): CodedParticipant[] =>
  record.participants.filter((part) => part.role === role);

/** How many were killed, as far as the record says: the bounds of all its counts of dead together. */
export function killed(record: CodedRecord): { low: number; best: number; high: number } | null {
  const counts = record.quantities.filter(({ measures }) => measures === 'killed').map(boundsOf);
  const known = counts.filter((count) => count !== null);
  if (known.length === 0) return null;
  const sum = (name: 'low' | 'best' | 'high') => known.reduce((total, count) => total + count[name], 0);
  return { low: sum('low'), best: sum('best'), high: sum('high') };
}

/** "At least 12" is 12 by every estimate; of "10 to 15", the lower is the best, as UCDP has it. Vague words count nothing. */
function boundsOf({ value, low, high, operator }: Quantity) {
  const best = operator === 'between' ? low : (value ?? low);
  if (best === null) return null;
  return { low: low ?? best, best, high: high ?? best };
}

/** Days from the first to the last that the event may have been on; null when it is open at an end. */
export function daysBetween({ firstDay, lastDay }: CodedRecord): number | null {
  if (!firstDay || !lastDay) return null;
  return (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000;
}
