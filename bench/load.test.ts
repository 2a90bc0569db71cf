import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serve } from '../src/server/serve.ts';
import { archiveOf, temporaryFolder } from '../test/sample-archive.ts';
import { sampleReading } from '../test/sample-reading.ts';
import { load } from './load.ts';

test('200 at once for a few seconds: every answer is whole and right', async () => {
  const folder = temporaryFolder();
  const archive = await archiveOf(
    join(folder.path, 'a.db'),
    Array.from({ length: 50 }, (_, i) => sampleReading(i)),
  );
  const ids = (await archive.db.selectFrom('reports').select('key').execute()).map(({ key }) => key);
  const served = await serve(archive, { host: '127.0.0.1', port: 0, token: null });
  const { requests, errors } = await load(served.url, ids, 200, 3);
  expect(errors).toBe(0);
  expect(requests).toBeGreaterThan(200);
  await served.close();
  await archive.close();
  folder.dispose();
}, 60_000);
