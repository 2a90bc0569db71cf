/**
 * Runs a command of this project and says how it went; what it printed is shown only when it failed.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(fileURLToPath(import.meta.url), '../..');
const bin = (name) => join(root, 'node_modules', '.bin', name);

/** @typedef {{ name: string, command: string, args: string[] }} Step */

/** What must hold before any test is run. @type {Step[]} */
export const checks = [
  { name: 'types', command: bin('tsc'), args: ['--noEmit'] },
  {
    name: 'types of the web app',
    command: bin('svelte-check'),
    args: ['--workspace', 'web', '--output', 'human'],
  },
  { name: 'lint and import cycles', command: bin('biome'), args: ['check', '--error-on-warnings', '.'] },
  { name: 'layers', command: bin('depcruise'), args: ['src', '--config', '.dependency-cruiser.mjs'] },
  { name: 'docs', command: bin('tsx'), args: ['scripts/docs.ts', '--check'] },
];

/** @param {Step} step @returns {boolean} whether it passed */
export function run({ name, command, args }) {
  const begin = Date.now();
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  const passed = done.status === 0;
  console.log(`${passed ? '✓' : '✗'} ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  if (!passed) console.log(done.error ? `${command}: ${done.error.message}` : done.stdout + done.stderr);
  return passed;
}
