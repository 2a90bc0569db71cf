import { expect, test } from 'vitest';
import { scoreToldIncidents } from './reconcile/told-incidents.ts';

test('reports of one thing come together, from raw text, and confusable neighbours stay apart', async () => {
  const { items, scores } = await scoreToldIncidents();
  expect(items).toBe(40);
  expect(scores.bcubed_precision).toBeGreaterThanOrEqual(95);
  expect(scores.bcubed_recall).toBeGreaterThanOrEqual(80);
}, 60_000);
