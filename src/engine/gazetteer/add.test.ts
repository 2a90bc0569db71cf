import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGazetteer } from '../../read/place/gazetteer/gazetteer.ts';
import { fineKey } from '../../read/place/gazetteer/keys.ts';
import { packGazetteer } from '../../read/place/gazetteer/pack.ts';
import { addToGazetteer, loadAddedGazetteers } from './add.ts';

const KINDS = 'kind\tcode\nvillage\tPPL\nairbase\tAIRB\n';
const knowledge = new Map([['places/kinds.tsv', KINDS]]);
const base = packGazetteer(
  [
    {
      id: 170063,
      name: 'Aleppo',
      otherNames: [],
      lat: 36.2,
      lon: 37.16,
      feature: 'PPLA',
      country: 'SY',
      admin1: 'SY.09',
      admin2: 0,
      population: 1_602_264,
    },
  ],
  'test',
);
const models = new Map([['gazetteer/gazetteer.bin', base]]);

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'gazetteer-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

let count = 0;
async function add(
  content: string | Uint8Array,
  more: { name?: string; folder?: string; partSize?: number } = {},
) {
  const { name = `file${++count}.tsv`, folder = join(work, `g${count}`), ...rest } = more;
  const file = join(work, name);
  await writeFile(file, content);
  const report = await addToGazetteer({ file, folder, knowledge, models, ...rest });
  return { report, folder, added: await loadAddedGazetteers(folder) };
}

function names(added: Map<string, Uint8Array>, name: string): string[] {
  const found: string[] = [];
  for (const bytes of added.values()) {
    const gazetteer = openGazetteer(bytes);
    gazetteer.lookup(fineKey(name), true, (record) =>
      found.push(`${gazetteer.name(record)} ${gazetteer.feature(record)}`),
    );
  }
  return found;
}

const dump = (id: number, name: string, lat = '36.1', country = 'SY') =>
  [
    id,
    name,
    name,
    'Other Name,другое',
    lat,
    '37.2',
    'P',
    'PPL',
    country,
    '',
    '09',
    '',
    '',
    '',
    '1200',
    '',
    '300',
    'Asia/Damascus',
    '2020-01-01',
  ].join('\t');

describe('a list of one’s own', () => {
  it('is taken with and without a line of columns', async () => {
    const { report, added } = await add('name\tlat\tlon\tcountry\tkind\nQuzabad\t35.5\t36.1\tSY\tvillage\n');
    expect(report).toMatchObject({ form: 'list', places: 1, bad: 0 });
    expect(names(added, 'Quzabad')).toEqual(['Quzabad PPL']);
    const bare = await add('Tal Quz\t35.5\t36.1\tsy\tAIRB\n');
    expect(names(bare.added, 'Tall al-Quz')).toEqual(['Tal Quz AIRB']);
    expect(openGazetteer([...bare.added.values()][0]!).meta.listed).toBe(true);
  });

  it('names each bad line and what is wrong with it', async () => {
    const good = Array.from({ length: 60 }, (_, i) => `Place${i}\t35\t36\tSY\tvillage`).join('\n');
    const { report } = await add(
      `${good}\nNorth\t95\t36\tSY\tvillage\nNowhere\tx\t36\tSY\tvillage\nOdd\t35\t36\tSyria\tvillage\nStrange\t35\t36\tSY\tthing\n`,
    );
    expect(report.places).toBe(60);
    expect(report.problems.map(({ line }) => line)).toEqual([61, 62, 63, 64]);
    expect(report.problems.map(({ problem }) => problem).join('\n')).toMatch(
      /95.*latitude[\s\S]*Syria[\s\S]*thing/,
    );
  });
});

describe('a GeoNames dump', () => {
  it('is packed in parts of a bounded size', async () => {
    const lines = Array.from({ length: 25 }, (_, i) => dump(i + 1, `Town${i}`));
    const { report, added } = await add(`${lines.join('\n')}\n`, { partSize: 10 });
    expect(report).toMatchObject({ form: 'geonames', places: 25 });
    expect(added.size).toBe(3);
    expect(names(added, 'Town24')).toEqual(['Town24 PPL']);
    expect(names(added, 'Other Name')).toHaveLength(25);
  });

  it('is read from gzip, too', async () => {
    const { report } = await add(gzipSync(`${dump(1, 'Quzabad')}\n`), { name: 'SY.txt.gz' });
    expect(report.places).toBe(1);
  });

  it('that is cut short leaves the old gazetteer as it was', async () => {
    const folder = join(work, 'cut');
    await add(`${dump(1, 'Oldtown')}\n`, { name: 'SY.txt', folder });
    const lines = Array.from({ length: 30 }, (_, i) => dump(i + 1, `Town${i}`)).join('\n');
    await expect(add(lines.slice(0, -60), { name: 'SY.txt', folder })).rejects.toThrow(
      /SY.txt:30.*cut short/,
    );
    expect(names(await loadAddedGazetteers(folder), 'Oldtown')).toEqual(['Oldtown PPL']);
    expect(await readdir(folder)).toEqual(['SY']);
  });

  it('of the same name takes the place of the old one', async () => {
    const folder = join(work, 'again');
    await add(`${dump(1, 'Oldtown')}\n`, { name: 'SY.txt', folder });
    const { added } = await add(`${dump(2, 'Newtown')}\n`, { name: 'SY.txt', folder });
    expect(names(added, 'Oldtown')).toEqual([]);
    expect(names(added, 'Newtown')).toEqual(['Newtown PPL']);
    expect(await readdir(folder)).toEqual(['SY']);
  });
});

describe('alternateNamesV2', () => {
  it('gives further names to places that are known', async () => {
    const { report, added } = await add(
      '1\t170063\ten\tHalabtown\t\t\t\t\t\t\n2\t170063\tlink\thttps://x\t\t\t\t\t\t\n3\t999\ten\tElsewhere\t\t\t\t\t\t\n4\t170063\tar\tحلب\t\t\t\t\t\t\n',
    );
    expect(report).toMatchObject({ form: 'alternate-names', places: 1, leftOut: 2 });
    expect(names(added, 'Halabtown')).toEqual(['Aleppo PPLA']);
    expect(names(added, 'Elsewhere')).toEqual([]);
  });
});

describe('a file that is no gazetteer', () => {
  it.each([
    ['', /holds no place/],
    ['just some words\nand more\n', /GeoNames dump/],
    ['a\tb\tc\td\te\n', /GeoNames dump/],
    ['Home\t35\t36\tSY\tthing\n', /holds no place.*:1: "thing"/],
  ])('%j is refused with a reason', async (content, reason) => {
    await expect(add(content)).rejects.toThrow(reason);
  });

  it('with a wrong column is given up early', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) =>
      i ? `P${i}\t36\tnorth\tSY\tvillage` : dump(1, 'A'),
    );
    await expect(add(`${lines.join('\n')}\n`)).rejects.toThrow(/of 1000 lines are bad/);
  });

  it('that is not there is said to be so', async () => {
    const options = { file: join(work, 'missing.tsv'), folder: join(work, 'm'), knowledge, models };
    await expect(addToGazetteer(options)).rejects.toThrow(/missing.tsv/);
  });
});
