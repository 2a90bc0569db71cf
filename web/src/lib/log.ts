/**
 * The archive's log: what happened to it, each entry holding the hash of the one before.
 *
 * @module
 */
import { get, type Page } from './api.ts';

export interface LogLine {
  seq: number;
  at: string;
  kind: string;
  body: Record<string, unknown>;
  previous: string;
  hash: string;
}

export interface Stats {
  reports: number;
  captures: number;
  readings: number;
  events: number;
  claims: number;
  failures: number;
  size: number;
}

export interface Failure {
  at: string;
  code: string;
  address: string;
  part: string | null;
  reason: string;
  advice: string;
}

export const log = (query: URLSearchParams) => get<Page<LogLine>>('log', query);
export const stats = () => get<Stats>('stats');
export const failures = () => get<{ items: Failure[] }>('failures');

const KINDS: Record<string, string> = {
  run: 'reports were asked for',
  'run-end': 'the run ended',
  capture: 'bytes were kept',
  report: 'a report was found in them',
  reading: 'a report was read',
  failure: 'something could not be read',
  decision: 'a person decided',
  removal: 'a report was removed',
  return: 'what was removed was let in again',
};
export const kindWords = (kind: string) => KINDS[kind] ?? kind;

/** What an entry is about, as `name value` pairs; hashes are shortened. */
export function bodyWords(body: Record<string, unknown>): string {
  return Object.entries(body)
    .filter(([, value]) => value !== null && value !== '' && typeof value !== 'object')
    .map(([name, value]) => `${name} ${shortened(String(value))}`)
    .join(', ');
}

const shortened = (value: string) =>
  /^[0-9a-f]{24,}$/.test(value)
    ? `${value.slice(0, 12)}…`
    : value.length > 80
      ? `${value.slice(0, 80)}…`
      : value;
