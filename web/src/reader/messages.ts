/**
 * What the app and its reading worker say to each other.
 *
 * @module
 */
import type { Explanation } from '../../../src/read/event/explain.ts';
import type { Reading } from '../../../src/record/reading.ts';
import type { IncomingReport } from '../../../src/report/types.ts';

export type Asked =
  | { kind: 'load' }
  | { kind: 'read'; n: number; report: IncomingReport }
  /** Why an event of the report that was read last is as it is. */
  | { kind: 'explain'; n: number; event: string };

export type Answered =
  /** Bytes of lists and models that are here, of how many. */
  | { kind: 'loading'; loaded: number; size: number }
  | { kind: 'ready' }
  | { kind: 'read'; n: number; reading: Reading; milliseconds: number }
  | { kind: 'explain'; n: number; explanation: Explanation | null }
  /** `n` is null when the lists and models could not be loaded. */
  | { kind: 'failed'; n: number | null; message: string };
