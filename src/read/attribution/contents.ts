/**
 * Contents: what a cue gives to its source. Where it may begin and end is scored by itself, then the best of both in pairs.
 *
 * @module
 */
import { type Clues, VERB } from './clues.ts';
import { codeAt, type Features, hashOf, step } from './features.ts';
import { type CueSpan, pathCode } from './sources.ts';

/** A stretch of tokens, the last inclusive. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** A cue and its source, if it has one. */
export interface Anchor {
  readonly cue: CueSpan;
  readonly source: (Stretch & { head: number }) | null;
}

const COLON = hashOf(':');
const COMMA = hashOf(',');
const QUOTE = hashOf('"');
const DASH = hashOf('—');
const STOP = hashOf('.');
const SEMICOLON = hashOf(';');
const PREPOSITION = hashOf('preposition');
const THAT = hashOf('that');
/** How far in its sentence a content may begin from its cue, and how many sentences away. */
const REACH = 150;
const SENTENCES = 40;

/** Classes of words that nothing ends with. */
const LEADING = new Set(
  ['determiner', 'possessive', 'conjunction', 'subordinator', 'modal', 'to'].map(hashOf),
);

const within = (span: Stretch | null, t: number) => span !== null && t >= span.first && t <= span.last;

/** First tokens, or last (inclusive), that a content of `anchor` may have: any of its sentence; of others, the ends. */
export function contentEdges(clues: Clues, anchor: Anchor, side: 0 | 1): number[] {
  const { tokens, quotations, blockFirst, blockLast } = clues;
  const { cue, source } = anchor;
  const s = tokens.sentence[cue.head]!;
  const sentenceFirst = tokens.sentences[s]!;
  const sentenceLast = tokens.sentences[s + 1]!;
  const edges: number[] = [];
  // A quotation that runs over paragraphs brings its paragraphs with it; so does a colon at the end of one.
  const from = runStart(clues, blockFirst[s]!);
  let to = runEnd(clues, blockLast[s]!);
  if (to === blockLast[s] && cue.last >= sentenceLast - 3 && sentenceLast === to && s + 1 < blockLast.length)
    to = runEnd(clues, blockLast[s + 1]!);
  const firstSentence = Math.max(tokens.sentence[from]!, s - SENTENCES);
  const lastSentence = Math.min(tokens.sentence[to - 1]!, s + SENTENCES);
  for (let k = firstSentence; k <= lastSentence; k++) {
    const first = tokens.sentences[k]!;
    const last = tokens.sentences[k + 1]!;
    if (k === s) {
      const stop = Math.min(sentenceLast, cue.last + REACH);
      for (let t = Math.max(sentenceFirst, cue.first - REACH); t < stop; t++)
        if (!(t >= cue.first && t <= cue.last) && !within(source, t) && mayBeEdge(clues, anchor, t, side))
          edges.push(t);
      continue;
    }
    if (side === 0) {
      edges.push(first);
      for (let t = first + 1; t < Math.min(last, first + REACH); t++)
        if (clues.closed[t] === QUOTE && quotations.depth[t]! > quotations.depth[t - 1]!) edges.push(t);
    } else {
      for (let t = Math.max(first, last - REACH); t < last - 1; t++)
        if (clues.closed[t] === QUOTE && quotations.depth[t]! > quotations.depth[t + 1]!) edges.push(t);
      if (last - 2 >= first && clues.closed[last - 1] === STOP) edges.push(last - 2);
      edges.push(last - 1);
    }
  }
  return edges;
}

/**
 * A content begins where a phrase begins and ends where one ends, or beside its cue, its source, a preposition or a mark;
 * no comma or the like stands at its edge.
 */
function mayBeEdge(clues: Clues, { cue, source }: Anchor, t: number, side: 0 | 1): boolean {
  const { closed, closedClass, highestFrom, highestTo } = clues;
  const mark = closed[t]!;
  if (mark === COMMA || mark === DASH || mark === COLON || mark === SEMICOLON) return false;
  const out = side === 0 ? t - 1 : t + 1;
  if (mark === QUOTE || within(cue, out) || within(source, out)) return true;
  if (side === 1) return !LEADING.has(closedClass[t]!) && (highestTo[t]! >= 0 || (closed[out] ?? 1) !== 0);
  return (
    highestFrom[t]! >= 0 || out < 0 || closed[out] === closedClass[out] || closedClass[out] === PREPOSITION
  );
}

function runStart(clues: Clues, at: number): number {
  const q = clues.quotations.outer[at]!;
  return q >= 0 ? Math.min(at, clues.quotations.all[q]!.first) : at;
}

