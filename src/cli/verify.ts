/**
 * `onrecord verify`: whether an archive is what it was when its contents came in.
 *
 * @module
 */
import { Command } from 'commander';
import { EXIT } from './exit.ts';
import { archiveOption, jsonOption } from './options.ts';
import { print } from './output.ts';

export const verifyCommand = () =>
  new Command('verify')
    .description('check that nothing in an archive was changed since it came in; names what was')
    .argument('[archive]', 'the archive; the same as --archive')
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON object'))
    .action(async (given: string | undefined, options: { archive: string; json?: boolean }) => {
      const [{ openArchive }, { verifyArchive }] = await Promise.all([
        import('../archive/archive.ts'),
        import('../archive/verify.ts'),
      ]);
      const archive = await openArchive(given ?? options.archive);
      const { path } = archive;
      try {
        const { findings, checked, head } = await verifyArchive(archive);
        if (findings.length) process.exitCode = EXIT.notAsRecorded;
        if (options.json) {
          await print(
            `${JSON.stringify({ archive: path, ok: findings.length === 0, findings, checked, head })}\n`,
          );
          return;
        }
        for (const { what, problem } of findings) await print(`${what}: ${problem}\n`);
        const { entries, blobs, captures, reports, readings } = checked;
        await print(
          findings.length
            ? `${path} is not as it was recorded: ${findings[0]!.what}.\n`
            : `${path} is as it was recorded: ${entries} log entries, ${blobs} blobs, ${captures} captures, ${reports} reports, ${readings} readings.\n` +
                `Unchanged since capture; whether it is true is another question. Last hash: ${head}\n`,
        );
      } finally {
        await archive.close();
      }
    });
