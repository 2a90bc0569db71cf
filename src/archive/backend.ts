/**
 * What differs from one database to another; everything else is one schema and one set of queries.
 *
 * @module
 */
import type {
  ColumnBuilderCallback,
  ColumnDataType,
  Expression,
  ExpressionBuilder,
  Kysely,
  SqlBool,
  Transaction,
} from 'kysely';
import type { Tables } from './schema.ts';
import type { SearchTerm } from './search-query.ts';

export interface Backend {
  readonly name: 'sqlite' | 'postgres';
  readonly columnTypes: {
    bytes: ColumnDataType;
    /** Type and constraints of a primary key that counts by itself. */
    serial: [ColumnDataType, ColumnBuilderCallback];
  };
  /** How many rows one statement inserts: sizes from the largest to 1. */
  readonly portions: readonly number[];
  /** Whether the database holds an archive, of whatever version. */
  isArchive(db: Kysely<Tables>): Promise<boolean>;
  /** What a step of the migrations leaves to be done on this database. */
  finishStep?(db: Kysely<Tables>): Promise<void>;
  /** Has the database count on from the highest number of every table, after rows came with numbers of their own. */
  countOn?(db: Kysely<Tables>): Promise<void>;
  /** Makes the full-text indexes of reports and events. */
  createSearch(db: Kysely<Tables>): Promise<void>;
  /** Puts reports into the index, in place of what was there of them. */
  indexReports(db: Kysely<Tables>, reports: { n: number; title: string; text: string }[]): Promise<void>;
  indexEvents(db: Kysely<Tables>, events: IndexedEvent[]): Promise<void>;
  /** Takes the events of a report out of the index, before they are deleted. */
  forgetEvents(db: Kysely<Tables>, report: number): Promise<void>;
  /** The condition that a report, or an event, is found by all of `terms`. */
  reportMatches(eb: ExpressionBuilder<Tables, 'reports'>, terms: SearchTerm[]): Expression<SqlBool>;
  eventMatches(eb: ExpressionBuilder<Tables, 'events'>, terms: SearchTerm[]): Expression<SqlBool>;
  /**
   * Takes the lock of whoever writes incidents, until the transaction ends.
   *
   * @param wait until another that has it is done; else it is only taken when it is free.
   * @returns whether it is held.
   */
  lockIncidents(transaction: Transaction<Tables>, wait: boolean): Promise<boolean>;
  /** What is wrong with the database's own structure; empty when nothing is. */
  checkStructure(db: Kysely<Tables>): Promise<string[]>;
  /** Bytes that the database takes up. */
  size(db: Kysely<Tables>): Promise<number>;
}

/** Words by which an event is found. */
export interface IndexedEvent {
  n: number;
  words: string;
  place: string;
  actor: string;
  source: string;
}
