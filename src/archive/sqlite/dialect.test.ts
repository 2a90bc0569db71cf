import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../../test/sample-archive.ts';

test('the event loop gets its turn between many queries, so that libsql gives back its memory', async () => {
  const folder = temporaryFolder();
  const archive = await archiveOf(join(folder.path, 'a.db'), []);
  let turns = 0;
  let counting = true;
  const count = () => {
    turns++;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  for (let i = 0; i < 640; i++) await archive.db.selectFrom('runs').select('n').execute();
  counting = false;
  expect(turns).toBeGreaterThanOrEqual(10);
  await archive.close();
  folder.dispose();
});
