/**
 * How fast the web app is, in Debian's chromium on loopback, over an archive of 100,000 reports and 10,000 incidents:
 * `npm run bench -- web [--archive FILE] [--json]`. FILE is made when it is not there (some minutes) and kept.
 *
 * - script_kb: script of the first page (All news), gzip, as the server's files would be compressed
 * - interactive_ms: from navigation until the first row of the chronology can be reached by key; median of five
 * - filter_ms: from choosing a filter until the list that answers is painted; median of nine
 * - worst_frame_ms, frames_over_100: the longest wait for a frame while 100,000 reports are scrolled for ten seconds
 * - jump_ms: from a jump to the middle or the end of them until its rows are there; the worst
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import type { Reading } from '../src/record/reading.ts';
import { textId } from '../src/report/text.ts';
import { archiveOf, temporaryFolder } from '../test/sample-archive.ts';
import { sampleReading } from '../test/sample-reading.ts';
import { chromiumPath, launch, openPage } from '../test/web/browser.ts';
import { startSite } from '../test/web/site.ts';

const REPORTS = 100_000;
const INCIDENTS = 10_000;

export interface WebFigures {
  layer: 'web';
  reports: number;
  incidents: number;
  scores: Record<string, number>;
}

export async function measureWeb(kept?: string): Promise<WebFigures> {
  if (!chromiumPath) throw new Error('chromium is not there: apt-get install chromium, or set CHROMIUM');
  const folder = temporaryFolder();
  const path = kept ?? join(folder.path, 'web.db');
  if (!existsSync(path)) await makeArchive(path);
  const site = await startSite({ path });
  const browser = await launch();
  try {
    const count = await sql<{ n: number }>`select count(*) as n from incidents`.execute(site.archive.db);
    const told = async <T>(what: string, measured: Promise<T>): Promise<T> => {
      const value = await measured;
      console.error(`  ${what}`, JSON.stringify(value));
      return value;
    };
    const scores = {
      script_kb: await told('script_kb', scriptOfFirstPage(browser, site.url)),
      interactive_ms: await told(
        'interactive_ms',
        medianOf(5, () => untilInteractive(browser, site.url)),
      ),
      ...(await told('filter', filtering(browser, site.url))),
      ...(await told('scroll', scrolling(browser, site.url))),
    };
    return { layer: 'web', reports: REPORTS, incidents: Number(count.rows[0]!.n), scores };
  } finally {
    await browser.close();
    await site.close();
    folder.dispose();
  }
}

/** Reports with an event each until there are enough incidents; the rest are only there to be listed. */
async function makeArchive(path: string): Promise<void> {
  const withEvent = Math.round(INCIDENTS * 2.4);
  function* readings() {
    for (let i = 0; i < REPORTS; i++) {
      if (i % 10_000 === 0) console.error(`  ${i} of ${REPORTS} reports`);
      const reading = sampleReading(i, { events: i < withEvent ? 1 : 0 });
      yield i % 2 ? centuryBefore(reading) : reading;
    }
  }
  await (await archiveOf(path, readings(), 500)).close();
}

/** The same, a hundred years before: the invented reports know too few days for so many incidents. */
function centuryBefore(reading: Reading): Reading {
  const moved = JSON.parse(JSON.stringify(reading).replaceAll(/\b20(1\d-0\d-1\d)/g, '19$1')) as Reading;
  moved.report.id = textId(moved.report.text);
  return moved;
}

async function scriptOfFirstPage(browser: Browser, site: string): Promise<number> {
  const { page, close } = await openPage(browser, site);
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (/\.js$/.test(new URL(response.url()).pathname)) bodies.push(response.body());
  });
  await page.goto('/');
  await page.locator('#main [data-row]').first().waitFor();
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  await close();
  return Math.round(bytes / 102.4) / 10;
}

