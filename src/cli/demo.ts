/**
 * `onrecord demo`: reads the reports that came with the program into a new archive, prints their chronology and
 * serves it. What `npm start` runs.
 *
 * @module
 */
import { Command } from 'commander';
import { printChronology } from './chronology.ts';
import { CliError, EXIT } from './exit.ts';
import { print, say } from './output.ts';
import { listProblems } from './problems.ts';
import { type ListenOptions, serveUntilStopped, withListen } from './serve.ts';

interface DemoOptions extends ListenOptions {
  serve: boolean;
  archive?: string;
}

export const demoCommand = () =>
  withListen(new Command('demo'))
    .description('read the example reports into a new archive, print their chronology, serve it')
    .option(
      '-a, --archive <file>',
      'keep the archive there; it must not exist yet (default: a new temporary folder)',
    )
    .option('--no-serve', 'end after printing')
    .action(run);

async function run(options: DemoOptions): Promise<void> {
  const [{ openArchive }, { addPaths }, { loadResources, packageFolder }, fs, { tmpdir }, { join }] =
    await Promise.all([
      import('../archive/archive.ts'),
      import('../engine/run.ts'),
      import('../engine/resources.ts'),
      import('node:fs'),
      import('node:os'),
      import('node:path'),
    ]);
  if (options.archive && fs.existsSync(options.archive))
    throw new CliError(`${options.archive} is there already; the demo makes a new archive`, EXIT.usage);
  const folder = options.archive ? null : fs.mkdtempSync(join(tmpdir(), 'onrecord-demo-'));
  const examples = join(packageFolder, 'examples');
  const reports = fs
    .readdirSync(examples)
    .filter((name) => !/^readme/i.test(name))
    .sort()
    .map((name) => join(examples, name));
  const archive = await openArchive(options.archive ?? join(folder!, 'onrecord.db'), { create: true });
  const removeFolder = () => folder && fs.rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);

  const summary = await addPaths(archive, reports, { resources: loadResources(), command: 'demo' });
  listProblems(summary.problems, reports.length, summary.failed);
  say(`${summary.added} reports read, ${summary.events} events on record`);
  await printChronology(archive, {}, false);
  if (summary.failed) process.exitCode = EXIT.someFailed;
  if (!options.serve) {
    await archive.close();
    return;
  }
  await print('\n');
  await serveUntilStopped(archive, options);
}
