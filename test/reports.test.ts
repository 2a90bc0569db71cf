import { expect, test } from 'vitest';
import { scorer } from '../bench/accuracy/reports.ts';

/**
 * Ordinary reports, read whole. The floors lie a little under what is reached: a change that reads one report worse
 * for the sake of another shows here. `npm run bench -- accuracy reports --errors` says what is wrong.
 */
test('ordinary reports are read as a coder would', async () => {
  const { items, scores } = await scorer.score('test/reports', {});
  console.log(`${items} events: ${JSON.stringify(scores)}`);
  expect(items).toBeGreaterThan(80);
  expect(scores.precision).toBeGreaterThanOrEqual(95);
  expect(scores.recall).toBeGreaterThanOrEqual(90);
  expect(scores.status).toBeGreaterThanOrEqual(92);
  expect(scores.actor).toBeGreaterThanOrEqual(88);
  expect(scores.target).toBeGreaterThanOrEqual(88);
  expect(scores.place).toBeGreaterThanOrEqual(70);
  expect(scores.time).toBeGreaterThanOrEqual(82);
  expect(scores.speaker).toBeGreaterThanOrEqual(88);
}, 60_000);
