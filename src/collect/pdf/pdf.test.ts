import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { below, type Drawn, type PdfParts, writePdf } from '../../../test/write-pdf.ts';
import { examine } from '../collect.ts';
import type { Collected } from '../types.ts';
import { looksLikePdf } from './mark.ts';
import { parsePdf } from './pdf.ts';

async function found(bytes: Uint8Array): Promise<Collected[]> {
  const all: Collected[] = [];
  for await (const item of examine({ bytes, address: 'x', part: null, way: 'file', exchanges: null }))
    all.push(item);
  return all;
}
const textOf = async (pages: Drawn[][], parts: Partial<PdfParts> = {}) =>
  (await parsePdf(writePdf({ pages, ...parts }))).text;

const FIRST = [
  'Two soldiers were killed and five others wounded on Friday when a convoy struck a mine near the',
  'town of Orrin, the defence ministry said in a statement. The convoy was carrying food to a gar-',
  'rison that rebels have cut off since January.',
];
const SECOND = [
  'Residents of the nearby village said that they heard two explosions shortly after dawn, and that a',
  'well-',
];

describe('paragraphs', () => {
  test('lines are joined, divided words made whole, blank lines part paragraphs', async () => {
    const page = [...below(FIRST), ...below(['Residents heard two explosions.'], { y: 660 })];
    expect(await textOf([page])).toBe(
      `${FIRST.join(' ').replace('gar- ', 'gar')}\n\nResidents heard two explosions.`,
    );
  });
  test('an indented line begins a paragraph; a short line ends one', async () => {
    const page = [
      ...below([FIRST[0]!, FIRST[1]!.replace('a gar-', 'it.')], { y: 720 }),
      { text: FIRST[0]!, x: 84, y: 694 },
      { text: 'town of Orrin.', x: 72, y: 681 },
      { text: 'Residents heard two explosions.', x: 72, y: 668 },
    ];
    expect((await textOf([page])).split('\n\n')).toHaveLength(3);
  });
  test('a hyphen stays where the word has one elsewhere, before a capital, and with figures', async () => {
    const lines = [
      'The well-known mission, a Franco-British one that observers from several countries have well-',
      'known doubts about, said that it had counted eleven mines, as did another of the Franco-',
      'British kind, while the older of the two reports covers all of what happened in 2015-',
      '16 and names no place.',
    ];
    expect(await textOf([below(lines)])).toBe(
      'The well-known mission, a Franco-British one that observers from several countries have well-known doubts about, said that it had counted eleven mines, as did another of the Franco-British kind, while the older of the two reports covers all of what happened in 2015-16 and names no place.',
    );
  });
  test('a heading of another size stands alone', async () => {
    const page = [{ text: 'Mine kills two', x: 72, y: 760, size: 20 }, ...below(FIRST)];
    expect(await textOf([page])).toMatch(/^Mine kills two\n\nTwo soldiers/);
  });
  test('a sentence goes on over the end of a page; heads, feet and page numbers are left out', async () => {
    const head = { text: 'THE SARN LEDGER', x: 72, y: 810, size: 8 };
    const foot = (n: number) => ({ text: `Page ${n} of 2`, x: 280, y: 30, size: 8 });
    const pages = [
      [head, ...below(FIRST.slice(0, 2)), foot(1)],
      [head, ...below([FIRST[2]!, 'It is the third such blast.', ...FIRST]), foot(2)],
    ];
    const first = FIRST.join(' ').replace('gar- ', 'gar');
    expect(await textOf(pages)).toBe(`${first}\n\nIt is the third such blast.\n\n${first}`);
  });
  test('letters that are drawn one by one are words; a raised number stays with its line', async () => {
    const letters = [...'Two died'].map((text, i) => ({ text, x: 72 + i * 6, y: 700 }));
    expect(
      await textOf([[...letters.filter(({ text }) => text !== ' '), { text: '1', x: 121, y: 704, size: 6 }]]),
    ).toMatch(/^T ?w ?o d ?i ?e ?d ?1$/);
  });
});

