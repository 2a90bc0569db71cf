/**
 * Entries of a ZIP file (PKWARE APPNOTE 6.3: stored and deflated, no encryption, no ZIP64).
 *
 * @module
 */
import { inflateRawSync } from 'node:zlib';
import { NotAReport } from './types.ts';

export interface ZipEntry {
  name: string;
  bytes: Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Entries of one file, and bytes of all of them unpacked, at most: against bombs. */
const MOST_ENTRIES = 10_000;
export const MOST_UNPACKED = 256 << 20;

/**
 * Yields the files in a ZIP in the order of its directory; one that cannot be unpacked comes as a problem.
 *
 * @throws {NotAReport} when it is no ZIP that can be read.
 */
export function* unzip(
  bytes: Uint8Array,
  mostUnpacked = MOST_UNPACKED,
): Generator<ZipEntry | { name: string; error: NotAReport }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end < 0) throw damaged('its directory is missing');
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw damaged(`more than ${MOST_ENTRIES} files in it`);
  let at = view.getUint32(end + 16, true);
  let left = mostUnpacked;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw damaged('its directory breaks off');
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const entry = at;
    at += 46 + nameLength + extra + comment;
    if (name.endsWith('/') || name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX'))
      continue;
    try {
      const unpacked = unpack(bytes, view, entry, left);
      left -= unpacked.length;
      yield { name, bytes: unpacked };
    } catch (error) {
      yield {
        name,
        error: error instanceof NotAReport ? error : damaged('this file in it cannot be unpacked'),
      };
    }
  }
}

function endRecord(view: DataView): number {
  // The record is followed by a comment of at most 65,535 bytes.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === END) return at;
  return -1;
}

function unpack(bytes: Uint8Array, view: DataView, entry: number, most: number): Uint8Array {
  if (view.getUint16(entry + 8, true) & 1)
    throw new NotAReport('encoding', 'an encrypted file', 'give it decrypted');
  const method = view.getUint16(entry + 10, true);
  const packed = view.getUint32(entry + 20, true);
  const local = view.getUint32(entry + 42, true);
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL)
    throw damaged('this file in it is not where it should be');
  const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const data = bytes.subarray(begin, begin + packed);
  if (data.length !== packed) throw damaged('this file in it breaks off');
  if (method === 0) {
    if (packed > most) throw tooLarge();
    return data;
  }
  if (method !== 8)
    throw new NotAReport('encoding', `a file packed by method ${method}`, 'pack it with deflate');
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw damaged('this file in it cannot be unpacked');
  }
}

const damaged = (what: string) => new NotAReport('encoding', `a damaged ZIP file: ${what}`, 'get it again');
const tooLarge = () =>
  new NotAReport('too-large', `more than ${MOST_UNPACKED >> 20} MB unpacked`, 'unpack it and split it');
