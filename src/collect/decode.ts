/**
 * Bytes to text.
 *
 * In this order: a byte order mark; the character set that the sender declared; UTF-16 without a mark, told by its
 * NUL bytes; UTF-8, if the bytes are valid (and beyond ASCII, whatever one-byte character set was declared); Windows-1252, if every byte that is not ASCII makes sense there.
 * Anything else is refused: a letter that was guessed is worse than a report that is listed as unreadable.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer';
import { NotAReport } from './types.ts';

export interface Decoded {
  text: string;
  /** WHATWG name of the encoding. */
  charset: string;
  /** Whether the encoding was neither marked, declared nor proved by its own form. */
  guessed: boolean;
}

/** Signatures of files that hold no text, with what to call them. */
const SIGNATURES: [string, number[]][] = [
  ['a PDF file', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a ZIP archive or office document', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty ZIP archive', [0x50, 0x4b, 0x05, 0x06]],
  ['gzip data', [0x1f, 0x8b]],
  ['bzip2 data', [0x42, 0x5a, 0x68]],
  ['xz data', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['zstd data', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a program (ELF)', [0x7f, 0x45, 0x4c, 0x46]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f]],
  ['an old office document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['an RTF document', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['a RIFF sound or film', [0x52, 0x49, 0x46, 0x46]],
];

/** How much is looked at to tell what the bytes are. */
const SAMPLE = 1 << 16;

/**
 * @param declared character set from an HTTP header or an HTML meta element.
 * @throws {NotAReport} `binary` or `encoding`.
 */
export function decode(bytes: Uint8Array, declared: string | null = null): Decoded {
  const marked = byteOrderMark(bytes);
  if (marked) return { text: strict(bytes, marked), charset: marked, guessed: false };
  const signature = SIGNATURES.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte));
  if (signature) throw binary(signature[0]);
  if (Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar')
    throw new NotAReport('binary', 'a tar archive', 'unpack it, and give its folder');

  const wide = wideWithoutMark(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), charset: wide, guessed: true };
  const controls = shareOfControls(bytes);
  if (controls > 0.02) throw binary(`data (${Math.round(controls * 100)} per cent control characters)`);

  const charset = knownCharset(declared);
  const bad = firstInvalidUtf8(bytes);
  // No text of another character set with letters beyond ASCII is by chance valid UTF-8: then the label is wrong.
  const isUtf8 = bad < 0 && (!charset || !isOneByte(charset) || bytes.some((byte) => byte > 127));
  if (charset && charset !== 'utf-8' && !isWide(charset) && !(isUtf8 && isOneByte(charset)))
    return { text: decodeAs(charset, bytes), charset, guessed: false };
  if (bad < 0) return { text: new TextDecoder().decode(bytes), charset: 'utf-8', guessed: false };
  const odd = implausibleInWindows1252(bytes);
  if (odd < 0) return { text: decodeAs('windows-1252', bytes), charset: 'windows-1252', guessed: true };
  throw new NotAReport(
    'encoding',
    `not valid UTF-8 at byte ${bad} (${hex(bytes[bad]!)}), and not Windows-1252 at byte ${odd} (${hex(bytes[odd]!)})`,
    'save it as UTF-8',
  );
}

const hex = (byte: number) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

const binary = (what: string) =>
  new NotAReport('binary', `${what}, not text`, 'give the report as text, HTML or JSON lines');

function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) throw utf32();
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) throw utf32();
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

const utf32 = () => new NotAReport('encoding', 'UTF-32 text', 'save it as UTF-8');

function strict(bytes: Uint8Array, charset: string): string {
  if (charset === 'utf-8') {
    const bad = firstInvalidUtf8(bytes);
    if (bad >= 0)
      throw new NotAReport(
        'encoding',
        `marked as UTF-8 but not valid at byte ${bad} (${hex(bytes[bad]!)})`,
        'save it as UTF-8',
      );
  }
  return new TextDecoder(charset).decode(bytes);
}

/** UTF-16 of text that is mostly Latin script has a NUL in every second byte. */
function wideWithoutMark(bytes: Uint8Array): string | null {
  const end = Math.min(bytes.length, SAMPLE) & ~1;
  if (end < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = end / 2;
  if (odd > pairs * 0.6 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.6 && odd < pairs * 0.05) return 'utf-16be';
  return null;
}

function shareOfControls(bytes: Uint8Array): number {
  const end = Math.min(bytes.length, SAMPLE);
  let controls = 0;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i]!;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) controls++;
  }
  // A few in a short text are dirt, not data.
  return controls > 4 ? controls / end : 0;
}

/** What Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9F (WHATWG Encoding). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node before version 24 decodes Windows-1252 as if it were Latin-1. */
function decodeAs(charset: string, bytes: Uint8Array): string {
  if (charset !== 'windows-1252') return new TextDecoder(charset).decode(bytes);
  return withoutC1(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

/** Text in which what should be quotation marks and dashes of Windows-1252 came out as control characters (C1). */
export const withoutC1 = (text: string): string =>
  text.replace(/[\x80-\x9f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80]!);

function knownCharset(label: string | null): string | null {
  if (!label) return null;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null;
  }
}

/** Character sets in which each byte is a letter. */
const isOneByte = (charset: string) => /^(?:windows-|iso-8859-|koi8-|macintosh|ibm866|x-mac)/.test(charset);
const isWide = (charset: string) => charset.startsWith('utf-16');

/** Offset of the first byte that is not UTF-8 (RFC 3629), or -1. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return -1;
  const length = bytes.length;
  for (let i = 0; i < length; ) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const more =
      lead >= 0xc2 && lead <= 0xdf ? 1 : (lead & 0xf0) === 0xe0 ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    if (more === 0) return i;
    const second = bytes[i + 1] ?? 0;
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) return i;
    for (let k = 2; k <= more; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return i;
    i += more + 1;
  }
  return -1;
}

/**
 * Offset of the first byte that would be odd in English text in Windows-1252, or -1: a letter must touch an ASCII
 * letter or one of its kind that does ("Médecins", "Müller"); quotes, dashes and signs may stand anywhere.
 */
function implausibleInWindows1252(bytes: Uint8Array): number {
  const isAsciiLetter = (byte: number | undefined) =>
    byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122));
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) return i;
    const letter = byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7;
    if (letter && !isAsciiLetter(bytes[i - 1]) && !isAsciiLetter(bytes[i + 1])) return i;
  }
  return -1;
}
