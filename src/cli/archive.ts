/**
 * `onrecord archive copy` and `onrecord archive hash`: moving an archive, and whether two hold the same.
 *
 * @module
 */
import { Command } from 'commander';
import { archiveOption, jsonOption, quietOption } from './options.ts';
import { print, say } from './output.ts';

export const archiveCommand = () =>
  new Command('archive')
    .description('move an archive to another database; whether two archives hold the same')
    .addCommand(copyCommand())
    .addCommand(hashCommand());

interface CopyOptions {
  users?: boolean;
  quiet?: boolean;
  json?: boolean;
}

const copyCommand = () =>
  new Command('copy')
    .description(
      'copy all of an archive to a new file or an empty PostgreSQL database, and check what arrived',
    )
    .argument('<from>', 'a file, or postgres://USER:PASSWORD@HOST/DATABASE')
    .argument('<to>', 'likewise; must be empty')
    .option('--users', 'users too, with the hashes of their passwords')
    .addOption(quietOption())
    .addOption(jsonOption('one JSON object'))
    .action(async (from: string, to: string, options: CopyOptions) => {
      const [{ openArchive }, { copyArchive }] = await Promise.all([
        import('../archive/archive.ts'),
        import('../archive/copy.ts'),
      ]);
      const source = await openArchive(from);
      try {
        const target = await openArchive(to, { create: true });
        try {
          let shown = performance.now();
          const onProgress = (table: string, rows: number) => {
            if (options.quiet || performance.now() - shown < PROGRESS_EVERY) return;
            shown = performance.now();
            say(`${table}: ${rows} rows`);
          };
          const { sha256, tables } = await copyArchive(source, target, onProgress, {
            users: options.users ?? false,
          });
          const rows = tables.reduce((sum, table) => sum + table.rows, 0);
          if (options.json)
            await print(`${JSON.stringify({ from: source.path, to: target.path, rows, sha256, tables })}\n`);
          else
            await print(
              `${source.path} was copied to ${target.path}: ${rows} rows, checked on arrival.\nContent hash of both: ${sha256}\n`,
            );
        } finally {
          await target.close();
        }
      } finally {
        await source.close();
      }
    });

const PROGRESS_EVERY = 5000;

const hashCommand = () =>
  new Command('hash')
    .description('print a hash of all that an archive holds: the same in every archive that holds the same')
    .argument('[archive]', 'the archive; the same as --archive')
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON object, with the hash of each table'))
    .action(async (given: string | undefined, options: { archive: string; json?: boolean }) => {
      const [{ openArchive }, { contentHash }] = await Promise.all([
        import('../archive/archive.ts'),
        import('../archive/content.ts'),
      ]);
      const archive = await openArchive(given ?? options.archive);
      try {
        const { sha256, tables } = await contentHash(archive);
        if (options.json) await print(`${JSON.stringify({ archive: archive.path, sha256, tables })}\n`);
        else await print(`${sha256}  ${archive.path}\n`);
      } finally {
        await archive.close();
      }
    });
