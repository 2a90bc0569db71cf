/**
 * JSON lines that can be checked alone: each ends with a hash over its own bytes and the hash of the line before.
 *
 * @module
 */
import { createHash } from 'node:crypto';

/** The hash that the first line builds on. */
export const CHAIN_BEGINNING = '0'.repeat(64);

/** @param json an object with at least one field, as JSON. */
export const chainHash = (before: string, json: string): string =>
  createHash('sha256').update(before).update('\n').update(json).digest('hex');

/** The object with its place in the chain as its last field, `chain`. */
export const chainedLine = (json: string, hash: string): string =>
  `${json.slice(0, -1)},"chain":"${hash}"}\n`;

/** Takes a chained line apart; null when it is none. */
export function chainOf(line: string): { json: string; hash: string } | null {
  const found = /,"chain":"([0-9a-f]{64})"\}$/.exec(line);
  return found && { json: `${line.slice(0, found.index)}}`, hash: found[1]! };
}
