import { describe, expect, it } from 'vitest';
import { loadResources } from '../../engine/resources.ts';
import { createStructure } from '../../report/structure.ts';
import type { Timed } from '../layers.ts';
import type { NameSpan } from '../names/types.ts';
import { createTokenizer } from '../tokens/tokens.ts';
import { createPlaces } from './place.ts';

const { knowledge, models } = loadResources();
const findPlaces = createPlaces(knowledge, models);
const structure = createStructure(knowledge);
const tokenize = createTokenizer(knowledge);

/** A report as it comes to the place layer, with the given names found in it and no syntax. */
function heard(text: string, names: Record<string, NameSpan['type']> = {}, url: string | null = null): Timed {
  const report = structure({ text, url });
  const tokens = tokenize({ report });
  const none = new Int32Array(tokens.length).fill(-1);
  const blank = Array.from({ length: tokens.length }, () => '');
  const spans: NameSpan[] = [];
  for (const [words, type] of Object.entries(names)) {
    const start = report.text.indexOf(words);
    const first = tokens.start.indexOf(start);
    const last = tokens.end.indexOf(start + words.length) + 1;
    spans.push({ first, last, type, score: 0.9, entry: null });
  }
  return {
    report,
    tokens,
    syntax: {
      upos: new Uint8Array(tokens.length),
      xpos: blank,
      lemma: blank,
      head: none,
      relation: blank,
      firstChild: none,
      nextSibling: none,
      subtreeStart: none,
      subtreeEnd: none,
      states: new Int8Array(0),
    },
    names: { spans, entities: [], entityAtHead: none, labels: [], equipment: [], areas: [] },
    times: [],
    published: { value: null, method: 'unknown', why: '' },
  };
}

const read = (text: string, names?: Record<string, NameSpan['type']>, url?: string) =>
  findPlaces(heard(text, names, url));
/** "text = name, country" of each place. */
const put = (...args: Parameters<typeof read>) =>
  read(...args).map(({ text, name, country }) => `${text} = ${name}, ${country}`);

describe('which places are meant', () => {
  it.each([
    ['Shells fell on Homs and Idlib on Friday.', ['Homs = Homs, SY', 'Idlib = Idlib, SY']],
    ['The U.S. envoy returned to Geneva.', ['U.S. = United States, US', 'Geneva = Genève, CH']],
    ['The shop in Geneva, Illinois, is shut.', ['Geneva = Geneva, US', 'Illinois = Illinois, US']],
    [
      'Aid reached Nubel and Al-Zahra, two towns north of Aleppo.',
      ['Nubel = Nubl, SY', 'Al-Zahra = Al-Zahraa, SY', 'Aleppo = Aleppo, SY'],
    ],
    [
      'Jets landed at the Khmeimim airbase in the province of Latakia.',
      ['Khmeimim = Khmeimim, SY', 'Latakia = Latakia, SY'],
    ],
    ['The fire broke out in Paris, Texas, at noon.', ['Paris = Paris, US', 'Texas = Texas, US']],
    [
      'They moved from Springfield, Ill., last year.',
      ['Springfield = Springfield, US', 'Ill. = Illinois, US'],
    ],
    ['He was born in London, Ontario.', ['London = London, CA', 'Ontario = Ontario, CA']],
    [
      'Residents of Kramatorsk and Slovyansk left.',
      ['Kramatorsk = Kramatorsk, UA', 'Slovyansk = Sloviansk, UA'],
    ],
  ])('%s', (text, places) => expect(put(text)).toEqual(places));

  it('takes one sense for a name throughout a report', () => {
    const places = read('Police in Athens, Georgia, made an arrest. The Athens man is 40. Athens is quiet.');
    const athens = places.filter(({ text }) => text === 'Athens');
    expect(athens).toHaveLength(3);
    expect(new Set(athens.map(({ admin1 }) => admin1))).toEqual(new Set(['Georgia']));
  });

  it('takes a local paper for one of its country', () => {
    expect(
      put('Police in Cambridge are looking for a witness.', {}, 'https://www.cambridgedaily.co.uk/1'),
    ).toEqual(['Cambridge = Cambridge, GB']);
  });

  it('reads capitals throughout', () => {
    expect(
      put('TWO GUERRILLAS WERE KILLED IN SAN VICENTE, EL SALVADOR. MOST OF THE DEAD WERE YOUNG.'),
    ).toEqual(['SAN VICENTE = San Vicente, SV', 'EL SALVADOR = El Salvador, SV']);
  });

  it('reads a name that a line end breaks, and leaves the common words of capitals', () => {
    const text =
      'THE ARMY SAID FROM THE CAPITAL THAT SO THEY KNOW THE BOMB WAS FOUND IN SAN\nMIGUEL, EL SALVADOR, ON JUAN STREET IN THE CITY.';
    expect(put(text)).toEqual(['SAN\nMIGUEL = San Miguel, SV', 'EL SALVADOR = El Salvador, SV']);
  });

  it('gives countries by name and by demonym, and says which', () => {
    const places = read('Syria accused Turkey of shelling. A Russian plane and three Americans were there.');
    expect(places.map(({ text, country, use, precision }) => [text, country, use, precision])).toEqual([
      ['Syria', 'SY', 'literal', 'country'],
      ['Turkey', 'TR', 'literal', 'country'],
      ['Russian', 'RU', 'demonym', 'country'],
      ['Americans', 'US', 'demonym', 'country'],
    ]);
  });
});

