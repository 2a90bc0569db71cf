import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { createProgram } from '../src/cli/program.ts';

const folder = fileURLToPath(new URL('../docs/deploy/', import.meta.url));
const manifests = readdirSync(`${folder}kubernetes`);
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec?: Record<string, unknown>;
}

const objectsIn = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(`${folder}kubernetes/${file}`, 'utf8'), { strict: true }).map((document) => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    return document.toJS() as Manifest;
  });

/** All values under this name, however deep. */
function under(value: unknown, name: string): unknown[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...under(inner, name),
  ]);
}

const hasOptions = (name: string, words: string[], where: string) => {
  const command = createProgram().commands.find((one) => one.name() === name);
  expect(command, `${where}: onrecord ${name}`).toBeDefined();
  const options = [...command!.options, ...command!.commands.flatMap((inner) => inner.options)];
  for (const word of words.filter((one) => one.startsWith('--')))
    expect(
      options.map(({ long }) => long),
      `${where}: onrecord ${name} ${word}`,
    ).toContain(word);
};

describe.each(manifests)('%s', (file) => {
  const objects = objectsIn(file);

  test('is YAML of Kubernetes objects, each with kind and name', () => {
    expect(objects.length).toBeGreaterThan(0);
    for (const object of objects) {
      expect(object.apiVersion).toMatch(/^(?:[a-z.]+\/)?v1$/);
      expect(object.kind).toMatch(/^[A-Z]\w+$/);
      expect(object.metadata.name).toMatch(/^[a-z-]+$/);
    }
  });

  test('selectors choose what the templates make', () => {
    for (const { spec } of objects.filter(({ kind }) => /^(?:Deployment|StatefulSet)$/.test(kind))) {
      const [labels] = under((spec as { template: object }).template, 'labels');
      expect((spec as { selector: { matchLabels: object } }).selector.matchLabels).toEqual(labels);
    }
  });

  test('ports of probes are ports of containers; images name a version', () => {
    const ports = under(objects, 'ports').flat() as { name: string }[];
    for (const probe of ['readinessProbe', 'livenessProbe'])
      for (const port of under(under(objects, probe), 'port'))
        expect(ports.map(({ name }) => name)).toContain(port);
    for (const image of under(objects, 'image')) expect(image).toMatch(/:\d/);
  });

  test('commands are commands of the program, with its options', () => {
    for (const container of under(objects, 'containers').flat() as { image: string; args: string[] }[])
      if (container.image.includes('onrecord')) hasOptions(container.args[0]!, container.args, file);
  });
});

describe.each(pages)('%s', (page) => {
  const text = readFileSync(folder + page, 'utf8');

  test('its links lead to files that are there', () => {
    for (const [, link] of text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g))
      expect(() =>
        link!.endsWith('/') ? readdirSync(folder + link) : readFileSync(folder + link!),
      ).not.toThrow();
  });

  test('its commands are commands of the program', () => {
    for (const [, name, rest] of text.matchAll(/(?<![/\w])onrecord ((?!is\b)[a-z]+)\b([^\n`|)]*)/g))
      if (createProgram().commands.some((one) => one.name() === name))
        hasOptions(name!, rest!.split(/\s+/), page);
  });
});
