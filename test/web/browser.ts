/**
 * Debian's chromium, for tests of the web app. A page tells what went wrong in it, and asks nobody but the server.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where chromium is on this machine; null when it is not there. `CHROMIUM` names another. */
export const chromiumPath: string | null =
  [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (path) => path && existsSync(path),
  ) ?? null;

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath!,
    // Tests run as root in a container, where chromium's own sandbox cannot be set up.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });

export interface PageOptions {
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
}

export interface Watched {
  page: Page;
  /** What a page must not do: errors, breaches of its policy, requests to others than its own server. */
  faults: string[];
  close(): Promise<void>;
}

/** A new page, in a context of its own: nothing is remembered from the page before. */
export async function openPage(
  browser: Browser,
  site: string,
  { width = 1280, height = 900, scheme = 'light' }: PageOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    baseURL: site,
    acceptDownloads: true,
  });
  const faults: string[] = [];
  // What tsx makes of functions that are sent into a page calls this.
  await context.addInitScript({ content: 'globalThis.__name ??= (made) => made;' });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !/^(?:data|blob|about):/.test(url)) faults.push(`asked ${url}`);
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is told by the browser itself; the screens have words of their own for it.
    const own = message.type() === 'error' || message.type() === 'warning';
    if (own && !/^Failed to load resource/.test(message.text())) faults.push(message.text());
  });
  return { page, faults, close: () => context.close() };
}
