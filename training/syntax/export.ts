/**
 * Writes what was learned to `models/syntax/`: tables in 8 bits with a factor for each row, matrices in 11 bits
 * (kept in 16) with a factor for each column.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UPOS } from '../../src/read/syntax/types.ts';
import { FORMAT, type Manifest, type TensorEntry } from '../../src/read/syntax/weights.ts';
import type { Vocabulary } from './examples.ts';
import { FARTHEST, type Network } from './network.ts';
import type { Setup } from './setup.ts';
import { DIMENSIONS } from './vectors.ts';

/** Largest weight of a matrix: products of 16-bit activations must add up within 32 bits. */
const MOST = 1023;

export function exportModel(
  { network, vocabulary, vectors, sentences }: Setup,
  folder = 'models/syntax',
): void {
  const parts: Uint8Array[] = [];
  const tensors: Record<string, TensorEntry> = {};
  let offset = 0;
  const put = (name: string, type: TensorEntry['type'], rows: number, columns: number, bytes: Uint8Array) => {
    tensors[name] = { offset, type, rows, columns };
    const whole = new Uint8Array((bytes.length + 3) & ~3);
    whole.set(bytes);
    parts.push(whole);
    offset += whole.length;
  };
  const bytesOf = (array: Int8Array | Int16Array | Float32Array) =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const text = (name: string, words: string[]) => {
    const bytes = new TextEncoder().encode(words.join('\n'));
    put(name, 'text', 1, bytes.length, bytes);
  };
  const table = (name: string, values: Float32Array, rows: number, columns: number) => {
    const whole = new Int8Array(rows * columns);
    const factors = new Float32Array(rows);
    for (let i = 0; i < rows; i++) {
      const row = values.subarray(i * columns, (i + 1) * columns);
      let most = 1e-8;
      for (const value of row) most = Math.max(most, Math.abs(value));
      factors[i] = most / 127;
      for (let j = 0; j < columns; j++) whole[i * columns + j] = Math.round(row[j]! / factors[i]!);
    }
    put(name, 'i8', rows, columns, bytesOf(whole));
    put(`${name}.factors`, 'f32', 1, rows, bytesOf(factors));
  };
  const values = (name: string) => {
    const { at, rows, columns } = network.tensor(name);
    return { rows, columns, values: network.heap.slice(at, at + rows * columns) };
  };
  const matrix = (name: string) => {
    const { rows, columns, values: v } = values(name);
    const whole = new Int16Array(rows * columns);
    const factors = new Float32Array(columns);
    for (let j = 0; j < columns; j++) {
      let most = 1e-8;
      for (let i = 0; i < rows; i++) most = Math.max(most, Math.abs(v[i * columns + j]!));
      factors[j] = most / MOST;
      for (let i = 0; i < rows; i++) whole[i * columns + j] = Math.round(v[i * columns + j]! / factors[j]!);
    }
    put(name, 'i16', rows, columns, bytesOf(whole));
    put(`${name}.factors`, 'f32', 1, columns, bytesOf(factors));
  };
  const plain = (name: string) => {
    const { rows, columns, values: v } = values(name);
    put(name, 'f32', rows, columns, bytesOf(v));
  };

  text('words', vocabulary.words);
  text('vectorWords', vectors.words);
  table('table', values('table').values, vocabulary.rows, network.width);
  table('vectors', vectors.values, vectors.words.length, DIMENSIONS);
  for (const name of ['project', 'tags', 'meet', 'arc', 'relation']) matrix(name);
  for (let l = 0; l < network.shape.layers; l++) matrix(`layer${l}`);
  for (const name of ['inputBias', 'tagBias', 'meetBias', 'arcBias', 'relationBias', 'root', 'distance'])
    plain(name);
  for (let l = 0; l < network.shape.layers; l++) plain(`gates${l}`);

  const weights = Buffer.concat(parts);
  const { units, layers, tagLayer, arc, label } = network.shape;
  const manifest: Manifest = {
    format: FORMAT,
    sha256: createHash('sha256').update(weights).digest('hex'),
    shape: { units, layers, tagLayer, arc, label, farthest: FARTHEST },
    xpos: vocabulary.xpos,
    relations: vocabulary.relations,
    pairs: pairsOf(sentences, vocabulary),
    tensors,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'weights.bin'), weights);
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** Pairs of tags that occur more than once. */
function pairsOf(sentences: Setup['sentences'], vocabulary: Vocabulary): Manifest['pairs'] {
  const counts = new Map<number, number>();
  for (const s of sentences)
    s.upos.forEach((tag, i) => {
      const pair = UPOS.indexOf(tag as (typeof UPOS)[number]) * 1000 + vocabulary.xpos.indexOf(s.xpos[i]!);
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    });
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([pair]): [number, number] => [Math.floor(pair / 1000), pair % 1000])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

export function restore(network: Network, file: Uint8Array): void {
  network.heap.set(new Float32Array(new Uint8Array(file).buffer), network.first);
}
