/**
 * A WARC file alone: the digests of its records, and, when Onrecord wrote it, the seal over all its bytes.
 *
 * @module
 */
import { createHash, type Hash } from 'node:crypto';
import { LimitReader, WARCParser } from 'warcio';
import { readSeal, SEAL_LENGTH, type Seal } from '../warc-seal.ts';
import { Findings, type VerifiedFile } from './types.ts';

/** Bytes that can be read again from any place. */
export interface Bytes {
  size: number;
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface VerifiedWarc extends VerifiedFile {
  seal: Seal | null;
  /** Hashes (SHA-256) of the bodies of answers and resources, with the number of the record. */
  payloads: Map<string, number>;
}

export async function verifyWarc(bytes: Bytes): Promise<VerifiedWarc> {
  const { items: findings, report } = new Findings();
  const seal = readSeal(await whole(bytes.read(Math.max(0, bytes.size - SEAL_LENGTH), bytes.size)));
  const records = await checkRecords(bytes, report);
  const { count, undigested, isOurs, payloads } = records;
  const unchecked: string[] = [];
  if (seal) {
    const hash = createHash('sha256');
    for await (const piece of bytes.read(0, bytes.size - SEAL_LENGTH)) hash.update(piece);
    if (seal.bytes !== bytes.size - SEAL_LENGTH)
      report('the seal', `is of ${seal.bytes} bytes; ${bytes.size - SEAL_LENGTH} stand before it`);
    if (hash.digest('hex') !== seal.sha256) report('the file', 'is not what its seal says');
    else if (count !== seal.records + 1)
      report('the seal', `is of ${seal.records} records, not ${count - 1}`);
  } else if (isOurs) report('the seal', 'is not at the end of the file, or was changed');
  else unchecked.push('whether records are missing: the file has no seal of Onrecord');
  if (undigested) unchecked.push(`${undigested} records that have no digest`);
  return {
    kind: 'warc',
    findings,
    checked: { records: count },
    head: seal?.head ?? null,
    unchecked,
    seal,
    payloads,
  };
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

async function checkRecords(bytes: Bytes, report: Findings['report']) {
  const payloads = new Map<string, number>();
  let count = 0;
  let undigested = 0;
  let isOurs = false;
  try {
    const parser = new WARCParser(bytes.read(0, bytes.size), { keepHeadersCase: false, parseHttp: false });
    for await (const record of parser) {
      count++;
      const type = record.warcType;
      const url = record.warcTargetURI;
      const what = `record ${count}${url ? ` (${url})` : ''}`;
      if (!type) {
        report(`record ${count}`, 'is no record');
        break;
      }
      const block = digestOf(record.warcHeader('WARC-Block-Digest'));
      const payload = digestOf(record.warcHeader('WARC-Payload-Digest'));
      const hasBody = type === 'response' || type === 'resource';
      const body = hasBody ? createHash('sha256') : null;
      const inner = type === 'resource' ? (piece: Uint8Array) => piece : afterHeaders();
      let first = '';
      for await (const piece of record.reader) {
        block?.hash.update(piece);
        const rest = hasBody || (payload && type !== 'revisit') ? inner(piece) : piece.subarray(0, 0);
        body?.update(rest);
        if (type !== 'revisit') payload?.hash.update(rest);
        if (type === 'warcinfo' && first.length < 4096) first += Buffer.from(piece).toString('latin1');
      }
      if (type === 'warcinfo' && /^software: Onrecord\//m.test(first)) isOurs = true;
      if (record.reader instanceof LimitReader && record.reader.limit > 0) {
        report(what, 'breaks off');
        break; // There is nothing after it, and warcio would look for that without end.
      }
      const wrong = block && block.hash.digest(block.form) !== block.said;
      if (wrong) report(what, 'its bytes are not what its digest says');
      const isOther = type === 'response' || type === 'resource';
      if (!wrong && isOther && payload && payload.hash.digest(payload.form) !== payload.said)
        report(what, 'its body is not what its digest says');
      if (!block && type !== 'warcinfo') undigested++;
      if (body) payloads.set(body.digest('hex'), count);
    }
  } catch (error) {
    report(`record ${count + 1}`, `cannot be unpacked: ${(error as Error)?.message ?? error}`);
  }
  if (count === 0) report('the file', 'has no records');
  return { count, undigested, isOurs, payloads };
}

/** "sha256:…" in hexadecimal or "sha1:…" in base 32, as the usual writers have it; null for another. */
function digestOf(header: string | null | undefined): { hash: Hash; said: string; form: 'hex' } | null {
  const [, algorithm = '', value = ''] = /^(sha-?1|sha-?256):(\S+)$/i.exec(header ?? '') ?? [];
  if (!algorithm) return null;
  const isLong = algorithm.includes('256');
  const length = isLong ? 64 : 40;
  const said =
    value.length === length && /^[0-9a-f]+$/i.test(value) ? value.toLowerCase() : fromBase32(value);
  return said?.length === length ? { hash: createHash(isLong ? 'sha256' : 'sha1'), said, form: 'hex' } : null;
}

function fromBase32(value: string): string | null {
  let bits = 0n;
  let count = 0;
  for (const letter of value.toUpperCase().replace(/=+$/, '')) {
    const digit = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter);
    if (digit < 0) return null;
    bits = (bits << 5n) | BigInt(digit);
    count += 5;
  }
  const bytes = Math.floor(count / 8);
  return (bits >> BigInt(count - bytes * 8)).toString(16).padStart(bytes * 2, '0');
}

/** Passes on what follows the empty line after the headers of HTTP. */
function afterHeaders(): (piece: Uint8Array) => Uint8Array {
  let head: Buffer | null = Buffer.alloc(0);
  return (piece) => {
    if (head === null) return piece;
    head = Buffer.concat([head, piece]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return piece.subarray(0, 0);
    const rest = head.subarray(end + 4);
    head = null;
    return rest;
  };
}
