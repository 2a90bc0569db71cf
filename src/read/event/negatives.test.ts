import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../../engine/resources.ts';
import { createReader, loadResources } from '../../index.ts';
import { parseTable } from '../../knowledge/table.ts';

const UNREAL = new Set(['denied', 'hypothetical', 'possible', 'planned']);

describe('sentences without violence', () => {
  const file = join(packageFolder, 'test/negatives/events.tsv');
  const rows = parseTable('negatives', readFileSync(file, 'utf8'));
  const reader = createReader(loadResources());

  it('are at least 150', () => expect(rows.length).toBeGreaterThanOrEqual(150));

  it.each(rows.map(({ cells }) => [cells.domain!, cells.sentence!]))('%s: %s', (_, sentence) => {
    const violent = reader
      .read({ text: sentence })
      .events.filter((e) => e.type === 'ASSAULT' && !UNREAL.has(e.status))
      .map((e) => `${e.trigger.text}: ${e.why}`);
    expect(violent).toEqual([]);
  });
});
