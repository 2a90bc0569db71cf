/**
 * The table of the ledger: `ledger.ts` says what it is for.
 *
 * @module
 */
import type { Generated } from 'kysely';

/** A report that is to be read by an engine, or was. */
export interface TasksTable {
  n: Generated<number>;
  /** With `engine` and `capture`, what names the task: asked for twice, it is done once. */
  input: string;
  engine: string;
  capture: number;
  format: string;
  charset: string;
  /** The incoming report as JSON; null when it was read: then the words stand in `reports`. */
  report: string | null;
  state: TaskState;
  /** Why it is dead. */
  reason: string | null;
  /** How often somebody began to read it alone and did not come back. */
  attempts: number;
  since: string;
  /** When it was done, or found dead. */
  settled: string | null;
  /** When and where it was last put into the queue; null when it never was. */
  queued: string | null;
  /** Names the queue's storage; a new storage has another name. */
  stream: string | null;
  /** Its place in that storage. */
  place: number | null;
}

/** `read`: the reading is kept, but not brought into incidents yet. */
export type TaskState = 'waiting' | 'read' | 'done' | 'dead';
