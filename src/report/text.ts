/**
 * The canonical text of a report: the only text that offsets point into.
 *
 * @module
 */
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Text in canonical form: no byte order mark, `\n` for every line end, a space for every other control character,
 * U+FFFD for every lone surrogate. Words are never changed, so that a quotation can be found again by its letters.
 */
export function canonicalText(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, ' ')
    .replace(LONE_SURROGATE, '\ufffd');
}

/** `sha256:` and the hash of the text in UTF-8: the name of a report. */
export const textId = (text: string): string => `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
