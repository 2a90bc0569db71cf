/**
 * Archives of sample readings, for tests of what comes after reading.
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AddReport, addBatch, beginRun } from '../src/archive/add.ts';
import { type Archive, openArchive } from '../src/archive/archive.ts';
import { sha256 } from '../src/archive/canonical.ts';
import type { Reading } from '../src/record/reading.ts';

/** A folder that is gone when `dispose` is called. */
export function temporaryFolder(): { path: string; dispose(): void } {
  const path = mkdtempSync(join(tmpdir(), 'onrecord-test-'));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

/** What the engine hands to the archive for a reading. */
export function added(reading: Reading, address = `${reading.report.id}.txt`): AddReport {
  const { text, publisher, url, published } = reading.report;
  const input = sha256(JSON.stringify([text, publisher, url, published]));
  const capture = { bytes: Buffer.from(text), address, part: null, way: 'file', exchanges: null } as const;
  return { capture, format: 'text', charset: 'utf-8', id: null, input, reading };
}

/** A clock that says another second every time it is asked. */
export function ticking(start = '2026-01-01T00:00:00.000Z'): () => Date {
  let time = Date.parse(start);
  return () => {
    time += 1000;
    return new Date(time);
  };
}

/** An archive at `path` with these readings, added in batches. */
export async function archiveOf(path: string, readings: Iterable<Reading>, batch = 100): Promise<Archive> {
  const archive = await openArchive(path, { create: true });
  const run = await beginRun(archive, 'test', 'engine-1', ticking());
  let items: AddReport[] = [];
  for (const reading of readings) {
    items.push(added(reading));
    if (items.length < batch) continue;
    await addBatch(archive, run, items);
    items = [];
  }
  if (items.length) await addBatch(archive, run, items);
  return archive;
}
