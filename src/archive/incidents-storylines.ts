/**
 * Storylines: incidents that follow one another, with the same actors in the same area.
 *
 * @module
 */
import type { IncidentRecord } from './incidents-record.ts';

const NAMED = /\p{Lu}/u;

/** What two incidents of one storyline have in common: the first that is named of those who take part, and the area. */
export function threadOf({ actors, recipients, place }: IncidentRecord): string | null {
  if (!place?.country) return null;
  const name = actors.find((actor) => NAMED.test(actor)) ?? recipients.find((other) => NAMED.test(other));
  return name ? `${place.country} ${place.admin1 ?? ''} ${name.toLowerCase()}` : null;
}
