/**
 * Makes the tables of origins, incidents and decisions.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import type { Backend } from './backend.ts';
import type { Tables } from './schema.ts';

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
