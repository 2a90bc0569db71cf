/**
 * A list of addresses: a text of nothing but http addresses, one a line. Empty lines, and lines that begin with `#`,
 * are passed over.
 *
 * @module
 */
import type { Link } from './types.ts';

const ADDRESS = /^https?:\/\/[^\s<>"]{1,2000}$/i;

/** The addresses in their order, each once; null when the text is something else. */
export function parseAddressList(text: string): Link[] | null {
  if (!/^\s*(?:#|https?:\/\/)/i.test(text)) return null;
  const addresses = new Set<string>();
  for (const line of text.split('\n')) {
    const words = line.trim();
    if (!words || words.startsWith('#')) continue;
    if (!ADDRESS.test(words)) return null;
    addresses.add(words);
  }
  return addresses.size ? [...addresses].map((address) => ({ address })) : null;
}
