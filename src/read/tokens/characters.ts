/**
 * Kinds of characters, by UTF-16 code unit.
 *
 * @module
 */
export const SPACE = 0;
export const LETTER = 1;
export const DIGIT = 2;
export const OTHER = 3;

const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code <= 32 || code === 127) return SPACE;
  if (code >= 48 && code <= 57) return DIGIT;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return LETTER;
  return OTHER;
});

/** Kind of the character at `at`; a surrogate pair has the kind of its character, on both halves. */
export function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return ASCII[code]!;
  if (code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200b) || code === 0xfeff) return SPACE;
  if (code >= 0x2010 && code <= 0x2027) return OTHER;
  let character = text[at]!;
  if (code >= 0xd800 && code <= 0xdfff) {
    const first = code >= 0xdc00 ? at - 1 : at;
    const whole = first >= 0 ? text.codePointAt(first)! : 0;
    if (whole < 0x10000) return OTHER;
    character = String.fromCodePoint(whole);
  }
  if (/^[\p{L}\p{M}]/u.test(character)) return LETTER;
  if (/^\p{Nd}/u.test(character)) return DIGIT;
  if (/^\p{Z}/u.test(character)) return SPACE;
  return OTHER;
}

/** Whether a capital or a title-case letter stands at `at`. */
export function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return code >= 65 && code <= 90;
  return /^[\p{Lu}\p{Lt}]/u.test(text.slice(at, at + 2));
}

export function isSmall(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return code >= 97 && code <= 122;
  return /^\p{Ll}/u.test(text.slice(at, at + 2));
}

/** The apostrophe as typed, and as typeset. */
export const isApostrophe = (code: number) => code === 0x27 || code === 0x2019;
export const isHyphen = (code: number) => code === 0x2d || code === 0x2010 || code === 0x2011;
/** Closing quotes and brackets, and quotes that may be either. */
export const isCloser = (code: number) =>
  code === 0x22 ||
  code === 0x27 ||
  code === 0x2019 ||
  code === 0x201d ||
  code === 0xbb ||
  isClosingBracket(code);
export const isClosingBracket = (code: number) => code === 0x29 || code === 0x5d || code === 0x7d;
export const isTerminal = (code: number) =>
  code === 0x2e || code === 0x21 || code === 0x3f || code === 0x2026 || code === 0x3002;
