/** `npm test`: the checks, then every test; the last line counts both together. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks, root, run } from './steps.mjs';

const count = { passed: 0, failed: 0, skipped: 0 };
for (const step of checks) count[run(step) ? 'passed' : 'failed']++;

const folder = mkdtempSync(join(tmpdir(), 'onrecord-test-'));
const results = join(folder, 'results.json');
const vitest = spawnSync(
  join(root, 'node_modules', '.bin', 'vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
try {
  const report = JSON.parse(readFileSync(results, 'utf8'));
  count.passed += report.numPassedTests;
  count.failed +=
    report.numFailedTests +
    report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
      .length;
  count.skipped += report.numPendingTests + report.numTodoTests;
} catch (error) {
  console.error(`the tests did not run to their end: ${error.message}`);
  count.failed++;
}
rmSync(folder, { recursive: true });
if (vitest.status !== 0 && count.failed === 0) count.failed++;

console.log(
  `${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`,
);
process.exit(count.failed ? 1 : 0);
