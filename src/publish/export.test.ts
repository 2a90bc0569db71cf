import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseFeed } from 'feedsmith';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Archive } from '../archive/archive.ts';
import { type ChronologyRecord, chronology } from '../archive/chronology.ts';
import { cell } from './csv.ts';
import { EXPORT_NAMES, type ExportName, exportFormat } from './export.ts';
import { INCIDENT_FORMS } from './incident-export.ts';
import { sentenceOf, stated } from './sentence.ts';
import { xml } from './xml.ts';

const folder = temporaryFolder();
let archive: Archive;
const records: ChronologyRecord[] = [];
beforeAll(async () => {
  const readings = Array.from({ length: 40 }, (_, i) =>
    sampleReading(i, i % 3 ? {} : { url: `https://ledger.example/a?b=${i}&c="<x>` }),
  );
  archive = await archiveOf(join(folder.path, 'a.db'), readings);
  for await (const record of chronology(archive, {}, { text: true })) records.push(record);
});
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

async function* hostile(): AsyncGenerator<ChronologyRecord> {
  const bad = '=1+1\u0000"><script>alert(1)</script>]]>&amp;, ;\\ `*_[x](y)\r\nBEGIN:VEVENT 😀';
  const [first] = records;
  yield {
    ...first!,
    title: bad,
    publisher: bad,
    url: 'javascript:alert(1)',
    quote: { ...first!.quote, text: bad },
  };
}
async function written(name: ExportName, from?: AsyncIterable<ChronologyRecord>): Promise<string> {
  let text = '';
  for await (const part of exportFormat(name).write(from ?? chronology(archive, {}, { text: true })))
    text += part;
  return text;
}
const wellFormed = (source: string) => {
  const checked = spawnSync('xmllint', ['--noout', '-'], { input: source, encoding: 'utf8' });
  return checked.error ? null : checked.stderr;
};
const dated = () => records.filter(({ firstDay, lastDay }) => firstDay ?? lastDay);

