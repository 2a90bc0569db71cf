/**
 * Sources: to whom a cue gives its content. First the head of the source, then how far its words reach.
 *
 * @module
 */
import { ADJ, type Clues, DET, NOUN, NUM, PRON, PROPN, SYM, VERB } from './clues.ts';
import { range, subjectOf } from './cues.ts';
import { codeAt, type Features, hashOf, step } from './features.ts';

/** How far from its cue a source is looked for, in tokens. */
const REACH = 60;
const CASE = hashOf('case');
const QUOTE = hashOf('"');
const COMMA = hashOf(',');

/** A cue as found: its head, first token, and last token (inclusive). */
export interface CueSpan {
  readonly head: number;
  readonly first: number;
  readonly last: number;
}

/** Tokens that may head the source of a cue, in its sentence. */
export function sourceHeads(clues: Clues, cue: CueSpan): number[] {
  const { tokens, syntax } = clues;
  const s = tokens.sentence[cue.head]!;
  const from = Math.max(tokens.sentences[s]!, cue.head - REACH);
  const to = Math.min(tokens.sentences[s + 1]!, cue.head + REACH);
  const heads: number[] = [];
  for (let i = from; i < to; i++) {
    if (i >= cue.first && i <= cue.last && i === cue.head) continue;
    const upos = syntax.upos[i]!;
    if (upos === NOUN || upos === PROPN || upos === PRON || upos === NUM || upos === SYM) heads.push(i);
    else if ((upos === DET || upos === ADJ) && clues.sourceWord[i] !== 0) heads.push(i);
  }
  return heads;
}

/** The way in the tree from the cue to a token: up to three steps up, and as many down. Also whether it was found. */
export function pathCode(clues: Clues, from: number, to: number): number {
  const { syntax, relation } = clues;
  let code = 17;
  let up = from;
  for (let ups = 0; ups <= 3 && up >= 0; ups++) {
    let downCode = 29;
    let at = to;
    for (let downs = 0; downs <= 4 && at >= 0; downs++) {
      if (at === up) return Math.imul(code ^ downCode, 0x01000193) | 1;
      downCode = Math.imul(downCode ^ relation[at]!, 0x01000193);
      at = syntax.head[at]!;
    }
    code = Math.imul(code ^ relation[up]!, 0x01000197);
    up = syntax.head[up]!;
  }
  return 2;
}

