import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { chunksOf } from './input.ts';
import { MOST_LINE_BYTES } from './json-lines.ts';

async function chunks(...parts: (string | Buffer)[]) {
  const found = [];
  for await (const chunk of chunksOf(Readable.from(parts.map((part) => Buffer.from(part))))) {
    if ('warc' in chunk) throw new Error('taken for a WARC');
    const { bytes, line, problem } = chunk;
    found.push([line, problem ? problem.code : Buffer.from(bytes).toString()]);
  }
  return found;
}

describe('JSON lines come one by one', () => {
  test('whatever the pieces in which they arrive', async () => {
    const source = '{"text":"one"}\n{"text":"two"}\n\n{"text":"four"}';
    const lines = [
      [1, '{"text":"one"}'],
      [2, '{"text":"two"}'],
      [4, '{"text":"four"}'],
    ];
    expect(await chunks(source)).toEqual(lines);
    expect(await chunks(...source)).toEqual(lines);
  });

  test('with a byte order mark, and with a broken first line', async () => {
    expect(await chunks('\ufeff{"text":"one"}\n')).toHaveLength(1);
    expect(await chunks('{"text":"o\n{"text":"two"}\n')).toEqual([
      [1, '{"text":"o'],
      [2, '{"text":"two"}'],
    ]);
  });

  test('and one that is too long is left out', async () => {
    const long = `{"text":"${'x'.repeat(MOST_LINE_BYTES)}"}`;
    expect(await chunks('{"text":"one"}\n', long, '\n{"text":"three"}\n')).toEqual([
      [1, '{"text":"one"}'],
      [2, 'too-large'],
      [3, '{"text":"three"}'],
    ]);
  });
});

describe('anything else comes whole', () => {
  test.each([
    ['text', 'Troops entered Homs.\nThey left.\n'],
    ['nothing', ''],
    ['one JSON object over many lines', '{\n  "text": "one"\n}\n'],
    ['one JSON object without a line end', '{"text":"one"}'],
    ['text that begins with a brace', '{ Reuters } Troops\nentered\n'],
  ])('%s', async (_, source) => {
    expect(await chunks(source)).toEqual([[null, source]]);
  });
});
