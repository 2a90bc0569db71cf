/**
 * What stands behind a report: why its events are on record, where its bytes came from, what its other versions say.
 *
 * @module
 */
import type { Explanation } from '../../../src/read/event/explain.ts';
import type { Published } from '../../../src/record/reading.ts';
import { get } from './api.ts';

export interface Capture {
  /** Number of the capture, under which its bytes are asked for. */
  n: number;
  at: string;
  way: string;
  address: string;
  part: string | null;
  /** SHA-256 of the bytes as received. */
  blob: string;
  /** Null when they were removed. */
  size: number | null;
}

export interface Version {
  /** `withdrawn`: a notice by which the publisher took the report back. */
  kind: 'version' | 'withdrawn';
  /** Key of the report; a notice has none. */
  key: string | null;
  at: string;
  published: Published | null;
  title: string | null;
  /** What the sender calls it, such as "correction". */
  signal: string | null;
  /** The note of its editor. */
  note: string | null;
}

export interface DiffBlock {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

const part = encodeURIComponent;

export const captures = (id: string) => get<{ items: Capture[] }>(`reports/${part(id)}/captures`);
export const versions = (id: string) => get<{ items: Version[] }>(`reports/${part(id)}/versions`);
export const difference = (id: string, other: string) =>
  get<{ blocks: DiffBlock[] }>(`reports/${part(id)}/diff`, new URLSearchParams({ with: other }));

/** How an event was read. `current` is false when a newer reader would not read the report as it stands. */
export type How = Omit<Explanation, 'event'> & { current?: boolean };

interface Explained {
  items: { event: string; how: How | null }[];
  current: boolean;
}
const explained = new Map<string, Promise<Explained>>();

/** How one event of a report was read; those of a report come together and are asked for once. */
export async function explanation(id: string, event: string): Promise<How | null> {
  let all = explained.get(id);
  if (!all) {
    all = get<Explained>(`reports/${part(id)}/explain`);
    explained.set(id, all);
    all.catch(() => explained.delete(id));
  }
  const { items, current } = await all;
  const how = items.find((one) => one.event === event)?.how;
  return how ? { ...how, current } : null;
}

/** "2.4 kB" */
export function sizeOf(bytes: number | null): string {
  if (bytes === null) return 'removed';
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1000).toLocaleString('en', { maximumFractionDigits: 1 })} kB`;
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
}
