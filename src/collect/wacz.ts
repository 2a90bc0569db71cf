/**
 * Crawls in WACZ (Web Archive Collection Zipped 1.1.1): a ZIP with WARC files in `archive/` and a `datapackage.json`
 * that has the SHA-256 of every file. What is not what its digest says is named and not read.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { NotAReport } from './types.ts';
import { type Bytes, directoryOf, type PackedFile, unpacked } from './zip-file.ts';

/** A WARC within, or what is wrong with one of the files. */
export type WaczPart = { name: string } & ({ warc: AsyncIterable<Uint8Array> } | { problem: NotAReport });

const WARC = /^archive\/[^/]+\.warc(?:\.gz)?$/;
const LISTING = 'datapackage.json';
const LISTING_DIGEST = 'datapackage-digest.json';
const MOST_LISTING = 64 << 20;

/** The files of a WACZ; null when bytes are another ZIP, or none. */
export async function waczOf(bytes: Bytes): Promise<PackedFile[] | null> {
  const mark = await bytes.read(0, 4);
  if (mark[0] !== 0x50 || mark[1] !== 0x4b || mark[2] !== 3 || mark[3] !== 4) return null;
  try {
    const files = await directoryOf(bytes);
    const names = new Set(files.map(({ name }) => name));
    return names.has(LISTING) && files.some(({ name }) => WARC.test(name)) ? files : null;
  } catch (error) {
    if (error instanceof NotAReport) return null; // Whoever reads ZIP files says what is wrong with it.
    throw error;
  }
}

/** Checks all digests, then gives the WARC files that are as they should be, in the order of their names. */
export async function* partsOfWacz(bytes: Bytes, files: PackedFile[]): AsyncGenerator<WaczPart> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const listing = await textOf(bytes, byName.get(LISTING)!);
  const listed = resourcesOf(listing);
  if (!listed) {
    yield { name: LISTING, problem: wrong(LISTING, 'is no list of resources') };
    return;
  }
  const digest = byName.get(LISTING_DIGEST);
  if (digest) {
    const said = stringAt(await textOf(bytes, digest), 'hash');
    if (said && said !== `sha256:${createHash('sha256').update(listing).digest('hex')}`)
      yield { name: LISTING, problem: wrong(LISTING, `is not what its hash in ${LISTING_DIGEST} says`) };
  }
  const sound = new Set<string>();
  for (const { path, hash } of listed) {
    const file = byName.get(path);
    const problem = file
      ? await checkDigest(bytes, file, hash)
      : wrong(path, `is listed in ${LISTING} and not there`);
    if (problem) yield { name: path, problem };
    else sound.add(path);
  }
  const isListed = new Set(listed.map(({ path }) => path));
  for (const file of files.filter(({ name }) => WARC.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (sound.has(file.name)) yield { name: file.name, warc: unpacked(bytes, file) };
    else if (!isListed.has(file.name))
      yield { name: file.name, problem: wrong(file.name, `is not listed in ${LISTING}`) };
  }
}

const wrong = (path: string, what: string) =>
  new NotAReport('encoding', `${path} ${what}`, 'get the WACZ again; nothing of that file was read');

async function checkDigest(bytes: Bytes, file: PackedFile, hash: string | null): Promise<NotAReport | null> {
  const [, kind, digits] = /^(sha256|md5):([0-9a-f]+)$/i.exec(hash ?? '') ?? [];
  if (!kind || !digits) return wrong(file.name, `has no SHA-256 in ${LISTING}`);
  const made = createHash(kind.toLowerCase());
  try {
    for await (const piece of unpacked(bytes, file)) made.update(piece);
  } catch (error) {
    if (error instanceof NotAReport) return error;
    throw error;
  }
  const found = made.digest('hex');
  return found === digits.toLowerCase()
    ? null
    : wrong(file.name, `has the ${kind.toUpperCase()} ${found}, and ${LISTING} says ${digits}`);
}

function resourcesOf(listing: string): { path: string; hash: string | null }[] | null {
  let value: unknown;
  try {
    value = JSON.parse(listing);
  } catch {
    return null;
  }
  const resources = (value as { resources?: unknown } | null)?.resources;
  if (!Array.isArray(resources)) return null;
  return resources
    .map((resource: Record<string, unknown> | null) => ({
      path: resource?.['path'],
      hash: resource?.['hash'],
    }))
    .filter((resource): resource is { path: string; hash: unknown } => typeof resource.path === 'string')
    .map(({ path, hash }) => ({ path, hash: typeof hash === 'string' ? hash : null }));
}

function stringAt(json: string, name: string): string | null {
  try {
    const value = (JSON.parse(json) as Record<string, unknown> | null)?.[name];
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

async function textOf(bytes: Bytes, file: PackedFile): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const piece of unpacked(bytes, file)) {
    size += piece.length;
    if (size > MOST_LISTING) throw new NotAReport('too-large', `${file.name} is too long`, 'split it');
    parts.push(piece);
  }
  return Buffer.concat(parts).toString('utf8');
}
