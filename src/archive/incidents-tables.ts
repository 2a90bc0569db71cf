/**
 * Tables of origins, incidents and decisions. All but the decisions are made from the current readings and can be made
 * again (`onrecord reconcile`).
 *
 * @module
 */
import type { Generated } from 'kysely';

export interface IncidentTables {
  origins: OriginsTable;
  shingles: ShinglesTable;
  incident_events: IncidentEventsTable;
  incidents: IncidentsTable;
  incident_aliases: IncidentAliases;
  doubtful_pairs: DoubtfulPairs;
  decisions: DecisionsTable;
  reconciled: ReconciledTable;
}

/** One row a report: which text it is a copy of, and what is needed to compare it with others. */
interface OriginsTable {
  report: number;
  /** Key of the first report that carries the text. */
  origin: string;
  /** Agency or publisher of that report. */
  outlet: string | null;
  /** The agency that the report itself credits, or else its publisher. */
  own_outlet: string | null;
  agency: string | null;
  /** Day of publication as days since 1970-01-01. */
  day: number | null;
  /** Sorts reports by publication: the first one of an origin names it. */
  position: string;
  /** Words of all names in the report, separated by spaces. */
  about: string;
  /** Hashes of the sample of its shingles, unsigned 32-bit little-endian, ascending. */
  sketch: Uint8Array;
}

/** The part of a report's sketch by which copies of it are found; hashes as signed 32-bit. */
interface ShinglesTable {
  hash: number;
  report: number;
}

/** Which event of which report belongs to which incident. */
interface IncidentEventsTable {
  report: number;
  event: string;
  /** Names the telling in every archive, as long as its trigger stands at the same words. */
  mention: string;
  /** Sorts tellings: by publication, report, place in the report. */
  position: string;
  listed: number;
  /** The mention that the report tells again here. */
  same_as: string | null;
  /** The key it is looked up by. */
  bucket: string | null;
  /** What may be joined; the mention that is first in it. */
  block: string;
  /** The mention that is first in its incident; null when a person took it out. */
  incident: string | null;
  /** `packFacts` */
  facts: string;
  /** Officials among its sources, as JSON. */
  officials: string;
}

interface IncidentsTable {
  id: string;
  /** Sorts incidents in time, undated last. */
  position: string;
  type: string;
  mode: string | null;
  status: string;
  first_day: string | null;
  last_day: string | null;
  country: string | null;
  place_name: string | null;
  lat: number | null;
  lon: number | null;
  reports: number;
  origins: number;
  contradictions: number;
  grade: string | null;
  storyline: string | null;
  /** Actors and area by which it may belong to a storyline. */
  thread: string | null;
  /** `IncidentRecord` as JSON. */
  record: string;
}

/** Ids that incidents had before their first telling was read otherwise. */
interface IncidentAliases {
  id: string;
  mention: string;
}

/** Two tellings of which the machine is not sure. */
interface DoubtfulPairs {
  a: string;
  b: string;
  /** Log-odds that they are one. */
  score: number;
  /** Sorts by doubt: most doubtful first. */
  position: string;
}

/** What a person decided; never changed but for `undone`. */
interface DecisionsTable {
  n: Generated<number>;
  at: string;
  by: string;
  kind: string;
  reason: string;
  /** JSON. */
  target: string;
  /** Number of the decision that undid it. */
  undone: number | null;
}

/** One row: counts every change, so that a process knows when another has written. */
interface ReconciledTable {
  one: number;
  version: number;
}
