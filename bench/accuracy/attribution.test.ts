import { expect, test } from 'vitest';
import type { Claim } from '../../src/record/reading.ts';
import { attributionsOf, outermost, univocal } from './attribution.ts';

const range = (start: number, end: number) => ({ start, end });
const claim = (
  content: [number, number],
  cue: [number, number] | null,
  source: [number, number] | null,
): Claim => ({
  id: 'c2',
  start: content[0],
  end: content[1],
  text: '',
  mode: 'indirect',
  source: {
    id: 's2',
    kind: 'unnamed',
    name: null,
    entity: null,
    start: source?.[0] ?? null,
    end: source?.[1] ?? null,
    text: source && '',
  },
  cue: cue && { start: cue[0], end: cue[1], text: '' },
  stance: 'asserts',
  via: null,
});

test('claims with one cue and source are one attribution; one without a cue is none', () => {
  const claims = [
    claim([20, 30], [12, 16], [0, 11]),
    claim([0, 8], [12, 16], [0, 11]),
    claim([40, 50], null, null),
  ];
  expect(attributionsOf(claims)).toEqual([
    { source: [range(0, 11)], cue: [range(12, 16)], content: [range(0, 8), range(20, 30)] },
  ]);
});

test('what stands in the content of another is left out', () => {
  const outer = { source: [range(0, 3)], cue: [range(4, 8)], content: [range(9, 40)] };
  const inner = { source: [range(14, 17)], cue: [range(18, 22)], content: [range(23, 40)] };
  expect(outermost([outer, inner])).toEqual([outer]);
});

test('a shared source goes to the last of its cues', () => {
  const first = { source: [range(0, 3)], cue: [range(4, 8)], content: [range(9, 20)] };
  const last = { source: [range(0, 3)], cue: [range(24, 28)], content: [range(29, 40)] };
  expect(univocal([first, last])).toEqual([{ ...first, source: [] }, last]);
});