describe('reading order', () => {
  test('two columns below a heading, drawn row by row', async () => {
    const left = ['Left one of a long', 'column goes on to', 'its third line and', 'ends on the fourth.'];
    const right = ['The right column is', 'read after it, from', 'its head to its foot', 'and then the end.'];
    const page: Drawn[] = [{ text: 'A heading across both of the columns', x: 72, y: 760, size: 18 }];
    for (const [i] of left.entries()) {
      page.push({ text: left[i]!, x: 72, y: 720 - i * 13 }, { text: right[i]!, x: 300, y: 720 - i * 13 });
    }
    expect(await textOf([page])).toBe(
      `A heading across both of the columns\n\n${left.join(' ')}\n\n${right.join(' ')}`,
    );
  });
  test('a page as a browser prints it: two columns, soft hyphens, heads and page numbers', async () => {
    const file = new URL('./fixtures/two-columns', import.meta.url);
    const { text, published } = await parsePdf(readFileSync(`${file.pathname}.pdf`));
    const html = readFileSync(`${file.pathname}.html.txt`, 'utf8').replace(/\u00ad/g, '');
    const paragraphs = [...html.matchAll(/<(h1|p)>(.*?)<\/\1>/g)].map((match) => match[2]);
    expect(text.split('\n\n')).toEqual(paragraphs);
    expect(published).toMatch(/^2026-11-24T/);
  });
});

describe('what it says of itself', () => {
  test('its date is doubtful, and gives way to a dateline', async () => {
    const [item] = await found(
      writePdf({ pages: [below(FIRST)], info: "/CreationDate (D:20160209101500+03'00')" }),
    );
    expect(item).toMatchObject({
      format: 'pdf',
      report: {
        published: '2016-02-09T10:15:00+03:00',
        publishedDoubt: expect.stringContaining('PDF'),
      },
    });
  });
  test('its mark need not be the first bytes', () => {
    expect(looksLikePdf(Buffer.concat([Buffer.from('\n\n'), writePdf({ pages: [[]] })]))).toBe(true);
    expect(looksLikePdf(Buffer.from('A file that begins with %PDF-1.4 is a PDF.'))).toBe(false);
  });
});

describe('what cannot be read is named', () => {
  const problem = async (bytes: Uint8Array) => {
    const [item] = await found(bytes);
    expect(item).toHaveProperty('problem');
    return (item as { problem: { code: string; reason: string; advice: string } }).problem;
  };
  test('pages that are pictures', async () =>
    expect(await problem(writePdf({ pages: [[], []] }))).toMatchObject({
      code: 'no-text',
      advice: expect.stringContaining('OCR'),
    }));
  test('a file that asks for a password', async () => {
    const key = `<${'41'.repeat(32)}>`;
    const trailer = `/ID [<41> <41>] /Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >>`;
    expect(await problem(writePdf({ pages: [below(FIRST)], trailer }))).toMatchObject({
      code: 'encoding',
      reason: expect.stringContaining('password'),
    });
  });
  test('a damaged file', async () =>
    expect(await problem(Buffer.from('%PDF-1.7\nnothing more'))).toMatchObject({ code: 'encoding' }));
  test('one that is over a limit; the next one is read all the same', async () => {
    const bytes = writePdf({ pages: [below(FIRST), below(SECOND)] });
    await expect(parsePdf(bytes, { mostPages: 1, timeout: 20_000 })).rejects.toMatchObject({
      code: 'too-large',
      reason: expect.stringContaining('2 pages'),
    });
    const long = writePdf({ pages: Array.from({ length: 300 }, () => below(FIRST)) });
    await expect(parsePdf(long, { mostPages: 999, timeout: 0 })).rejects.toMatchObject({ code: 'too-large' });
    expect((await parsePdf(bytes)).text).toContain('Two soldiers');
  });
});