/** Features of the question whether token `h` heads the source of `cue`; `h` -1 asks whether it has none. */
export function sourceFeatures(clues: Clues, cue: CueSpan, h: number, f: Features): void {
  const { syntax, tokens, look, entry, entryClass, fullRelation, tag, sourceWord, name, quotations } = clues;
  f.clear();
  const i = cue.head;
  const kind = entryClass[i]!;
  const subject = subjectOf(clues, i);
  if (h < 0) {
    f.add(200, kind);
    f.add(201, tag[i]!, kind);
    f.add(202, fullRelation[i]!, tag[i]!);
    f.add(203, entry[i]!, tag[i]!);
    f.add(204, subject < 0 ? 0 : 1, tag[i]!, kind);
    f.add(205, look[i]!);
    for (let child = syntax.firstChild[i]!; child >= 0; child = syntax.nextSibling[child]!)
      f.add(206, fullRelation[child]!, tag[i]!);
    const head = syntax.head[i]!;
    if (head >= 0) f.add(207, fullRelation[i]!, tag[head]!, tag[i]!);
    return;
  }
  const s = tokens.sentence[i]!;
  const from = tokens.sentences[s]!;
  const to = tokens.sentences[s + 1]!;
  const path = pathCode(clues, i, h);
  const nature = sourceWord[h]! || name[h]! || tag[h]!;
  const inside = h >= cue.first && h <= cue.last ? 1 : 0;
  const distance = h < cue.first ? step(h - cue.first) : step(h - cue.last);
  f.add(210, path, tag[i]!);
  f.add(211, path, kind);
  f.add(212, path, nature);
  f.add(213, path, entry[i]!);
  f.add(214, distance, tag[i]!, inside);
  f.add(215, distance, kind, sourceWord[h]!);
  f.add(216, distance, fullRelation[h]!);
  f.add(217, sourceWord[h]!, name[h]!, tag[h]!);
  f.add(218, look[h]!, kind);
  f.add(219, h === subject ? 1 : subject < 0 ? 2 : 0, tag[i]!, kind);
  f.add(220, h === subject ? 1 : 0, nature);
  f.add(221, fullRelation[h]!, tag[h]!, h < i ? 1 : 0);
  f.add(222, codeAt(look, h - 1, from, to), codeAt(look, h + 1, from, to));
  f.add(223, codeAt(look, h + 1, from, to), distance);
  f.add(224, codeAt(look, h - 1, from, to), distance);
  const head = syntax.head[h]!;
  if (head >= 0) {
    f.add(225, fullRelation[h]!, head === i ? 1 : 0, tag[head]!, entryClass[head]!);
    f.add(226, fullRelation[h]!, fullRelation[head]!, look[head]!);
    f.add(227, sourceWord[head]!, fullRelation[h]!, sourceWord[h]!);
  }
  let preposition = 0;
  for (let child = syntax.firstChild[h]!; child >= 0; child = syntax.nextSibling[child]!)
    if (clues.relation[child] === CASE) preposition = look[child]!;
  f.add(228, preposition, path);
  f.add(229, preposition, kind, h < i ? 1 : 0);
  f.add(230, quotations.depth[h]! > 0 ? 1 : 0, quotations.depth[i]! > 0 ? 1 : 0, h < i ? 1 : 0);
  // What stands between source and cue.
  const low = Math.min(h, i) + 1;
  const high = Math.max(h, i);
  let verbs = 0;
  let commas = 0;
  let quotes = 0;
  let nominals = 0;
  for (let k = low; k < high; k++) {
    const upos = syntax.upos[k]!;
    if (upos === VERB) verbs++;
    else if (upos === NOUN || upos === PROPN || upos === PRON) nominals++;
    if (clues.closed[k] === COMMA) commas++;
    if (clues.closed[k] === QUOTE) quotes++;
  }
  f.add(231, Math.min(3, verbs), Math.min(3, commas), Math.min(3, quotes), Math.min(3, nominals));
  f.add(232, Math.min(3, verbs), h < i ? 1 : 0, fullRelation[h]!);
  f.add(233, Math.min(3, nominals), Math.min(3, commas), path);
  f.add(234, clues.level[h]! - clues.level[i]!, h < i ? 1 : 0, fullRelation[h]!);
  f.add(235, h === clues.nameLast[h]! - 1 ? 1 : 0, h === clues.nameFirst[h] ? 1 : 0, path);
  if (syntax.head[i]! >= 0) f.add(236, path, fullRelation[i]!, tag[syntax.head[i]!]!);
}

const SOURCE_BEFORE = 30;
const SOURCE_AFTER = 40;

/** First tokens that a source with head `h` may have. */
export function sourceFirsts(clues: Clues, h: number): number[] {
  const from = Math.max(clues.tokens.sentences[clues.tokens.sentence[h]!]!, h - SOURCE_BEFORE);
  const start = Math.max(from, clues.syntax.subtreeStart[h]! - 3);
  return range(start, h + 1);
}

/** Last tokens (inclusive) that a source with head `h` may have. */
export function sourceLasts(clues: Clues, h: number): number[] {
  const to = Math.min(clues.tokens.sentences[clues.tokens.sentence[h]! + 1]!, h + SOURCE_AFTER);
  const stop = Math.min(to, Math.max(clues.syntax.subtreeEnd[h]!, h + 1) + 10);
  return range(h, Math.max(stop, h + 1));
}

