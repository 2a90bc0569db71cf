/**
 * The directory of a ZIP file of any size, for checking: where each entry stands.
 *
 * @module
 */
import type { ZipEntry } from '../zip.ts';
import type { Bytes } from './warc.ts';

/** An entry with where its header and its packed bytes begin. */
export interface PlacedEntry extends ZipEntry {
  offset: number;
  begin: number;
}

export interface ZipDirectory {
  entries: PlacedEntry[];
  /** Where the directory begins. */
  start: number;
}

/** A directory larger than this is no file of ours. */
const MOST_DIRECTORY = 256 << 20;

/** @throws {Error} when there is no directory that can be read. */
export async function readDirectory(bytes: Bytes): Promise<ZipDirectory> {
  const tailStart = Math.max(0, bytes.size - 65_557 - 20);
  const tail = await part(bytes, tailStart, bytes.size);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== 0x06054b50) at--;
  if (at < 0) throw new Error('its directory is missing');
  let count = tail.readUInt16LE(at + 10);
  let size = tail.readUInt32LE(at + 12);
  let start = tail.readUInt32LE(at + 16);
  if (count === 0xffff || size === 0xffff_ffff || start === 0xffff_ffff) {
    if (at < 20 || tail.readUInt32LE(at - 20) !== 0x07064b50) throw new Error('its directory is missing');
    const far = await part(bytes, Number(tail.readBigUInt64LE(at - 20 + 8)), bytes.size, 56);
    if (far.length < 56 || far.readUInt32LE(0) !== 0x06064b50) throw new Error('its directory is missing');
    count = Number(far.readBigUInt64LE(32));
    size = Number(far.readBigUInt64LE(40));
    start = Number(far.readBigUInt64LE(48));
  }
  if (size > MOST_DIRECTORY || start + size > bytes.size) throw new Error('its directory breaks off');
  const directory = await part(bytes, start, start + size);
  const entries: PlacedEntry[] = [];
  let from = 0;
  for (let i = 0; i < count; i++) {
    if (from + 46 > directory.length || directory.readUInt32LE(from) !== 0x02014b50)
      throw new Error('its directory breaks off');
    const nameLength = directory.readUInt16LE(from + 28);
    const extraLength = directory.readUInt16LE(from + 30);
    const commentLength = directory.readUInt16LE(from + 32);
    const name = directory.subarray(from + 46, from + 46 + nameLength).toString();
    const extra = zip64Of(directory.subarray(from + 46 + nameLength, from + 46 + nameLength + extraLength));
    const large = (value: number) => (value === 0xffff_ffff ? (extra.shift() ?? value) : value);
    const entry = {
      name,
      method: directory.readUInt16LE(from + 10) === 0 ? ('stored' as const) : ('deflated' as const),
      crc32: directory.readUInt32LE(from + 16),
      size: large(directory.readUInt32LE(from + 24)),
      packedSize: large(directory.readUInt32LE(from + 20)),
    };
    const offset = large(directory.readUInt32LE(from + 42));
    const head = await part(bytes, offset, offset + 30);
    if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50)
      throw new Error(`${name} is not where it should be`);
    const begin = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    entries.push({ ...entry, offset, begin });
    from += 46 + nameLength + extraLength + commentLength;
  }
  return { entries, start };
}

export async function part(bytes: Bytes, start: number, end: number, most = Infinity): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of bytes.read(start, Math.min(end, bytes.size, start + most))) parts.push(piece);
  return Buffer.concat(parts);
}

function zip64Of(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1)
      return Array.from({ length: Math.floor(Math.min(length, extra.length - at - 4) / 8) }, (_, i) =>
        Number(extra.readBigUInt64LE(at + 4 + 8 * i)),
      );
    at += 4 + length;
  }
  return [];
}
