import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { onrecord } from './program.ts';
import { temporaryFolder } from './sample-archive.ts';

const examples = fileURLToPath(new URL('../examples', import.meta.url));
const folder = temporaryFolder();
afterAll(folder.dispose);

const WORLDS = [
  { TZ: 'Pacific/Kiritimati', LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8' },
  { TZ: 'America/Los_Angeles', LC_ALL: 'C', LANG: 'C' },
];

describe('the same in two time zones and two locales', () => {
  test('readings, byte for byte', { timeout: 120_000 }, async () => {
    const [one, two] = await Promise.all(
      WORLDS.map((env) => onrecord(['read', '--format', 'jsonl', examples], { env })),
    );
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(one!.stdout.length).toBeGreaterThan(10_000);
    expect(two!.stdout).toBe(one!.stdout);
  });

  test('chronology and exports, whatever the order in which reports came', { timeout: 240_000 }, async () => {
    const files = (await import('node:fs')).readdirSync(examples).map((name) => join(examples, name));
    const outputs = await Promise.all(
      WORLDS.map(async (env, i) => {
        const archive = join(folder.path, `${i}.db`);
        const added = await onrecord(['add', '--archive', archive, ...(i ? files.toReversed() : files)], {
          env,
        });
        expect(added.code).toBe(0);
        const outputs = [await onrecord(['chronology', '--archive', archive], { env })];
        for (const format of ['csv', 'json', 'geojson'])
          outputs.push(await onrecord(['export', '--archive', archive, '--format', format], { env }));
        return outputs;
      }),
    );
    for (const output of outputs[0]!) expect(output).toMatchObject({ code: 0, stderr: '' });
    expect(outputs[1]).toEqual(outputs[0]);
  });
});

/** Packages that a module loads when it is imported: not what it imports later, by `import()`. */
function packagesOf(file: string, seen = new Set<string>(), packages = new Set<string>()): Set<string> {
  if (seen.has(file)) return packages;
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [, specifier] of source.matchAll(
    /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm,
  ))
    if (specifier!.startsWith('.')) packagesOf(join(file, '..', specifier!), seen, packages);
    else if (!specifier!.startsWith('node:')) packages.add(specifier!);
  return packages;
}

describe('quick to start: nothing heavy is loaded before it is needed', () => {
  const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));
  test('the command line', () => {
    expect([...packagesOf(source('cli/main.ts'))]).toEqual(['commander']);
  });
  test('the library', () => {
    expect([...packagesOf(source('index.ts'))].filter((name) => !name.startsWith('@noble/hashes/'))).toEqual(
      [],
    );
  });
});
