/**
 * Every screen of the app, with something on it, for tests that go through all of them and for screenshots.
 *
 * @module
 */
import type { Page } from 'playwright-core';

/** Name and address of every screen. */
export async function screensOf(site: string): Promise<[name: string, address: string][]> {
  const first = async (path: string) => {
    const answer = await fetch(`${site}/api/${path}`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return items.map(({ id }) => encodeURIComponent(id));
  };
  const [a = '', b = ''] = await first('reports?q=beirut&limit=2');
  const incident = await mostTold(site);
  const [source = ''] = await first('sources?limit=1');
  const { events } = (await (await fetch(`${site}/api/reports/${a}`)).json()) as {
    events: { trigger: { start: number; end: number } }[];
  };
  const { start, end } = events[0]!.trigger;
  return [
    ['news', '/'],
    ['news-found', '/?q=beirut'],
    ['news-nothing', '/?q=zyzzyva'],
    ['report', `/report/${a}`],
    ['report-why', `/report/${a}#${start}-${end}`],
    ['chronology', '/chronology'],
    ['timeline', '/timeline'],
    ['map', '/map'],
    ['incident', `/incident/${incident}`],
    ['compare', `/compare?a=${a}&b=${b}`],
    ['review', '/review'],
    ['sources', '/sources'],
    ['outlets', '/sources?show=outlets'],
    ['source', `/source/${source}`],
    ['read-here', '/read'],
    ['add', '/add'],
    ['export', '/export'],
    ['log', '/log'],
    ['log-failures', '/log?show=failures'],
    ['settings', '/settings'],
    ['help', '/help'],
    ['not-here', '/nothing/here'],
  ];
}

/** The incident that most tell. */
async function mostTold(site: string): Promise<string> {
  const answer = await fetch(`${site}/api/incidents?limit=500`);
  const { items } = (await answer.json()) as { items: { id: string; origins: number }[] };
  const [most] = items.sort((a, b) => b.origins - a.origins || (a.id < b.id ? -1 : 1));
  return encodeURIComponent(most?.id ?? '');
}

/** Until a screen has come and shows what it has. */
export async function shown(page: Page): Promise<void> {
  await page.locator('#main h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(
    () =>
      !/(?:Reading|Counting|Looking|Asking|Asking why|Drawing)…/.test(
        document.querySelector('#main')!.textContent!,
      ),
  );
}
