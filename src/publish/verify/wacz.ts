/**
 * A WACZ file alone: the hashes of its description, every file in it, its WARCs; and, when Onrecord wrote it, every
 * byte between, the log, and that captures and readings are those that the log knows.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { Replay } from '../../archive/replay.ts';
import { reportKey } from '../../archive/rows.ts';
import type { LogLine } from '../../archive/stored.ts';
import { Reading } from '../../record/reading.ts';
import { LOG_PATH } from '../wacz.ts';
import { centralDirectory, localHeader } from '../zip.ts';
import { checkText } from './lines.ts';
import { Findings, type VerifiedFile } from './types.ts';
import { type Bytes, verifyWarc } from './warc.ts';
import { type PlacedEntry, part, readDirectory } from './zip.ts';

interface Described {
  software?: unknown;
  onrecord?: { 'log-head'?: unknown };
  resources?: { path?: unknown; hash?: unknown; bytes?: unknown; packed?: unknown }[];
}

const DESCRIPTION = 'datapackage.json';
const DIGEST = 'datapackage-digest.json';

export async function verifyWacz(bytes: Bytes): Promise<VerifiedFile> {
  const { items: findings, report } = new Findings();
  const checked: Record<string, number> = { files: 0 };
  const unchecked: string[] = [];
  const done = (head: string | null): VerifiedFile => ({ kind: 'wacz', findings, checked, head, unchecked });
  let entries: PlacedEntry[];
  try {
    entries = (await readDirectory(bytes)).entries;
  } catch (error) {
    report('the package', `cannot be opened: ${(error as Error).message}`);
    return done(null);
  }
  const find = (name: string) => entries.find((entry) => entry.name === name);
  const contentOf = async (name: string) => {
    const entry = find(name);
    return entry ? unpacked(bytes, entry) : null;
  };
  const description = await contentOf(DESCRIPTION);
  const described = parse<Described>(description, DESCRIPTION, report);
  if (!description || !described) return done(null);
  const digest = await contentOf(DIGEST);
  if (!digest) unchecked.push(`${DESCRIPTION}: there is no ${DIGEST}`);
  else {
    const said = parse<{ hash?: unknown }>(digest, DIGEST, report);
    if (said && said.hash !== sha256(description)) report(DESCRIPTION, `is not what ${DIGEST} says`);
  }
  const isOurs = typeof described.software === 'string' && described.software.startsWith('Onrecord/');
  if (isOurs) await checkForm(bytes, entries, digest, description, report);
  else unchecked.push('whatever stands between the files of the package: another program wrote it');

  const listed = described.resources ?? [];
  for (const { path, hash, bytes: size, packed } of listed) {
    const name = String(path);
    const entry = find(name);
    if (!entry) {
      report(name, 'is listed but not in the package');
      continue;
    }
    checked['files']!++;
    if (entry.size !== size) report(name, `has ${entry.size} bytes, not ${String(size)}`);
    else if ((await hashOf(bytes, entry)) !== hash) report(name, 'is not what its hash says');
    else if (
      packed !== undefined &&
      sha256(await part(bytes, entry.begin, entry.begin + entry.packedSize)) !== packed
    )
      report(name, 'is not packed as it was');
  }
  const names = new Set(listed.map(({ path }) => path));
  for (const { name } of entries)
    if (name !== DESCRIPTION && name !== DIGEST && !name.endsWith('/') && !names.has(name))
      report(name, 'is in the package but not listed');

  const log = await replayLog(await contentOf(LOG_PATH), report);
  const payloads = new Map<string, number>();
  let head: string | null = log?.head ?? null;
  for (const entry of entries.filter(({ name }) => /^archive\/.*\.warc(\.gz)?$/.test(name))) {
    if (entry.method !== 'stored') {
      unchecked.push(`${entry.name}: packed a second time`);
      continue;
    }
    const warc = await verifyWarc(within(bytes, entry));
    for (const { what, problem } of warc.findings) report(`${entry.name}, ${what}`, problem);
    if (isOurs && !warc.seal && warc.findings.length === 0) report(entry.name, 'has no seal');
    unchecked.push(...warc.unchecked.map((line) => `${entry.name}: ${line}`));
    checked['records'] = (checked['records'] ?? 0) + warc.checked['records']!;
    for (const [hash, n] of warc.payloads) payloads.set(hash, n);
    head ??= warc.head;
    if (log && warc.seal && warc.seal.head !== log.head) report(entry.name, 'its seal names another log');
  }
  if (log) {
    if (described.onrecord?.['log-head'] !== log.head)
      report(LOG_PATH, `is not the log that ${DESCRIPTION} names`);
    const empty = createHash('sha256').digest('hex');
    for (const [hash, n] of payloads)
      if (hash !== empty && !log.vouched.blobs.has(hash))
        report(`record ${n}`, 'the log does not know its bytes');
    checked['entries'] = log.entries;
  }
  await checkReadings(bytes, entries, log, checked, report);
  return done(head);
}

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Every byte that is no content is as our own writer would write it. */
async function checkForm(
  bytes: Bytes,
  entries: PlacedEntry[],
  digest: Buffer | null,
  description: Buffer,
  report: Findings['report'],
): Promise<void> {
  let at = 0;
  for (const entry of entries) {
    const header = localHeader(entry);
    if (entry.offset !== at || !(await part(bytes, at, at + header.length)).equals(header)) {
      report(entry.name, 'its header in the package was changed');
      return;
    }
    at += header.length + entry.packedSize;
  }
  const directory = centralDirectory(entries);
  if (!(await part(bytes, at, bytes.size)).equals(directory))
    report('the package', 'its directory was changed');
  const expected = `${JSON.stringify({ path: DESCRIPTION, hash: sha256(description) }, null, 2)}\n`;
  if (digest?.toString() !== expected) report(DIGEST, 'was changed');
}

