import { describe, expect, test } from 'vitest';
import { decode, firstInvalidUtf8 } from './decode.ts';
import { NotAReport } from './types.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf16 = (text: string, order: 'le' | 'be') => {
  const buffer = Buffer.from(text, 'utf16le');
  return order === 'le' ? buffer : buffer.swap16();
};
const refused = (input: Uint8Array, declared: string | null = null) => {
  try {
    decode(input, declared);
  } catch (error) {
    return error as NotAReport;
  }
  throw new Error('was not refused');
};

describe('what it takes', () => {
  test.each([
    ['UTF-8', Buffer.from('“Médecins”'), '“Médecins”', 'utf-8', false],
    ['UTF-8 with a mark', Buffer.from('\ufeffHoms'), 'Homs', 'utf-8', false],
    ['UTF-16 with a mark', utf16('\ufeffTroops in Homs', 'le'), 'Troops in Homs', 'utf-16le', false],
    [
      'big-endian UTF-16 with a mark',
      utf16('\ufeffTroops in Homs', 'be'),
      'Troops in Homs',
      'utf-16be',
      false,
    ],
    ['UTF-16 without a mark', utf16('Troops in Homs', 'le'), 'Troops in Homs', 'utf-16le', true],
    ['big-endian UTF-16 without a mark', utf16('Troops in Homs', 'be'), 'Troops in Homs', 'utf-16be', true],
    ['Windows-1252', bytes(0x93, 0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x94), '“Müller”', 'windows-1252', true],
    [
      'a few NUL bytes in text',
      Buffer.from('Two\0 soldiers were killed'),
      'Two\0 soldiers were killed',
      'utf-8',
      false,
    ],
  ])('%s', (_, input, text, charset, guessed) => {
    expect(decode(input)).toEqual({ text, charset, guessed });
  });

  test('the character set that the sender declared', () => {
    expect(decode(bytes(0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0), 'windows-1251').text).toBe('Москва');
    expect(decode(Buffer.from('Homs'), 'no-such-charset').charset).toBe('utf-8');
    expect(decode(Buffer.from('Homs'), 'utf-16le').charset, 'a lie about UTF-16').toBe('utf-8');
  });

  test('a lone surrogate of UTF-16 becomes a replacement character', () => {
    expect(decode(bytes(0xff, 0xfe, 0x41, 0, 0, 0xd8, 0x42, 0)).text).toBe('A\ufffdB');
  });
});

describe('what it refuses', () => {
  test.each([
    ['a PNG image', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'binary', 'a PNG image'],
    ['a ZIP', bytes(0x50, 0x4b, 3, 4, 0, 0), 'binary', 'ZIP'],
    ['control characters', Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 32), 'binary', 'control'],
    ['UTF-32', bytes(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0), 'encoding', 'UTF-32'],
    [
      'broken UTF-8',
      Buffer.concat([Buffer.from('killed in Homs '), bytes(0xff, 0xfe), Buffer.from(' on Friday')]),
      'encoding',
      'byte 15 (0xFF)',
    ],
    ['broken UTF-8 with a mark', bytes(0xef, 0xbb, 0xbf, 0x41, 0xe2, 0x28), 'encoding', 'byte 4 (0xE2)'],
  ])('%s', (_, input, code, reason) => {
    const error = refused(input);
    expect(error).toBeInstanceOf(NotAReport);
    expect(error.code).toBe(code);
    expect(error.reason).toContain(reason);
    expect(error.advice).not.toBe('');
  });
});

test.each([
  ['overlong', [0xc0, 0xaf]],
  ['overlong in three bytes', [0xe0, 0x80, 0xaf]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ['cut off', [0xe2, 0x82]],
  ['a continuation alone', [0x80]],
])('UTF-8 that is %s is not valid', (_, values) => {
  expect(firstInvalidUtf8(bytes(0x41, ...values))).toBe(1);
});

test('agrees with the platform on what UTF-8 is', () => {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed;
  };
  for (let i = 0; i < 20_000; i++) {
    const input = Uint8Array.from({ length: 1 + (random() % 5) }, () => 0x7e + (random() % 0x82));
    let valid = true;
    try {
      strict.decode(input);
    } catch {
      valid = false;
    }
    expect(firstInvalidUtf8(input) < 0).toBe(valid);
  }
});