describe('what is no place', () => {
  it.each([
    ['Mr. Salem said so, and Salem left.', {}],
    ['Governor Khodr Salem spoke first. Salem then thanked the conscripts.', {}],
    ['Jordan Smith and Victoria Jones resigned.', {}],
    ['The Islamic State claimed the attack.', { 'Islamic State': 'organization' }],
    ['Fighters of the Homs Battalion withdrew.', { 'Homs Battalion': 'organization' }],
    ['They watched Paris Saint-Germain win.', { 'Paris Saint-Germain': 'organization' }],
    ['Most of the dead were children. In March, nobody came. Many left.', {}],
    ['The Department of Agriculture and the Board of Education agreed.', {}],
    ['It costs US$58 million, the White House said.', {}],
    ['A new strain of the Marburg virus was found.', {}],
    ['', {}],
    ['?!… \n\n 12', {}],
  ] as [string, Record<string, NameSpan['type']>][])('%s', (text, names) =>
    expect(put(text, names)).toEqual([]),
  );

  it('tells a person from the place of the same name by its words', () => {
    expect(put('President Lincoln went to Lincoln, Neb., by train.')).toEqual([
      'Lincoln = Lincoln, US',
      'Neb. = Nebraska, US',
    ]);
  });
});

describe('a place that the gazetteer lacks', () => {
  it('gets the area that the text gives it, and takes nothing from the rest', () => {
    const places = read('Troops entered Quzabad in the province of Latakia, north of Homs.', {
      Quzabad: 'location',
    });
    expect(places.map(({ text, country, precision }) => [text, country, precision])).toEqual([
      ['Quzabad', 'SY', 'region'],
      ['Latakia', 'SY', 'region'],
      ['Homs', 'SY', 'settlement'],
    ]);
    expect(places[0]).toMatchObject({ name: 'Quzabad', geonames: null });
  });

  it('is unknown when the report says nothing of where it lies', () => {
    expect(read('Troops entered Quzabad on Monday.', { Quzabad: 'location' })).toMatchObject([
      { text: 'Quzabad', lat: null, lon: null, country: null, precision: 'unknown', score: 0 },
    ]);
  });

  it('is not put on another continent when it has a namesake there', () => {
    const places = read(
      'Shells fell on Tomsville, Homs, Hama and Aleppo in Syria. Syria and Aleppo said so.',
      {
        Tomsville: 'location',
      },
    );
    expect(places[0]).toMatchObject({ text: 'Tomsville', country: 'SY' });
  });

  it('is a place all the same where the report was filed', () => {
    const places = read('QUZABAD (Syria), February 8. /TASS/. The army left.');
    expect(places.map(({ text, country }) => [text, country])).toEqual([
      ['QUZABAD', 'SY'],
      ['Syria', 'SY'],
    ]);
  });
});

it('says how precisely each place is known', () => {
  const text = 'From Syria, the Sahel and Texas to Mahoning County, Homs and the Incirlik airbase.';
  expect(read(text).map(({ text, precision }) => [text, precision])).toEqual([
    ['Syria', 'country'],
    ['Sahel', 'region'],
    ['Texas', 'region'],
    ['Mahoning County', 'district'],
    ['Homs', 'settlement'],
    ['Incirlik', 'exact'],
  ]);
});

it('tells a province from the city of the same name by the words beside it', () => {
  const text =
    'Aleppo province was calm; in Aleppo, and in Latakia Governorate, it was not. Homs is in the province of Homs.';
  expect(read(text).map(({ text, feature }) => [text, feature])).toEqual([
    ['Aleppo', 'ADM1'],
    ['Aleppo', 'PPLA'],
    ['Latakia Governorate', 'ADM1'],
    ['Homs', 'PPLA'],
    ['Homs', 'ADM1'],
  ]);
});

it('finds the counties before their common word, and a politician’s home behind the party', () => {
  const text = 'Sen. Frank Example, D-N.J., went to Douglas, Sarpy and Lancaster counties.';
  expect(read(text).map(({ text, feature }) => [text, feature])).toEqual([
    ['N.J.', 'ADM1'],
    ['Douglas', 'ADM2'],
    ['Sarpy', 'ADM2'],
    ['Lancaster', 'ADM2'],
  ]);
});

it('numbers places in the order of the text, with the words of each', () => {
  const doc = heard('In Homs, in Hama and in Paris, France.');
  const places = findPlaces(doc);
  expect(places.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3', 'p4']);
  for (const { start, end, text } of places) expect(doc.report.text.slice(start, end)).toBe(text);
});

it('is linear in the text', () => {
  const sentence = 'Al-el-al San de la Santa of the de Rio County of Homs in the - . Ad Al Ash El ';
  const long = heard(sentence.repeat(3000));
  const begin = performance.now();
  findPlaces(long);
  expect(performance.now() - begin).toBeLessThan(8000);
});
