/**
 * A list of addresses: a text of http addresses, one a line. Empty lines, and lines that begin with `#`, are passed over.
 *
 * @module
 */
import { type Link, NotAReport } from './types.ts';

const ADDRESS = /^https?:\/\/[^\s<>"]{1,2000}$/i;
/** With a smaller share of addresses among its lines a text is none of them, but a report that names some. */
const LEAST_ADDRESSES = 0.75;

/** The addresses in their order, each once, and what is wrong with other lines; null when the text is something else. */
export function parseAddressList(text: string): ({ link: Link } | { error: NotAReport })[] | null {
  if (!/^\s*(?:#|https?:\/\/)/i.test(text)) return null;
  const lines = text.split('\n').map((line) => line.trim());
  const given = new Set(lines.filter((line) => line && !line.startsWith('#')));
  const addresses = [...given].filter((line) => ADDRESS.test(line)).length;
  if (addresses === 0 || addresses < given.size * LEAST_ADDRESSES) return null;
  return [...given].map((line) =>
    ADDRESS.test(line)
      ? { link: { address: line } }
      : {
          error: new NotAReport(
            'refused-address',
            `no http address: ${line.slice(0, 100)}`,
            'give the whole address, beginning with https://',
          ),
        },
  );
}
