import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tableOf } from '../knowledge/table.ts';
import { EVENT_STATUSES, EVENT_TYPES } from '../record/vocabulary.ts';
import { edtfInWords } from './edtf-words.ts';
import { createIncidentSentence, type Stated } from './incident-sentence.ts';

const knowledge = new Map(
  ['incidents/wording.tsv', 'incidents/vocabulary.tsv'].map((name) => [
    name,
    readFileSync(new URL(`../../knowledge/${name}`, import.meta.url), 'utf8'),
  ]),
);
const sentenceOf = createIncidentSentence(knowledge);
const name = (words: string, by: string | null = null) => ({ name: words, label: by !== null, by });

const stated = (
  changes: Partial<Omit<Stated, 'wording'>> & { wording?: Partial<Stated['wording']> } = {},
): Stated => ({
  type: 'ASSAULT',
  mode: null,
  status: 'actual',
  when: '2016-02-01/2016-02-07',
  dateDoubtful: false,
  place: {
    name: 'Orrin',
    geonames: null,
    lat: null,
    lon: null,
    country: 'SY',
    admin1: null,
    precision: 'settlement',
  },
  actors: [],
  recipients: [],
  counts: [],
  origins: 3,
  contradictions: 0,
  ...changes,
  wording: {
    lemma: 'besiege',
    actors: [name('The Northern Front')],
    recipients: [name('Kesh')],
    sources: [],
    outlets: ['Levant Wire'],
    deniedBy: [],
    ...changes.wording,
  },
});
/** The last figure of an origin. */
const last = (low: number, high: number | null) => ({ origin: 'o', outlet: null, asOf: null, low, high });
const toll = { measures: 'killed' as const, relation: 'disagreement' as const, latest: [] };

