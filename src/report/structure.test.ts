import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadResources } from '../engine/resources.ts';
import { createStructure } from './structure.ts';
import { canonicalText } from './text.ts';
import type { IncomingReport } from './types.ts';

const structure = createStructure(loadResources().knowledge);
const blocks = (incoming: IncomingReport) => {
  const report = structure(incoming);
  return report.blocks.map(({ kind, start, end }) => [kind, report.text.slice(start, end)]);
};

const WIRE = `Read also

Army breaks siege of two towns — governor

The towns had been cut off since 2012

By Ana Ruiz

HOMS, Syria, May 3. /TASS/. The army said so.

- It took the bridge

Share this article`;

test('says what each stretch of a wire report is', () => {
  expect(blocks({ text: WIRE })).toEqual([
    ['boilerplate', 'Read also'],
    ['title', 'Army breaks siege of two towns — governor'],
    ['deck', 'The towns had been cut off since 2012'],
    ['byline', 'By Ana Ruiz'],
    ['dateline', 'HOMS, Syria, May 3. /TASS/.'],
    ['paragraph', 'The army said so.'],
    ['list', '- It took the bridge'],
    ['boilerplate', 'Share this article'],
  ]);
});

test('the agency of the dateline is the publisher when nobody else is named', () => {
  expect(structure({ text: WIRE })).toMatchObject({ publisher: 'TASS', byline: 'Ana Ruiz' });
  expect(structure({ text: WIRE, publisher: 'The Post' }).publisher).toBe('The Post');
});

test('a date and an agency on a line of their own belong to the head', () => {
  const text = 'Two held\n\nBy Ana Ruiz\n\nMay 3, 2019 (Coast Wire)\n\nHOMS, Syria - Two men were held.';
  expect(blocks({ text })).toEqual([
    ['title', 'Two held'],
    ['byline', 'By Ana Ruiz'],
    ['byline', 'May 3, 2019 (Coast Wire)'],
    ['dateline', 'HOMS, Syria -'],
    ['paragraph', 'Two men were held.'],
  ]);
  expect(structure({ text })).toMatchObject({ byline: 'Ana Ruiz', publisher: 'Coast Wire' });
  expect(blocks({ text: 'May 3 was quiet.' })).toEqual([['paragraph', 'May 3 was quiet.']]);
});

test('what stands under a picture is a caption, and ends no head', () => {
  const text =
    'Two held\n\nA mill in May\n\nHOMS, Syria - Two men were held.\n\nSoldiers in Homs. Photo: EFE';
  expect(blocks({ text, captions: ['A mill in May'] }).map(([kind]) => kind)).toEqual([
    'title',
    'caption',
    'dateline',
    'paragraph',
    'caption',
  ]);
  for (const text of ['He kept a photo: it showed two men.', 'The picture was taken by Ana Ruiz in May.'])
    expect(blocks({ text })[0]![0]).toBe('paragraph');
});

test('a title that came beside the text stands in the text, once', () => {
  expect(structure({ title: 'Army leaves', text: 'It left.' }).text).toBe('Army leaves\n\nIt left.');
  expect(structure({ title: 'Army leaves', text: 'Army leaves\n\nIt left.' }).text).toBe(
    'Army leaves\n\nIt left.',
  );
});

test('a report of one sentence has no title', () => {
  expect(structure({ text: 'The army left on Friday' })).toMatchObject({ title: null, deck: null });
  expect(structure({ text: 'The army left on Friday.\n\nIt said so.' }).title).toBeNull();
});

test('the date is only what the sender stated', () => {
  expect(structure({ text: 'x' }).published).toBeNull();
  expect(structure({ text: 'x', published: '2016-02-08' }).published).toBe('2016-02-08');
});

test('canonical text keeps every letter and drops what no reader can see', () => {
  expect(canonicalText('\ufeffa\r\nb\rc\u0000d\ud800e“f”\u00a0g')).toBe('a\nb\nc d\ufffde“f”\u00a0g');
});

test('blocks are in order, apart, and hold every letter, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.option(fc.string()), (text, title) => {
      const report = structure({ text, title });
      let at = 0;
      for (const { start, end } of report.blocks) {
        expect(report.text.slice(at, start).trim()).toBe('');
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(report.text.slice(at).trim()).toBe('');
    }),
  );
});
