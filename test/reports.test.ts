import { expect, test } from 'vitest';
import { scorer } from '../bench/accuracy/reports.ts';

/**
 * Ordinary reports, read whole. The floors lie a little under what is reached: a change that reads one report worse
 * for the sake of another shows here. `npm run bench -- accuracy reports --errors` says what is wrong.
 */
test('ordinary reports are read as a coder would', async () => {
  const { items, scores } = await scorer.score('test/reports', {});
  console.log(`${items} events: ${JSON.stringify(scores)}`);
  expect(items).toBeGreaterThan(220);
  expect(scores.precision).toBeGreaterThanOrEqual(94);
  expect(scores.recall).toBeGreaterThanOrEqual(93);
  expect(scores.status).toBeGreaterThanOrEqual(96);
  expect(scores.actor).toBeGreaterThanOrEqual(90);
  expect(scores.target).toBeGreaterThanOrEqual(87);
  expect(scores.place).toBeGreaterThanOrEqual(85);
  expect(scores.time).toBeGreaterThanOrEqual(86);
  expect(scores.speaker).toBeGreaterThanOrEqual(87);
}, 60_000);
