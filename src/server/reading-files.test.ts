import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { loadResources } from '../engine/resources.ts';
import { type ReadingFile, readingFiles } from './reading-files.ts';

const app = new Hono().get('/reading/*', readingFiles());

test('every model and list is there, as its hash says', async () => {
  const { files } = (await (await app.request('/reading/files.json')).json()) as { files: ReadingFile[] };
  const { knowledge, models } = loadResources();
  expect(files.map(({ name }) => name).sort()).toEqual(['knowledge.json', ...models.keys()].sort());
  for (const file of files) {
    const answer = await app.request(file.address);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.length).toBe(file.size);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
    if (file.name === 'knowledge.json')
      expect(new Map(JSON.parse(new TextDecoder().decode(bytes)))).toEqual(knowledge);
  }
});

test('nothing else is served', async () => {
  for (const path of ['/reading/', '/reading/0000000000000000/knowledge.json', '/reading/../package.json'])
    expect((await app.request(path)).status).toBe(404);
});
