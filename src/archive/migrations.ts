/**
 * How the archive's tables came to be, step by step. A step that was released is never changed: a new one is appended.
 *
 * @module
 */
import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Backend } from './backend.ts';
import { ArchiveError } from './errors.ts';
import { createIncidentTables } from './incidents-migration.ts';
import type { Tables } from './schema.ts';

interface Migration {
  name: string;
  up(db: Kysely<Tables>, backend: Backend): Promise<void>;
}

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** Columns `integers` and `texts`; a name that ends with `?` may be null. */
function columns<T extends string>(
  table: CreateTableBuilder<T, never>,
  type: 'integer' | 'text' | 'double precision',
  names: string,
): CreateTableBuilder<T, never> {
  let built = table;
  for (const name of names.split(' '))
    built = name.endsWith('?')
      ? built.addColumn(name.slice(0, -1) as never, type)
      : built.addColumn(name as never, type, required);
  return built;
}

export const MIGRATIONS: Migration[] = [
  {
    name: '0001-reports-and-readings',
    async up(db, { columnTypes: { bytes, serial } }) {
      const create = <T extends string>(name: T) =>
        db.schema.createTable(name) as CreateTableBuilder<T, never>;
      const numbered = <T extends string>(name: T) => create(name).addColumn('n' as never, ...serial);
      const span = 'report start end';

      await columns(
        create('blobs').addColumn('sha256' as never, 'text', (c) => c.primaryKey()),
        'integer',
        'size',
      )
        .addColumn('bytes' as never, bytes, required)
        .execute();
      await columns(
        columns(numbered('runs'), 'text', 'began ended? command engine'),
        'integer',
        'added known failed',
      ).execute();
      await columns(
        columns(numbered('captures'), 'integer', 'run'),
        'text',
        'blob at way address part format? charset? sender_id? exchanges?',
      ).execute();
      await columns(
        columns(
          numbered('reports').addColumn('key' as never, 'text', (c) => c.notNull().unique()),
          'text',
          'id language title? deck? byline? publisher? url? text published? published_method published_why position',
        ),
        'integer',
        'previous? events claims',
      ).execute();
      await columns(create('report_captures'), 'integer', 'report capture')
        .addPrimaryKeyConstraint('report_captures_key', ['report', 'capture'] as never)
        .execute();
      await columns(columns(numbered('readings'), 'integer', 'report current'), 'text', 'input engine sha256')
        .addColumn('body' as never, bytes, required)
        .addUniqueConstraint('readings_input', ['input', 'engine', 'report'] as never)
        .execute();
      await columns(
        columns(
          columns(create('places'), 'integer', `${span} geonames?`),
          'text',
          'id text name feature? country? admin1? precision use',
        ),
        'double precision',
        'lat? lon? score',
      ).execute();
      await columns(
        columns(create('entities'), 'integer', 'report'),
        'text',
        'id name kind country? sector? wikidata?',
      ).execute();
      await columns(columns(create('mentions'), 'integer', span), 'text', 'entity text use').execute();
      await columns(
        columns(columns(create('quantities'), 'integer', span), 'text', 'id text operator unit? measures'),
        'double precision',
        'value? low? high?',
      ).execute();
      await columns(
        columns(create('claims'), 'integer', `${span} source_start? source_end?`),
        'text',
        'id text mode stance source source_kind source_name? source_entity? cue? via?',
      ).execute();
      await columns(
        columns(
          columns(numbered('events'), 'integer', `${span} listed`),
          'text',
          'id text trigger type mode? status edtf? time_basis first_day? last_day? place? place_basis place_name? country? same_as? position record',
        ),
        'double precision',
        'lat? lon?',
      ).execute();
      await columns(
        columns(create('participants'), 'integer', span),
        'text',
        'event role entity? text',
      ).execute();
      await columns(
        columns(create('event_quantities'), 'integer', 'report'),
        'text',
        'event quantity',
      ).execute();
      await columns(columns(create('event_claims'), 'integer', 'report'), 'text', 'event claim').execute();
      await columns(
        columns(numbered('failures'), 'integer', 'run'),
        'text',
        'blob? at address part sender_id? code reason advice',
      ).execute();
      await columns(
        create('log').addColumn('seq' as never, 'integer', (c) => c.primaryKey()),
        'text',
        'at kind body previous hash',
      ).execute();

      const index = (table: keyof Tables, on: string[], unique = false) => {
        const made = db.schema
          .createIndex(`${table}_${on.join('_')}`)
          .on(table)
          .columns(on);
        return (unique ? made.unique() : made).execute();
      };
      await index('captures', ['blob']);
      await index('captures', ['address']);
      await index('reports', ['id']);
      await index('reports', ['url']);
      await index('reports', ['position'], true);
      await index('readings', ['report']);
      for (const table of ['places', 'entities', 'quantities', 'claims'] as const)
        await index(table, ['report', 'id']);
      await index('mentions', ['report', 'entity']);
      await index('participants', ['report', 'event']);
      await index('event_quantities', ['report', 'event']);
      await index('event_claims', ['report', 'event']);
      await index('events', ['report', 'id'], true);
      await index('events', ['position'], true);
      // All that filters look at, in the order of a chronology: pages and counts need not open the records themselves.
      await index('events', [
        'listed',
        'position',
        'status',
        'type',
        'first_day',
        'last_day',
        'report',
        'country',
        'place_name',
      ]);
    },
  },
  {
    name: '0002-full-text',
    up: (db, backend) => backend.createSearch(db),
  },
  {
    name: '0003-users',
    async up(db) {
      const create = <T extends string>(name: T, key: string) =>
        (db.schema.createTable(name) as CreateTableBuilder<T, never>).addColumn(key as never, 'text', (c) =>
          c.primaryKey(),
        );
      await columns(create('users', 'name'), 'text', 'role password created').execute();
      await columns(create('sessions', 'id'), 'text', 'user began used expires').execute();
      await db.schema.createIndex('entities_kind_name').on('entities').columns(['kind', 'name']).execute();
    },
  },
  {
    name: '0004-incidents',
    up: createIncidentTables,
  },
  {
    name: '0005-editions',
    async up(db) {
      await db.schema.alterTable('captures').addColumn('edition', 'text').execute();
      await db.schema.createIndex('captures_sender_id').on('captures').column('sender_id').execute();
      await db.schema.createIndex('failures_sender_id').on('failures').column('sender_id').execute();
      await db.schema.createIndex('reports_previous').on('reports').column('previous').execute();
      await db.schema
        .createIndex('report_captures_capture')
        .on('report_captures')
        .column('capture')
        .execute();
      await db.schema.createIndex('log_kind').on('log').columns(['kind', 'seq']).execute();
    },
  },
  {
    name: '0005-watched',
    async up(db) {
      const table = db.schema.createTable('watched') as CreateTableBuilder<'watched', never>;
      await columns(
        columns(
          table.addColumn('address' as never, 'text', (c) => c.primaryKey()),
          'text',
          'etag? last_modified? items polled next problem?',
        ),
        'integer',
        'failures',
      ).execute();
    },
  },
  {
    name: '0006-tasks',
    async up(db, { columnTypes: { serial } }) {
      const table = db.schema.createTable('tasks') as CreateTableBuilder<'tasks', never>;
      await columns(
        columns(
          table.addColumn('n' as never, ...serial),
          'text',
          'input engine format charset report? state reason? since settled? queued? stream?',
        ),
        'integer',
        'capture attempts place?',
      )
        .addUniqueConstraint('tasks_input', ['input', 'engine', 'capture'] as never)
        .execute();
      await db.schema.createIndex('tasks_state').on('tasks').columns(['state', 'n']).execute();
      await db.schema.createIndex('tasks_settled').on('tasks').column('settled').execute();
    },
  },
  {
    name: '0007-facets',
    // In the order in which facets are counted, so that nothing need be sorted for it, with all that filters look at.
    async up(db) {
      for (const [name, order] of [
        ['type', 'type, substr(first_day, 1, 4), first_day, last_day, country, place_name, report'],
        ['place', 'country, place_name, type, first_day, last_day, report'],
        ['report', 'report, type, first_day, last_day, country, place_name'],
      ] as const)
        await sql`create index ${sql.ref(`events_by_${name}`)} on events (listed, status, ${sql.raw(order)})`.execute(
          db,
        );
    },
  },
];

/** Brings the tables up to date. Each step is a transaction of its own. */
export async function migrate(db: Kysely<Tables>, backend: Backend): Promise<void> {
  // Who only reads an archive that is up to date need not wait for those who write.
  const done = (await backend.isArchive(db)) ? await stepsDone(db) : new Set<string>();
  const unknown = [...done].filter((name) => !MIGRATIONS.some((step) => step.name === name));
  if (unknown.length)
    throw new ArchiveError(
      `the archive was made by a newer version of onrecord (${unknown.join(', ')}): update the program`,
    );
  for (const step of MIGRATIONS) {
    if (done.has(step.name)) continue;
    await db.transaction().execute(async (transaction) => {
      await sql`create table if not exists migrations (name text primary key)`.execute(transaction);
      if ((await stepsDone(transaction)).has(step.name)) return; // Another process was quicker.
      await step.up(transaction, backend);
      await sql`insert into migrations (name) values (${step.name})`.execute(transaction);
      await backend.finishStep?.(transaction);
    });
  }
}

async function stepsDone(db: Kysely<Tables>): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(db);
  return new Set(rows.map(({ name }) => name));
}
