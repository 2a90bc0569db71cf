/**
 * Writes small PDF files for tests: words at places, in Helvetica.
 *
 * @module
 */

export interface Drawn {
  text: string;
  x: number;
  y: number;
  size?: number;
}

export interface PdfParts {
  pages: Drawn[][];
  info?: string;
  /** Entries of the trailer, such as /Encrypt. */
  trailer?: string;
}

/** Lines below each other, the first at the top of the page, a point size of 10 and a line height of 13. */
export const below = (lines: string[], { x = 72, y = 720, size = 10 } = {}): Drawn[] =>
  lines.map((text, i) => ({ text, x, y: y - i * size * 1.3, size }));

export function writePdf({ pages, info = '', trailer = '' }: PdfParts): Buffer {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${5 + 2 * i} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< ${info} >>`,
  ];
  for (const [i, words] of pages.entries()) {
    const drawn = words
      .map(({ text, x, y, size = 10 }) => `BT /F1 ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`)
      .join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${6 + 2 * i} 0 R >>`,
      `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    );
  }
  let file = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** WinAnsi bytes as PDF strings have them. */
const escaped = (text: string) =>
  text.replace(/[\\()]/g, '\\$&').replace(/[“”’–\u00ad]/g, (letter) => WIN_ANSI[letter]!);
const WIN_ANSI: Record<string, string> = {
  '“': '\\223',
  '”': '\\224',
  '’': '\\222',
  '–': '\\226',
  '\u00ad': '\\255',
};
