import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../src/archive/archive.ts';
import { failuresOf, statusOf } from '../src/archive/status.ts';
import { verifyArchive } from '../src/archive/verify.ts';
import { Reading } from '../src/record/reading.ts';
import { canonicalText } from '../src/report/text.ts';
import { onrecord, type Ran } from './program.ts';
import { temporaryFolder } from './sample-archive.ts';

const STORY = `Mine kills two soldiers

ORRIN, 8 February 2016 - Two soldiers were killed on Friday when a convoy struck a mine near Orrin, the defence ministry said.`;
const PAGE = `<!doctype html><title>News</title><ul>${'<li><a href="/x">Ministers meet in the capital for talks</a></li>'.repeat(30)}</ul>`;

/** What is in the folder, and the code of the problem; null where it can be read. */
const FILES: Record<string, [string | Uint8Array, string | null]> = {
  'bom.txt': [`\ufeff${STORY}`, null],
  'crlf.txt': [STORY.replaceAll('\n', '\r\n'), null],
  'latin1.txt': [Buffer.from(`${STORY} The mayor of Bélgara came.`, 'latin1'), null],
  'lone-surrogate.jsonl': [`{"id": "lone", "text": ${JSON.stringify(`${STORY} \ud800.`)}}\n`, null],
  'no-extension': [`${STORY} It was the third mine in a week.`, null],
  'nul.txt': [STORY.replace('convoy', 'con\0voy'), null],
  'utf16.txt': [Buffer.from(`\ufeff${STORY}`, 'utf16le'), null],
  'text.html': [`${STORY} This is text whatever its name says.`, null],
  'arabic.txt': ['قتل جنديان يوم الجمعة في انفجار لغم قرب المدينة، بحسب وزارة الدفاع.', 'language'],
  'binary.txt': [Uint8Array.from({ length: 4000 }, (_, i) => (i * 31) % 256), 'binary'],
  'empty.txt': ['', 'empty'],
  'front-page.html': [PAGE, 'no-article'],
  'invalid-utf8.txt': [
    Buffer.concat([Buffer.from(STORY), Buffer.from([0x20, 0xff, 0xfe, 0x20])]),
    'encoding',
  ],
  'long-line.txt': [`${STORY} ${'word '.repeat(2_100_000)}`, 'too-large'],
  'picture.png': [Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), 'binary'],
  'spaces.txt': [' \n\t\n ', 'empty'],
  'spanish.html': [
    `<html><body><article>${'<p>Dos soldados murieron el viernes al pisar una mina cerca de la ciudad, según el ministerio de Defensa.</p>'.repeat(4)}</article></body></html>`,
    'language',
  ],
};
const LINES = [
  [`{"id": 1, "text": ${JSON.stringify(STORY)}}`, null],
  ['{"id": 2, "text": ', 'json'],
  ['{"id": 3}', 'no-text'],
  ['[1, 2]', 'json'],
  ['{"id": "five", "text": "  "}', 'empty'],
  [`{"id": 6, "text": ${JSON.stringify(STORY)}, "published": "not a date", "title": 7}`, null],
] as const;

const folder = temporaryFolder();
const input = join(folder.path, 'in');
const archive = join(folder.path, 'a.db');
const isRoot = process.getuid?.() === 0;
let added: Ran;

beforeAll(async () => {
  mkdirSync(join(input, 'closed'), { recursive: true });
  for (const [name, [content]] of Object.entries(FILES)) writeFileSync(join(input, name), content);
  writeFileSync(join(input, 'lines.jsonl'), LINES.map(([line]) => line).join('\n'));
  writeFileSync(join(input, '.hidden'), 'left out');
  symlinkSync(input, join(input, 'circle'));
  symlinkSync(join(input, 'nowhere'), join(input, 'dead-link'));
  chmodSync(join(input, 'closed'), 0);
  added = await onrecord([
    'add',
    '--archive',
    archive,
    '--json',
    input,
    join(folder.path, 'missing'),
    'http://127.0.0.1:1/',
  ]);
}, 120_000);
afterAll(() => {
  chmodSync(join(input, 'closed'), 0o700);
  rmSync(join(input, 'circle'));
  folder.dispose();
});

