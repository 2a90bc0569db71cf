/**
 * The web app in Debian's chromium: `npm run test:e2e`. One browser and one server for all of it.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { chromiumPath, launch, openPage, type PageOptions } from './browser.ts';
import { screensOf, shown } from './screens.ts';
import { type Site, startSite } from './site.ts';

// A browser, a server and a reader on one machine, which may have others to serve.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });
if (!chromiumPath) console.warn('chromium is not there: the tests of the web app are skipped');

/** Asks again until it holds. */
const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 30_000 });

describe.skipIf(!chromiumPath)('the web app', () => {
  let browser: Browser;
  let site: Site;
  let screens: Map<string, string>;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(), startSite()]);
    screens = new Map(await screensOf(site.url));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens a page, does something there, and holds it to what every page must keep. */
  async function on(
    address: string,
    options: PageOptions & { at?: Site },
    then: (page: Page) => Promise<void>,
  ): Promise<void> {
    const { page, faults, close } = await openPage(browser, (options.at ?? site).url, options);
    try {
      await page.goto(address);
      await then(page);
      expect(faults).toEqual([]);
    } finally {
      await close();
    }
  }
  const address = (name: string) => screens.get(name)!;

  /** What axe finds, a line each. */
  async function axe(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary}`),
    );
  }

  describe('every screen', () => {
    const names = [
      ...['news', 'news-found', 'news-nothing', 'report', 'report-why', 'chronology', 'timeline', 'map'],
      ...['incident', 'compare', 'review', 'sources', 'outlets', 'source', 'read-here', 'add', 'export'],
      ...['log', 'log-failures', 'settings', 'help', 'not-here'],
    ];
    test('is in the list', () => expect([...screens.keys()].sort()).toEqual([...names].sort()));

    describe.each(['light', 'dark'] as const)('%s', (scheme) => {
      test.each(names)('%s: axe finds nothing', async (name) => {
        await on(address(name), { scheme }, async (page) => {
          await shown(page);
          expect(await axe(page)).toEqual([]);
        });
      });
    });

    test.each(names)('%s: fits into 320 pixels', async (name) => {
      await on(address(name), { width: 320, height: 640 }, async (page) => {
        await shown(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        if (name === 'news' || name === 'report-why') expect(await axe(page)).toEqual([]);
      });
    });

    test.each(['news', 'report', 'chronology', 'sources'])(
      '%s: nothing moves while it comes',
      async (name) => {
        await on('about:blank', {}, async (page) => {
          await page.addInitScript(() => {
            const moved = { by: 0 };
            Object.assign(globalThis, { moved });
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries())
                moved.by += (entry as PerformanceEntry & { value: number }).value;
            }).observe({ type: 'layout-shift', buffered: true });
          });
          await page.goto(site.url + address(name));
          await shown(page);
          await page.waitForTimeout(500);
          const by = await page.evaluate(() => (globalThis as unknown as { moved: { by: number } }).moved.by);
          expect(by).toBeLessThan(0.05);
        });
      },
    );
  });

  describe('in a dialog', () => {
    test.each(['light', 'dark'] as const)('%s: search and keys hold nothing for axe', async (scheme) => {
      await on('/', { scheme }, async (page) => {
        await shown(page);
        await page.keyboard.press('Control+k');
        await page.keyboard.type('beirut');
        await page.getByRole('option', { name: /^All news with/ }).waitFor();
        expect(await axe(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.keyboard.press('?');
        await page.getByRole('dialog', { name: 'Keys on this screen' }).waitFor();
        expect(await axe(page)).toEqual([]);
      });
    });
  });

  describe('with the keyboard alone', () => {
    /** Tab until the element with this name has the focus. */
    async function tabTo(page: Page, name: string | RegExp, most = 60): Promise<void> {
      for (let i = 0; i < most; i++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const element = document.activeElement as HTMLInputElement | null;
          const label = element?.labels?.[0]?.textContent;
          return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim();
        });
        if (typeof name === 'string' ? focused.startsWith(name) : name.test(focused)) return;
      }
      throw new Error(`Tab does not lead to ${name}`);
    }
    async function goTo(page: Page, screen: string): Promise<void> {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(screen);
      await page.getByRole('option', { name: screen, exact: true }).waitFor();
      await page.keyboard.press('Enter');
      const path = screen === 'News' ? '/' : `/${screen.toLowerCase()}`;
      await page.waitForURL((url) => url.pathname === path);
      await shown(page);
    }
    const TEXT = [
      'Bridge collapse kills nine near Velbost',
      'VELBOST, Norway, March 4, 2021 (Fjord Wire) — A bridge collapsed near Oslo on Wednesday, killing nine people, police said.',
      'Prime Minister Erna Solberg promised an inquiry.',
    ].join('\n\n');

    test('add, read, find, compare, decide, export', async () => {
      await on('/', {}, async (page) => {
        await shown(page);
        // Add.
        await goTo(page, 'Add');
        await tabTo(page, 'Headline on the first line');
        await page.keyboard.insertText(TEXT);
        await tabTo(page, 'Add this text');
        await page.keyboard.press('Enter');
        await page.getByText('1 report added').waitFor();
        await tabTo(page, 'The report');
        await page.keyboard.press('Enter');
        // Read: the text, and why its first event is on record.
        await page.waitForURL(/\/report\//);
        await shown(page);
        await page.getByRole('heading', { name: /Bridge collapse/ }).waitFor();
        await page.keyboard.press(']');
        await page.getByRole('region', { name: 'Why this is on record' }).waitFor();
        await page.getByText('Rule', { exact: true }).waitFor();
        expect(new URL(page.url()).hash).toMatch(/^#\d+-\d+$/);
        await page.keyboard.press('Escape');
        expect(new URL(page.url()).hash).toBe('');
        // Find it again from anywhere.
        await goTo(page, 'News');
        await page.keyboard.press('/');
        await page.keyboard.type('beirut');
        await page.waitForURL(/q=beirut/);
        await page.getByText('3 reports').waitFor();
        await page.keyboard.press('Escape');
        await page.keyboard.press('j');
        await page.keyboard.press('j');
        await page.keyboard.press('o');
        await page.waitForURL(/\/report\//);
        await shown(page);
        // Compare it with another.
        await tabTo(page, 'compare');
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/compare/);
        await shown(page);
        await tabTo(page, /^(?:Protesters storm|Explosion at Beirut)/);
        await page.keyboard.press('Enter');
        await page.waitForURL(/&b=/);
        await page
          .getByText(/only in/)
          .first()
          .waitFor();
        // Decide whether two tellings are one incident; take it back; decide again.
        await goTo(page, 'Review');
        const left = page.getByText(/\d+ left/).first();
        const before = await left.textContent();
        await page.keyboard.press('y');
        await page.getByRole('button', { name: /^Undo/ }).waitFor();
        await page.keyboard.press('u');
        await eventually(() => left.textContent()).toBe(before);
        await page.keyboard.press('n');
        await page.getByRole('button', { name: /^Undo/ }).waitFor();
        // Export.
        await goTo(page, 'Export');
        await tabTo(page, 'CSV');
        const download = page.waitForEvent('download');
        await page.keyboard.press('Enter');
        expect((await download).suggestedFilename()).toBe('chronology.csv');
      });
    });

    test('single keys can be switched off', async () => {
      await on('/settings', {}, async (page) => {
        await shown(page);
        await page.getByLabel('Single-key shortcuts').first().uncheck();
        await page.keyboard.press('?');
        await page.waitForTimeout(200);
        expect(await page.getByRole('dialog').count()).toBe(0);
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog', { name: 'Search' }).waitFor();
      });
    });
  });

  describe('read here', () => {
    test('reads in the browser as the server does, and sends nothing of it', {
      timeout: 120_000,
    }, async () => {
      const text =
        'Gunmen kill four in Marib\n\nMARIB, Yemen, May 2, 2019 — Gunmen killed four soldiers in Marib on Thursday, officials said.';
      await on('/read', {}, async (page) => {
        const sent: string[] = [];
        page.on('request', (request) => {
          if (request.method() !== 'GET' || /Marib/i.test(request.url())) sent.push(request.url());
        });
        await shown(page);
        await page.getByLabel(/^The report/).fill(text);
        await page.getByRole('link', { name: /^Assault: “killed”/ }).waitFor({ timeout: 90_000 });
        expect(sent).toEqual([]);
        await page.getByRole('link', { name: /^Assault: “killed”/ }).click();
        await page.getByText('The sentence, as it was parsed').waitFor();
        expect(await axe(page)).toEqual([]);
        // It is still there when one comes back.
        await page.reload();
        expect(await page.getByLabel(/^The report/).inputValue()).toBe(text);
      });
    });
  });

  describe('when something is wrong', () => {
    const lost = /server does not answer/i;

    test('the server is gone: what was typed stays, and goes when it is back', {
      timeout: 120_000,
    }, async () => {
      const other = await startSite({ empty: true });
      await on('/add', { at: other }, async (page) => {
        await shown(page);
        const field = page.getByLabel(/^Headline on the first line/);
        await field.fill('Quake shakes Lima\n\nLIMA, June 3, 2018 — A quake shook Lima, killing two people.');
        await page.route('**/api/**', (route) => route.abort());
        await page.getByRole('button', { name: 'Add this text' }).click();
        await page.getByText(lost).first().waitFor();
        expect(await field.inputValue()).toContain('Quake shakes Lima');
        expect(await axe(page)).toEqual([]);
        await page.unroute('**/api/**');
        await page.getByRole('button', { name: 'Try again' }).first().click();
        await page.getByText('1 report added').waitFor();
        expect(await field.inputValue()).toBe('');
      });
      await other.close();
    });

    test.each(['news', 'report', 'chronology', 'sources', 'source', 'log', 'incident'])(
      '%s: the server is gone: words and a way on',
      async (name) => {
        const { page, faults, close } = await openPage(browser, site.url);
        await page.route('**/api/**', (route) => route.abort());
        await page.goto(address(name));
        await page.getByText(lost).first().waitFor();
        await page.unroute('**/api/**');
        await page.getByRole('button', { name: 'Try again' }).first().click();
        await eventually(() => page.getByText(lost).count()).toBe(0);
        expect(faults).toEqual([]);
        await close();
      },
    );

    test('a slow network: the page says that it reads, and typing goes on', async () => {
      await on('/', {}, async (page) => {
        await shown(page);
        await page.route('**/api/reports**', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 1500));
          await route.continue();
        });
        const words = page.getByRole('searchbox', { name: 'Words' });
        await words.fill('beirut');
        await page.waitForURL(/q=beirut/);
        await words.press('End');
        await words.pressSequentially(' port');
        await page.waitForURL(/q=beirut\+port/);
        expect(await words.inputValue()).toBe('beirut port');
        await page.getByRole('searchbox', { name: 'Words' }).fill('beirut');
        await page.getByText('3 reports').waitFor();
      });
    });

    test('an archive that is busy says so', async () => {
      await on('/', {}, async (page) => {
        await shown(page);
        const detail = 'The archive is busy: another process writes to it. Try again in a moment.';
        await page.route('**/api/reports**', (route) =>
          route.fulfill({
            status: 503,
            contentType: 'application/problem+json',
            body: JSON.stringify({ type: 'about:blank', title: 'Service Unavailable', status: 503, detail }),
          }),
        );
        await page.getByRole('searchbox', { name: 'Words' }).fill('port');
        await page.getByText(detail).waitFor();
        await page.unroute('**/api/reports**');
        await page.getByRole('button', { name: 'Try again' }).click();
        await page
          .getByText(/^\d+ reports?$/)
          .first()
          .waitFor();
      });
    });

    test('a report that fails is listed with the reason and what to do', async () => {
      await on('/add', {}, async (page) => {
        await shown(page);
        await page
          .getByLabel(/^Headline on the first line/)
          .fill(
            'Der Präsident sagte am Montag, dass die Regierung zurücktreten werde, weil die Verhandlungen in der Hauptstadt gescheitert seien.',
          );
        await page.getByRole('button', { name: 'Add this text' }).click();
        await page.getByText(/1 failed/).waitFor();
        await page
          .getByText(/English/)
          .first()
          .waitFor();
        await page.goto('/log?show=failures');
        await page
          .getByText(/English/)
          .first()
          .waitFor();
      });
    });

    test('a part of the app that does not come can be asked for again', async () => {
      const { page, close } = await openPage(browser, site.url);
      await page.goto('/');
      await shown(page);
      await page.route('**/assets/Log-*', (route) => route.abort());
      await page.getByRole('link', { name: 'Log', exact: true }).click();
      await page.getByText(/did not come/).waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
      await close();
    });

    test('an empty archive teaches how to begin', async () => {
      const empty = await startSite({ empty: true });
      for (const path of ['/', '/chronology', '/sources', '/timeline', '/map', '/review'])
        await on(path, { at: empty }, async (page) => {
          await shown(page);
          // A queue that is empty is no reason to add.
          if (path !== '/review')
            await page.locator('#main').getByRole('link', { name: /add/i }).first().waitFor();
          expect(await axe(page)).toEqual([]);
        });
      await empty.close();
    });
  });

  test('a preserved page runs nothing', async () => {
    await on('/', {}, async (page) => {
      await shown(page);
      await page.getByRole('link', { name: /Protesters storm ministries/ }).click();
      await page.getByText('Where it came from').click();
      await page.getByRole('button', { name: 'look at them' }).click();
      const frame = page.locator('iframe');
      await frame.waitFor();
      expect(await frame.getAttribute('sandbox')).toBe('');
      expect(await frame.getAttribute('srcdoc')).not.toMatch(/<script|onload=|href=|src=/i);
      // Axe cannot look into a frame that runs nothing.
      await page.getByLabel('show its source').check();
      expect(await axe(page)).toEqual([]);
    });
  });

  test('a list of many is fetched where it is looked at', async () => {
    const many = await startSite({ readings: 1500 });
    await on('/?fold=0', { at: many }, async (page) => {
      await shown(page);
      expect(await page.locator('#main [data-row]').count()).toBeLessThan(60);
      for (const share of [0.5, 1, 0.2]) {
        await page.evaluate(
          (share) => scrollTo({ top: document.documentElement.scrollHeight * share }),
          share,
        );
        await page.waitForFunction(() => {
          const rows = [...document.querySelectorAll('#main li')].filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return bottom > 0 && top < innerHeight;
          });
          return rows.length > 3 && rows.every((row) => row.querySelector('[data-row]'));
        });
      }
    });
    await many.close();
  });

  test('what was read is remembered in this browser, and one comes back to where one was', async () => {
    await on('/', {}, async (page) => {
      await shown(page);
      const row = page.getByRole('link', { name: /Explosion at Beirut port/ });
      expect(await row.textContent()).toContain('(unread)');
      await row.click();
      await page.waitForURL(/\/report\//);
      await shown(page);
      await page.goBack();
      await shown(page);
      await eventually(() => row.textContent()).not.toContain('(unread)');
    });
  });
});
