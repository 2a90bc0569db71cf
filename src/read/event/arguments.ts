/**
 * The arguments of an event word, in slots that do not change with voice and construction.
 *
 * A verb gives them itself and shares those of the clauses around it; a noun gives its own phrases, and those of the
 * light verb that carries it ("the army | carried out | strikes | on the town").
 *
 * @module
 */
import { type Clause, clauseOf } from '../syntax/clause.ts';
import {
  baseRelation,
  childrenOf,
  conjunctsOf,
  dependentsBy,
  firstConjunct,
  prepositionOf,
} from '../syntax/dependents.ts';
import { nominalOf } from '../syntax/nominal.ts';
import { UPOS } from '../syntax/types.ts';
import { type Ground, isVerb } from './ground.ts';
import type { LightVerb } from './lexicon.ts';

export interface Argument {
  /** Deep slot: "subj", "obj", "poss", "mod", or a preposition. */
  readonly slot: string;
  readonly token: number;
  /** How it came: `own`, `shared` with another clause, `through` its object. */
  readonly how: 'own' | 'shared' | 'through';
}

/** A light verb at work: its token, its line, and its arguments other than the event word. */
export interface Carrier {
  readonly verb: number;
  readonly entry: LightVerb;
  readonly args: readonly Argument[];
}

export interface Predicate {
  readonly token: number;
  readonly args: readonly Argument[];
  readonly carrier: Carrier | null;
  /** Null for a noun. */
  readonly clause: Clause | null;
}

/** A verb with its arguments. */
export function verbAt(ground: Ground, token: number): Predicate {
  const tree = ground.doc;
  const clause = clauseOf(tree, token);
  const args: Argument[] = [];
  const add = (slot: string, tokens: readonly number[], how: Argument['how'] = 'own') => {
    for (const t of tokens)
      if (t !== token && !args.some((a) => a.token === t)) args.push({ slot, token: t, how });
  };
  const passive = clause.voice === 'passive' && !isPastTense(ground, token);
  const shared = clause.subjectBasis === 'own' ? 'own' : 'shared';
  if (passive) {
    add('subj', clause.agents);
    for (const o of clause.obliques)
      if (o.preposition === 'by' && o.heads.every((h) => ground.timeAt[h]! < 0)) add('subj', o.heads);
    add('obj', clause.subjects, shared);
    add('comp', clause.objects);
  } else {
    add('subj', clause.subjects, shared);
    if (clause.subjectBasis === 'none')
      add('subj', [...subjectBefore(ground, token), ...subjectInHeadline(ground, token)], 'through');
    add('obj', clause.objects);
  }
  // "cut off the road": a particle that the parser took for a preposition.
  if (!args.some((a) => a.slot === 'obj'))
    for (const o of clause.obliques)
      if (PARTICLES.has(o.preposition) && tree.tokens.lower[token + 1] === o.preposition)
        add('obj', o.heads, 'through');
  // "killed | at least 19 people"
  const isAtLeast = (t: number) => {
    const { lower } = tree.tokens;
    const first = tree.syntax.subtreeStart[t]!;
    return lower[first] === 'at' && (lower[first + 1] === 'least' || lower[first + 1] === 'most');
  };
  for (const o of clause.obliques) if (!passive && o.heads.some(isAtLeast)) add('obj', o.heads);
  add('iobj', clause.indirectObjects);
  for (const o of clause.obliques) add(o.preposition || 'bare', o.heads);
  if (clause.complement) add('comp', [clause.complement.head]);
  // A phrase behind the object often belongs to the verb: "fired rockets at the base".
  for (const object of dependentsBy(tree, token, 'obj'))
    for (const m of dependentsBy(tree, object, 'nmod')) {
      const preposition = prepositionOf(tree, m);
      if (preposition) add(preposition, conjunctsOf(tree, m), 'through');
    }
  // Coordinated verbs share an object that stands behind the last: "attacked and burned two trucks".
  if (!passive && !args.some((a) => a.slot === 'obj'))
    for (const c of dependentsBy(tree, token, 'conj')) {
      const between = tree.syntax.subtreeStart[c]!;
      if (isVerb(ground, c) && dependentsBy(tree, c, 'nsubj').length === 0 && between - token <= 3)
        add('obj', clauseOf(tree, c).objects, 'shared');
    }
  // A participle's or second verb's way of doing is told with the first: "opened fire with rifles, killing two".
  return { token, args, clause, carrier: null };
}

/** A past form that the tagger took for a participle: it has a subject of its own and no auxiliary, "the army cut the road". */
function isPastTense({ doc }: Ground, verb: number): boolean {
  const { relation } = doc.syntax;
  const own = childrenOf(doc, verb).map((c) => relation[c]!);
  return own.includes('nsubj') && !own.some((r) => r === 'nsubj:pass' || r.startsWith('aux'));
}

const PARTICLES = new Set(['off', 'up', 'down', 'out', 'over', 'back']);
const BETWEEN = new Set(['AUX', 'ADV', 'PART']);
const PHRASE = new Set(['NOUN', 'PROPN', 'ADJ', 'NUM', 'DET']);

/**
 * The noun before a finite verb that the parser left without a subject: "In May, Russia | increased …". Only a phrase
 * that no preposition governs, and whose head stands right before the verb.
 */
