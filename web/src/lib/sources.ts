/**
 * On whose word things are on record, and who prints them.
 *
 * @module
 */
import type { Claim, Published } from '../../../src/record/reading.ts';
import { get, type Page } from './api.ts';

export interface SourceLine {
  id: string;
  /** Null: all those of this kind that the reports do not name at all. */
  name: string | null;
  kind: Claim['source']['kind'];
  claims: number;
  reports: number;
  outlets: number;
  first: string | null;
  last: string | null;
}

export interface ClaimLine {
  report: string;
  claim: string;
  start: number;
  end: number;
  text: string;
  mode: Claim['mode'];
  stance: Claim['stance'];
  cue: string | null;
  events: string[];
  title: string | null;
  publisher: string | null;
  published: Published;
}

export interface Source extends Omit<SourceLine, 'claims'> {
  claims: Page<ClaimLine>;
  quotedBy: { outlet: string | null; claims: number }[];
  events: { type: string; count: number }[];
}

export interface OutletLine {
  name: string;
  reports: number;
  /** Texts among its reports. */
  origins: number;
  /** Reports whose text another carried before. */
  copies: number;
  medianDelayHours: number | null;
}

export const sources = (query: URLSearchParams) => get<Page<SourceLine>>('sources', query);
export const source = (id: string, query: URLSearchParams) =>
  get<Source>(`sources/${encodeURIComponent(id)}`, query);
export const outlets = (query: URLSearchParams) => get<Page<OutletLine>>('outlets', query);

const UNNAMED: Record<SourceLine['kind'], string> = {
  named: 'somebody named',
  unnamed: 'somebody unnamed',
  document: 'a document',
  publisher: 'the outlets’ own voice',
};
export const nameOf = ({ name, kind }: Pick<SourceLine, 'name' | 'kind'>) => name ?? UNNAMED[kind];

/** `2 hours`, `3 days`; null when nothing is known. */
export function delayWords(hours: number | null): string | null {
  if (hours === null) return null;
  if (hours < 1) return 'under an hour';
  if (hours < 48) return `${Math.round(hours)} ${Math.round(hours) === 1 ? 'hour' : 'hours'}`;
  return `${Math.round(hours / 24)} days`;
}
