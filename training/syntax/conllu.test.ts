import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConllu } from './conllu.ts';

function read(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'conllu-'));
  const file = join(folder, 'a.conllu');
  writeFileSync(file, source);
  try {
    return readConllu(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const row = (...cells: string[]) => cells.join('\t');

it('reads words, surface tokens, spaces and where paragraphs begin', () => {
  const source = [
    '# newdoc id = a',
    "# text = He didn't.",
    row('1', 'He', 'he', 'PRON', 'PRP', '_', '2', 'nsubj', '_', '_'),
    row('2-3', "didn't", '_', '_', '_', '_', '_', '_', '_', 'SpaceAfter=No'),
    row('2', 'did', 'do', 'AUX', 'VBD', '_', '0', 'root', '_', '_'),
    row('3', "n't", 'not', 'PART', 'RB', '_', '2', 'advmod', '_', '_'),
    row('3.1', 'go', 'go', 'VERB', 'VB', '_', '_', '_', '_', '_'),
    row('4', '.', '.', 'PUNCT', '.', '_', '2', 'punct', '_', '_'),
    '',
    '# text = x',
    row('1', 'x', 'x', 'X', 'FW', '_', '0', 'root', '_', '_'),
    '',
  ].join('\n');
  const [first, second] = read(source);
  expect(first!.form).toEqual(['He', 'did', "n't", '.']);
  expect(first!.head).toEqual([1, -1, 1, 1]);
  expect(first!.spaceAfter).toEqual([true, false, false, true]);
  expect(first!.surface).toEqual([
    { first: 0, last: 1, form: 'He' },
    { first: 1, last: 3, form: "didn't" },
    { first: 3, last: 4, form: '.' },
  ]);
  expect([first!.opensDocument, second!.opensDocument]).toEqual([true, false]);
});

it('says which line is not CoNLL-U', () => {
  expect(() => read('1 word\n')).toThrow(/not a line of CoNLL-U: 1 word/);
});
