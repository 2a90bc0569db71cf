/**
 * Writes WebAssembly modules byte by byte: only what the kernels of this folder need, so that no compiler is needed
 * to build them (core specification 2.0, binary format and SIMD instructions).
 *
 * @module
 */
export type Code = readonly (number | Code)[];

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 127;
    rest >>>= 7;
    bytes.push(rest ? low | 128 : low);
  } while (rest);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    if ((rest === 0 && !(low & 64)) || (rest === -1 && low & 64)) return [...bytes, low];
    bytes.push(low | 128);
  }
}

const text = (name: string) => [...unsigned(name.length), ...[...name].map((c) => c.charCodeAt(0))];
const simd = (op: number) => [0xfd, ...unsigned(op)];
const memory = (align: number, offset: number) => [align, ...unsigned(offset)];
const floatBytes = (value: number) => [...new Uint8Array(new Float32Array([value]).buffer)];

export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;
const EMPTY = 0x40;

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const i32 = (value: number): Code => [0x41, ...signed(value)];
export const i32Add: Code = [0x6a];
export const i32Sub: Code = [0x6b];
export const i32Mul: Code = [0x6c];
export const i32Shl: Code = [0x74];
export const i32LtS: Code = [0x48];
export const i32GeS: Code = [0x4e];
export const i32Load = (offset = 0): Code => [0x28, ...memory(2, offset)];
export const f32Load = (offset = 0): Code => [0x2a, ...memory(2, offset)];
export const f32Store = (offset = 0): Code => [0x38, ...memory(2, offset)];
export const v128Load = (offset = 0): Code => [...simd(0), ...memory(2, offset)];
/** Eight bytes, each widened to 16 bits with its sign. */
export const v128Load8x8 = (offset = 0): Code => [...simd(1), ...memory(0, offset)];
export const v128Load32Splat = (offset = 0): Code => [...simd(9), ...memory(2, offset)];
export const v128Store = (offset = 0): Code => [...simd(11), ...memory(2, offset)];
export const f32x4Splat = (value: number): Code => [0x43, ...floatBytes(value), ...simd(19)];
export const f32x4Add: Code = simd(0xe4);
export const f32x4Sub: Code = simd(0xe5);
export const f32x4Mul: Code = simd(0xe6);
export const f32x4Div: Code = simd(0xe7);
/** Lesser and greater as one instruction each; what they make of NaN is not what `min` and `max` would. */
export const f32x4Pmin: Code = simd(0xea);
export const f32x4Pmax: Code = simd(0xeb);
export const f32x4Nearest: Code = simd(0x6a);
/** Beyond the range of whole numbers the nearest there is, 0 for NaN. */
export const f32x4ToI32: Code = simd(0xf8);
export const i8x16Splat = (value: number): Code => [i32(value), simd(15)];
export const i8x16MaxS: Code = simd(0x78);
/** Two eights of 16 bits as sixteen bytes: beyond their range the nearest there is. */
export const i8x16Narrow: Code = simd(0x65);
export const i16x8ShrS: Code = simd(0x8c);
export const i16x8Add: Code = simd(0x8e);
/** Two fours of whole numbers as eight of 16 bits: beyond their range the nearest there is. */
export const i16x8Narrow: Code = simd(0x85);
export const i32x4Add: Code = simd(0xae);
export const i32x4Dot: Code = simd(0xba);
export const i32x4ToF32: Code = simd(0xfa);
/** Four of the eight numbers of two fours, by number. */
export const i32x4Shuffle = (...lanes: [number, number, number, number]): Code => [
  simd(13),
  lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
];
export const v128Zero: Code = [...simd(12), ...new Array(16).fill(0)];

/** `while (condition) body`. */
export const whileLoop = (condition: Code, body: Code): Code => [
  [0x02, EMPTY, 0x03, EMPTY],
  condition,
  [0x45, 0x0d, 1],
  body,
  [0x0c, 0, 0x0b, 0x0b],
];

export interface Kernel {
  name: string;
  /** Types of the parameters; a kernel gives nothing back. */
  parameters: number[];
  locals: number[];
  body: Code;
}

function flatten(code: Code, bytes: number[] = []): number[] {
  for (const part of code)
    if (typeof part === 'number') bytes.push(part);
    else flatten(part, bytes);
  return bytes;
}
const section = (id: number, content: number[]) => [id, ...unsigned(content.length), ...content];
const vector = (items: number[][]) => [...unsigned(items.length), ...items.flat()];

/** A module of kernels over one imported memory (`env.memory`). */
export function assembleModule(kernels: readonly Kernel[], sharedPages = 0): Uint8Array<ArrayBuffer> {
  const types = kernels.map((k) => [0x60, ...vector(k.parameters.map((type) => [type])), 0]);
  const limits = sharedPages ? [3, ...unsigned(1), ...unsigned(sharedPages)] : [0, 1];
  const bodies = kernels.map((k) => {
    const content = [...vector(k.locals.map((type) => [1, type])), ...flatten(k.body), 0x0b];
    return [...unsigned(content.length), ...content];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector([[...text('env'), ...text('memory'), 2, ...limits]])),
    ...section(3, vector(kernels.map((_, i) => [i]))),
    ...section(7, vector(kernels.map((k, i) => [...text(k.name), 0, i]))),
    ...section(10, vector(bodies)),
  ]);
}
