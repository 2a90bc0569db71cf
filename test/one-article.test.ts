import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../src/collect/collect.ts';
import type { Collected, CollectedReport } from '../src/collect/types.ts';
import { loadResources } from '../src/engine/resources.ts';
import { createReader, type Reader } from '../src/read/read.ts';
import type { Reading } from '../src/record/reading.ts';
import { ADDRESS, DAY, FORMS, PARAGRAPHS, PUBLISHER, TITLE } from './one-article.ts';

const folder = mkdtempSync(join(tmpdir(), 'onrecord-formats-'));
let found: Collected[];
let reader: Reader;
let first: Reading;
const readings = new Map<string, Reading>();

beforeAll(async () => {
  for (const [name, , bytes] of FORMS) writeFileSync(join(folder, name), bytes);
  found = [];
  for await (const item of collect([folder])) found.push(item);
  reader = createReader(loadResources());
  for (const item of found)
    if ('report' in item) readings.set(item.capture.address.slice(-2), reader.read(item.report));
  first = readings.get('01')!;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What the words say, without who says so and where it stood: formats carry more or less of that. */
const wordsOf = ({ report, claims, ...rest }: Reading) => ({
  ...rest,
  report: { id: report.id, text: report.text, title: report.title, blocks: report.blocks },
  day: report.published.value,
  claims: claims.map(({ source, ...claim }) => ({
    ...claim,
    source: source.kind === 'publisher' ? { kind: source.kind } : source,
  })),
});

describe('the same article', () => {
  test('every file of the folder is read, told by its content', () =>
    expect(found.map((item) => ('report' in item ? item.format : item.problem))).toEqual(
      FORMS.map(([, format]) => format),
    ));

  test.each(FORMS.map(([name, format]) => [name, format] as const))(
    '%s, %s: has the same canonical text and the same reading',
    (name) => {
      const reading = readings.get(name)!;
      expect(reading.report.text).toBe([TITLE, ...PARAGRAPHS].join('\n\n'));
      expect(wordsOf(reading)).toEqual(wordsOf(first));
    },
  );

  test('the reading has something to say', () => {
    expect(first.events.length).toBeGreaterThanOrEqual(2);
    expect(first.claims.length).toBeGreaterThanOrEqual(3);
    expect(first.quantities.length).toBeGreaterThanOrEqual(3);
  });

  test('formats that carry them give title, publisher, address and date', () => {
    const withAll = (found as CollectedReport[]).filter(
      ({ format, capture }) => !['text', 'pdf', 'nitf', 'newsml'].includes(format) && capture.address,
    );
    expect(withAll.length).toBeGreaterThan(12);
    for (const { report, capture } of withAll)
      expect([
        capture.address.slice(-2),
        report.title,
        report.publisher,
        report.url,
        report.published,
      ]).toEqual([capture.address.slice(-2), TITLE, PUBLISHER, ADDRESS, DAY]);
  });

  test('the date on which a PDF was made gives way to the dateline', () =>
    expect(readings.get('16')!.report.published).toMatchObject({ value: DAY, method: 'dateline' }));
});
