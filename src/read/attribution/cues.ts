/**
 * Cues: the words by which a report gives something to somebody ("said", "according to", ":" after a name).
 *
 * First which token is the head of a cue, then how far the cue reaches to either side.
 *
 * @module
 */
import { AUX, type Clues, NOUN, PRON, PROPN, PUNCT, VERB } from './clues.ts';
import { codeAt, type Features, hashOf, step } from './features.ts';

const NSUBJ = hashOf('nsubj');
const CSUBJ = hashOf('csubj');
const CONJ = hashOf('conj');
const XCOMP = hashOf('xcomp');
const ACL = hashOf('acl');
const RELCL = hashOf('acl:relcl');
const COP = hashOf('cop');
const NMOD = hashOf('nmod');
const POSS = hashOf('nmod:poss');
const COLON = hashOf(':');
const DASH = hashOf('—');
const QUOTE = hashOf('"');

/** How far a quotation mark is looked for, in tokens. */
const FAR = 60;

/** Whether a token can be the head of a cue at all: a word of our lists, any verb, a colon or a dash. */
export function mayBeCue(clues: Clues, i: number): boolean {
  if (clues.entry[i] !== 0) return true;
  const upos = clues.syntax.upos[i]!;
  if (upos === VERB || clues.phrase.has(i)) return true;
  const closed = clues.closed[i]!;
  return closed === COLON || closed === DASH || (upos === AUX && clues.relation[i] !== COP);
}

/** The subject of the predicate `i`, looked for where English leaves it out; -1 if there is none. */
export function subjectOf(clues: Clues, i: number): number {
  const { syntax, relation, fullRelation } = clues;
  let at = i;
  for (let hops = 0; hops < 5 && at >= 0; hops++) {
    for (let child = syntax.firstChild[at]!; child >= 0; child = syntax.nextSibling[child]!)
      if (relation[child] === NSUBJ || relation[child] === CSUBJ) return child;
    const up = relation[at]!;
    if (up === ACL && fullRelation[at] !== RELCL) return syntax.head[at]!;
    if (up !== CONJ && up !== XCOMP && up !== COP) return -1;
    at = syntax.head[at]!;
  }
  return -1;
}

