/**
 * The filters that all lists share, as docs/api.md says them.
 *
 * @module
 */
import { GRADES } from '../../../src/record/incident.ts';
import { EVENT_STATUSES, EVENT_TYPES } from '../../../src/record/vocabulary.ts';
import type { Facets } from './api.ts';

export interface FilterField {
  name: string;
  label: string;
  placeholder?: string;
  /** Values to choose from. */
  options?: readonly { value: string; words: string }[];
  /** Facet whose values are offered while typing. */
  facet?: keyof Facets;
  /** Set by a link and not by hand: how the line that takes it away calls it. */
  linked?: string;
}

const lower = (words: string) => words.charAt(0) + words.slice(1).toLowerCase();

export const FILTERS = {
  q: { name: 'q', label: 'Words', placeholder: 'ceasefire OR truce' },
  from: { name: 'from', label: 'From', placeholder: '2020-08' },
  to: { name: 'to', label: 'To', placeholder: '2020-08-31' },
  place: { name: 'place', label: 'Place', placeholder: 'Beirut', facet: 'places' },
  actor: { name: 'actor', label: 'Who takes part', placeholder: 'police' },
  source: { name: 'source', label: 'On whose word', placeholder: 'Red Cross' },
  outlet: { name: 'outlet', label: 'Outlet', facet: 'outlets' },
  type: {
    name: 'type',
    label: 'What',
    options: EVENT_TYPES.map((value) => ({ value, words: lower(value) })),
  },
  status: {
    name: 'status',
    label: 'Status',
    options: EVENT_STATUSES.map((value) => ({ value, words: value })),
  },
  origins: {
    name: 'origins',
    label: 'Told by',
    options: [2, 3, 5].map((n) => ({ value: String(n), words: `${n} origins or more` })),
  },
  storyline: { name: 'storyline', label: 'Only', linked: 'one longer story' },
  grade: { name: 'grade', label: 'Grade', options: GRADES.map((value) => ({ value, words: value })) },
} satisfies Record<string, FilterField>;

export type FilterName = keyof typeof FILTERS;

/** Those of the address's parameters that are filters, in the order of the bar; others are a screen's own state. */
export function filterQuery(query: URLSearchParams, names: readonly string[] = Object.keys(FILTERS)) {
  const kept = new URLSearchParams();
  for (const name of names) {
    const value = query.get(name);
    if (value) kept.set(name, value);
  }
  return kept;
}