function subjectBefore({ doc }: Ground, verb: number): number[] {
  const { syntax, tokens } = doc;
  if (!/^VB[DZP]$/.test(syntax.xpos[verb]!)) return [];
  const upos = (t: number) => UPOS[syntax.upos[t]!]!;
  const first = tokens.sentences[tokens.sentence[verb]!]!;
  let t = verb - 1;
  while (t >= first && BETWEEN.has(upos(t))) t--;
  if (t < first || (upos(t) !== 'NOUN' && upos(t) !== 'PROPN')) return [];
  const noun = t;
  while (t >= first && PHRASE.has(upos(t))) t--;
  // "a day after | an explosion killed …": a conjunction that the parser took for a preposition.
  if (t >= first && CONJUNCTIONS.has(tokens.lower[t]!)) return [noun];
  return t >= first && (upos(t) === 'ADP' || upos(t) === 'VERB') ? [] : [noun];
}

const CONJUNCTIONS = new Set(['after', 'before', 'since', 'until']);

/** "Drivers | to strike for two days": a headline without a finite verb. */
function subjectInHeadline({ doc }: Ground, verb: number): number[] {
  const { syntax, tokens, report } = doc;
  const noun = syntax.head[verb]!;
  const block = report.blocks[tokens.block[tokens.sentence[verb]!]!];
  const isAhead = syntax.relation[verb] === 'acl' && syntax.xpos[verb] === 'VB' && noun === verb - 2;
  return isAhead && block?.kind === 'title' ? [noun] : [];
}

/** A noun with its arguments and the light verb that carries it. */
export function nounAt(ground: Ground, token: number): Predicate {
  const tree = ground.doc;
  const nominal = nominalOf(tree, token);
  const args: Argument[] = [];
  const add = (slot: string, tokens: readonly number[]) => {
    for (const t of tokens)
      if (t !== token && !args.some((a) => a.token === t)) args.push({ slot, token: t, how: 'own' });
  };
  add('poss', nominal.possessors);
  add('of', nominal.of);
  add('by', nominal.by);
  for (const m of nominal.modifiers) add(m.preposition || 'bare', m.heads);
  // "the shelling of the suburb by the army": the second phrase hangs on the first as often as on the noun.
  for (const inner of nominal.of)
    for (const m of dependentsBy(tree, inner, 'nmod'))
      if (prepositionOf(tree, m) === 'by') add('by', conjunctsOf(tree, m));
  add('mod', nominal.before);
  // A headline without a verb for the parser: "Thousands | march in Rome".
  if (tree.syntax.relation[token] === 'nmod:unmarked' && tree.syntax.head[token] === token - 1)
    add('mod', [token - 1]);
  // "kill 12 in attack | on village": what stands right behind the noun is its own, wherever the parser hung it.
  const governor = tree.syntax.head[token]!;
  if (governor >= 0 && governor < token)
    for (const o of dependentsBy(tree, governor, 'obl'))
      if (tree.syntax.subtreeStart[o] === token + 1 && prepositionOf(tree, o))
        add(prepositionOf(tree, o), conjunctsOf(tree, o));
  for (const c of dependentsBy(tree, token, 'acl'))
    if (!isVerb(ground, c) || tree.syntax.xpos[c] === 'VB') add('comp', [c]);
  return { token, args, clause: null, carrier: carrierOf(ground, token) };
}

function carrierOf(ground: Ground, noun: number): Carrier | null {
  const tree = ground.doc;
  const { syntax } = tree;
  const first = firstConjunct(tree, noun);
  const governor = syntax.head[first]!;
  const candidates: { verb: number; slot: string }[] = [];
  if (governor >= 0 && ground.lexicon.light.has(syntax.lemma[governor]!.toLowerCase())) {
    const relation = syntax.relation[first]!;
    const base = baseRelation(relation);
    if (relation === 'nsubj:pass') candidates.push({ verb: governor, slot: 'obj' });
    else if (base === 'nsubj') candidates.push({ verb: governor, slot: 'subj' });
    else if (base === 'obj') candidates.push({ verb: governor, slot: 'obj' });
    else if (base === 'obl') candidates.push({ verb: governor, slot: prepositionOf(tree, first) });
  }
  // "the strikes carried out by the army", "the attack that the rebels launched"
  for (const c of childrenOf(tree, first))
    if (syntax.relation[c]!.startsWith('acl') && ground.lexicon.light.has(syntax.lemma[c]!.toLowerCase()))
      candidates.push({ verb: c, slot: 'obj' });
  for (const { verb, slot } of candidates)
    for (const entry of ground.lexicon.light.get(syntax.lemma[verb]!.toLowerCase())!)
      if (entry.carries.split('|').includes(slot) && hasWords(ground, verb, entry.words, noun)) {
        // "called the walkout a mistake" and "what it called a massacre" call for none.
        const names = (c: number) => syntax.relation[c] === 'xcomp' || tree.tokens.lower[c] === 'what';
        if (entry.words[0] === 'call' && childrenOf(tree, verb).some(names)) continue;
        const { args } = verbAt(ground, verb);
        const within = (t: number) =>
          t >= syntax.subtreeStart[first]! && t < syntax.subtreeEnd[first]! && verb !== syntax.head[t];
        return { verb, entry, args: args.filter((a) => a.token !== first && !within(a.token)) };
      }
  return null;
}

/** Whether the words of a light verb beyond the verb itself stand with it: "carry out", "claim responsibility". */
function hasWords({ doc }: Ground, verb: number, words: readonly string[], noun: number): boolean {
  for (let w = 1; w < words.length; w++) {
    const word = words[w]!;
    const there = childrenOf(doc, verb).some(
      (c) =>
        doc.syntax.lemma[c] === word ||
        doc.tokens.lower[c] === word ||
        childrenOf(doc, c).some((g) => doc.tokens.lower[g] === word || doc.syntax.lemma[g] === word),
    );
    if (!there && doc.tokens.lower[verb + w] !== word && !(doc.tokens.lower[noun - 1] === word)) return false;
  }
  return true;
}