/** Features of the question whether token `i` is the head of a cue. */
export function cueFeatures(clues: Clues, i: number, f: Features): void {
  const { syntax, tokens, look, entry, entryClass, relation, fullRelation, tag, quotations } = clues;
  f.clear();
  const s = tokens.sentence[i]!;
  const from = tokens.sentences[s]!;
  const to = tokens.sentences[s + 1]!;
  const mine = entry[i]!;
  const kind = entryClass[i]!;
  const upos = syntax.upos[i]!;
  const rel = fullRelation[i]!;
  f.add(1, look[i]!);
  f.add(2, mine, tag[i]!);
  f.add(3, mine, rel);
  f.add(4, kind, tag[i]!);
  f.add(5, kind, rel);
  f.add(6, tag[i]!, rel);
  f.add(7, upos);
  for (let k = 1; k <= 3; k++) {
    f.add(10 + k, codeAt(look, i - k, from, to));
    f.add(13 + k, codeAt(look, i + k, from, to));
    f.add(16 + k, codeAt(tag, i - k, from, to), kind);
    f.add(19 + k, codeAt(tag, i + k, from, to), kind);
  }
  f.add(24, mine || tag[i]!, codeAt(look, i + 1, from, to));
  f.add(25, mine || tag[i]!, codeAt(look, i - 1, from, to));
  f.add(26, codeAt(look, i + 1, from, to), codeAt(look, i + 2, from, to), kind);
  f.add(27, codeAt(look, i - 1, from, to), codeAt(look, i - 2, from, to), kind);
  const known = clues.word[i];
  if (known) {
    for (const each of known.classes) f.add(28, hashOf(each), upos);
    for (const frame of known.frames) f.add(29, hashOf(frame));
    f.add(30, hashOf(known.stance), rel);
  }
  const phrase = clues.phrase.get(i);
  if (phrase) {
    f.add(31, phrase.phrase.code);
    f.add(32, hashOf(phrase.phrase.class));
  }

  const head = syntax.head[i]!;
  if (head >= 0) {
    f.add(40, look[head]!, rel);
    f.add(41, entryClass[head]!, rel, kind);
    f.add(42, tag[head]!, rel, tag[i]!);
    f.add(43, fullRelation[head]!, rel, kind);
    f.add(44, step(head - i), rel);
    const above = syntax.head[head]!;
    if (above >= 0) f.add(45, entryClass[above]!, fullRelation[head]!, rel);
  }
  let children = 0;
  let signature = 0;
  for (let child = syntax.firstChild[i]!; child >= 0; child = syntax.nextSibling[child]!) {
    const r = fullRelation[child]!;
    children++;
    if (syntax.upos[child] !== PUNCT) signature = Math.imul(signature ^ relation[child]!, 0x01000193);
    f.add(50, r, kind);
    f.add(51, r, mine || tag[i]!);
    f.add(52, r, look[child]!);
    f.add(53, r, tag[child]!, kind);
    f.add(54, r, entry[child]!, mine);
    f.add(55, r, child < i ? 1 : 2, upos);
    for (let below = syntax.firstChild[child]!; below >= 0; below = syntax.nextSibling[below]!)
      if (syntax.upos[below] !== NOUN && syntax.upos[below] !== PROPN)
        f.add(56, r, fullRelation[below]!, clues.closed[below]!);
  }
  f.add(57, Math.min(children, 5), upos);
  f.add(58, signature, kind);
  f.add(59, signature, tag[i]!);

  const subject = subjectOf(clues, i);
  if (subject >= 0) {
    f.add(60, clues.sourceWord[subject]!, kind);
    f.add(61, clues.name[subject]!, kind);
    f.add(62, tag[subject]!, kind);
    f.add(63, look[subject]!, mine);
    f.add(64, clues.sourceWord[subject]!, clues.name[subject]!, tag[subject]!);
    f.add(65, fullRelation[subject]!, mine || tag[i]!);
    f.add(66, step(subject - i));
  } else f.add(67, upos, kind);
  // For a noun, whose it is: "his claim", "the ministry's statement", "claims of residents".
  if (upos === NOUN || upos === PROPN)
    for (let child = syntax.firstChild[i]!; child >= 0; child = syntax.nextSibling[child]!)
      if (relation[child] === NMOD) {
        f.add(68, fullRelation[child] === POSS ? 1 : 2, clues.sourceWord[child]!, clues.name[child]!);
        f.add(69, clues.sourceWord[child]!, mine, fullRelation[child]!);
      }

  const depth = quotations.depth[i]!;
  f.add(70, Math.min(depth, 2), kind);
  f.add(71, Math.min(depth, 2), syntax.upos[i]!, rel);
  let left = 0;
  for (let k = i - 1; k >= Math.max(from, i - FAR) && left === 0; k--)
    if (clues.closed[k] === QUOTE) left = k - i;
  let right = 0;
  for (let k = i + 1; k < Math.min(to, i + FAR) && right === 0; k++)
    if (clues.closed[k] === QUOTE) right = k - i;
  f.add(72, step(left), depth, kind);
  f.add(73, step(right), depth, kind);
  f.add(74, step(left), step(right), depth);
  f.add(75, mine, (left < 0 ? 1 : 0) + (right > 0 ? 2 : 0), depth);
  const block = clues.blocks[tokens.block[s]!]!;
  f.add(76, hashOf(block.kind), tokens.block[s] === 0 ? 1 : 0, kind);
  f.add(77, tokens.block[s] === 0 ? 1 : 0, tag[i]!, step(i - from));
  f.add(78, step(i - from), kind);
  f.add(79, step(to - i), kind);
  f.add(80, clues.name[i]!, kind);
  f.add(81, to - i <= 2 && to === clues.blockLast[s] ? 1 : 0, look[i]!);
  f.add(82, step(to - from));
  // Whether somebody already says the whole of it.
  for (let up = head, hops = 0; up >= 0 && hops < 6; up = syntax.head[up]!, hops++)
    if (entryClass[up] !== 0 && syntax.upos[up] === VERB) {
      f.add(83, entryClass[up]!, hops, kind);
      break;
    }
  if (subject >= 0 && syntax.upos[subject] === PRON) f.add(84, clues.closed[subject]!, kind, depth);
}

/** How far before and after its head a cue is looked for. */
const CUE_BEFORE = 8;
const CUE_AFTER = 12;

/** First tokens that a cue with head `i` may have. */
export function cueFirsts(clues: Clues, i: number): number[] {
  const from = Math.max(clues.tokens.sentences[clues.tokens.sentence[i]!]!, i - CUE_BEFORE);
  return range(from, i + 1);
}

