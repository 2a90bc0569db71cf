/**
 * `onrecord archive copy`, `hash` and `log`: moving an archive, whether two hold the same, and what was done to one.
 *
 * @module
 */
import { Command } from 'commander';
import { archiveOption, countOf, jsonOption, quietOption } from './options.ts';
import { print, say } from './output.ts';

export const archiveCommand = () =>
  new Command('archive')
    .description(
      'move an archive to another database; whether two archives hold the same; what was done to one',
    )
    .addCommand(copyCommand())
    .addCommand(hashCommand())
    .addCommand(logCommand());

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

const logCommand = () =>
  new Command('log')
    .description(
      'print the log, newest first: what was added, read, removed and decided; no words of a report',
    )
    .option('--limit <number>', 'entries to print', countOf, 50)
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON object a line, with the hashes that chain the log'))
    .action(async ({ archive: address, limit, json }: { archive: string; limit: number; json?: boolean }) => {
      const [{ openToLook }, { listLog }] = await Promise.all([
        import('../archive/look.ts'),
        import('../archive/log-page.ts'),
      ]);
      const archive = await openToLook(address);
      try {
        let left = limit;
        let cursor: string | undefined;
        do {
          const { items, next } = await listLog(archive, { limit: Math.min(left, MOST_AT_ONCE), cursor });
          for (const entry of items)
            await print(
              json
                ? `${JSON.stringify(entry)}\n`
                : `${entry.seq}  ${entry.at.slice(0, 19)}Z  ${entry.kind}  ${JSON.stringify(entry.body)}\n`,
            );
          left -= items.length;
          cursor = next ?? undefined;
        } while (cursor && left > 0);
      } finally {
        await archive.close();
      }
    });

const MOST_AT_ONCE = 500;
