/**
 * `onrecord verify`: whether an archive, or a file that left one, is what it was.
 *
 * @module
 */
import { Command } from 'commander';
import { CliError, EXIT } from './exit.ts';
import { archiveOption, jsonOption } from './options.ts';
import { print } from './output.ts';

export const verifyCommand = () =>
  new Command('verify')
    .description(
      'check that nothing in an archive, or in a file exported from one, was changed; names what was',
    )
    .argument('[path]', 'an archive, the same as --archive; or a WARC, a WACZ or JSON lines, alone')
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON object'))
    .action(run);

async function run(given: string | undefined, options: { archive: string; json?: boolean }): Promise<void> {
  const path = given ?? options.archive;
  const { isServerAddress, parseAddress } = await import('../archive/address.ts');
  const address = parseAddress(path);
  if (isServerAddress(path)) return verifyArchiveAt(path, options.json);
  const file = address.kind === 'sqlite' ? address.file : path;
  const { existsSync, statSync } = await import('node:fs');
  if (!existsSync(file)) throw new CliError(`${file}: no archive there, and no file`);
  if (statSync(file).isDirectory()) throw new CliError(`${file}: a folder; give one file`);
  const { kindOfFile, verifyFile } = await import('../publish/verify/file.ts');
  const kind = await kindOfFile(file);
  // What is no file of ours may be an archive whose first bytes were changed.
  if (kind === 'archive' || kind === 'other')
    return verifyArchiveAt(file, options.json).catch((error: Error) => {
      if (!/is not an archive/.test(error.message)) throw error;
      throw new CliError(
        `${file}: is not an archive, nor a WARC, a WACZ or JSON lines that onrecord exported; other exports hold nothing to check them by`,
      );
    });
  const { findings, checked, head, unchecked } = await verifyFile(file, kind);
  if (findings.length) process.exitCode = EXIT.notAsRecorded;
  if (options.json) {
    const ok = findings.length === 0;
    await print(`${JSON.stringify({ file, kind, ok, findings, checked, head, unchecked })}\n`);
    return;
  }
  for (const { what, problem } of findings) await print(`${what}: ${problem}\n`);
  const counts = Object.entries(checked).map(([name, count]) => `${count} ${name}`);
  await print(
    findings.length
      ? `${file} is not as it was written: ${findings[0]!.what}.\n`
      : `${file} is as it was written: ${counts.join(', ')}.${head ? ` Last hash: ${head}` : ''}\n`,
  );
  for (const line of unchecked) await print(`Not checked: ${line}\n`);
}

async function verifyArchiveAt(given: string, json = false): Promise<void> {
  const [{ isServerAddress }, { verifyArchive }] = await Promise.all([
    import('../archive/address.ts'),
    import('../archive/verify.ts'),
  ]);
  const archive = isServerAddress(given)
    ? await (await import('../archive/archive.ts')).openArchive(given)
    : await (await import('../archive/sqlite/read-only.ts')).openReadOnly(given);
  const { path } = archive;
  try {
    const { findings, checked, head } = await verifyArchive(archive);
    if (findings.length) process.exitCode = EXIT.notAsRecorded;
    if (json) {
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
}