function runEnd(clues: Clues, end: number): number {
  const q = clues.quotations.outer[end - 1]!;
  return q >= 0 ? Math.max(end, clues.quotations.all[q]!.last) : end;
}

/** Features of the question whether a content of `anchor` begins (`side` 0) or ends (1) with token `t`. */
export function contentEdgeFeatures(clues: Clues, anchor: Anchor, t: number, side: 0 | 1, f: Features): void {
  const { cue, source } = anchor;
  const { syntax, tokens, look, entry, entryClass, fullRelation, relation, tag, quotations, closed } = clues;
  f.clear();
  const i = cue.head;
  const s = tokens.sentence[i]!;
  const st = tokens.sentence[t]!;
  const from = tokens.sentences[st]!;
  const to = tokens.sentences[st + 1]!;
  const out = side === 0 ? t - 1 : t + 1;
  const beyond = side === 0 ? t - 2 : t + 2;
  const kind = entryClass[i]!;
  const mine = entry[i]! || look[i]!;
  const before = t < cue.first ? 1 : 0;
  const distance = before ? step(t - cue.first) : step(t - cue.last);
  const other = st - s > 2 ? 3 : st - s < -2 ? -3 : st - s;
  const b = 400;
  const base = before | (source ? (source.first < cue.first ? 2 : 4) : 0);
  f.add(b, distance, base, other);
  f.add(b + 1, distance, kind, other);
  f.add(
    b + 2,
    roleOf(anchor, out, from, to),
    roleOf(anchor, beyond, from, to),
    base,
    codeAt(look, out, from, to),
  );
  f.add(b + 3, roleOf(anchor, out, from, to), mine, codeAt(look, t, from, to));
  f.add(b + 4, codeAt(look, t, from, to), codeAt(look, out, from, to), base);
  f.add(b + 5, codeAt(look, out, from, to), codeAt(look, beyond, from, to), base);
  f.add(b + 6, codeAt(look, t, from, to), kind, roleOf(anchor, out, from, to));
  f.add(b + 7, codeAt(tag, t, from, to), codeAt(tag, out, from, to), base, other === 0 ? 1 : 0);
  f.add(b + 8, codeAt(tag, t, from, to), roleOf(anchor, out, from, to), kind);
  f.add(b + 9, look[cue.last]!, roleOf(anchor, out, from, to), codeAt(look, t, from, to));
  f.add(b + 10, other, t === from ? 1 : 0, t === to - 1 ? 1 : 0, closed[cue.last] === COLON ? 1 : 0);
  // The largest phrase at the edge, and its way to the cue.
  const node = side === 0 ? clues.highestFrom[t]! : clues.highestTo[t]!;
  const outer = out < from || out >= to ? -1 : side === 0 ? clues.highestTo[out]! : clues.highestFrom[out]!;
  const path = other !== 0 ? 5 : node < 0 ? 0 : pathCode(clues, i, node);
  const outerPath = other !== 0 || outer < 0 ? 0 : pathCode(clues, i, outer);
  f.add(b + 11, path, base);
  f.add(b + 12, path, kind);
  f.add(b + 13, path, mine);
  f.add(b + 14, path, roleOf(anchor, out, from, to), codeAt(look, out, from, to));
  f.add(b + 15, path, codeAt(look, t, from, to));
  f.add(b + 16, outerPath, base, codeAt(look, out, from, to));
  f.add(b + 17, outerPath, kind);
  f.add(b + 18, path, outerPath);
  if (node >= 0) {
    f.add(b + 19, fullRelation[node]!, tag[node]!, roleOf(anchor, out, from, to));
    f.add(b + 20, fullRelation[node]!, syntax.head[node] === i ? 1 : node === i ? 2 : 0, kind, base);
    f.add(b + 21, fullRelation[node]!, syntax.upos[node]!, codeAt(look, out, from, to), base);
    // Other phrases with the same edge.
    const low = branchBelow(clues, i, t);
    f.add(b + 22, low.relation, low.hops, low.edge === t ? 1 : 0, base);
    f.add(b + 23, low.relation, low.edge === t ? 1 : 0, mine);
    f.add(b + 24, low.relation, codeAt(look, t, from, to), roleOf(anchor, out, from, to));
    f.add(b + 39, low.relation, codeAt(look, out, from, to), low.hops, kind);
  }
  if (outer >= 0) {
    f.add(b + 25, fullRelation[outer]!, syntax.head[outer] === i ? 1 : 0, base, codeAt(look, out, from, to));
    f.add(b + 26, fullRelation[outer]!, tag[outer]!, codeAt(look, out, from, to));
    const far = branchBelow(clues, i, out);
    f.add(b + 27, far.relation, far.hops, base, codeAt(look, out, from, to));
    f.add(b + 28, far.relation, codeAt(look, out, from, to), codeAt(look, beyond, from, to));
  }
  // Quotation marks.
  const depth = quotations.depth[t]!;
  const depthOut = out < 0 || out >= tokens.length ? 0 : quotations.depth[out]!;
  const edge = quotations.outer[t]! >= 0 ? quotations.all[quotations.outer[t]!]! : null;
  const marks = edge === null ? 0 : side === 0 ? (edge.first === t ? 1 : 2) : edge.last - 1 === t ? 1 : 2;
  const cueDepth = quotations.depth[i]! > 0 ? 1 : 0;
  const sameQuote = quotations.outer[t] === quotations.outer[i] ? 1 : 0;
  f.add(b + 29, marks, depth > 1 ? 2 : depth, base, other);
  f.add(b + 30, marks, sameQuote, cueDepth, roleOf(anchor, out, from, to));
  f.add(b + 31, marks, depth - depthOut, kind);
  f.add(b + 32, marks, codeAt(look, out, from, to), codeAt(look, beyond, from, to), base);
  f.add(b + 33, marks, path);
  f.add(
    b + 34,
    marks,
    roleOf(anchor, out, from, to) * 8 + roleOf(anchor, beyond, from, to),
    codeAt(look, t, from, to),
    base,
  );
  if (edge) {
    const words = step(edge.last - edge.first);
    f.add(b + 35, marks, words, base, other === 0 ? 1 : 0);
    f.add(b + 36, marks, edge.closed ? 1 : 0, edge.running ? 1 : 0, other);
  }
  f.add(b + 37, fullRelation[i]!, base, path);
  f.add(b + 38, relation[i]!, tag[i]!, base, roleOf(anchor, out, from, to));
  const phrase = clues.phrase.get(i);
  if (phrase)
    f.add(
      b + 40,
      hashOf(phrase.phrase.class),
      roleOf(anchor, out, from, to),
      base,
      codeAt(look, t, from, to),
    );
  if (clues.word[i]) for (const frame of clues.word[i]!.frames) f.add(b + 41, hashOf(frame), path, base);
  f.add(b + 42, clues.sourceWord[t]!, clues.name[t]!, roleOf(anchor, out, from, to), base);
  f.add(b + 43, source === null ? 0 : 1, tag[i]!, path);
}