/** A row that is painted and takes the focus. */
async function untilInteractive(browser: Browser, site: string): Promise<number> {
  const { page, close } = await openPage(browser, site);
  await page.addInitScript(() => {
    const look = () => {
      const row = document.querySelector<HTMLElement>('#main [data-row]');
      row?.focus();
      if (row && document.activeElement === row)
        requestAnimationFrame(() =>
          setTimeout(() => Object.assign(globalThis, { ready: performance.now() })),
        );
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto('/chronology');
  const handle = await page.waitForFunction(() => (globalThis as unknown as { ready?: number }).ready);
  const at = Number(await handle.jsonValue());
  await close();
  return at;
}

/** Chooses another type of event, again and again. */
async function filtering(browser: Browser, site: string): Promise<Record<string, number>> {
  const { page, close } = await openPage(browser, site);
  await page.goto('/chronology');
  await page.locator('#main [data-row]').first().waitFor();
  await page.getByRole('button', { name: 'Refine' }).click();
  // The first incident of all is an assault: a filter that leaves it first would change nothing there.
  const types = ['COERCE', 'THREATEN', 'ASSAULT'];
  const found: number[] = [];
  for (let i = 0; i < 9; i++) found.push(await timeOfFilter(page, types[i % types.length]!));
  await close();
  return { filter_ms: median(found), filter_worst_ms: Math.round(Math.max(...found)) };
}

const timeOfFilter = (page: Page, type: string) =>
  page.evaluate(
    (type) =>
      new Promise<number>((resolve) => {
        const list = () =>
          document.querySelector('#main')!.querySelector('[data-row]')?.getAttribute('href') ?? '';
        const before = list();
        const select = document.querySelector<HTMLSelectElement>('#main select[name=type]')!;
        const began = performance.now();
        select.value = type;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        const observer = new MutationObserver(() => {
          if (list() === before || list() === '') return;
          observer.disconnect();
          // After the next frame it is painted.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        });
        observer.observe(document.querySelector('#main')!, {
          subtree: true,
          childList: true,
          attributes: true,
        });
      }),
    type,
  );

async function scrolling(browser: Browser, site: string): Promise<Record<string, number>> {
  const { page, close } = await openPage(browser, site);
  await page.goto('/?fold=0');
  await page.locator('#main [data-row]').first().waitFor();
  const { worst, over } = await page.evaluate(
    () =>
      new Promise<{ worst: number; over: number }>((resolve) => {
        const end = performance.now() + 10_000;
        const depth = document.documentElement.scrollHeight;
        let last = performance.now();
        let [worst, over] = [0, 0];
        const frame = (now: number) => {
          worst = Math.max(worst, now - last);
          if (now - last > 100) over++;
          last = now;
          // All of it in ten seconds: ten thousand reports a second.
          scrollTo({ top: depth * Math.min(1, 1 - (end - now) / 10_000), behavior: 'instant' });
          if (now < end) requestAnimationFrame(frame);
          else resolve({ worst, over });
        };
        requestAnimationFrame(frame);
      }),
  );
  const jumps: number[] = [];
  for (const share of [0.5, 0.25, 1, 0]) jumps.push(await timeOfJump(page, share));
  await close();
  return {
    worst_frame_ms: Math.round(worst),
    frames_over_100: over,
    jump_ms: Math.round(Math.max(...jumps)),
  };
}

const timeOfJump = (page: Page, share: number) =>
  page.evaluate(
    (share) =>
      new Promise<number>((resolve) => {
        const began = performance.now();
        scrollTo({ top: (document.documentElement.scrollHeight - innerHeight) * share, behavior: 'instant' });
        const look = () => {
          const rows = [...document.querySelectorAll('#main [data-row]')].filter((row) => {
            const { top } = row.getBoundingClientRect();
            return top > 0 && top < innerHeight;
          });
          if (rows.length >= 4) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(() => requestAnimationFrame(look));
      }),
    share,
  );

async function medianOf(n: number, measure: () => Promise<number>): Promise<number> {
  const found: number[] = [];
  for (let i = 0; i < n; i++) found.push(await measure());
  return median(found);
}

const median = (values: number[]) => Math.round([...values].sort((a, b) => a - b)[values.length >> 1]!);
