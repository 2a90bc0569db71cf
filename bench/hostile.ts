/**
 * Texts made to be slow to read, and how the time of each layer grows with their length:
 * `npm run bench -- hostile [--json]`.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import { createReader, loadResources } from '../src/index.ts';

/** What is repeated in each text. */
const REPEATED: Record<string, string> = {
  letters: 'a',
  digits: '7',
  'one-letter words': 'a ',
  capitals: 'SAN JOSE DE LA ',
  names: 'Ali Hassan and ',
  quotes: '" “ ” \' « ',
  'unclosed quotes': '“He said “that ',
  brackets: '([{',
  commas: 'and, or, but, ',
  dates: 'May 5 to 7 March, ',
  counts: '5,000 or 20-30 million of ',
  speakers: 'he said that she said that ',
  'stops and hyphens': 'U.S.-a.m.-',
  places: 'Homs, Syria, near Paris, Texas, ',
  clauses: 'which killed the man who ',
  'mixed scripts': 'Хомс حمص 霍姆斯 Homs😀 ',
};

/** Hostile texts of about `size` code units, by what they are made of. */
export function hostileTexts(size: number): [name: string, text: string][] {
  return Object.entries(REPEATED).map(([name, part]) => [name, part.repeat(Math.ceil(size / part.length))]);
}

const SMALL = 30_000;
const TIMES = 4;

/** Seconds a layer takes for a text four times as long, as a multiple of a quarter of them: 1 is linear. */
export function growth(): Record<string, Record<string, number>> {
  const reader = createReader(loadResources());
  const timed = (text: string) => {
    const layers: Record<string, number> = {};
    let last = performance.now();
    reader.analyse({ text }, (layer) => {
      const now = performance.now();
      layers[layer] = now - last;
      last = now;
    });
    return layers;
  };
  const large = new Map(hostileTexts(SMALL * TIMES));
  const table: Record<string, Record<string, number>> = {};
  for (const [name, text] of hostileTexts(SMALL)) {
    timed(text);
    const before = timed(text);
    const after = timed(large.get(name)!);
    table[name] = { seconds: Math.round(Object.values(after).reduce((sum, ms) => sum + ms, 0)) / 1000 };
    for (const [layer, ms] of Object.entries(after))
      table[name][layer] = Math.round((ms / TIMES / Math.max(before[layer]!, 5)) * 100) / 100;
  }
  return table;
}
