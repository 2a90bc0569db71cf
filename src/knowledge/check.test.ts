import { describe, expect, it } from 'vitest';
import { loadResources } from '../engine/resources.ts';
import { checkKnowledge } from './check.ts';

const countries = [
  'names/countries.tsv',
  '# Countries.\ncode\tname\tother\tadjective\tpeople\tseats\nSY\tSyria\n',
] as const;
const problemsOf = (...files: (readonly [string, string])[]) =>
  checkKnowledge(new Map([countries, ...files])).map((p) => `${p.file}:${p.line}: ${p.problem}`);

describe('checkKnowledge', () => {
  it('finds nothing wrong with the lists that come with the program', () => {
    expect(checkKnowledge(loadResources().knowledge)).toEqual([]);
  });

  it('names the line of a code, kind or year that does not exist', () => {
    const list =
      '# Forces.\nname\tother\tkind\tcountry\tsector\tfrom\tto\nRed Guard\t\tmilitary\tXX\tMIL\nBlue Guard\t\tarmy\tSY\tMIL\t20th\nOld Guard\t\tmilitary\tSY\tMLI\t1990\t1980\n';
    const problems = problemsOf(['names/actors/forces.tsv', list]);
    expect(problems).toHaveLength(5);
    expect(problems[0]).toContain('forces.tsv:3: country "XX"');
    expect(problems[1]).toContain('forces.tsv:4: kind "army" is not one of');
    expect(problems.join('\n')).toContain('from "20th" is no year');
    expect(problems.join('\n')).toContain('sector "MLI"');
    expect(problems.join('\n')).toContain('forces.tsv:5: it ends before it begins');
  });

  it('finds a name twice, in one list or in two of a folder, however it is written', () => {
    const head = '# Groups.\nname\tother\tkind\tcountry\tsector\n';
    const problems = problemsOf(
      ['names/actors/a.tsv', `${head}Ansar al-Haq\tAnsar Al Haq\tarmed-group\tSY\tREB\n`],
      ['names/actors/b.tsv', `${head}Ansár al-Haq\t\tarmed-group\tSY\tREB\n`],
    );
    expect(problems).toEqual([
      'names/actors/a.tsv:3: "Ansar Al Haq" stands twice in this line: case, accents and signs make no difference',
      'names/actors/b.tsv:3: "Ansár al-Haq" is already at names/actors/a.tsv:3',
    ]);
  });

  it('tells acronyms apart by their capitals', () => {
    const head = '# Groups.\nname\tother\tkind\tcountry\tsector\n';
    expect(
      problemsOf([
        'names/actors/a.tsv',
        `${head}One Front\tJEM\torganization\tSY\tREB\nTwo Front\tJeM\torganization\tSY\tREB\n`,
      ]),
    ).toEqual([]);
  });

  it('finds entries that no text can reach, and lines with too many cells', () => {
    const problems = problemsOf(
      ['names/modifiers.tsv', '# Words.\nword\tkind\tsector\n---\t\t\nrebel\t\t\t\tREB\n'],
      ['names/words.tsv', '# Words.\nword\n…\n'],
    );
    expect(problems.some((p) => p.includes('names/modifiers.tsv:4'))).toBe(true);
    expect(problems.some((p) => p.includes('"…" has no letter'))).toBe(true);
  });

  it('asks that a list say what it holds', () => {
    expect(problemsOf(['names/words.tsv', 'word\nwho\n'])).toEqual([
      'names/words.tsv:1: the first line is no comment that says what the list holds',
    ]);
  });
});
