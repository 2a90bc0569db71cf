/**
 * A ZIP file of any size, read where it stands: its directory, and one entry after the other as streams (PKWARE APPNOTE
 * 6.3 with ZIP64; stored and deflated).
 *
 * @module
 */
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { NotAReport } from './types.ts';

/** Bytes that can be read from any place. */
export interface Bytes {
  size: number;
  read(at: number, length: number): Promise<Uint8Array>;
}

export interface PackedFile {
  name: string;
  /** Unpacked, as the directory says. */
  size: number;
  packed: number;
  method: number;
  encrypted: boolean;
  at: number;
}

export const bytesOf = (bytes: Uint8Array): Bytes => ({
  size: bytes.length,
  read: async (at, length) => bytes.subarray(at, at + length),
});

/** Opens a file for reading from any place; to be closed by whoever opened it. */
export async function openBytes(path: string): Promise<Bytes & { close(): Promise<void> }> {
  const file: FileHandle = await open(path);
  const { size } = await file.stat();
  return {
    size,
    async read(at, length) {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_ENTRIES = 100_000;
const MOST_DIRECTORY = 64 << 20;
const PIECE = 1 << 18;

const damaged = (what: string) => new NotAReport('encoding', `a damaged ZIP file: ${what}`, 'get it again');

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @throws {NotAReport} `encoding` when it is no ZIP that can be read. */
export async function directoryOf(bytes: Bytes): Promise<PackedFile[]> {
  const { count, at, length } = await endOf(bytes);
  if (count > MOST_ENTRIES || length > MOST_DIRECTORY) throw damaged(`more than ${MOST_ENTRIES} files in it`);
  const directory = await bytes.read(at, length);
  const view = viewOf(directory);
  const files: PackedFile[] = [];
  let offset = 0;
  for (let i = 0; i < count; i++) {
    if (offset + 46 > directory.length || view.getUint32(offset, true) !== CENTRAL)
      throw damaged('its directory breaks off');
    const [nameLength, extraLength, comment] = [28, 30, 32].map((field) =>
      view.getUint16(offset + field, true),
    ) as [number, number, number];
    const end = offset + 46 + nameLength + extraLength;
    if (end > directory.length) throw damaged('its directory breaks off');
    const file: PackedFile = {
      name: new TextDecoder().decode(directory.subarray(offset + 46, offset + 46 + nameLength)),
      encrypted: (view.getUint16(offset + 8, true) & 1) === 1,
      method: view.getUint16(offset + 10, true),
      packed: view.getUint32(offset + 20, true),
      size: view.getUint32(offset + 24, true),
      at: view.getUint32(offset + 42, true),
    };
    widen(file, viewOf(directory.subarray(offset + 46 + nameLength, end)));
    files.push(file);
    offset = end + comment;
  }
  return files;
}

/** Numbers that do not fit into 32 bits stand in an extra field, those that were full in their order. */
function widen(file: PackedFile, extra: DataView): void {
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const [kind, length] = [extra.getUint16(at, true), extra.getUint16(at + 2, true)];
    let field = at + 4;
    const end = Math.min(field + length, extra.byteLength);
    if (kind === 1)
      for (const name of ['size', 'packed', 'at'] as const) {
        if (file[name] !== 0xffffffff || field + 8 > end) continue;
        file[name] = Number(extra.getBigUint64(field, true));
        field += 8;
      }
    at += 4 + length;
  }
}

async function endOf(bytes: Bytes): Promise<{ count: number; at: number; length: number }> {
  // The record is followed by a comment of at most 65,535 bytes.
  const start = Math.max(0, bytes.size - 65_557 - 20);
  const tail = await bytes.read(start, bytes.size - start);
  const view = viewOf(tail);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const end = {
      count: view.getUint16(at + 10, true),
      length: view.getUint32(at + 12, true),
      at: view.getUint32(at + 16, true),
    };
    if (at < 20 || view.getUint32(at - 20, true) !== LOCATOR64) return end;
    const wide = viewOf(await bytes.read(Number(view.getBigUint64(at - 12, true)), 56));
    if (wide.byteLength < 56 || wide.getUint32(0, true) !== END64) throw damaged('its directory is missing');
    const [count, length, place] = [32, 40, 48].map((field) => Number(wide.getBigUint64(field, true)));
    return { count: count!, length: length!, at: place! };
  }
  throw damaged('its directory is missing');
}

/**
 * The bytes of one file, unpacked, in pieces.
 *
 * @throws {NotAReport} while it is read, when it cannot be unpacked.
 */
export async function* unpacked(bytes: Bytes, file: PackedFile): AsyncGenerator<Uint8Array> {
  if (file.encrypted) throw new NotAReport('encoding', `${file.name} is encrypted`, 'give it decrypted');
  const head = await bytes.read(file.at, 30);
  const view = viewOf(head);
  if (head.length < 30 || view.getUint32(0, true) !== LOCAL)
    throw damaged(`${file.name} is not where it should be`);
  const begin = file.at + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (begin + file.packed > bytes.size) throw damaged(`${file.name} breaks off`);
  if (file.method === 0) yield* piecesFrom(bytes, begin, file.packed);
  else if (file.method === 8) {
    try {
      const inflate = createInflateRaw();
      pipeline(piecesFrom(bytes, begin, file.packed), inflate, () => {}); // What goes wrong is thrown here:
      yield* inflate as AsyncIterable<Uint8Array>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code?.startsWith('Z_'))
        throw damaged(`${file.name} cannot be unpacked`);
      throw error;
    }
  } else
    throw new NotAReport(
      'encoding',
      `${file.name} is packed by method ${file.method}`,
      'pack it with deflate',
    );
}

async function* piecesFrom(bytes: Bytes, begin: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += PIECE) yield await bytes.read(begin + at, Math.min(PIECE, length - at));
}
