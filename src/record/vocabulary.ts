/**
 * The closed vocabularies of the record, without the schema library, for code that only needs the words.
 *
 * @module
 */

/** PLOVER event types. */
export const EVENT_TYPES = [
  'AGREE',
  'CONSULT',
  'SUPPORT',
  'CONCEDE',
  'COOPERATE',
  'AID',
  'RETREAT',
  'REQUEST',
  'ACCUSE',
  'REJECT',
  'THREATEN',
  'PROTEST',
  'SANCTION',
  'MOBILIZE',
  'COERCE',
  'ASSAULT',
] as const;

export const ENTITY_KINDS = [
  'person',
  'organization',
  'military',
  'armed-group',
  'government',
  'people',
  'equipment',
  'other',
] as const;

export const MEASURES = [
  'killed',
  'wounded',
  'missing',
  'captured',
  'arrested',
  'displaced',
  'besieged',
  'deployed',
  'fired',
  'sorties',
  'other',
] as const;

export const EVENT_STATUSES = ['actual', 'ongoing', 'planned', 'possible', 'denied', 'hypothetical'] as const;

/** Precisions that place something within a town. */
export const IS_POINT: ReadonlySet<string> = new Set(['exact', 'settlement']);