/** Last tokens (inclusive) that a cue with head `i` may have. */
export function cueLasts(clues: Clues, i: number): number[] {
  const to = Math.min(clues.tokens.sentences[clues.tokens.sentence[i]! + 1]!, i + CUE_AFTER);
  return range(i, to);
}

export function range(from: number, to: number): number[] {
  const all: number[] = [];
  for (let i = from; i < to; i++) all.push(i);
  return all;
}

/** Features of the question whether the cue with head `i` begins (`side` 0) or ends (1) with token `t`. */
export function cueEdgeFeatures(clues: Clues, i: number, t: number, side: 0 | 1, f: Features): void {
  const { syntax, tokens, look, entry, entryClass, fullRelation, tag } = clues;
  f.clear();
  const s = tokens.sentence[i]!;
  const from = tokens.sentences[s]!;
  const to = tokens.sentences[s + 1]!;
  const out = side === 0 ? t - 1 : t + 1;
  const beyond = side === 0 ? t - 2 : t + 2;
  const d = step(t - i);
  const kind = entryClass[i]!;
  const b = 100;
  f.add(b, d, kind);
  f.add(b + 1, d, tag[i]!);
  f.add(b + 2, d, entry[i]!, codeAt(look, out, from, to));
  f.add(b + 3, codeAt(look, t, from, to), codeAt(look, out, from, to));
  f.add(b + 4, codeAt(tag, t, from, to), codeAt(tag, out, from, to), d);
  f.add(b + 5, codeAt(look, out, from, to), d);
  f.add(b + 6, codeAt(look, t, from, to), d);
  f.add(b + 7, codeAt(look, out, from, to), codeAt(look, beyond, from, to));
  f.add(b + 8, codeAt(tag, out, from, to), kind, d);
  f.add(
    b + 10,
    linkTo(clues, i, t, from, to),
    codeAt(fullRelation, t, from, to),
    linkTo(clues, i, out, from, to),
  );
  f.add(b + 11, linkTo(clues, i, out, from, to), codeAt(fullRelation, out, from, to), kind);
  f.add(
    b + 12,
    linkTo(clues, i, out, from, to),
    codeAt(fullRelation, out, from, to),
    codeAt(look, out, from, to),
  );
  f.add(b + 13, linkTo(clues, i, t, from, to), codeAt(fullRelation, t, from, to), codeAt(look, t, from, to));
  f.add(b + 14, linkTo(clues, i, out, from, to), codeAt(fullRelation, out, from, to), entry[i]!);
  f.add(
    b + 15,
    linkTo(clues, i, t, from, to),
    codeAt(fullRelation, t, from, to),
    codeAt(tag, t, from, to),
    linkTo(clues, i, out, from, to),
  );
  // The words between the head and this edge, as a whole.
  const low = Math.min(i, t);
  const high = Math.max(i, t);
  let looks = 0;
  let tags = 0;
  let relations = 0;
  for (let k = low; k <= high; k++) {
    looks = Math.imul(looks ^ look[k]!, 0x01000193);
    tags = Math.imul(tags ^ tag[k]!, 0x01000193);
    relations = Math.imul(relations ^ (k === i ? 9 : fullRelation[k]!), 0x01000193);
  }
  if (high - low <= 5) {
    f.add(b + 20, looks);
    f.add(b + 21, tags, codeAt(tag, out, from, to));
    f.add(b + 22, relations, codeAt(fullRelation, out, from, to));
    f.add(b + 23, tags, kind);
    f.add(b + 24, looks, codeAt(look, out, from, to));
  }
  const phrase = clues.phrase.get(i);
  if (phrase && side === 1)
    f.add(b + 25, hashOf(phrase.phrase.class), phrase.last - 1 === t ? 1 : phrase.last - 1 < t ? 2 : 0);
  f.add(b + 26, clues.name[t]!, codeAt(clues.name, out, from, to), d);
  f.add(b + 27, codeAt(entryClass, t, from, to), codeAt(clues.closedClass, out, from, to), syntax.upos[i]!);
  f.add(b + 28, codeAt(entryClass, out, from, to), kind, d);
  f.add(b + 29, codeAt(clues.sourceWord, out, from, to), d);
}

/** How token `k` hangs together with the head `i` of a cue. */
function linkTo({ syntax }: Clues, i: number, k: number, from: number, to: number): number {
  if (k < from || k >= to) return 3;
  if (k === i) return 4;
  const head = syntax.head[k]!;
  if (head === i) return 5;
  if (syntax.head[i] === k) return 6;
  return head >= 0 && syntax.head[head] === i ? 7 : 8;
}
