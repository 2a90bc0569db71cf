import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { download } from './download.ts';

const about = { mediaType: 'text/csv', name: 'x.csv' };

async function* parts(count: number, failing: boolean): AsyncGenerator<string> {
  for (let n = 0; n < count; n++) yield `row ${n}\n`;
  if (failing) throw new Error('the disk is gone');
}

test('a file comes whole; one that cannot be begun is an error, one that breaks off is no whole answer', async () => {
  const app = new Hono()
    .get('/whole', (context) => download(context, about, parts(3, false)))
    .get('/none', (context) => download(context, about, parts(0, true)))
    .get('/half', (context) => download(context, about, parts(3, true)));
  app.onError((_, context) => context.text('failed', 500));
  const { server, url } = await new Promise<{ server: ReturnType<typeof serve>; url: string }>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ server, url: `http://127.0.0.1:${port}` }),
    );
  });
  try {
    const whole = await fetch(`${url}/whole`);
    expect(whole.headers.get('content-disposition')).toBe('attachment; filename="x.csv"');
    expect(await whole.text()).toBe('row 0\nrow 1\nrow 2\n');
    expect((await fetch(`${url}/none`)).status).toBe(500);
    await expect(fetch(`${url}/half`).then((answer) => answer.text())).rejects.toThrow();
  } finally {
    server.close();
  }
});
