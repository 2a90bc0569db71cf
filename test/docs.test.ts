import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createProgram } from '../src/cli/program.ts';
import { Reading } from '../src/record/reading.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const page = (name: string) => readFileSync(root + name, 'utf8');

/** Names of all properties of a JSON Schema, however deep. */
function propertiesOf(schema: unknown): Set<string> {
  const names = new Set<string>();
  const visit = (part: unknown) => {
    if (!part || typeof part !== 'object') return;
    for (const [key, value] of Object.entries(part)) {
      if (key === 'properties') for (const name of Object.keys(value as object)) names.add(name);
      visit(value);
    }
  };
  visit(schema);
  return names;
}

describe('the manual', () => {
  test('explains every field of the record', () => {
    const said = page('docs/reading.md');
    const missing = [...propertiesOf(z.toJSONSchema(Reading))].filter(
      (name) => !said.includes(`\`${name}\``),
    );
    expect(missing).toEqual([]);
  });

  test.each(pages)('%s: its links lead to files that are there', (name) => {
    const links = [...page(name).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map((link) => link[1]!);
    const folder = name.includes('/') ? `${root}docs/` : root;
    for (const link of links)
      expect(() => readdirOrFile(folder + link), `${name} links to ${link}`).not.toThrow();
  });

  const commands = pages.flatMap((name) =>
    [...page(name).matchAll(/^\s*(?:\w+ \|\s*)?npx onrecord ([^\n#|>]+)/gm)].map(
      (line) => [name, line[1]!.trim()] as const,
    ),
  );
  test.each(commands)('%s: onrecord %s is a command with these options', (_, line) => {
    const [name = '', ...words] = line.split(/\s+/);
    if (name.startsWith('-')) return;
    let command = createProgram().commands.find((c) => c.name() === name);
    expect(command, name).toBeDefined();
    const inner = command!.commands.find((c) => c.name() === words[0]);
    command = inner ?? command;
    for (const word of words.filter((w) => w.startsWith('--')))
      expect(
        command!.options.map((option) => option.long),
        line,
      ).toContain(word.split('=')[0]);
  });

  test('docs/cli.md tells of every command and option', () => {
    const said = page('docs/cli.md');
    for (const command of createProgram().commands) {
      expect(said).toContain(`onrecord ${command.name()}`);
      for (const option of command.options)
        expect(said, `${command.name()} ${option.long}`).toContain(option.long);
    }
  });
});

const readdirOrFile = (path: string) => (path.endsWith('/') ? readdirSync(path) : readFileSync(path));