describe('each form holds every event, and is what it says it is', () => {
  test('CSV', async () => {
    const rows = parseCsv(await written('csv'));
    const [head, ...body] = rows;
    expect(body).toHaveLength(records.length);
    for (const row of body) expect(row).toHaveLength(head!.length);
    const column = (name: string) => body.map((row) => row[head!.indexOf(name)]);
    expect(column('report')).toEqual(records.map(({ report }) => report));
    expect(column('latitude').map(Number)).toEqual(records.map(({ place }) => place!.lat));
    expect(column('statement')).toEqual(records.map(sentenceOf));
    for (const row of body) for (const text of row) expect(text).toMatch(/^(?![=+@\t\r])(?!-\D)/);
  });

  test('JSON and JSON lines', async () => {
    const all = JSON.parse(await written('json'));
    expect(all).toEqual(JSON.parse(JSON.stringify(records.map(stated))));
    expect(
      (await written('jsonl'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ chain: _, ...record }) => record),
    ).toEqual(all);
  });

  test('GeoJSON', async () => {
    const { type, features } = JSON.parse(await written('geojson'));
    expect(type).toBe('FeatureCollection');
    expect(features).toHaveLength(records.length);
    for (const [i, { geometry }] of features.entries())
      expect(geometry).toEqual({
        type: 'Point',
        coordinates: [records[i]!.place!.lon, records[i]!.place!.lat],
      });
  });

  test('KML', async () => {
    const source = await written('kml');
    expect(source.match(/<Placemark /g)).toHaveLength(records.length);
    expect(source.match(/<Point>/g)).toHaveLength(records.length);
    expect(wellFormed(source) || '').toBe('');
  });

  test('iCalendar, as ical.js reads it', async () => {
    const source = await written('ics');
    for (const line of source.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const events = new ICAL.Component(ICAL.parse(source))
      .getAllSubcomponents('vevent')
      .map((part) => new ICAL.Event(part));
    expect(events.map(({ summary }) => summary)).toEqual(dated().map(sentenceOf));
    for (const [i, event] of events.entries()) {
      expect(event.startDate.toString()).toBe(dated()[i]!.firstDay);
      expect(event.duration.toSeconds() / 86400).toBe(1);
    }
  });

  test('RSS, as feedsmith reads it', async () => {
    const { format, feed } = parseFeed(await written('rss'));
    expect(format).toBe('rss');
    const items = (feed as { items: { title: string; pubDate: string; guid: { value: string } }[] }).items;
    expect(items.map(({ title }) => title)).toEqual(records.map(sentenceOf));
    expect(items.map(({ pubDate }) => new Date(pubDate).toISOString().slice(0, 10))).toEqual(
      records.map(({ published }) => published.value),
    );
  });

  test('TimelineJS', async () => {
    const { events } = JSON.parse(await written('timeline'));
    expect(events).toHaveLength(dated().length);
    for (const [i, { start_date }] of events.entries()) {
      const { year, month, day } = start_date;
      expect(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`).toBe(
        dated()[i]!.firstDay,
      );
    }
  });

  test('Web Annotations: positions in code points lead to the quotation', async () => {
    const { items } = JSON.parse(await written('annotations'));
    expect(items).toHaveLength(records.length);
    for (const [i, { target }] of items.entries()) {
      const letters = [...records[i]!.text!];
      const [position, quotation] = target.selector;
      expect(letters.slice(position.start, position.end).join('')).toBe(quotation.exact);
      expect(records[i]!.text).toContain(quotation.prefix + quotation.exact + quotation.suffix);
    }
  });

  test('positions count a letter outside the basic plane as one', async () => {
    const text = '😀 Boats 😀 burned.';
    const record = { ...records[0]!, text, quote: { start: 3, end: text.length, text: text.slice(3) } };
    async function* one() {
      yield record;
    }
    const { items } = JSON.parse(await written('annotations', one()));
    expect(items[0].target.selector[0]).toMatchObject({ start: 2, end: 17 });
  });

  test('JSON-LD', async () => {
    const graph = JSON.parse(await written('jsonld'))['@graph'];
    expect(graph.map((event: { name: string }) => event.name)).toEqual(records.map(sentenceOf));
    for (const event of graph) expect(event.subjectOf['@type']).toBe('NewsArticle');
  });

  test('Markdown: every event has its note, and every note its event', async () => {
    const source = await written('markdown');
    const marks = [...source.matchAll(/^- .*\[\^(\d+)\]$/gm)].map((mark) => mark[1]);
    const notes = [...source.matchAll(/^\[\^(\d+)\]: .*“.+” \(report \w+, \d+–\d+\)$/gm)].map(
      (note) => note[1],
    );
    expect(marks).toHaveLength(records.length);
    expect(notes).toEqual(marks);
  });

  test.each(EXPORT_NAMES)('%s of no events is still of its form', async (name) => {
    async function* none(): AsyncGenerator<ChronologyRecord> {}
    const source = await written(name, none());
    if (/json|timeline|annotations/.test(name) && name !== 'jsonl')
      expect(() => JSON.parse(source)).not.toThrow();
    if (name === 'kml' || name === 'rss') expect(wellFormed(source) || '').toBe('');
  });
});

describe('what a report says cannot become part of the form', () => {
  test.each(EXPORT_NAMES)('%s', async (name) => {
    const source = await written(name, hostile());
    if (/json|timeline|annotations/.test(name)) expect(() => JSON.parse(source)).not.toThrow();
    if (name === 'kml' || name === 'rss') {
      expect(wellFormed(source) || '').toBe('');
      expect(source).not.toContain('<script');
    }
    if (name === 'timeline') expect(source).not.toContain('<script');
    if (name === 'markdown') expect(source.replaceAll('\\<', '')).not.toMatch(/<script|\[x\]\(y\)/);
    if (name === 'ics') expect(source.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
    if (!/json|csv|parquet/.test(name)) expect(source).not.toContain('javascript:');
    if (name === 'csv') expect(parseCsv(source)).toHaveLength(2);
  });

  test('cells of a spreadsheet', () => {
    expect(['=1', '+1', '-a', '@x', '\tx', 'a=1', 'a"b', 'a,b', -3, null].map(cell)).toEqual([
      "'=1",
      "'+1",
      "'-a",
      "'@x",
      "'\tx",
      'a=1',
      '"a""b"',
      '"a,b"',
      '-3',
      '',
    ]);
  });

  test('characters that XML does not have', () => {
    expect(xml('a\u0000\ud800b\uffff<&>😀\n')).toBe('a\ufffd\ufffdb\ufffd&lt;&amp;&gt;😀\n');
  });
});

/** RFC 4180, read by other code than that which wrote it. */
function parseCsv(source: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < source.length) {
    let value = '';
    if (source[at] === '"') {
      for (at++; ; at++) {
        if (source[at] === '"' && source[at + 1] === '"') value += source[at++];
        else if (source[at] === '"') break;
        else value += source[at];
      }
      at++;
    } else while (at < source.length && source[at] !== ',' && source[at] !== '\r') value += source[at++];
    row.push(value);
    if (source[at] === ',') at++;
    else {
      expect(source.slice(at, at + 2)).toBe('\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

test('the command line offers every format, and no other', async () => {
  const { FORMATS, INCIDENT_FORMATS } = await import('../cli/export.ts');
  expect(FORMATS).toEqual(EXPORT_NAMES);
  expect(INCIDENT_FORMATS.map((name) => (name === 'markdown' ? 'md' : name))).toEqual(INCIDENT_FORMS);
});