/** Features of the question whether the source with head `h` of `cue` begins (`side` 0) or ends (1) with `t`. */
export function sourceEdgeFeatures(
  clues: Clues,
  cue: CueSpan,
  h: number,
  t: number,
  side: 0 | 1,
  f: Features,
): void {
  const { syntax, tokens, look, fullRelation, tag, sourceWord, name } = clues;
  f.clear();
  const s = tokens.sentence[h]!;
  const from = tokens.sentences[s]!;
  const to = tokens.sentences[s + 1]!;
  const out = side === 0 ? t - 1 : t + 1;
  const beyond = side === 0 ? t - 2 : t + 2;
  const edge = side === 0 ? syntax.subtreeStart[h]! : syntax.subtreeEnd[h]! - 1;
  const d = step(t - h);
  const toEdge = t === edge ? 0 : step(t - edge);
  const cueSide = cue.head < h ? 0 : 1;
  const touches = out >= cue.first && out <= cue.last ? 1 : 0;
  const holds = (side === 0 ? t <= cue.first && cue.first < h : t >= cue.first && cue.first > h) ? 1 : 0;
  f.add(300, d, cueSide);
  f.add(301, toEdge, cueSide, tag[h]!);
  f.add(302, codeAt(look, out, from, to), toEdge === 0 ? 1 : 0, tag[h]!);
  f.add(303, codeAt(look, t, from, to), codeAt(look, out, from, to));
  f.add(304, codeAt(tag, t, from, to), codeAt(tag, out, from, to), d === 0 ? 1 : 0);
  f.add(305, codeAt(look, out, from, to), codeAt(look, beyond, from, to), cueSide);
  f.add(306, touches, holds, toEdge === 0 ? 1 : 0);
  f.add(307, tag[h]!, d, codeAt(tag, out, from, to));
  f.add(308, sourceWord[h]!, d, codeAt(look, out, from, to));
  f.add(
    309,
    name[t]! === 0 ? 0 : 1,
    out >= from && out < to && clues.nameFirst[t] === clues.nameFirst[out] ? name[t]! : 0,
  );
  // The phrase that stands just beyond the edge: what it is to the source, and what it is made of.
  const node = out < from || out >= to ? -1 : side === 0 ? clues.highestTo[out]! : clues.highestFrom[out]!;
  const branch = branchOf(clues, h, out);
  f.add(310, branch.relation, branch.hops, toEdge === 0 ? 1 : 0);
  f.add(311, branch.relation, codeAt(look, out, from, to));
  f.add(312, branch.relation, codeAt(tag, beyond, from, to), codeAt(look, out, from, to));
  f.add(313, branch.relation, step(branch.size), branch.hops);
  f.add(314, branch.relation, branch.holdsCue, cueSide);
  f.add(315, branch.relation, tag[h]!, sourceWord[h]!);
  if (node >= 0) {
    f.add(316, fullRelation[node]!, syntax.head[node] === h ? 1 : 0, codeAt(look, out, from, to));
    f.add(317, sourceWord[node]!, fullRelation[node]!, tag[node]!);
  }
  // The phrase that stands just inside it.
  const inner = t === h ? -1 : side === 0 ? clues.highestFrom[t]! : clues.highestTo[t]!;
  if (inner >= 0) {
    f.add(318, fullRelation[inner]!, syntax.head[inner] === h ? 1 : 0, d === 0 ? 1 : 0);
    f.add(319, fullRelation[inner]!, codeAt(look, out, from, to), toEdge === 0 ? 1 : 0);
  }
  const own = branchOf(clues, h, t);
  f.add(320, own.relation, branch.relation, cueSide);
  f.add(321, own.relation, codeAt(look, out, from, to), codeAt(look, t, from, to));
  let commas = 0;
  let quotes = 0;
  for (let k = Math.min(t, h); k <= Math.max(t, h); k++) {
    if (clues.closed[k] === COMMA) commas++;
    if (clues.closed[k] === QUOTE) quotes++;
  }
  f.add(322, Math.min(commas, 3), codeAt(look, out, from, to), cueSide);
  f.add(323, Math.min(commas, 3), quotes % 2, touches);
  f.add(324, clues.entryClass[cue.head]!, toEdge === 0 ? 1 : 0, codeAt(look, out, from, to));
  f.add(325, cue.head > h ? step(cue.first - t) : step(t - cue.last), side);
}

/** The child of `h` whose subtree holds `t` (or how far outside it stands). */
function branchOf(clues: Clues, h: number, t: number) {
  const { syntax, fullRelation } = clues;
  if (t < 0 || t >= clues.tokens.length) return { relation: 3, hops: 0, size: 0, holdsCue: 0 };
  if (t === h) return { relation: 4, hops: 0, size: 0, holdsCue: 0 };
  let at = t;
  let hops = 0;
  while (at >= 0 && hops < 12) {
    const head = syntax.head[at]!;
    if (head === h)
      return {
        relation: fullRelation[at]!,
        hops: Math.min(hops, 3),
        size: syntax.subtreeEnd[at]! - syntax.subtreeStart[at]!,
        holdsCue: 0,
      };
    at = head;
    hops++;
  }
  return { relation: syntax.head[h] === t ? 5 : 6, hops: 0, size: 0, holdsCue: 1 };
}
