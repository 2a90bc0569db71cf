/**
 * The archive's tables, as the queries see them; `migrations.ts` makes them, docs/archive.md explains them.
 *
 * A report is named by `key`: a hash of its text, publisher and address, the same in every archive.
 * Within a report, records go by the ids of its reading (v1, p3, …).
 *
 * @module
 */
import type { Generated } from 'kysely';
import type { IncidentTables } from './incidents-tables.ts';
import type { TasksTable } from './ledger-table.ts';

export interface Tables extends IncidentTables {
  blobs: Blobs;
  runs: Runs;
  captures: Captures;
  reports: Reports;
  report_captures: ReportCaptures;
  readings: Readings;
  places: PlacesTable;
  entities: EntitiesTable;
  mentions: MentionsTable;
  quantities: QuantitiesTable;
  claims: ClaimsTable;
  events: EventsTable;
  participants: ParticipantsTable;
  event_quantities: EventQuantities;
  event_claims: EventClaims;
  failures: Failures;
  tasks: TasksTable;
  watched: WatchedTable;
  log: Log;
  users: Users;
  sessions: Sessions;
}

/** Bytes as received. */
interface Blobs {
  /** SHA-256, hexadecimal. */
  sha256: string;
  size: number;
  bytes: Uint8Array;
}

interface Runs {
  n: Generated<number>;
  /** UTC, ISO 8601; likewise every other time in the archive. */
  began: string;
  ended: string | null;
  command: string;
  engine: string;
  added: number;
  known: number;
  failed: number;
}

interface Captures {
  n: Generated<number>;
  run: number;
  blob: string;
  at: string;
  way: string;
  address: string;
  /** "line 17" of a file of many reports; else ''. */
  part: string;
  format: string | null;
  charset: string | null;
  /** The sender's own name for the report, as JSON. */
  sender_id: string | null;
  /** Requests and answers, as JSON. */
  exchanges: string | null;
  /** What the sender says of this version of the report, as JSON: `Edition`. */
  edition: string | null;
}

interface Reports {
  n: Generated<number>;
  key: string;
  /** `sha256:` and the hash of the canonical text. */
  id: string;
  language: string;
  title: string | null;
  deck: string | null;
  byline: string | null;
  publisher: string | null;
  url: string | null;
  text: string;
  published: string | null;
  published_method: string;
  published_why: string;
  /** `n` of the version of the same address that this one follows. */
  previous: number | null;
  /** Sorts reports by date of publication, undated first, in the same order in every archive. */
  position: string;
  events: number;
  claims: number;
}

interface ReportCaptures {
  report: number;
  capture: number;
}

interface Readings {
  n: Generated<number>;
  report: number;
  /** Hash of all that was known of the report before it was read. */
  input: string;
  /** Hash of version, models and lists. */
  engine: string;
  /** 1 for the reading that the other tables were made from. */
  current: number;
  /** Of the reading's JSON, before it was compressed. */
  sha256: string;
  /** JSON, deflated (RFC 1951). */
  body: Uint8Array;
}

interface Spanned {
  report: number;
  id: string;
  start: number;
  end: number;
  text: string;
}

interface PlacesTable extends Spanned {
  name: string;
  geonames: number | null;
  feature: string | null;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  precision: string;
  use: string;
  score: number;
}

interface EntitiesTable {
  report: number;
  id: string;
  name: string;
  kind: string;
  country: string | null;
  sector: string | null;
  wikidata: string | null;
}

interface MentionsTable {
  report: number;
  entity: string;
  start: number;
  end: number;
  text: string;
  /** Name, a label that somebody applied ("terrorists"), or a role ("spokesman"). */
  use: 'name' | 'label' | 'role';
}

interface QuantitiesTable extends Spanned {
  value: number | null;
  low: number | null;
  high: number | null;
  operator: string;
  unit: string | null;
  measures: string;
}

interface ClaimsTable extends Spanned {
  mode: string;
  stance: string;
  source: string;
  source_kind: string;
  source_name: string | null;
  source_entity: string | null;
  source_start: number | null;
  source_end: number | null;
  cue: string | null;
  via: string | null;
}

interface EventsTable {
  n: Generated<number>;
  report: number;
  id: string;
  start: number;
  end: number;
  text: string;
  trigger: string;
  type: string;
  mode: string | null;
  status: string;
  edtf: string | null;
  time_basis: string;
  /** First and last day, YYYY-MM-DD, of `edtf`; null where it has no such day. */
  first_day: string | null;
  last_day: string | null;
  place: string | null;
  place_basis: string;
  place_name: string | null;
  country: string | null;
  lat: number | null;
  lon: number | null;
  same_as: string | null;
  /** 1 for the mention that stands for an event in lists; 0 for others of the same event in the same report. */
  listed: number;
  /** Sorts events in time, undated last, in the same order in every archive. */
  position: string;
  /** The event with all that belongs to it, as JSON: `EventRecord`. */
  record: string;
}

interface ParticipantsTable {
  report: number;
  event: string;
  role: string;
  entity: string | null;
  start: number;
  end: number;
  text: string;
}

interface EventQuantities {
  report: number;
  event: string;
  quantity: string;
}

interface EventClaims {
  report: number;
  event: string;
  claim: string;
}

/** What came in and could not be read. */
interface Failures {
  n: Generated<number>;
  run: number;
  /** Hash of its bytes, where there were any; they are kept too. */
  blob: string | null;
  at: string;
  address: string;
  part: string;
  sender_id: string | null;
  code: string;
  reason: string;
  advice: string;
}

/** What is remembered of the feeds that are watched; no part of the record. */
interface WatchedTable {
  address: string;
  etag: string | null;
  last_modified: string | null;
  /** Hashes of the names of items to hashes of their contents, as JSON. */
  items: string;
  polled: string;
  next: string;
  failures: number;
  problem: string | null;
}

/** Each entry holds the hash of the one before it. */
interface Log {
  seq: number;
  at: string;
  kind: string;
  /** Canonical JSON; names rows by their hashes and holds no words of a report. */
  body: string;
  previous: string;
  hash: string;
}

/** Who may use a shared archive; no part of the record. */
interface Users {
  name: string;
  role: string;
  /** `scrypt$N$r$p$salt$hash` */
  password: string;
  created: string;
}

interface Sessions {
  /** SHA-256 of the secret that the browser holds. */
  id: string;
  user: string;
  began: string;
  used: string;
  expires: string;
}
