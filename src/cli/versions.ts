/**
 * `onrecord versions`: how a report was changed by its publisher.
 *
 * @module
 */
import { Command } from 'commander';
import { absentReport } from './absent.ts';
import { archiveOption, jsonOption } from './options.ts';
import { print } from './output.ts';

export const versionsCommand = () =>
  new Command('versions')
    .description(
      'list the versions of a report, oldest first, with what each changed; and notices that take it back',
    )
    .argument('<report>', 'key of one of the versions')
    .addOption(archiveOption())
    .addOption(jsonOption('one JSON object a version, with the difference to the one before'))
    .action(run);

async function run(key: string, options: { archive: string; json?: boolean }): Promise<void> {
  const [{ openToLook }, { textOfReport, versionsOf }, { differenceOf }] = await Promise.all([
    import('../archive/look.ts'),
    import('../archive/versions.ts'),
    import('../report/difference.ts'),
  ]);
  const archive = await openToLook(options.archive);
  try {
    const versions = await versionsOf(archive, key);
    if (versions.length === 0) throw await absentReport(archive, key);
    let before: string | null = null;
    for (const version of versions) {
      const text = version.key === null ? null : await textOfReport(archive, version.key);
      const blocks = before !== null && text !== null ? differenceOf(before, text) : null;
      if (options.json) await print(`${JSON.stringify({ ...version, difference: blocks })}\n`);
      else {
        const { kind, at, title, published, version: number, signal, note } = version;
        const said = [
          number && `version ${number}`,
          signal,
          published?.value && `published ${published.value}`,
        ];
        const name = kind === 'withdrawn' ? 'taken back' : `${version.key} ${title ?? ''}`.trim();
        await print(`${at.slice(0, 19)}Z  ${[name, ...said].filter(Boolean).join(', ')}\n`);
        if (note) await print(`  ${note}\n`);
        for (const { kind, text } of blocks ?? [])
          if (kind !== 'same')
            for (const line of text.split('\n').filter((line) => line.trim()))
              await print(`  ${kind === 'added' ? '+' : '-'} ${line.trim()}\n`);
      }
      before = text ?? before;
    }
  } finally {
    await archive.close();
  }
}
