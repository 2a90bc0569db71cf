import { describe, expect, test } from 'vitest';
import { loadResources } from '../../engine/resources.ts';
import { createStructure } from '../../report/structure.ts';
import { createTokenizer } from '../tokens/tokens.ts';
import { findQuotations } from './quotes.ts';

const { knowledge } = loadResources();
const structure = createStructure(knowledge);
const tokenize = createTokenizer(knowledge);

function quoted(text: string, depth = 0): string[] {
  const report = structure({ text });
  const tokens = tokenize({ report });
  return findQuotations(tokens, report.blocks)
    .all.filter((q) => q.depth === depth)
    .map((q) => report.text.slice(tokens.start[q.first]!, tokens.end[q.last - 1]!));
}

describe('quotation marks', () => {
  test.each([
    ['straight', 'The road is open, "quite open," he said. "Go."', ['"quite open,"', '"Go."']],
    ['typeset', 'He said: “The road is open.” She left.', ['“The road is open.”']],
    ['low and high', 'Er sagte: „The road is open“ and left.', ['„The road is open“']],
    ['angles', 'He said: «The road is open» and left.', ['«The road is open»']],
    ['angles inside out', 'He said: »The road is open« and left.', ['»The road is open«']],
    ['two apostrophes', "He said: ''The road is open'' and left.", ["''The road is open''"]],
    ['typewriter', "He said: ``The road is open'' and left.", ["``The road is open''"]],
    ['single', "He called it 'a good road' and left.", ["'a good road'"]],
    ['single typeset', 'He called it ‘a driver’s road’ and left.', ['‘a driver’s road’']],
  ])('%s', (_, text, want) => expect(quoted(text)).toEqual(want));

  test.each([
    ['possessives', "The drivers' union and the miners' union met the ministers' aides."],
    ['clitics', "It's the driver's road and they don't care about '98."],
    ['inches', 'The shell was 5" wide.'],
  ])('leaves %s', (_, text) => expect(quoted(text)).toEqual([]));

  test('nested three deep', () => {
    const text = 'Karim said: “She told me, ‘The sign read “Closed” all day,’ and left.”';
    expect(quoted(text)).toEqual(['“She told me, ‘The sign read “Closed” all day,’ and left.”']);
    expect(quoted(text, 1)).toEqual(['‘The sign read “Closed” all day,’']);
    expect(quoted(text, 2)).toEqual(['“Closed”']);
  });

  test('runs over paragraphs when each opens with the mark', () => {
    const text = 'Mr Adeyemi spoke first.\n\n"The bridge is gone.\n\n"We need boats," he said.';
    expect(quoted(text)).toEqual(['"The bridge is gone.\n\n"We need boats,"']);
  });

  test('ends with its paragraph when it never closes', () => {
    const text = 'He wrote to us.\n\n"The bridge is gone.\n\nBoats came on Monday.';
    expect(quoted(text)).toEqual(['"The bridge is gone.']);
  });

  test('a mark left open does not swallow the next quotation', () => {
    expect(quoted('The "road is open, he said. The "bridge" is not.').at(-1)).toBe('"bridge"');
  });

  test('takes half a million marks in linear time', () => {
    const begin = performance.now();
    for (const mark of ['"', '“', "'", '«', '``', '”'])
      quoted(`${`${mark}a `.repeat(40_000)}\n\n${mark.repeat(2000)}`);
    expect(performance.now() - begin).toBeLessThan(8000);
  });
});
