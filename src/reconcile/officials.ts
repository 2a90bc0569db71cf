/**
 * Who among those on whose word an event stands is an official: somebody who speaks for a state.
 *
 * @module
 */
import type { Reading } from '../record/reading.ts';

const SECTORS: ReadonlySet<string> = new Set(['GOV', 'MIL', 'COP', 'SPY', 'JUD', 'LEG']);
const KINDS: ReadonlySet<string> = new Set(['government', 'military']);
/** Titles of those who speak for a state, as words of a role. */
const OFFICE =
  /\b(?:minister|president|ministry|official|police|army|military|governor|mayor|general|colonel|spokes(?:man|woman|person) for the (?:government|army|police|ministry)|ambassador|prosecutor|judge|senator|authorities)\b/i;

/** Names of official sources, by the event's id. */
export function officialsOf(reading: Reading): Map<string, string[]> {
  const entities = new Map(reading.entities.map((entity) => [entity.id, entity]));
  const claims = new Map(
    reading.claims.map((claim) => {
      const { source } = claim;
      const entity = source.entity ? entities.get(source.entity) : undefined;
      const official =
        source.kind !== 'publisher' &&
        ((entity &&
          (KINDS.has(entity.kind) ||
            SECTORS.has(entity.sector ?? '') ||
            entity.roles.some(({ text }) => OFFICE.test(text)))) ||
          OFFICE.test(source.text ?? ''));
      return [claim.id, official ? (entity?.name ?? source.name ?? source.text) : null];
    }),
  );
  return new Map(
    reading.events.map((event) => [
      event.id,
      [...new Set(event.claims.flatMap((id) => claims.get(id) ?? []))].map((name) =>
        name.replace(/\s+/g, ' '),
      ),
    ]),
  );
}
