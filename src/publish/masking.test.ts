import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import type { Archive } from '../archive/archive.ts';
import { type ChronologyRecord, chronology } from '../archive/chronology.ts';
import { createRecords } from '../archive/event-record.ts';
import { readingOf } from '../archive/reports.ts';
import { reportKey } from '../archive/rows.ts';
import { loadResources } from '../engine/resources.ts';
import { createReader } from '../read/read.ts';
import { Reading } from '../record/reading.ts';
import { createApp } from '../server/app.ts';
import { annotation } from './annotation.ts';
import { EXPORT_NAMES, exportFormat } from './export.ts';
import { Mask, maskedItems, maskReading, maskRecord, masksOf } from './masking.ts';
import { isOffice } from './offices.ts';
import { sentenceOf } from './sentence.ts';

const REPORTS = [
  {
    title: 'Teacher killed in Homs',
    url: 'https://news.example/2016/farida-mansour-killed',
    text: 'Gunmen killed Farida Mansour, a 34-year-old teacher, in Homs on Monday, the governor said. "Farida was my friend," said Omar Haddad, who saw the attack. Mansour had two children. President Bashar al-Assad condemned the killing.',
  },
  {
    title: 'Minister speaks',
    url: 'https://news.example/2016/minister',
    text: 'Interior Minister Karim Azzam said on Tuesday that police had arrested nine people in Aleppo. Azzam promised more patrols.',
  },
  {
    title: 'Azzam attacked',
    url: null,
    text: 'Attackers wounded Karim Azzam in Aleppo on Friday, police said. Karim Azzam was taken to hospital.',
  },
];
const PRIVATE = /Farida|Mansour|Omar Haddad|Haddad/i;

const folder = temporaryFolder();
let archive: Archive;
let readings: Reading[];

beforeAll(async () => {
  const reader = createReader(loadResources());
  readings = REPORTS.map(({ title, text, url }) =>
    reader.read({ text, title, url, publisher: 'Sample Post', published: '2016-02-09', language: 'en' }),
  );
  archive = await archiveOf(join(folder.path, 'a.db'), readings);
});
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

describe('who is private', () => {
  test('a victim and a witness without an office; not a president, not a minister, not one who is known elsewhere', async () => {
    const masks = await masksOf(archive, readings.map(reportKey));
    const called = Object.fromEntries(
      [...masks.values()].flatMap(({ persons }) => persons.map(({ called, names }) => [names[0], called])),
    );
    expect(Object.keys(called).sort()).toEqual(['Farida Mansour', 'Omar Haddad']);
    expect(called['Farida Mansour']).toMatch(/^victim \d$/);
    expect(called['Omar Haddad']).toMatch(/^source \d$/);
  });

  test.each(['Interior Minister', 'head of the Red Cross', 'union leader', 'spokeswoman', 'former senator'])(
    '%s is an office',
    (role) => expect(isOffice(role)).toBe(true),
  );
  test.each([
    '43-year-old school teacher',
    'head nurse',
    'a mother of two',
    'chief cook',
    'eyewitness',
    'resident',
  ])('%s is none', (role) => expect(isOffice(role)).toBe(false));
});

