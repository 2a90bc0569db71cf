import { expect, test } from 'vitest';
import { hostileTexts } from '../bench/hostile.ts';
import { read } from '../src/index.ts';
import { Reading } from '../src/record/reading.ts';
import { wrongSpans } from './spans.ts';

test('a megabyte made to be slow to read is read, and every span is right', { timeout: 600_000 }, () => {
  const parts = hostileTexts(64_000);
  const text = parts.map(([, part]) => part).join('\n\n');
  expect(text.length).toBeGreaterThan(1_000_000);
  const reading = read({ text });
  expect(wrongSpans(reading)).toEqual([]);
  expect(Reading.safeParse(reading).success).toBe(true);
});
