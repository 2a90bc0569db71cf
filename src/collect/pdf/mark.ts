/**
 * What tells a PDF.
 *
 * @module
 */

/** Whether bytes are a PDF: its mark may stand anywhere in the first kilobyte (ISO 32000-1, annex H). */
export function looksLikePdf(bytes: Uint8Array): boolean {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(1024, bytes.length)).indexOf('%PDF-');
  if (at < 0) return false;
  // A text that tells of the mark has words before it.
  return at === 0 || !/[a-z]{3}/i.test(Buffer.from(bytes.subarray(0, at)).toString('latin1'));
}
