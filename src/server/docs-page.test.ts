import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { createApp } from './app.ts';
import { docsPage } from './docs-page.ts';

test('the page shows every route of the OpenAPI, without scripts and styles of its own in it', async () => {
  const folder = temporaryFolder();
  const archive = await archiveOf(join(folder.path, 'a.db'), []);
  const app = createApp(archive, { token: null, hosts: null });
  const { paths } = await (await app.request('http://localhost/openapi.json')).json();
  const answer = await app.request('http://localhost/docs');
  const page = await answer.text();
  expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  for (const path of Object.keys(paths)) expect(page).toContain(path);
  expect(page).not.toMatch(/<script|<style|style=| on\w+=/i);
  // Every link on the page leads somewhere on it.
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]));
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids, target).toContain(target);
  const style = await app.request('http://localhost/docs/style.css');
  expect(style.headers.get('content-type')).toMatch(/^text\/css/);
  await archive.close();
  folder.dispose();
});

test('nothing in the document is markup', () => {
  const bad = '"><script>alert(1)</script>';
  const page = docsPage({
    info: { title: bad, version: bad, description: bad },
    paths: {
      [`/api/${bad}`]: {
        get: {
          description: bad,
          parameters: [{ name: bad, in: bad, schema: { type: bad, enum: [bad] }, description: bad }],
          requestBody: { content: { [bad]: { schema: { properties: { [bad]: { const: bad } } } } } },
          responses: { [bad]: { description: bad, content: { [bad]: { schema: { $ref: `#/${bad}` } } } } },
        },
      },
    },
    components: {
      schemas: { [bad]: { properties: { [bad]: { type: 'string', format: bad, default: bad } } } },
    },
  });
  expect(page).not.toContain('<script');
});