/** What stands at token `k`: the edge of the sentence, the cue, the source, or other words. */
function roleOf({ cue, source }: Anchor, k: number, from: number, to: number): number {
  if (k < from) return 1;
  if (k >= to) return 2;
  return k >= cue.first && k <= cue.last ? 3 : within(source, k) ? 4 : 0;
}

/** The child of the cue (or of one above it) whose subtree holds `t`, with its far edge towards the cue. */
function branchBelow(clues: Clues, i: number, t: number) {
  const { syntax, fullRelation } = clues;
  let at = t;
  for (let hops = 0; hops < 14 && at >= 0; hops++) {
    const head = syntax.head[at]!;
    if (head === i)
      return {
        relation: fullRelation[at]!,
        hops: Math.min(hops, 3),
        edge: t < i ? syntax.subtreeStart[at]! : syntax.subtreeEnd[at]! - 1,
      };
    at = head;
  }
  return { relation: t === i ? 7 : 8, hops: 0, edge: -1 };
}

/** Features of the question whether `span` is a content of `anchor`; `given` is one that it is known to have. */
export function contentFeatures(
  clues: Clues,
  { cue, source }: Anchor,
  span: Stretch,
  given: Stretch | null,
  f: Features,
): void {
  const { syntax, tokens, look, entry, entryClass, fullRelation, tag, quotations, closed } = clues;
  f.clear();
  const { first, last } = span;
  const i = cue.head;
  const kind = entryClass[i]!;
  const mine = entry[i]! || look[i]!;
  const b = given ? 600 : 500;
  const before = last < cue.first ? 1 : first > cue.last ? 2 : 3;
  const holdsSource = source && first <= source.first && last >= source.last ? 1 : 0;
  const sentences = tokens.sentence[last]! - tokens.sentence[first]!;
  const distance = before === 1 ? cue.first - last : before === 2 ? first - cue.last : 0;
  const length = step(last - first);
  f.add(b, before, holdsSource, length);
  f.add(b + 1, before, kind, length);
  f.add(b + 2, before, step(distance), source ? 1 : 0);
  f.add(b + 3, before, Math.min(sentences, 3), closed[first] === QUOTE ? 1 : 0);
  let marks = 0;
  let commas = 0;
  let verbs = 0;
  const scan = Math.min(last, first + 200);
  for (let k = first; k <= scan; k++) {
    if (closed[k] === QUOTE) marks++;
    else if (closed[k] === COMMA) commas++;
    else if (syntax.upos[k] === VERB) verbs++;
  }
  const q = quotations.outer[first]!;
  const quotation = q >= 0 ? quotations.all[q]! : null;
  const exact = quotation && quotation.first === first && quotation.last - 1 === last ? 1 : 0;
  const opens = quotation && quotation.first === first ? 1 : 0;
  const ends =
    quotations.outer[last]! >= 0 && quotations.all[quotations.outer[last]!]!.last - 1 === last ? 1 : 0;
  f.add(b + 4, exact, before, marks % 2, kind);
  f.add(b + 5, opens, ends, Math.min(marks, 4), before);
  f.add(b + 6, opens, ends, mine, before);
  f.add(b + 7, Math.min(verbs, 2), kind, before);
  f.add(b + 8, Math.min(verbs, 2), mine);
  // The phrase that the span is, with or without the mark at its end.
  const node = clues.highestFrom[first]!;
  const whole =
    node >= 0 && syntax.subtreeStart[node] === first
      ? syntax.subtreeEnd[node]! - 1 === last
        ? 1
        : syntax.subtreeEnd[node]! - 2 === last
          ? 2
          : syntax.subtreeEnd[node]! - 1 < last
            ? 3
            : 4
      : 0;
  const path = node < 0 ? 0 : pathCode(clues, i, node);
  f.add(b + 9, whole, path);
  f.add(b + 10, whole, kind, before);
  f.add(b + 11, whole, node < 0 ? 0 : fullRelation[node]!, before, exact);
  f.add(b + 12, whole, opens, ends, look[last]!);
  const nodeTo = clues.highestTo[last]!;
  f.add(b + 13, path, nodeTo < 0 ? 0 : pathCode(clues, i, nodeTo));
  f.add(b + 14, node === nodeTo ? 1 : 0, before, exact);
  // What stands between it and the cue or source.
  const near = source && before === 1 && source.first < cue.first ? source.first : cue.first;
  const nearLast = source && before === 2 && source.first > cue.last ? source.last : cue.last;
  const gapFrom = before === 1 ? last + 1 : nearLast + 1;
  const gapTo = before === 1 ? near : first;
  const gap = gapTo - gapFrom;
  let gapLook = 0;
  for (let k = gapFrom; k < gapTo && k < gapFrom + 3; k++)
    gapLook = Math.imul(gapLook ^ look[k]!, 0x01000193);
  f.add(b + 15, before, step(gap));
  f.add(b + 16, before, gap > 3 || gap < 0 ? 3 : gapLook, exact);
  f.add(b + 17, before, gap > 3 || gap < 0 ? 3 : gapLook, kind);
  f.add(b + 18, look[first]!, kind, length);
  f.add(b + 19, look[first]!, look[last]!, before);
  f.add(b + 20, Math.min(commas, 3), commas && closed[last + 1] === COMMA ? 1 : 0, before);
  f.add(b + 21, first === tokens.sentences[tokens.sentence[first]!] ? 1 : 0, before, ends);
  f.add(b + 22, closed[last + 1] ?? 0, before, ends, marks % 2);
  f.add(b + 23, tag[first]!, tag[last]!, before);
  f.add(
    b + 24,
    closed[cue.last] === COLON || closed[cue.last] === DASH ? 1 : 0,
    exact,
    sentences > 1 ? 2 : sentences,
  );
  f.add(b + 25, closed[first] === THAT ? 1 : 0, before, mine);
  f.add(b + 26, tag[i]!, before, holdsSource, Math.min(verbs, 1));
  f.add(b + 27, fullRelation[i]!, before, whole);
  if (given) {
    const givenBefore = given.last < cue.first ? 1 : 2;
    const givenQuote = closed[given.first] === QUOTE ? 1 : 0;
    f.add(b + 30, givenBefore, before, givenQuote, opens);
    f.add(b + 31, givenBefore, before, exact, tokens.sentence[first]! - tokens.sentence[given.last]!);
    f.add(b + 32, step(first - given.last), givenQuote, opens, before);
    f.add(b + 33, look[given.last]!, look[first]!, before);
    f.add(b + 34, tag[first]!, givenQuote, opens, before);
    f.add(
      b + 35,
      tokens.block[tokens.sentence[first]!]! - tokens.block[tokens.sentence[given.last]!]!,
      opens,
      givenQuote,
    );
    f.add(b + 36, look[given.first]!, look[given.last]!, path);
    f.add(b + 37, mine, givenQuote, opens, before);
  }
}