describe('what is shared', () => {
  const masked = (text: boolean) =>
    maskedItems(archive, chronology(archive, {}, { text }), ({ report }) => report);

  test.each(EXPORT_NAMES)(
    '%s holds no private name, and what it holds is called the same every time',
    async (name) => {
      const { needsText, write } = exportFormat(name);
      const whole = async () => {
        const parts: Buffer[] = [];
        for await (const part of write(masked(needsText ?? false))) parts.push(Buffer.from(part));
        return Buffer.concat(parts);
      };
      const bytes = await whole();
      expect(bytes.toString('utf8')).not.toMatch(PRIVATE);
      expect(bytes.equals(await whole())).toBe(true);
    },
  );

  test('public persons stay, and the victim is told by a description', async () => {
    let text = '';
    for await (const part of exportFormat('csv').write(masked(false))) text += part;
    expect(text).toContain('Karim Azzam');
    expect(text).toMatch(/\[victim \d\]/);
  });

  test('a reading for readers: no name, every position true', async () => {
    const reading = readings[0]!;
    const mask = (await masksOf(archive, [reportKey(reading)])).get(reportKey(reading))!;
    const shown = maskReading((await readingOf(archive, reportKey(reading)))!, mask);
    expect(JSON.stringify(shown)).not.toMatch(PRIVATE);
    expect(shown.report.text).toHaveLength(reading.report.text.length);
    Reading.parse(shown);
    const check = (value: unknown): void => {
      if (value === null || typeof value !== 'object') return;
      const { start, end, text } = value as { start?: number; end?: number; text?: string };
      if (typeof start === 'number' && typeof end === 'number' && typeof text === 'string')
        expect(text).toBe(shown.report.text.slice(start, end));
      for (const part of Object.values(value)) check(part);
    };
    check(shown);
  });

  test('nothing that the API shows a reader, of any route, holds a private name', async () => {
    const app = createApp(archive, {
      token: 'secret',
      tokenRole: 'reader',
      hosts: null,
      limits: { costly: { burst: 1e6, perMinute: 1e6 } },
    });
    const get = async (path: string) =>
      app.request(`http://localhost${path}`, { headers: { authorization: 'Bearer secret' } });
    const { paths } = await (await get('/openapi.json')).json();
    const ids = readings.map(reportKey);
    let asked = 0;
    for (const [path, methods] of Object.entries(paths as Record<string, object>)) {
      if (!('get' in methods) || path.includes('{n}') || path.includes('/jobs')) continue;
      const all = path.includes('{id}') ? ids.map((id) => path.replace('{id}', id)) : [path];
      const named = all.flatMap((one) =>
        one.includes('{format}') ? EXPORT_NAMES.map((name) => one.replace('{format}', name)) : [one],
      );
      for (const one of named) {
        const answer = await get(one);
        expect(answer.status, one).toBeLessThan(500);
        expect(await answer.text(), one).not.toMatch(PRIVATE);
        asked++;
      }
    }
    expect(asked).toBeGreaterThan(30);
    expect((await get('/api/chronology.csv?unmasked=1')).status).toBe(403);
    expect((await get('/api/captures/1/bytes')).status).toBe(403);
  });

  test('whoever sits at the machine sees the words, and files without names unless asked otherwise', async () => {
    const app = createApp(archive, { token: null, hosts: null });
    const text = async (path: string) => (await app.request(`http://localhost${path}`)).text();
    expect(await text('/api/chronology')).toMatch(PRIVATE);
    expect(await text('/api/chronology.csv')).not.toMatch(PRIVATE);
    expect(await text('/api/chronology.csv?unmasked=1')).toMatch(PRIVATE);
    expect(await text('/api/claims.json')).not.toMatch(PRIVATE);
  });
});

test('names: the longest first, whole words only, in capitals too, over a line end', () => {
  const mask = new Mask('0123456789abcdef0123', [
    { called: 'victim 1', names: ['Ann Lee', 'Lee'] },
    { called: 'source 2', names: ['D. (Bob) Ray*'] },
    { called: 'victim 3', names: ['Jean-Paul Ul-Sóla'] },
  ]);
  expect(mask.text('Ann Lee')).toBe('victim 1 of report 01234567');
  expect(mask.text('Ann\nLee met ANN LEE and Lee; Leeds, Leelee stay.')).toBe(
    '[victim 1] met [victim 1] and [victim 1]; Leeds, Leelee stay.',
  );
  expect(mask.text('Said D. (Bob) Ray* there')).toBe('Said [source 2] there');
  expect(mask.text('They found Jean-Paul Ul-Sóla.')).toBe('They found [victim 3].');
  expect(mask.blackened('Ann Lee fled')).toBe('███ ███ fled');
  expect(mask.address('https://x.example/lee')).toBe('https://x.example/lee');
  expect(mask.address('https://x.example/ann-lee')).toBe('https://x.example/');
  expect(
    new Mask(null, [{ called: 'a', names: ['Mansour'] }]).address('https://x.example/a/mansour-dead'),
  ).toBe('https://x.example/');
});

test('mail addresses, handles, hashtags and web addresses in running words that spell a name', () => {
  const mask = new Mask(null, [{ called: 'victim 1', names: ['José Marín', 'Marín'] }]);
  for (const spelled of [
    'jose.marin@mail.example',
    '@JoseMarin',
    '#JusticeForMarín',
    'https://x.example/~marin',
  ])
    expect(mask.text(`Write to ${spelled}. He`)).toBe('Write to [victim 1]. He');
  const words = 'See @jmarin1 now, or tips@mail.example, #Homs, and/or marina';
  expect(mask.text(words)).toBe('See [victim 1] now, or tips@mail.example, #Homs, and/or marina');
  expect(mask.blackened(words)).toBe(words.replace('@jmarin1', '████████'));
});

test('a statement is not cut by positions that masking has moved', () => {
  const reading = createReader(loadResources()).read({
    text: 'Gunmen killed Farida Mansour and wounded her two young sons in Homs on Monday, police said.',
    title: null,
    url: null,
    publisher: null,
    published: '2016-02-09',
    language: 'en',
  });
  const mask = new Mask(null, [{ called: 'victim 1', names: ['Farida Mansour'] }]);
  for (const event of reading.events) {
    const record = createRecords(reading)(event);
    // A name alone is "victim 1", one in running words "[victim 1]".
    expect(sentenceOf(maskRecord(record, mask))).toBe(mask.text(sentenceOf(record)).replace(/[[\]]/g, ''));
    const text = reading.report.text;
    const [position, quote] = JSON.parse(
      annotation(
        maskRecord({ ...record, text, report: '0', url: null } as unknown as ChronologyRecord, mask),
      ),
    ).target.selector;
    expect(quote.exact).toBe(mask.blackened(text).slice(position.start, position.end));
  }
});
