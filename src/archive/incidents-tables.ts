/**
 * Tables of origins, incidents and decisions. All but the decisions are made from the current readings and can be made
 * again (`onrecord reconcile`).
 *
 * @module
 */
import type { Generated, Kysely } from 'kysely';
import type { Backend } from './backend.ts';
import type { Tables } from './schema.ts';

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

export async function createIncidentTables(db: Kysely<Tables>, { columnTypes }: Backend): Promise<void> {
  const { bytes, serial } = columnTypes;
  const { schema } = db;
  await schema
    .createTable('origins')
    .addColumn('report', 'integer', (c) => c.primaryKey())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('outlet', 'text')
    .addColumn('own_outlet', 'text')
    .addColumn('agency', 'text')
    .addColumn('day', 'integer')
    .addColumn('position', 'text', (c) => c.notNull())
    .addColumn('about', 'text', (c) => c.notNull())
    .addColumn('sketch', bytes, (c) => c.notNull())
    .execute();
  await schema.createIndex('origins_origin').on('origins').columns(['origin', 'position']).execute();
  await schema
    .createTable('shingles')
    .addColumn('hash', 'integer', (c) => c.notNull())
    .addColumn('report', 'integer', (c) => c.notNull())
    .execute();
  await schema.createIndex('shingles_hash').on('shingles').columns(['hash', 'report']).execute();
  await schema
    .createTable('incident_events')
    .addColumn('report', 'integer', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('mention', 'text', (c) => c.notNull().unique())
    .addColumn('position', 'text', (c) => c.notNull())
    .addColumn('listed', 'integer', (c) => c.notNull())
    .addColumn('same_as', 'text')
    .addColumn('bucket', 'text')
    .addColumn('block', 'text', (c) => c.notNull())
    .addColumn('incident', 'text')
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('officials', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('incident_events_key', ['report', 'event'])
    .execute();
  for (const column of ['bucket', 'block', 'incident'])
    await schema.createIndex(`incident_events_${column}`).on('incident_events').column(column).execute();
  await schema
    .createTable('incidents')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('position', 'text', (c) => c.notNull().unique())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('mode', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('first_day', 'text')
    .addColumn('last_day', 'text')
    .addColumn('country', 'text')
    .addColumn('place_name', 'text')
    .addColumn('lat', 'double precision')
    .addColumn('lon', 'double precision')
    .addColumn('reports', 'integer', (c) => c.notNull())
    .addColumn('origins', 'integer', (c) => c.notNull())
    .addColumn('contradictions', 'integer', (c) => c.notNull())
    .addColumn('grade', 'text')
    .addColumn('storyline', 'text')
    .addColumn('thread', 'text')
    .addColumn('record', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('incidents_thread').on('incidents').columns(['thread', 'position']).execute();
  await schema.createIndex('incidents_storyline').on('incidents').column('storyline').execute();
  await schema
    .createTable('incident_aliases')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('mention', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('doubtful_pairs')
    .addColumn('a', 'text', (c) => c.notNull())
    .addColumn('b', 'text', (c) => c.notNull())
    .addColumn('score', 'double precision', (c) => c.notNull())
    .addColumn('position', 'text', (c) => c.notNull().unique())
    .addPrimaryKeyConstraint('doubtful_pairs_key', ['a', 'b'])
    .execute();
  await schema.createIndex('doubtful_pairs_b').on('doubtful_pairs').column('b').execute();
  await schema
    .createTable('decisions')
    .addColumn('n', ...serial)
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('undone', 'integer')
    .execute();
  await schema
    .createTable('reconciled')
    .addColumn('one', 'integer', (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute();
}