async function unpacked(bytes: Bytes, entry: PlacedEntry): Promise<Buffer | null> {
  const packed = await part(bytes, entry.begin, entry.begin + entry.packedSize);
  if (entry.method === 'stored') return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: 1 << 30 });
  } catch {
    return null;
  }
}

async function hashOf(bytes: Bytes, entry: PlacedEntry): Promise<string> {
  if (entry.method === 'deflated') return sha256((await unpacked(bytes, entry)) ?? Buffer.alloc(0));
  const hash = createHash('sha256');
  for await (const piece of bytes.read(entry.begin, entry.begin + entry.packedSize)) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}

const within = (bytes: Bytes, { begin, packedSize }: PlacedEntry): Bytes => ({
  size: packedSize,
  read: (start, end) => bytes.read(begin + start, begin + end),
});

function parse<T>(bytes: Buffer | null, name: string, report: Findings['report']): T | null {
  if (!bytes) {
    report(name, 'is missing, or cannot be unpacked');
    return null;
  }
  try {
    return JSON.parse(bytes.toString()) as T;
  } catch {
    report(name, 'is no JSON');
    return null;
  }
}

async function replayLog(bytes: Buffer | null, report: Findings['report']): Promise<Replay | null> {
  if (!bytes) return null;
  const replay = new Replay(report);
  for (const [i, line] of bytes.toString().trimEnd().split('\n').entries()) {
    try {
      replay.take(JSON.parse(line) as LogLine);
    } catch {
      report(`${LOG_PATH}, line ${i + 1}`, 'is no entry of a log');
      return replay;
    }
  }
  return replay;
}

async function checkReadings(
  bytes: Bytes,
  entries: PlacedEntry[],
  log: Replay | null,
  checked: Record<string, number>,
  report: Findings['report'],
): Promise<void> {
  for (const entry of entries.filter(({ name }) => name.startsWith('readings/'))) {
    const json = await unpacked(bytes, entry);
    const value = parse<unknown>(json, entry.name, report);
    if (!value) continue;
    checked['readings'] = (checked['readings'] ?? 0) + 1;
    const reading = Reading.safeParse(value);
    if (!reading.success) {
      report(entry.name, `does not fit the schema of readings: ${reading.error.issues[0]?.message}`);
      continue;
    }
    checkText(reading.data, entry.name, report);
    const key = reportKey(reading.data);
    if (entry.name !== `readings/${key}.json`) report(entry.name, `is the reading of ${key}`);
    if (log && log.vouched.readings.get(sha256(json!).slice(7)) !== key)
      report(entry.name, 'the log does not know it');
  }
}
