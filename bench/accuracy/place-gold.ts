/**
 * Reads the gold sets of toponyms: the XML of the LGL and of the GeoVirus form, and the GeoWebNews folder.
 *
 * @module
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';

export interface GoldToponym {
  start: number;
  end: number;
  /** Null when the set gives no coordinates. */
  lat: number | null;
  lon: number | null;
  /** The set's own word for what kind of mention it is. */
  kind: string;
}

export interface GoldArticle {
  text: string;
  title: string | null;
  url: string | null;
  toponyms: GoldToponym[];
}

/** What GeoWebNews annotates beside toponyms. */
const NOT_TOPONYMS: ReadonlySet<string> = new Set([
  'Non_Toponym',
  'Literal_Expression',
  'Non_Lit_Expression',
]);

/** @param path an XML file of the LGL or GeoVirus form, or the GeoWebNews folder (its GWN.xml is read). */
export function readGold(path: string): GoldArticle[] {
  const file = statSync(path).isDirectory() ? join(path, 'GWN.xml') : path;
  const { document } = parseHTML('<html></html>');
  const xml = new (
    document.defaultView as unknown as { DOMParser: typeof DOMParser }
  ).DOMParser().parseFromString(readFileSync(file, 'utf8'), 'text/xml');
  return [...xml.querySelectorAll('article')].map(readArticle);
}

function readArticle(article: Element): GoldArticle {
  const within = (element: Element, tag: string) => element.querySelector(tag)?.textContent ?? null;
  const number = (element: Element, ...tags: string[]) => {
    for (const tag of tags) {
      const text = within(element, tag)?.trim();
      if (text) return Number(text);
    }
    return null;
  };
  const text = within(article, 'text') ?? '';
  const virus = article.querySelector('locations') !== null;
  const shift = offsets(text, virus ? -1 : 0);
  const toponyms: GoldToponym[] = [];
  for (const toponym of article.querySelectorAll(virus ? 'location' : 'toponym')) {
    const kind = within(toponym, 'type') ?? (virus ? 'location' : 'toponym');
    if (NOT_TOPONYMS.has(kind)) continue;
    const start = number(toponym, 'start');
    const end = number(toponym, 'end');
    if (start === null || end === null) continue;
    toponyms.push({
      start: shift(start),
      end: shift(end),
      lat: number(toponym, 'lat', 'latitude'),
      lon: number(toponym, 'lon', 'longitude'),
      kind,
    });
  }
  return {
    text,
    title: within(article, 'title'),
    url: within(article, 'url') ?? within(article, 'link'),
    toponyms,
  };
}

/** The sets count code points; texts here are in UTF-16. */
function offsets(text: string, shift: number): (offset: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset + shift;
  const at: number[] = [];
  let unit = 0;
  for (const character of text) {
    at.push(unit);
    unit += character.length;
  }
  at.push(unit);
  return (offset) => at[offset + shift] ?? unit;
}
