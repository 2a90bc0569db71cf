/**
 * `onrecord knowledge check`: whether the lists that a person edits can be used as they are.
 *
 * @module
 */
import { Command } from 'commander';
import { EXIT } from './exit.ts';
import { jsonOption } from './options.ts';
import { print } from './output.ts';
import { resourcesOf } from './resources.ts';

export const knowledgeCommand = () =>
  new Command('knowledge').description('the lists that a person edits').addCommand(checkCommand());

const checkCommand = () =>
  new Command('check')
    .description('find lines that cannot be read, unknown codes and entries that cannot be reached')
    .argument('[folders...]', 'folders of lists of your own, laid over those that came with the program')
    .addOption(jsonOption('one JSON object a line'))
    .action(async (folders: string[], options: { json?: boolean }) => {
      const [{ checkKnowledge }, { knowledge }] = await Promise.all([
        import('../knowledge/check.ts'),
        resourcesOf(folders),
      ]);
      const problems = checkKnowledge(knowledge);
      for (const { file, line, problem } of problems)
        await print(
          options.json ? `${JSON.stringify({ file, line, problem })}\n` : `${file}:${line}: ${problem}\n`,
        );
      if (problems.length) process.exitCode = EXIT.someFailed;
      else if (!options.json) await print(`${knowledge.size} lists: nothing wrong.\n`);
    });
