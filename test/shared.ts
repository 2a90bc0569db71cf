/**
 * Where the public data and the acceptance report are, when they stand beside the checkout.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

export const shared = fileURLToPath(new URL('../../shared/', import.meta.url));

/** Tests that need `../shared/PATH`; without it they are skipped and say so. */
export function describeWithShared(path: string, name: string, tests: () => void): void {
  if (existsSync(`${shared}${path}`)) describe(name, tests);
  else describe.skip(`${name} (skipped: no ../shared/${path})`, tests);
}
