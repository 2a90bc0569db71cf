/**
 * A greedy averaged-perceptron tagger and arc-hybrid parser over hashed features: the baseline of this layer.
 *
 * @module
 */
export const ROW_BITS = 18;
export const MOVE_BITS = 20;
const MASK = (1 << ROW_BITS) - 1;
const MOVE_MASK = (1 << MOVE_BITS) - 1;

export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h ^ (h >>> 15);
}
const mix = (a: number, b: number) => {
  let h = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
  h ^= h >>> 13;
  return h;
};

/** What the features see of each word. */
export interface WordHashes {
  word: Int32Array;
  suffix3: Int32Array;
  suffix2: Int32Array;
  prefix: Int32Array;
  shape: Int32Array;
}

export function hashWords(form: readonly string[], from: number, to: number): WordHashes {
  const n = to - from;
  const h: WordHashes = {
    word: new Int32Array(n),
    suffix3: new Int32Array(n),
    suffix2: new Int32Array(n),
    prefix: new Int32Array(n),
    shape: new Int32Array(n),
  };
  let upper = 0;
  let letters = 0;
  for (let i = from; i < to; i++) {
    if (/\p{Lu}/u.test(form[i]!)) upper++;
    if (/\p{L}/u.test(form[i]!)) letters++;
  }
  const shout = upper > letters * 0.8 && letters > 2;
  for (let i = 0; i < n; i++) {
    const f = form[from + i]!;
    const l = f.toLowerCase().replace(/\d/g, '0');
    h.word[i] = hashText(l);
    h.suffix3[i] = hashText(`3${l.slice(-3)}`);
    h.suffix2[i] = hashText(`2${l.slice(-2)}`);
    h.prefix[i] = hashText(`p${l.slice(0, 2)}`);
    let shape = /\d/.test(f) ? 1 : 0;
    if (shout) shape += 32;
    else if (f !== f.toLowerCase()) shape += f === f.toUpperCase() && f.length > 1 ? 4 : 2;
    if (f.includes('-')) shape += 8;
    if (!/[\p{L}\p{N}]/u.test(f)) shape += 16;
    h.shape[i] = shape;
  }
  return h;
}

export const TAG_FEATURES = 17;
export function tagFeatures(w: WordHashes, tags: Uint8Array, i: number, out: Int32Array): void {
  const n = w.word.length;
  const at = (a: Int32Array, j: number) => (j < 0 ? 7 : j >= n ? 11 : a[j]!);
  const t1 = i > 0 ? tags[i - 1]! : 255;
  const t2 = i > 1 ? tags[i - 2]! : 255;
  let k = 0;
  const f = (a: number, b = 0, c = 0) => {
    out[k] = mix(mix(mix(k + 1, a), b), c) & MASK;
    k++;
  };
  f(w.word[i]!);
  f(w.word[i]!, w.shape[i]!);
  f(w.suffix3[i]!, w.shape[i]!);
  f(w.suffix2[i]!);
  f(w.prefix[i]!);
  f(w.shape[i]!, i === 0 ? 1 : 0);
  f(t1);
  f(t1, t2);
  f(t1, w.word[i]!);
  f(at(w.word, i - 1));
  f(at(w.word, i + 1));
  f(at(w.word, i - 2));
  f(at(w.word, i + 2));
  f(at(w.suffix3, i - 1), 1);
  f(at(w.suffix3, i + 1), 2);
  f(t1, at(w.suffix2, i + 1), w.suffix3[i]!);
  f(at(w.shape, i - 1), w.shape[i]!, at(w.shape, i + 1));
}

/** State of the arc-hybrid system. Token n is the root, at the end of the buffer. */
export interface State {
  n: number;
  stack: Int32Array;
  top: number;
  buffer: number;
  head: Int32Array;
  /** Leftmost and rightmost children so far, -1 for none. */
  left: Int32Array;
  right: Int32Array;
  valency: Int32Array;
}
export function newState(n: number): State {
  return {
    n,
    stack: new Int32Array(n + 1),
    top: 0,
    buffer: 0,
    head: new Int32Array(n).fill(-2),
    left: new Int32Array(n + 1).fill(-1),
    right: new Int32Array(n + 1).fill(-1),
    valency: new Int32Array(n + 1),
  };
}
/** 0 shift; 1 left: the buffer's front takes the top of the stack; 2 right: the second of the stack takes the top. */
export function allowed(s: State, action: number): boolean {
  if (action === 0) return s.buffer < s.n;
  if (action === 1) return s.top >= 1 && (s.buffer < s.n || s.top === 1);
  return s.top >= 2;
}
export function apply(s: State, action: number): void {
  if (action === 0) {
    s.stack[s.top++] = s.buffer++;
    return;
  }
  const d = s.stack[--s.top]!;
  const h = action === 1 ? s.buffer : s.stack[s.top - 1]!;
  s.head[d] = h;
  if (d < h) {
    s.left[h] = d;
    s.valency[h]!++;
  } else {
    s.right[h] = d;
    s.valency[h]!++;
  }
}

