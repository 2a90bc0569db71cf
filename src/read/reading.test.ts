import { expect, test } from 'vitest';
import { read } from '../index.ts';

test('a label is given to the source who used it', () => {
  const { entities, claims } = read({
    text: 'Fighters of the Free Syrian Army left the town on Friday. "The terrorists have fled," Colonel Hassan Ali said.',
  });
  const labels = entities.flatMap((entity) => entity.labels);
  expect(labels.map(({ text }) => text)).toContain('terrorists');
  const said = labels.find(({ text }) => text === 'terrorists')!;
  const claim = claims.find(({ source }) => source.id === said.source);
  expect(claim?.source.text).toMatch(/Hassan Ali/);
});

test('the same report gives the same reading, and another title another text', () => {
  const report = { text: 'Two soldiers were killed in Homs on Friday, state television said.' };
  expect(read(report)).toEqual(read(report));
  expect(read({ ...report, title: 'Two killed' }).report.id).not.toBe(read(report).report.id);
});
