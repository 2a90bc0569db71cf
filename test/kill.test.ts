import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openArchive } from '../src/archive/archive.ts';
import { verifyArchive } from '../src/archive/verify.ts';
import { onrecord, start } from './program.ts';
import { temporaryFolder } from './sample-archive.ts';
import { randomOf } from './sample-reading.ts';

/** More with ONRECORD_KILLS=200. */
const KILLS = Number(process.env['ONRECORD_KILLS'] ?? 5);
/** How often one archive is struck before another is begun: checking a large one takes longer than making it. */
const KILLS_OF_ONE = 20;
const child = fileURLToPath(new URL('kill-child.ts', import.meta.url));
const folder = temporaryFolder();
afterAll(folder.dispose);

/** Runs a child and kills it some milliseconds after its first acknowledgement; gives all that it acknowledged. */
function killed(args: string[], delay: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), child, ...args]);
    let said = '';
    process_.stdout.on('data', (part: Buffer) => {
      if (said === '') setTimeout(() => process_.kill('SIGKILL'), delay);
      said += part;
    });
    process_.on('error', reject);
    // What stands after the last line end was cut in the middle of being said.
    process_.on('close', () => resolve(said.split('\n').slice(0, -1)));
  });
}

test(`kill -9 at ${KILLS} moments: nothing acknowledged is lost, nothing doubled`, {
  timeout: 20_000 * KILLS,
}, async () => {
  const random = randomOf(11);
  let path = '';
  let acknowledged = new Set<string>();
  let count = 0;
  for (let i = 0; i < KILLS; i++) {
    if (i % KILLS_OF_ONE === 0) {
      path = join(folder.path, `killed-${i}.db`);
      count += acknowledged.size;
      acknowledged = new Set();
    }
    const first = String(random(50) + i * 40);
    for (const key of await killed([path, first, String(1 + random(20))], random(300))) acknowledged.add(key);
    const archive = await openArchive(path);
    const rows = await archive.db.selectFrom('reports').select('key').execute();
    const kept = rows.map(({ key }) => key);
    expect(new Set(kept).size).toBe(kept.length);
    for (const key of acknowledged) expect(kept).toContain(key);
    expect((await verifyArchive(archive)).findings).toEqual([]);
    await archive.close();
  }
  count += acknowledged.size;
  if (KILLS > 50) console.log(`${KILLS} kills, ${count} reports acknowledged: none lost, none doubled`);
  expect(count).toBeGreaterThan(KILLS);
});

test('two processes on one archive wait for each other', { timeout: 120_000 }, async () => {
  const path = join(folder.path, 'two.db');
  const [one, two] = await Promise.all([killed([path, '0', '5'], 2500), killed([path, '100000', '5'], 2500)]);
  expect(one!.length).toBeGreaterThan(0);
  expect(two!.length).toBeGreaterThan(0);
  const archive = await openArchive(path);
  const rows = await archive.db.selectFrom('reports').select('key').execute();
  const kept = new Set(rows.map(({ key }) => key));
  for (const key of [...one!, ...two!]) expect(kept).toContain(key);
  expect((await verifyArchive(archive)).findings).toEqual([]);
  await archive.close();
});

test('the command itself, killed after its first lines', { timeout: 120_000 }, async () => {
  const path = join(folder.path, 'add.db');
  const lines = Array.from({ length: 400 }, (_, i) =>
    JSON.stringify({
      id: i,
      text: `Two soldiers were killed near Orrin on day ${i} of the siege, the ministry said.`,
    }),
  ).join('\n');
  const program = start(['add', '--archive', path, '--json', '-']);
  let said = '';
  await new Promise<void>((resolve) => {
    program.stdout!.on('data', (part: Buffer) => {
      said += part;
      program.kill('SIGKILL');
    });
    program.on('close', () => resolve());
    program.stdin!.on('error', () => {});
    program.stdin!.end(lines);
  });
  const acknowledged = said
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).report as string);
  expect(acknowledged.length).toBeGreaterThan(0);
  const archive = await openArchive(path);
  const rows = await archive.db.selectFrom('reports').select('key').execute();
  const kept = new Set(rows.map(({ key }) => key));
  for (const key of acknowledged) expect(kept).toContain(key);
  await archive.close();

  const again = await onrecord(['add', '--archive', path, '--quiet', '-'], { input: lines });
  expect(again).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const status = await onrecord(['status', '--archive', path, '--json']);
  expect(JSON.parse(status.stdout)).toMatchObject({
    reports: 400,
    captures: 400,
    readings: 400,
    failures: 0,
  });
});
