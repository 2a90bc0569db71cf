import { describe, expect, it } from 'vitest';
import { createReader, loadResources } from '../../index.ts';
import type { Quantity } from '../../record/reading.ts';

const reader = createReader(loadResources());
const quantities = (text: string) => reader.analyse({ text }).quantities;
const short = (q: Quantity) => `${q.text}: ${q.unit} ${q.measures}`;

describe('what is counted', () => {
  it.each([
    ['The fleet sent four missile ships.', ['four: ship deployed']],
    ['The rebels hold 12 small border villages.', ['12: village other']],
    ['Thousands of sorties were flown.', ['sorties']],
    ['The army raised the number of tanks on the border to 69.', ['69: tank other']],
    ['A 50-member delegation arrived.', ['50: member other']],
    ['Five of the mayor’s guards slept.', ['Five: guard other']],
  ])('%s', (text, expected) => {
    const found = quantities(text).map(short);
    for (const words of expected) expect(found.join('; ')).toContain(words);
  });
});

describe('what a count measures', () => {
  it.each([
    ['The shelling killed 12 farmers.', ['12: farmer killed']],
    ['A bomb went off, killing four and wounding nine.', ['four: person killed', 'nine: person wounded']],
    ['Thirty soldiers were wounded.', ['Thirty: soldier wounded']],
    ['At least 20 people died in the raid.', ['At least 20: person killed']],
    ['The raid left 20 dead and 5 missing.', ['20: person killed', '5: person missing']],
    ['The death toll rose to 50.', ['50: person killed']],
    ['The police arrested over 300 students.', ['over 300: student arrested']],
    ['The blast caused the deaths of 11 miners.', ['11: miner killed']],
    ['The war displaced millions.', ['millions: person displaced']],
    ['In the town 9,000 residents were besieged.', ['9,000: resident besieged']],
    ['The ships fired 26 missiles.', ['26: missile fired']],
    ['The ministry deployed 500 troops.', ['500:']],
    ['Rebels kidnapped two nurses.', ['two: nurse captured']],
    ['Seven people, including two children, were wounded.', ['Seven: person wounded', 'two: child wounded']],
    ['Twenty of them were arrested.', ['Twenty: person arrested']],
    ['Scores were killed.', ['Scores: person killed']],
    ['One soldier was killed and another wounded.', ['One: soldier killed', 'another: person wounded']],
    ['The army bought 40 trucks.', ['40: truck other']],
    ['The flood destroyed 200 houses.', ['200: house other']],
  ])('%s', (text, expected) => {
    const found = quantities(text).map(short);
    for (const words of expected) expect(found.some((line) => line.startsWith(words))).toBe(true);
  });

  it('leaves an active verb to its own object', () => {
    expect(quantities('Fifty soldiers killed 3 farmers.').map(short)).toEqual([
      'Fifty: soldier other',
      '3: farmer killed',
    ]);
  });
});

describe('victims without a number', () => {
  it('counts one person as one', () => {
    expect(quantities('Gunmen killed a policeman near the bridge.').map(short)).toEqual([
      'a policeman: policeman killed',
    ]);
    expect(quantities('The mayor was murdered in his office.')[0]).toMatchObject({
      value: 1,
      measures: 'killed',
    });
  });

  it('counts nobody as none', () => {
    expect(quantities('Nobody was hurt.')[0]).toMatchObject({
      value: 0,
      low: 0,
      high: 0,
      measures: 'wounded',
    });
    expect(quantities('No soldiers were killed.')[0]).toMatchObject({ value: 0, unit: 'soldier' });
  });

  it('leaves what was denied, groups and things', () => {
    expect(quantities('The mayor was not hurt.')).toEqual([]);
    expect(quantities('The army attacked a convoy.')).toEqual([]);
    expect(quantities('The plan was killed by the senate.')).toEqual([]);
  });
});

it('keeps percentages, money, distances and calibres apart from counts', () => {
  const found = quantities('Fire from 120-mm guns 5 km away cost $3 million, or 4 percent of the budget.');
  expect(found.map((q) => [q.unit, q.measures])).toEqual([
    ['mm', 'other'],
    ['km', 'other'],
    ['USD', 'other'],
    ['%', 'other'],
  ]);
});

it('gives spans whose words are the text’s, in order, with ids in order', () => {
  const text = 'Over 50 men and 6-8 women were held; a guard died, and 1 in 10 fled.';
  const found = quantities(text);
  expect(found.map((q) => q.id)).toEqual(found.map((_, i) => `q${i + 1}`));
  for (const q of found) expect(text.slice(q.start, q.end)).toBe(q.text);
  expect(found.map((q) => q.start)).toEqual(found.map((q) => q.start).sort((a, b) => a - b));
});
