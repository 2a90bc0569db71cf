/**
 * An archive, or what a filter keeps of it, as a WACZ file (1.1.1): the captures as WARC with its index, the pages, the
 * readings, and the log; each listed with its hash.
 *
 * Everything is made twice: once to know sizes and hashes, once to be written; nothing is kept on a disk between.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';
import { getSurt } from 'warcio';
import type { Archive } from '../archive/archive.ts';
import { ArchiveError } from '../archive/errors.ts';
import type { Filter } from '../archive/filter.ts';
import { logLines, storedCaptures, storedReadings } from '../archive/stored.ts';
import { version } from '../record/version.ts';
import { type IndexLine, type LogHead, warcRecords } from './warc.ts';
import { centralDirectory, localHeader, type ZipEntry } from './zip.ts';

export const WARC_PATH = 'archive/onrecord.warc.gz';
export const LOG_PATH = 'onrecord/log.jsonl';

/** A file in the package. */
interface Resource {
  name: string;
  path: string;
  /** `sha256:` and the hash of the bytes. */
  hash: string;
  bytes: number;
  /** Hash of the bytes as they stand in the package, where they are packed. */
  packed?: string;
}

/** A part of the package that can be written once its size is known. */
interface Part {
  entry: ZipEntry;
  resource: Resource;
  write(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A file of captures alone, as `application/warc`, gzip. */
export async function* writeWarc(archive: Archive, filter: Filter): AsyncGenerator<Uint8Array> {
  const { head } = await headOf(archive);
  for await (const { member } of warcRecords(storedCaptures(archive, filter), head)) yield member;
}

export async function* writeWacz(archive: Archive, filter: Filter): AsyncGenerator<Uint8Array> {
  const { head, seq } = await headOf(archive);
  const { warc, index, pages } = await measureWarc(archive, filter, head);
  const parts: Part[] = [warc, whole('indexes/index.cdxj', index), whole('pages/pages.jsonl', pages)];
  parts.push(await measured(LOG_PATH, () => logFile(archive, seq)));
  for await (const { key, sha256, body } of storedReadings(archive, filter)) {
    const json = inflateRawSync(body);
    const path = `readings/${key}.json`;
    const entry = {
      name: path,
      method: 'deflated',
      crc32: crc32(json),
      size: json.length,
      packedSize: body.length,
    } as const;
    const packed = hashOf([body]);
    parts.push({
      entry,
      resource: { name: `${key}.json`, path, hash: `sha256:${sha256}`, bytes: json.length, packed },
      write: () => readingBody(archive, key, body.length),
    });
  }
  const description = json({
    profile: 'data-package',
    wacz_version: '1.1.1',
    title: 'Reports of an Onrecord archive',
    created: head.at,
    software: `Onrecord/${version}`,
    onrecord: { 'log-head': head.hash },
    resources: parts.map(({ resource }) => resource),
  });
  parts.push(whole('datapackage.json', description));
  parts.push(
    whole(
      'datapackage-digest.json',
      json({ path: 'datapackage.json', hash: hashOf([Buffer.from(description)]) }),
    ),
  );
  for (const { entry, write } of parts) {
    yield localHeader(entry);
    let left = entry.packedSize;
    for await (const bytes of write()) {
      left -= bytes.length;
      yield bytes;
    }
    if (left !== 0)
      throw new ArchiveError(`${archive.path}: it was changed while it was exported; export it again`);
  }
  yield centralDirectory(parts.map(({ entry }) => entry));
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function hashOf(parts: Iterable<Uint8Array>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return `sha256:${hash.digest('hex')}`;
}

async function headOf({ db, path }: Archive): Promise<{ head: LogHead; seq: number }> {
  const row = await db
    .selectFrom('log')
    .select(['seq', 'at', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new ArchiveError(`${path}: nothing is in it yet`);
  return { head: { at: row.at, hash: row.hash }, seq: row.seq };
}

function whole(path: string, text: string): Part {
  const bytes = Buffer.from(text);
  const size = bytes.length;
  return {
    entry: { name: path, method: 'stored', crc32: crc32(bytes), size, packedSize: size },
    resource: { name: path.split('/').at(-1)!, path, hash: hashOf([bytes]), bytes: size },
    write: () => [bytes],
  };
}

async function measured(path: string, write: () => AsyncIterable<Uint8Array>): Promise<Part> {
  const sum = new Sum();
  for await (const bytes of write()) sum.add(bytes);
  return sum.part(path, write);
}

class Sum {
  readonly #hash = createHash('sha256');
  #crc = 0;
  size = 0;

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#crc = crc32(bytes, this.#crc);
    this.size += bytes.length;
  }

  part(path: string, write: Part['write']): Part {
    const { size } = this;
    return {
      entry: { name: path, method: 'stored', crc32: this.#crc, size, packedSize: size },
      resource: {
        name: path.split('/').at(-1)!,
        path,
        hash: `sha256:${this.#hash.digest('hex')}`,
        bytes: size,
      },
      write,
    };
  }
}

async function* logFile(archive: Archive, seq: number): AsyncGenerator<Uint8Array> {
  for await (const { at, body, hash, kind, previous, seq: n } of logLines(archive, seq))
    yield Buffer.from(`${JSON.stringify({ seq: n, at, kind, body, previous, hash })}\n`);
}

async function* readingBody({ db, path }: Archive, key: string, length: number): AsyncGenerator<Uint8Array> {
  const row = await db
    .selectFrom('readings')
    .innerJoin('reports', 'reports.n', 'readings.report')
    .select('readings.body')
    .where('reports.key', '=', key)
    .where('readings.current', '=', 1)
    .executeTakeFirst();
  const body = row && new Uint8Array(row.body);
  if (body?.length !== length)
    throw new ArchiveError(`${path}: it was changed while it was exported; export it again`);
  yield body;
}

async function measureWarc(archive: Archive, filter: Filter, head: LogHead) {
  const sum = new Sum();
  const lines: string[] = [];
  const pages: string[] = [json1({ format: 'json-pages-1.0', id: 'pages', title: 'Reports' })];
  const titles = new Map<string, string | null>();
  for await (const { key, title } of storedReadings(archive, filter)) titles.set(key, title);
  async function* captures() {
    for await (const capture of storedCaptures(archive, filter)) {
      const url = capture.exchanges?.at(-1)?.url;
      if (url && /^https?:/i.test(url) && capture.bytes)
        pages.push(
          json1({
            id: `capture-${capture.n}`,
            url,
            ts: capture.at,
            ...(capture.reports[0] && { title: titles.get(capture.reports[0]) ?? url }),
            reports: capture.reports,
          }),
        );
      yield capture;
    }
  }
  for await (const { member, index } of warcRecords(captures(), head)) {
    if (index) lines.push(cdxj(index, sum.size, member.length));
    sum.add(member);
  }
  const warc = sum.part(WARC_PATH, async function* () {
    for await (const { member } of warcRecords(storedCaptures(archive, filter), head)) yield member;
  });
  return { warc, index: lines.sort((a, b) => (a < b ? -1 : 1)).join(''), pages: pages.join('') };
}

const json1 = (value: unknown) => `${JSON.stringify(value)}\n`;

/** A line of the index: sort key, time, and where the record stands. */
function cdxj({ url, at, mime, status, digest }: IndexLine, offset: number, length: number): string {
  const fields = {
    url,
    ...(mime === null ? {} : { mime }),
    ...(status === null ? {} : { status: String(status) }),
    digest,
    length: String(length),
    offset: String(offset),
    filename: WARC_PATH.split('/').at(-1),
  };
  return `${getSurt(url)} ${at.replace(/[-:T]/g, '').slice(0, 14)} ${JSON.stringify(fields)}\n`;
}
