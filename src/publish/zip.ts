/**
 * Writing ZIP files (PKWARE APPNOTE 6.3, ZIP64 where it must be) as a stream, when the sizes are known before.
 *
 * @module
 */

export interface ZipEntry {
  name: string;
  method: 'stored' | 'deflated';
  /** Of the bytes themselves, unpacked. */
  crc32: number;
  size: number;
  packedSize: number;
}

const VERSION = 45;
/** The beginning of the calendar of ZIP: there is no clock in an export. */
const DATE = 0x0021;
const MOST_32 = 0xffff_ffff;
const MOST_16 = 0xffff;

/** Names are UTF-8 (bit 11). */
const FLAGS = 0x0800;

export function localHeader(entry: ZipEntry): Buffer {
  const name = Buffer.from(entry.name);
  const extra = isLarge(entry) ? zip64Extra([entry.size, entry.packedSize]) : Buffer.alloc(0);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  common(head, 4, entry);
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(extra.length, 28);
  return Buffer.concat([head, name, extra]);
}

/** From the version that is needed to the sizes: the same in both headers of an entry. */
function common(head: Buffer, at: number, entry: ZipEntry): void {
  const isBig = isLarge(entry);
  head.writeUInt16LE(isBig ? VERSION : 20, at);
  head.writeUInt16LE(FLAGS, at + 2);
  head.writeUInt16LE(entry.method === 'stored' ? 0 : 8, at + 4);
  head.writeUInt16LE(0, at + 6);
  head.writeUInt16LE(DATE, at + 8);
  head.writeUInt32LE(entry.crc32 >>> 0, at + 10);
  head.writeUInt32LE(isBig ? MOST_32 : entry.packedSize, at + 14);
  head.writeUInt32LE(isBig ? MOST_32 : entry.size, at + 18);
}

const isLarge = ({ size, packedSize }: ZipEntry) => size >= MOST_32 || packedSize >= MOST_32;

function zip64Extra(values: number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [i, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i);
  return extra;
}

/** The directory at the end of the file, for entries that stand one after the other from its beginning. */
export function centralDirectory(entries: ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const far = offset >= MOST_32;
    const large = isLarge(entry) ? [entry.size, entry.packedSize] : [];
    const values = [...large, ...(far ? [offset] : [])];
    const extra = values.length ? zip64Extra(values) : Buffer.alloc(0);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(VERSION, 4);
    common(head, 6, entry);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt16LE(extra.length, 30);
    head.writeUInt32LE(far ? MOST_32 : offset, 42);
    parts.push(head, name, extra);
    offset += localHeader(entry).length + entry.packedSize;
  }
  const directory = Buffer.concat(parts);
  const count = entries.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, MOST_16), 8);
  end.writeUInt16LE(Math.min(count, MOST_16), 10);
  end.writeUInt32LE(Math.min(directory.length, MOST_32), 12);
  end.writeUInt32LE(Math.min(offset, MOST_32), 16);
  if (count < MOST_16 && directory.length < MOST_32 && offset < MOST_32)
    return Buffer.concat([directory, end]);
  const far = Buffer.alloc(56 + 20);
  far.writeUInt32LE(0x06064b50, 0);
  far.writeBigUInt64LE(44n, 4);
  far.writeUInt16LE(VERSION, 12);
  far.writeUInt16LE(VERSION, 14);
  far.writeBigUInt64LE(BigInt(count), 24);
  far.writeBigUInt64LE(BigInt(count), 32);
  far.writeBigUInt64LE(BigInt(directory.length), 40);
  far.writeBigUInt64LE(BigInt(offset), 48);
  far.writeUInt32LE(0x07064b50, 56);
  far.writeBigUInt64LE(BigInt(offset + directory.length), 64);
  far.writeUInt32LE(1, 72);
  return Buffer.concat([directory, far, end]);
}
