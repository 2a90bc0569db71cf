/**
 * Part of `prepare`: links the built program into `node_modules/.bin`, so that `npx onrecord` runs it in a checkout
 * at once instead of installing the checkout into npx's cache first.
 */
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const link = join(root, 'node_modules', '.bin', 'onrecord');
rmSync(link, { force: true });
try {
  symlinkSync('../../dist/cli.js', link);
} catch {
  // Without the right to make links (Windows) npx takes the longer way.
}
