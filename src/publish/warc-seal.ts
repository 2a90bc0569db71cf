/**
 * The last record of a WARC that Onrecord writes: it vouches for every byte before it, and is itself of one form only.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export interface Seal {
  /** Records before it. */
  records: number;
  /** Bytes before it. */
  bytes: number;
  /** SHA-256 of those bytes, hexadecimal. */
  sha256: string;
  /** When and as what the archive's log stood: time and hash of its last entry. */
  at: string;
  head: string;
}

/** A name for a record, made from what it holds: the same in every run. */
export function recordId(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  // Version 8 of RFC 9562: bits of one's own making.
  return `<urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}>`;
}

const padded = (value: number) => String(value).padStart(15, '0');

/** The record as a gzip member that stores its bytes: always of the same length. */
export function sealMember({ records, bytes, sha256, at, head }: Seal): Buffer {
  const block = [
    `onrecord-seal: 1`,
    `records: ${padded(records)}`,
    `bytes: ${padded(bytes)}`,
    `sha256: ${sha256}`,
    `log-head: ${head}`,
    `log-time: ${at}`,
    '',
  ].join('\r\n');
  const record = Buffer.from(
    [
      'WARC/1.1',
      'WARC-Type: metadata',
      `WARC-Record-ID: ${recordId(block)}`,
      `WARC-Date: ${at}`,
      'WARC-Target-URI: urn:onrecord:seal',
      'Content-Type: application/warc-fields',
      `WARC-Block-Digest: sha256:${createHash('sha256').update(block).digest('hex')}`,
      `Content-Length: ${block.length}`,
      '',
      `${block}\r\n\r\n`,
    ].join('\r\n'),
  );
  return storedMember(record);
}

/** Bytes of a seal. */
export const SEAL_LENGTH = sealMember({
  records: 0,
  bytes: 0,
  sha256: '0'.repeat(64),
  at: '2000-01-01T00:00:00.000Z',
  head: '0'.repeat(64),
}).length;

/** What the last bytes of a file say; null when they are no seal, or not exactly of its form. */
export function readSeal(last: Uint8Array): Seal | null {
  const text = Buffer.from(last).toString('latin1');
  const value = (name: string) => new RegExp(`\\r\\n${name}: ([^\\r]*)\\r\\n`).exec(text)?.[1] ?? '';
  if (!text.includes('onrecord-seal: 1')) return null;
  const seal = {
    records: Number(value('records')),
    bytes: Number(value('bytes')),
    sha256: value('sha256'),
    at: value('log-time'),
    head: value('log-head'),
  };
  return Number.isSafeInteger(seal.records) && sealMember(seal).equals(last) ? seal : null;
}

/** A gzip member (RFC 1952) that holds its bytes as they are. */
function storedMember(bytes: Buffer): Buffer {
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1, 0, 0, 0, 0]);
  head.writeUInt16LE(bytes.length, 11);
  head.writeUInt16LE(bytes.length ^ 0xffff, 13);
  const foot = Buffer.alloc(8);
  foot.writeUInt32LE(crc32(bytes) >>> 0);
  foot.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes, foot]);
}
