/**
 * `npm run fixture:add URL|FILE [NAME]`: adds a page to the pages that the reading of HTML is held to, with the text
 * that is read from it now. Correct that text by hand to what a reader of the page would call the report: headline
 * first, a blank line between paragraphs. Add only pages that you wrote or may give away.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { decode } from '../src/collect/decode.ts';
import { contentOfAnswer, fetchCapture } from '../src/collect/fetch.ts';
import { parseHtml } from '../src/collect/html.ts';
import { pagesFolder } from '../test/fixtures/pages.ts';

const [from, given] = process.argv.slice(2);
if (!from) {
  console.error('usage: npm run fixture:add URL|FILE [NAME]');
  process.exit(2);
}

async function bytesOf(address: string): Promise<{ bytes: Uint8Array; charset: string | null }> {
  if (!/^https?:/i.test(address)) return { bytes: readFileSync(address), charset: null };
  const fetched = await fetchCapture(address, { allowPrivate: true });
  if ('problem' in fetched) {
    console.error(`${address}: ${fetched.problem.reason}`);
    process.exit(1);
  }
  return contentOfAnswer(fetched);
}

const { bytes, charset } = await bytesOf(from);
const { text } = decode(bytes, charset);
const name = (given ?? basename(new URL(from, 'file:///').pathname).replace(/\.x?html?$/i, ''))
  .toLowerCase()
  .replace(/[^\p{L}\p{N}]+/gu, '-')
  .replace(/^-|-$/g, '');
const page = `${pagesFolder}${name || 'page'}.html`;
if (existsSync(page)) {
  console.error(`${page} is there already: give another NAME`);
  process.exit(1);
}
const report = parseHtml(text, /^https?:/i.test(from) ? from : null);
const expected = page.replace(/\.html$/, '.expected.txt');
writeFileSync(page, text);
writeFileSync(expected, `${[report.title, report.text].filter(Boolean).join('\n\n')}\n`);
console.log(`${page}\n${expected}\nCorrect the second by hand, then: npx vitest run test/pages.test.ts`);