export const MOVE_FEATURES = 32;
export function moveFeatures(s: State, w: WordHashes, tags: Uint8Array, out: Int32Array): void {
  const n = s.n;
  const W = (j: number) => (j < 0 ? 7 : j >= n ? 13 : w.word[j]!);
  const T = (j: number) => (j < 0 ? 250 : j >= n ? 251 : tags[j]!);
  const s0 = s.top > 0 ? s.stack[s.top - 1]! : -1;
  const s1 = s.top > 1 ? s.stack[s.top - 2]! : -1;
  const s2 = s.top > 2 ? s.stack[s.top - 3]! : -1;
  const b0 = s.buffer;
  const b1 = b0 + 1;
  const l = (j: number) => (j < 0 ? -1 : s.left[j]!);
  const r = (j: number) => (j < 0 ? -1 : s.right[j]!);
  const v = (j: number) => (j < 0 ? 0 : Math.min(s.valency[j]!, 4));
  const dist = s0 < 0 ? 0 : Math.min(b0 - s0, 6);
  let k = 0;
  const f = (a: number, b = 0, c = 0, d = 0) => {
    out[k] = mix(mix(mix(mix(k + 101, a), b), c), d) & MOVE_MASK;
    k++;
  };
  f(W(s0), T(s0));
  f(T(s0), v(s0));
  f(W(s1), T(s1));
  f(T(s1));
  f(W(b0), T(b0));
  f(T(b0), v(b0));
  f(W(b1), T(b1));
  f(T(b1));
  f(W(s0), W(b0));
  f(T(s0), W(b0));
  f(W(s0), T(b0));
  f(T(s0), T(b0));
  f(T(s0), T(b0), dist);
  f(W(s1), W(s0));
  f(T(s1), W(s0));
  f(W(s1), T(s0));
  f(T(s1), T(s0));
  f(T(s0), T(b0), T(b1));
  f(T(s1), T(s0), T(b0));
  f(T(s2), T(s1), T(s0));
  f(T(s0), T(r(s0)), T(b0));
  f(T(s0), T(l(s0)), T(b0));
  f(T(s0), T(b0), T(l(b0)));
  f(T(s1), T(r(s1)), T(s0));
  f(T(s1), T(s0), T(r(s0)));
  f(T(s1), T(s0), T(l(s0)));
  f(W(s0), v(s0), T(b0));
  f(W(b0), T(s0), v(b0));
  f(T(s0), T(b0), T(b0 + 1), T(b0 + 2));
  f(W(s0), T(b0), T(b1));
  f(W(r(s0)), T(s0), T(b0));
  f(W(s1), T(s0), T(b0), 1);
}

export const LABEL_FEATURES = 20;
export function labelFeatures(
  w: WordHashes,
  tags: Uint8Array,
  head: Int32Array,
  first: Int32Array,
  valency: Int32Array,
  d: number,
  out: Int32Array,
): void {
  const n = w.word.length;
  const h = head[d]!;
  const W = (j: number) => (j < 0 ? 7 : j >= n ? 13 : w.word[j]!);
  const T = (j: number) => (j < 0 ? 250 : j >= n ? 251 : tags[j]!);
  const dir = h >= n || h < 0 ? 2 : h > d ? 1 : 0;
  const hh = h >= n || h < 0 ? -1 : head[h]!;
  let k = 0;
  const f = (a: number, b = 0, c = 0, e = 0) => {
    out[k] = mix(mix(mix(mix(k + 301, a), b), c), e) & MASK;
    k++;
  };
  f(W(d), T(h), dir);
  f(T(d), W(h), dir);
  f(W(d), W(h));
  f(T(d), T(h), dir);
  f(T(d), T(h), dir, Math.min(Math.abs(h - d), 5));
  f(W(d), T(d));
  f(T(d), T(d - 1), T(d + 1), dir);
  f(T(h), T(h - 1), T(h + 1), T(d));
  f(T(d), T(h), T(hh), dir);
  f(W(first[d]!), T(d), T(h), dir);
  f(T(first[d]!), T(d), T(h), dir);
  f(W(first[d]!), W(h), T(d));
  f(W(d - 1), T(d), T(h));
  f(W(d + 1), T(d), T(h));
  f(T(d), T(h), Math.min(valency[d]!, 3), dir);
  f(T(d), T(h), h >= 0 && h < n ? Math.min(valency[h]!, 4) : 0, dir);
  f(w.suffix3[d]!, T(d), T(h), dir);
  f(h < 0 || h >= n ? 0 : W(first[h]!), T(d), T(h), dir);
  f(W(first[d]!), W(d), 1);
  f(T(d), T(h), T(h + 1), dir);
}

/** Rows of weights for a set of classes. */
export class Classifier {
  readonly scores: Float32Array;
  constructor(
    readonly weights: Float32Array,
    readonly classes: number,
  ) {
    this.scores = new Float32Array(classes);
  }
  score(rows: Int32Array, count: number): Float32Array {
    const { weights, classes, scores } = this;
    scores.fill(0);
    for (let k = 0; k < count; k++) {
      const base = rows[k]! * classes;
      for (let c = 0; c < classes; c++) scores[c]! += weights[base + c]!;
    }
    return scores;
  }
}

export function best(scores: Float32Array): number {
  let b = 0;
  for (let c = 1; c < scores.length; c++) if (scores[c]! > scores[b]!) b = c;
  return b;
}
