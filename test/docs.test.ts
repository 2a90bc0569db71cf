import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
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

  test('docs/cli.md tells of every command, and of each option where it tells of the command', () => {
    const sections = page('docs/cli.md').split(/^### /m);
    const missing: string[] = [];
    const check = (command: Command, above: string, inherited: string) => {
      const name = `${above} ${command.name()}`;
      const own = sections.filter((section) => new RegExp(`^\`${name}(?! [a-z])`).test(section)).join('');
      const said = own || inherited;
      if (command.commands.length === 0 && !said.includes(name)) missing.push(name);
      for (const { long } of command.options) {
        // Told of once, for all commands.
        if (long !== '--archive' && !said.includes(long!)) missing.push(`${name} ${long}`);
      }
      for (const inner of command.commands) check(inner, name, said);
    };
    for (const command of createProgram().commands) check(command, 'onrecord', '');
    expect(missing).toEqual([]);
  });

  test.each(pages)('%s: holds no id that changes when the reading does', (name) => {
    expect(page(name).match(/(?<![0-9a-f])(?=\d*[a-f])[0-9a-f]{16}(?![0-9a-f])/g) ?? []).toEqual([]);
  });
});

const readdirOrFile = (path: string) => (path.endsWith('/') ? readdirSync(path) : readFileSync(path));
