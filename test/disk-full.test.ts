import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openArchive } from '../src/archive/archive.ts';
import { verifyArchive } from '../src/archive/verify.ts';
import { archiveOf, temporaryFolder } from './sample-archive.ts';
import { sampleReading } from './sample-reading.ts';

const child = fileURLToPath(new URL('kill-child.ts', import.meta.url));
const folder = temporaryFolder();
afterAll(folder.dispose);

// A limit on the size of files stands in for a full disk: writing fails in the same way.
test.skipIf(process.platform === 'win32')(
  'a full disk is said, and nothing acknowledged is lost',
  async () => {
    const path = join(folder.path, 'full.db');
    const command = `ulimit -f 2500; exec "${process.execPath}" --import "${import.meta.resolve('tsx')}" "${child}" "${path}" 0 10`;
    const ran = spawnSync('bash', ['-c', command], { encoding: 'utf8', timeout: 60_000 });
    expect(ran.stderr).toMatch(/ArchiveError: .*full\.db: (?:the disk is full|the disk does not answer)/);
    const acknowledged = ran.stdout.trim().split('\n');
    expect(acknowledged.length).toBeGreaterThan(9);
    const archive = await openArchive(path);
    const rows = await archive.db.selectFrom('reports').select('key').execute();
    const kept = new Set(rows.map(({ key }) => key));
    for (const key of acknowledged) expect(kept).toContain(key);
    expect((await verifyArchive(archive)).findings).toEqual([]);
    await archive.close();
  },
);

test.skipIf(process.platform !== 'linux')(
  'standard output that takes nothing is said in one line',
  async () => {
    const path = join(folder.path, 'out.db');
    await (await archiveOf(path, [sampleReading(1)])).close();
    const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
    const command = `exec "${process.execPath}" --import "${import.meta.resolve('tsx')}" "${main}" export -a "${path}" > /dev/full`;
    const ran = spawnSync('bash', ['-c', command], { encoding: 'utf8', timeout: 60_000 });
    expect(ran.stderr).toBe('onrecord: standard output cannot be written (the disk is full)\n');
    expect(ran.status).toBe(3);
  },
);
