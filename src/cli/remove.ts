/**
 * `onrecord remove`: takes a report out for good, as the law may demand, and leaves a tombstone.
 *
 * @module
 */
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import type { NamedReport, RemovalPlan } from '../archive/removal.ts';
import { CliError, EXIT } from './exit.ts';
import { archiveOption, byOption, jsonOption } from './options.ts';
import { print, say } from './output.ts';

interface RemoveOptions {
  archive: string;
  reason: string;
  versions?: boolean;
  yes?: boolean;
  by: string;
  json?: boolean;
}

export const removeCommand = () =>
  new Command('remove')
    .description(
      'take reports out for good, with their bytes, readings and words; the log keeps their hashes and the reason',
    )
    .argument(
      '<reports...>',
      'keys of reports, or sha256: and the hash of a text (every report of that text)',
    )
    .requiredOption('--reason <words>', 'why; it stays in the log, so name nobody who must not be named')
    .option('--versions', 'with all other versions of the same address')
    .option('--yes', 'do it without asking')
    .addOption(byOption())
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON object: what was removed'))
    .action(run);

async function run(ids: string[], options: RemoveOptions): Promise<void> {
  const [{ openArchive }, { planRemoval, removeReports }, { tombstonesOf }] = await Promise.all([
    import('../archive/archive.ts'),
    import('../archive/removal.ts'),
    import('../archive/tombstones.ts'),
  ]);
  const { reason, versions, by } = options;
  const archive = await openArchive(options.archive);
  try {
    const tombstones = await tombstonesOf(archive.db);
    const wanted = ids.filter((id) => !tombstones.of(id));
    if (wanted.length) {
      const plan = await planRemoval(archive, wanted, { versions: versions ?? false });
      if (!options.json) for (const line of describe(plan)) say(line);
      if (!options.yes && !(await agreed()))
        throw new CliError('nothing was removed: say --yes to remove without being asked', EXIT.usage);
    }
    const removed = await removeReports(archive, ids, { versions, reason, by });
    if (options.json) await print(`${JSON.stringify({ archive: archive.path, removed })}\n`);
    else
      await print(
        `${removed.map(({ report }) => `${report} is out of the archive\n`).join('')}Copies of the archive, its backups and exports that were made before are not reached: remove it there too.\n`,
      );
  } finally {
    await archive.close();
  }
}

const line = ({ key, title, publisher, url }: NamedReport) =>
  `  ${[key, title, publisher, url].filter(Boolean).join(' · ')}`;

function* describe({
  reports,
  blobs,
  captures,
  readings,
  sharers,
  remaining,
}: RemovalPlan): Generator<string> {
  const bytes = blobs.reduce((sum, { size }) => sum + size, 0);
  yield `To be removed, with ${captures} captures, ${blobs.length} blobs (${bytes} bytes) and ${readings} readings:`;
  yield* reports.map(line);
  if (sharers.length) {
    yield 'These came in the same files: they stay, but the bytes that they came in go:';
    yield* sharers.map(line);
  }
  if (remaining.length) {
    yield 'Other versions or copies, which stay unless you name them too (--versions takes the versions):';
    yield* remaining.map(line);
  }
}

/** Asks on a terminal; elsewhere nobody can answer. */
async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const asker = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await asker.question('Remove for good? (yes/no) ')).trim());
  } finally {
    asker.close();
  }
}
