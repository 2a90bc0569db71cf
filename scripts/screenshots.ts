/**
 * `npm run screenshots [-- FOLDER [SCREENS…]]`: every screen of the web app over the example reports, light and dark,
 * phone and desktop, as PNG files in FOLDER (`dist/screenshots`). `-- --readme` makes the three that the README shows.
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
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const SCHEMES = ['light', 'dark'] as const;

interface Picture {
  address: string;
  path: string;
  device: keyof typeof SIZES;
  scheme: (typeof SCHEMES)[number];
}

function everyPicture(screens: Map<string, string>, folder: string, only: readonly string[]): Picture[] {
  return [...screens]
    .filter(([name]) => !only.length || only.includes(name))
    .flatMap(([name, address]) =>
      (['desktop', 'phone'] as const).flatMap((device) =>
        SCHEMES.map((scheme) => ({
          address,
          path: join(folder, `${name}-${device}-${scheme}.png`),
          device,
          scheme,
        })),
      ),
    );
}

function forReadme(screens: Map<string, string>): Picture[] {
  const picture = (name: string, address: string): Picture => ({
    address,
    path: join('docs/images', `${name}.png`),
    device: 'desktop',
    scheme: 'light',
  });
  return [
    picture('report', screens.get('report')!),
    picture('chronology', '/chronology?from=2014&to=2016'),
    picture('incident', screens.get('incident')!),
  ];
}

const [folder = 'dist/screenshots', ...only] = process.argv.slice(2);
const readme = folder === '--readme';
mkdirSync(readme ? 'docs/images' : folder, { recursive: true });
const [browser, site] = await Promise.all([launch(), startSite()]);
const screens = new Map(await screensOf(site.url));
for (const { address, path, device, scheme } of readme
  ? forReadme(screens)
  : everyPicture(screens, folder, only)) {
  const { page, faults, close } = await openPage(browser, site.url, { ...SIZES[device], scheme });
  await page.goto(address);
  await shown(page);
  await page.evaluate(() => document.fonts.ready);
  // Land is drawn a moment after its file has come.
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path });
  console.log(path, ...faults);
  await close();
}
await browser.close();
await site.close();
