import { expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

it.each([
  [
    'An air strike hit a car near Tyre, killing three people, state media and a security source said.',
    'said',
    ['media', 'source'],
  ],
  [
    'Gunmen raided a village, burning dozens of homes, two security sources and a local official said.',
    'said',
    ['sources', 'official'],
  ],
  [
    'Rebels took the town after hours of fighting with government forces, residents and a spokesman for the rebels said, a day after talks ended.',
    'said',
    ['residents', 'spokesman'],
  ],
  [
    'The attackers stormed the village, about 30 km west of Djibo, at around 11 p.m. on Wednesday, the mayor, Hamidou Maiga, told the agency by telephone.',
    'told',
    ['mayor'],
  ],
])('finds who said it behind what was said: %s', (text, verb, subjects) => {
  expect(clauseIn(text, verb).subjects).toEqual(subjects);
});

it.each([
  ['Officials in Kabul, Herat and Kandahar said the road was open.', 'said', ['Officials']],
  ['The mayor of Tyre, Hassan Dbouk, said the road was open.', 'said', ['mayor']],
  ['The army attacked police, soldiers and guards said to be loyal to him.', 'attacked', ['army']],
])('leaves a subject that stands where it should: %s', (text, verb, subjects) => {
  expect(clauseIn(text, verb).subjects).toEqual(subjects);
});

it('takes no speakers for what was burned', () => {
  const text = 'Gunmen raided a village, burning dozens of homes, two security sources and an official said.';
  expect(clauseIn(text, 'burning').objects).toEqual(['dozens']);
});

it.each([
  [
    'He said troops had repelled the attack and killed 17 rebels, and accused Rwanda of shelling a school.',
    'accused',
    ['He'],
  ],
  [
    'The ministry said its forces had struck a warehouse, and denied targeting civilians.',
    'denied',
    ['ministry'],
  ],
  ['Smith said the bridge had been closed, but added that it would open on Monday.', 'added', ['Smith']],
])('goes on from who spoke: %s', (text, verb, subjects) => {
  expect(clauseIn(text, verb).subjects).toEqual(subjects);
});

it.each([
  ['He said the group had claimed the attack, and threatened more.', 'threatened', ['group']],
  ['He said the army had attacked the town and told residents to leave.', 'told', ['army']],
])('leaves what others are said to have said: %s', (text, verb, subjects) => {
  expect(clauseIn(text, verb).subjects).toEqual(subjects);
});
