/**
 * `npm run screenshots [-- FOLDER [SCREENS…]]`: every screen of the web app over the example reports, light and dark,
 * phone and desktop, as PNG files in FOLDER (`dist/screenshots`).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath, launch, openPage } from '../test/web/browser.ts';
import { screensOf, shown } from '../test/web/screens.ts';
import { startSite } from '../test/web/site.ts';

if (!chromiumPath) {
  console.error('chromium is not there: apt-get install chromium, or say where it is in CHROMIUM');
  process.exit(1);
}
const [folder = 'dist/screenshots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const [browser, site] = await Promise.all([launch(), startSite()]);
const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
for (const [name, address] of await screensOf(site.url)) {
  if (only.length && !only.includes(name)) continue;
  for (const [device, size] of Object.entries(sizes))
    for (const scheme of ['light', 'dark'] as const) {
      const { page, faults, close } = await openPage(browser, site.url, { ...size, scheme });
      await page.goto(address);
      await shown(page);
      await page.evaluate(() => document.fonts.ready);
      const path = join(folder, `${name}-${device}-${scheme}.png`);
      await page.screenshot({ path });
      console.log(path, ...faults);
      await close();
    }
}
await browser.close();
await site.close();
