/**
 * All incidents of the filters, for the screens that show them at once: the timeline and the map.
 *
 * @module
 */
import { type IncidentLine, incidents } from './api.ts';
import { type Pages, remembered } from './pages.svelte.ts';

/** Incidents that are fetched at most; the screens say when there are more. */
const MOST = 20_000;

export const everyIncident = (): Pages<IncidentLine> => remembered('every incident', incidents);

export function loadEvery(list: Pages<IncidentLine>, asked: string): void {
  const query = new URLSearchParams(asked);
  query.set('limit', '1000');
  void list.all(query, MOST);
}