const expected = [
  ...Object.entries(FILES).map(([name, [, code]]) => [join(input, name), null, code]),
  ...LINES.map(([, code], i) => [join(input, 'lines.jsonl'), `line ${i + 1}`, code]),
  [join(input, 'dead-link'), null, 'missing'],
  ...(isRoot ? [] : [[join(input, 'closed'), null, 'unreadable']]),
  [join(folder.path, 'missing'), null, 'missing'],
  ['http://127.0.0.1:1/', null, 'refused-address'],
];
const failed = expected.filter(([, , code]) => code !== null);

describe('a folder of everything', () => {
  test('each is acknowledged with what became of it', () => {
    const lines = added.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const said = lines.map(({ address, part, problem }) => [
      address,
      part === 'line 1' && address.endsWith('surrogate.jsonl') ? null : part,
      problem?.code ?? null,
    ]);
    expect(said.toSorted(byName)).toEqual(expected.toSorted(byName));
  });

  test('failures are listed with file, reason and advice, and counted, and the exit code says so', () => {
    expect(added.code).toBe(1);
    expect(added.stderr).toContain(`${failed.length} of ${expected.length} could not be read:`);
    for (const [address, part] of failed) {
      const line = added.stderr
        .split('\n')
        .find((text) => text.includes([address, part].filter(Boolean).join(', ')));
      expect(line, String(address)).toMatch(/: .+; .+/);
    }
    expect(added.stderr).not.toMatch(/\bat .*\.ts:\d+/); // No stack.
  });

  test('failures are kept in the archive, with their bytes', async () => {
    const opened = await openArchive(archive);
    expect((await statusOf(opened)).failures).toBe(failed.length);
    const codes = (await failuresOf(opened)).map(({ code }) => code);
    expect(codes.toSorted()).toEqual(failed.map(([, , code]) => code as string).toSorted());
    const { blob } = await opened.db
      .selectFrom('failures')
      .select('blob')
      .where('code', '=', 'no-article')
      .executeTakeFirstOrThrow();
    const { bytes } = await opened.db
      .selectFrom('blobs')
      .select('bytes')
      .where('sha256', '=', blob!)
      .executeTakeFirstOrThrow();
    expect(Buffer.from(bytes).toString()).toBe(readFileSync(join(input, 'front-page.html'), 'utf8'));
    expect((await verifyArchive(opened)).findings).toEqual([]);
    await opened.close();
  });

  test('what could be read is there once, however it was encoded', async () => {
    const opened = await openArchive(archive);
    const rows = await opened.db.selectFrom('reports').select(['text']).execute();
    const texts = rows.map(({ text }) => text);
    expect(texts.filter((text) => text === STORY)).toHaveLength(1);
    expect(texts.find((text) => text.includes('con voy'))).toBeDefined();
    expect(texts.find((text) => text.includes('Bélgara'))).toBeDefined();
    for (const text of texts) expect(text).toBe(canonicalText(text));
    await opened.close();
  });
});

const byName = (a: unknown[], b: unknown[]) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

test('read goes on after what it cannot read, in order, and says so at the end', async () => {
  const ran = await onrecord(['read', '--format', 'jsonl'], {
    input: LINES.map(([line]) => line).join('\n'),
  });
  expect(ran.code).toBe(1);
  const readings = ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(readings.map(({ id }) => id)).toEqual([1, 6]);
  for (const reading of readings) expect(Reading.safeParse(reading).error).toBeUndefined();
  expect(ran.stderr).toContain('4 of 6 could not be read');
  expect(ran.stderr).toContain('standard input, line 3, id 3: no "text"');
});

test('nothing on standard input is a failure, not silence', async () => {
  const ran = await onrecord(['read']);
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  expect(ran.stderr).toContain('standard input: empty');
});