describe('an incident as a sentence', () => {
  test.each<[string, Parameters<typeof stated>[0], string]>([
    [
      'who did what to whom, where, when, on whose word',
      { type: 'COERCE' },
      'The Northern Front is reported to have besieged Kesh in Orrin between 1 and 7 February 2016 (Levant Wire; 2 other origins).',
    ],
    [
      'where nobody is said to have done it',
      {
        wording: { lemma: 'kill', actors: [], recipients: [] },
        counts: [{ ...toll, lowest: 3, highest: 5 }],
        origins: 1,
        when: '2016-02-01',
      },
      'A killing is reported in Orrin on 1 February 2016: 3 to 5 killed (Levant Wire).',
    ],
    [
      'each end of a range as those who give it bound it',
      {
        wording: { lemma: 'kill', actors: [], recipients: [] },
        counts: [
          { ...toll, lowest: 638, highest: 4500, latest: [last(638, null), last(4500, 4500)] },
          { ...toll, measures: 'wounded', lowest: 20, highest: 30, latest: [last(30, null), last(20, 20)] },
        ],
        origins: 1,
        when: '2016-02-01',
      },
      'A killing is reported in Orrin on 1 February 2016: at least 638 to 4,500 killed, 20 to at least 30 wounded (Levant Wire).',
    ],
    [
      'to whom it was done',
      {
        wording: { lemma: 'arrest', actors: [], recipients: [name('two students')] },
        type: 'COERCE',
        place: null,
        when: null,
        origins: 1,
      },
      'Two students are reported to have been arrested (Levant Wire).',
    ],
    [
      'a label, with who applied it',
      {
        wording: { lemma: 'attack', actors: [name('terrorists', 'state television')] },
        place: null,
        when: null,
        origins: 2,
      },
      '“Terrorists” (so called by state television) are reported to have attacked Kesh (Levant Wire; 1 other origin).',
    ],
    [
      'on the word of somebody, and denied',
      {
        wording: { lemma: 'shell', sources: ['the army', 'a doctor', 'Hale'], deniedBy: ['the front'] },
        place: null,
        when: null,
        origins: 1,
      },
      'The Northern Front is reported to have shelled Kesh, according to the army, a doctor and others; denied by the front (Levant Wire).',
    ],
    [
      'a doubtful date, no outlet',
      {
        wording: { lemma: 'attack', outlets: [] },
        place: null,
        when: '2016-02',
        dateDoubtful: true,
        origins: 1,
      },
      'The Northern Front is reported to have attacked Kesh in February 2016 (?) (outlet not named).',
    ],
    [
      'what is told without its object',
      {
        type: 'SUPPORT',
        wording: { lemma: 'endorse', actors: [name('Two parties')], recipients: [] },
        place: null,
        when: null,
        origins: 1,
      },
      'Support by Two parties is reported (Levant Wire).',
    ],
  ])('%s', (_, changes, words) => {
    expect(sentenceOf(stated(changes))).toBe(words);
  });

  test('is never more certain than its sources', () => {
    const say = (status: Stated['status']) =>
      sentenceOf(stated({ status, place: null, when: null, origins: 1 }));
    expect(say('planned')).toContain('is reported to plan to');
    expect(say('possible')).toContain('possibly');
    expect(say('denied')).toContain('is reported not to have');
    for (const status of EVENT_STATUSES) expect(say(status)).toMatch(/reported/);
  });

  test('has no word of its own that is not in the lists', () => {
    const allowed = new Set<string>();
    const allow = (text: string) => {
      for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) allowed.add(word);
    };
    for (const { cells } of tableOf(knowledge, 'incidents/vocabulary.tsv')) allow(cells['word']!);
    for (const { cells } of tableOf(knowledge, 'incidents/wording.tsv'))
      for (const column of ['base', 'participle', 'ing', 'object', 'noun', 'towards']) allow(cells[column]!);
    const lemmas = tableOf(knowledge, 'incidents/wording.tsv').flatMap(({ cells }) =>
      cells['trigger']!.split('|'),
    );
    const modes = tableOf(knowledge, 'incidents/wording.tsv').map(({ cells }) => cells['mode'] || null);
    const times = [
      null,
      '2016',
      '2016-02',
      '2016-02-08',
      '2016-02-01/2016-03-07',
      '2015/2016',
      '../2016',
      '2016/..',
      '197X',
      '1916-22',
      '2016-02-08~',
      '2016?',
    ];
    const found = new Set<string>();
    const odd: string[] = [];
    let n = 0;
    for (const type of EVENT_TYPES)
      for (const status of EVENT_STATUSES)
        for (const lemma of [...lemmas, 'zzz'])
          for (const mode of n % 7 ? [null] : modes) {
            n++;
            const sentence = sentenceOf(
              stated({
                type,
                status,
                mode,
                when: times[n % times.length]!,
                dateDoubtful: n % 3 === 0,
                origins: 1 + (n % 3),
                place:
                  n % 2
                    ? null
                    : {
                        name: 'Xplace',
                        geonames: null,
                        lat: null,
                        lon: null,
                        country: null,
                        admin1: null,
                        precision: 'unknown',
                      },
                counts:
                  n % 5
                    ? []
                    : [
                        {
                          ...toll,
                          measures: n % 2 ? 'killed' : 'wounded',
                          lowest: n % 11,
                          highest: n % 13 ? 12 : null,
                        },
                      ],
                wording: {
                  lemma,
                  actors: [[], [name('Xactor')], [name('Xactor'), name('Xband', 'Xsource'), name('Xthird')]][
                    n % 3
                  ]!,
                  recipients: [[], [name('Xtarget')]][n % 2]!,
                  sources: [[], ['Xsource'], ['Xsource', 'Xother', 'Xmore']][n % 3]!,
                  outlets: n % 4 ? ['Xoutlet'] : [],
                  deniedBy: n % 6 ? [] : ['Xdenier'],
                },
              }),
            );
            for (const word of sentence.match(/(?<![\d\p{L}])\p{L}+/gu) ?? [])
              if (!/^X/.test(word) && !allowed.has(word.toLowerCase())) found.add(word);
            if (!/^[“\p{Lu}]/u.test(sentence) || / {2}| [.,;]|undefined|null/.test(sentence))
              odd.push(sentence);
          }
    expect([...found]).toEqual([]);
    expect(odd).toEqual([]);
  });

  test('the lists judge nobody', () => {
    const judging =
      /terroris|regime|thug|brutal|barbar|heroic|martyr|cowardly|massacr|claimed|admitted|alleged|so-called|extremis|militant/i;
    // Triggers are words of reports: they choose the line and are never written.
    for (const [, text] of knowledge)
      for (const line of text.split('\n').filter((line) => !line.startsWith('#') && !line.startsWith('type')))
        expect(
          line
            .split('\t')
            .filter((_, i) => i !== 2 || line.split('\t').length < 3)
            .join(' '),
        ).not.toMatch(judging);
  });
});

test.each([
  ['2016-02-08', 'on 8 February 2016'],
  ['2016-02', 'in February 2016'],
  ['2016', 'in 2016'],
  ['2016-02-01/2016-02-07', 'between 1 and 7 February 2016'],
  ['2016-01-30/2016-02-07', 'between 30 January and 7 February 2016'],
  ['2015-12-30/2016-02-07', 'between 30 December 2015 and 7 February 2016'],
  ['../2016-02', 'until February 2016'],
  ['2016-02-03/..', 'since 3 February 2016'],
  ['2016-02-08~', 'on about 8 February 2016'],
  ['197X', 'in the 1970s'],
  ['1916-22', 'in summer 1916'],
  ['XXXX-02-08', 'on 8 February'],
  ['no date', 'no date'],
])('%s in words', (edtf, words) => {
  expect(edtfInWords(edtf)).toBe(words);
});
