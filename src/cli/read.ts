/**
 * `onrecord read`: reports in, readings out, nothing kept.
 *
 * @module
 */
import { Command, Option } from 'commander';
import type { Problem } from '../collect/types.ts';
import type { Reading } from '../record/reading.ts';
import { CliError, EXIT } from './exit.ts';
import { knowledgeOption, privateOption, publishedOption } from './options.ts';
import { print } from './output.ts';
import { listProblems } from './problems.ts';

interface ReadOptions {
  format: 'text' | 'json' | 'jsonl';
  published?: string;
  knowledge?: string[];
  places?: string;
  allowPrivate?: boolean;
}

export const readCommand = () =>
  new Command('read')
    .description('read reports and print their readings; nothing is kept')
    .argument('[paths...]', 'files, folders, http(s) addresses, or - for standard input (default)')
    .addOption(
      new Option(
        '-f, --format <format>',
        'text for people; json; jsonl: one reading a line, with the id of its report',
      )
        .choices(['text', 'json', 'jsonl'])
        .default('text'),
    )
    .addOption(publishedOption())
    .addOption(knowledgeOption())
    .addOption(privateOption())
    .option('--places <archive>', 'know the places that were added to this archive, too')
    .addHelpText(
      'after',
      `
Examples:
  onrecord read report.txt
  onrecord read --format json --published 2016-02-08 report.html > reading.json
  onrecord read --format jsonl < reports.jsonl > readings.jsonl`,
    )
    .action(run);

async function run(paths: string[], options: ReadOptions): Promise<void> {
  if (paths.length === 0 && process.stdin.isTTY)
    throw new CliError(
      'what shall be read? Give files, folders, addresses, or text on standard input',
      EXIT.usage,
    );
  const [{ collect }, { createReader }, { resourcesOf }] = await Promise.all([
    import('../collect/collect.ts'),
    import('../read/read.ts'),
    import('./resources.ts'),
  ]);
  const reader = createReader(await resourcesOf(options.knowledge, options.places));
  const write = await writerOf(options.format);
  const problems: Problem[] = [];
  let total = 0;
  const { published, allowPrivate } = options;
  for await (const found of collect(paths.length ? paths : ['-'], { published, allowPrivate })) {
    total++;
    if ('problem' in found) {
      problems.push(found.problem);
      continue;
    }
    const { address, part } = found.capture;
    const id = found.id ?? (address === '-' || part !== null ? null : address);
    await write.reading(id, reader.read(found.report));
  }
  await write.end();
  listProblems(problems, total);
  if (problems.length) process.exitCode = EXIT.someFailed;
}

interface Writer {
  reading(id: string | number | null, reading: Reading): Promise<void>;
  end(): Promise<void>;
}

async function writerOf(format: ReadOptions['format']): Promise<Writer> {
  if (format === 'jsonl')
    return {
      reading: (id, reading) => print(`${JSON.stringify(id === null ? reading : { id, ...reading })}\n`),
      end: async () => {},
    };
  if (format === 'json') return jsonWriter();
  const { describeReading } = await import('../publish/text.ts');
  let first = true;
  return {
    async reading(_id, reading) {
      await print(`${first ? '' : '\n'}${describeReading(reading)}`);
      first = false;
    },
    end: async () => {},
  };
}

/** One reading: an object. Several: an array of them, written as they come. */
function jsonWriter(): Writer {
  let held: string | null = null;
  let count = 0;
  return {
    async reading(_id, reading) {
      const text = JSON.stringify(reading, null, 2);
      if (held !== null) await print(`${count === 1 ? '[\n' : ',\n'}${held}`);
      held = text;
      count++;
    },
    async end() {
      if (held === null) return;
      await print(count === 1 ? `${held}\n` : `,\n${held}\n]\n`);
    },
  };
}
