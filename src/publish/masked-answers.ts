/**
 * Answers of the archive (incidents, lists, readings) with the private persons of the reports in them masked.
 *
 * @module
 */
import type { Archive } from '../archive/archive.ts';
import type { Reading } from '../record/reading.ts';
import { joinedMask, type Mask, maskReading, masksOf, maskValue, privateNames } from './masking.ts';

const KEY = /^[0-9a-f]{20}$/;

/**
 * Any answer, or part of one, with the private persons of the reports that it names masked.
 *
 * @param about keys of reports that it is about without naming them.
 */
export async function maskAnswer(
  archive: Archive,
  answer: unknown,
  about: readonly string[] = [],
): Promise<unknown> {
  if (isReading(answer)) return maskOneReading(archive, answer);
  const keys = new Set<string>(about);
  const names = new Set<string>();
  const incidents = new Set<string>();
  collect(answer, keys, names, incidents);
  for (const key of await reportsOf(archive, [...incidents])) keys.add(key);
  const masks = await masksOf(archive, keys);
  const hidden = await privateNames(archive, [...names]);
  return visit(answer, { masks, all: joinedMask(masks.values()), hidden });
}

const isReading = (answer: unknown): answer is Reading =>
  typeof answer === 'object' && answer !== null && 'onrecord' in answer && 'sentences' in answer;

async function maskOneReading(archive: Archive, reading: Reading): Promise<Reading> {
  const rows = await archive.db
    .selectFrom('reports')
    .select('key')
    .where('id', '=', reading.report.id)
    .execute();
  const masks = await masksOf(
    archive,
    rows.map(({ key }) => key),
  );
  const [mask] = masks.values();
  return mask ? maskReading(reading, mask) : reading;
}

/** Keys of the reports that tell of some incidents: a line of an incident does not name them. */
async function reportsOf({ db }: Archive, incidents: string[]): Promise<string[]> {
  const keys: string[] = [];
  for (let at = 0; at < incidents.length; at += 300) {
    const rows = await db
      .selectFrom('incident_events')
      .innerJoin('reports', 'reports.n', 'incident_events.report')
      .select('reports.key')
      .where('incident_events.incident', 'in', incidents.slice(at, at + 300))
      .distinct()
      .execute();
    for (const { key } of rows) keys.push(key);
  }
  return keys;
}

/** Keys of reports, ids of incidents, and names of lines that are of no one report. */
function collect(value: unknown, keys: Set<string>, names: Set<string>, incidents: Set<string>): void {
  if (typeof value === 'string') {
    if (KEY.test(value)) keys.add(value);
  } else if (Array.isArray(value)) for (const item of value) collect(item, keys, names, incidents);
  else if (value !== null && typeof value === 'object') {
    if (isNamed(value)) names.add(value.name);
    if ('id' in value && 'contradictions' in value && typeof value.id === 'string') incidents.add(value.id);
    for (const part of Object.values(value)) collect(part, keys, names, incidents);
  }
}

/** A line of the lists of entities and sources. */
const isNamed = (value: object): value is { name: string; kind: string } =>
  'name' in value &&
  typeof value.name === 'string' &&
  'kind' in value &&
  (value.kind === 'person' || (value.kind === 'named' && 'claims' in value));

/** Fields that hold no words of a report. */
const KEPT = new Set(['id', 'origin', 'storyline', 'type', 'status', 'when', 'firstDay', 'lastDay', 'next']);

interface Masks {
  masks: Map<string, Mask>;
  /** For what tells of several reports. */
  all: Mask | null;
  hidden: Set<string>;
}

function visit(value: unknown, masks: Masks): unknown {
  if (Array.isArray(value)) return value.map((item) => visit(item, masks));
  if (value === null || typeof value !== 'object') {
    return typeof value === 'string' && masks.all ? masks.all.text(value) : value;
  }
  // What is of one report goes by the persons of that report.
  const key = keyOf(value);
  const mask = key === null ? undefined : masks.masks.get(key);
  if (key !== null && !mask) return value;
  if (mask) return maskValue(value, mask);
  const entries = Object.entries(value).map(([name, part]) => {
    if (name === 'name' && isNamed(value) && masks.hidden.has(value.name)) return [name, 'a private person'];
    if (typeof part === 'string' && name === 'url' && masks.all)
      return [name, masks.all.address(part) || null];
    return [name, KEPT.has(name) && typeof part === 'string' ? part : visit(part, masks)];
  });
  return Object.fromEntries(entries);
}

function keyOf(value: object): string | null {
  if ('report' in value && typeof value.report === 'string') return value.report;
  // A line of the list of reports.
  if ('id' in value && 'published' in value && typeof value.id === 'string' && KEY.test(value.id))
    return value.id;
  return null;
}

/** Items with the private persons of the reports that they tell of masked, some at a time. */
export async function* maskedAnswers<T>(archive: Archive, items: AsyncIterable<T>): AsyncGenerator<T> {
  let held: T[] = [];
  for await (const item of items) {
    held.push(item);
    if (held.length < 100) continue;
    yield* (await maskAnswer(archive, held)) as T[];
    held = [];
  }
  yield* (await maskAnswer(archive, held)) as T[];
}
