/**
 * Whether an event is told as a fact: what its clause, the words beside it and the words above it say.
 *
 * From the event outwards, the first word that decides is kept with the status that it gives
 * (after the event factuality of Saurí and Pustejovsky, Language Resources and Evaluation 43, 2009); negation turns what it governs.
 *
 * @module
 */
import { type Knowledge, tableOf } from '../../knowledge/table.ts';
import type { EventStatus } from '../../record/reading.ts';
import { EVENT_STATUSES } from '../../record/vocabulary.ts';
import { baseRelation, childrenOf, prepositionOf } from '../syntax/dependents.ts';
import { type Syntax, UPOS } from '../syntax/types.ts';
import type { Tokens } from '../tokens/types.ts';

export interface Factuality {
  readonly status: EventStatus;
  /** The words that say so: first token, and the one after the last; null where the bare words tell a fact. */
  readonly words: { readonly first: number; readonly last: number } | null;
}

interface Tree {
  readonly tokens: Tokens;
  readonly syntax: Syntax;
}

interface Governor {
  readonly infinitive: EventStatus;
  readonly clause: EventStatus;
  readonly noun: EventStatus;
}

interface Lists {
  readonly beside: ReadonlyMap<string, EventStatus>;
  readonly before: ReadonlyMap<string, EventStatus>;
  readonly over: ReadonlyMap<string, Governor>;
}

/** How many words above the event are heard. */
const HIGHEST = 6;
const NEGATIONS = new Set(['not', "n't", 'n’t', 'nt', 'never', 'no', 'neither', 'nobody', 'nothing', 'none']);
/** Nouns that are the event that they tell of, told by a copula: "their aim is to establish". */
const FACT: Factuality = { status: 'actual', words: null };

/** Makes the function that says how the event at a token is told. Linear in the depth of its sentence. */
export function createFactuality(knowledge: Knowledge): (tree: Tree, event: number) => Factuality {
  const lists = readLists(knowledge);
  return (tree, event) => {
    if (event < 0 || event >= tree.tokens.length) return FACT;
    let negation: number | null = null;
    let node = event;
    for (let step = 0; step < HIGHEST; step++) {
      const here = besides(tree, lists, node, node === event);
      if (here.negation >= 0) negation ??= here.negation;
      if (here.found) return turned(here.found, negation);
      const above = governorOf(tree, node);
      if (above < 0) break;
      const governed = governedBy(tree, lists, node, above);
      if (governed && governed.status !== 'actual') return turned(governed, negation, tree, above);
      // "no evidence that they entered", "not guilty of killing".
      if (isContent(tree, node) || governed) negation ??= negatedAbove(tree, node, above);
      // A name's or a time's noun says nothing of the clause it stands in, and a subject is not governed by its verb.
      if (!transparent(tree, lists, node, above)) break;
      // "did not manage to enter": a negation above a word that keeps the status reaches down to the event.
      node = above;
    }
    if (negation !== null) return { status: 'denied', words: { first: negation, last: negation + 1 } };
    if (isQuestion(tree, event)) {
      const mark = tree.tokens.sentences[tree.tokens.sentence[event]! + 1]! - 1;
      return { status: 'hypothetical', words: { first: mark, last: mark + 1 } };
    }
    return ongoing(tree, event) ?? FACT;
  };
}

function readLists(knowledge: Knowledge): Lists {
  const beside = new Map<string, EventStatus>();
  const before = new Map<string, EventStatus>();
  const over = new Map<string, Governor>();
  const status = (cell: string | undefined): EventStatus =>
    (EVENT_STATUSES as readonly string[]).includes(cell ?? '') ? (cell as EventStatus) : 'actual';
  for (const { cells } of tableOf(knowledge, 'attribution/factuality.tsv')) {
    const word = cells['word']!;
    if (cells['place'] === 'beside') beside.set(word, status(cells['status']));
    else if (cells['place'] === 'before') before.set(word, status(cells['status']));
    else
      over.set(word, {
        infinitive: status(cells['infinitive']),
        clause: status(cells['clause']),
        noun: status(cells['noun']),
      });
  }
  return { beside, before, over };
}

/** A status under a negation: "did not fail to" and "did not deny" tell a fact; what was not planned may still be. */
function turned(found: Factuality, negation: number | null, tree?: Tree, governor?: number): Factuality {
  let not = negation;
  if (not === null && tree && governor !== undefined && found.status === 'denied')
    not = negationAt(tree, governor);
  if (not === null || not < 0) return found;
  if (found.status === 'denied')
    return {
      status: 'actual',
      words: { first: Math.min(not, found.words!.first), last: Math.max(not + 1, found.words!.last) },
    };
  if (found.status === 'actual') return { status: 'denied', words: { first: not, last: not + 1 } };
  // "will not enter", "may not have entered".
  if (found.status === 'planned' || found.status === 'ongoing')
    return {
      status: 'denied',
      words: { first: Math.min(not, found.words!.first), last: Math.max(not + 1, found.words!.last) },
    };
  return found;
}

function negationAt(tree: Tree, node: number): number {
  for (const child of childrenOf(tree, node)) {
    const relation = baseRelation(tree.syntax.relation[child]!);
    const word = tree.tokens.lower[child]!;
    if ((relation === 'advmod' || relation === 'det' || relation === 'cc:preconj') && NEGATIONS.has(word))
      return child;
    if ((relation === 'nsubj' || relation === 'obj') && negatedPhrase(tree, child)) return child;
  }
  return -1;
}

/** "no one", "nobody", "no soldiers": as subject or object of the event they deny it. */
function negatedPhrase(tree: Tree, token: number): boolean {
  if (['nobody', 'nothing', 'none', 'neither'].includes(tree.tokens.lower[token]!)) return true;
  return childrenOf(tree, token).some((child) => tree.tokens.lower[child] === 'no');
}

/** What the words that stand with a node say of it. */
function besides(
  tree: Tree,
  lists: Lists,
  node: number,
  isEvent: boolean,
): { found: Factuality | null; negation: number } {
  const { tokens, syntax } = tree;
  let negation = negationAt(tree, node);
  let found: Factuality | null = null;
  const shared = sharedAuxiliaries(tree, node);
  const children = childrenOf(tree, node);
  // "are to enter", "their aim is to enter": what is to be is not yet.
  const be = children.find((c) => syntax.lemma[c] === 'be' && ['cop', 'aux'].includes(syntax.relation[c]!));
  const to = children.find((c) => tokens.lower[c] === 'to' && syntax.relation[c] === 'mark');
  if (be !== undefined && to === be + 1 && node > to)
    found = { status: 'planned', words: { first: be, last: to + 1 } };
  for (const child of [...children, ...shared]) {
    const relation = baseRelation(syntax.relation[child]!);
    const word = tokens.lower[child]!;
    if (NEGATIONS.has(word)) {
      if (shared.includes(child)) negation = child;
      continue;
    }
    if (relation === 'aux' || relation === 'advmod' || relation === 'cop') {
      const status = lists.beside.get(word);
      const says = status && status !== 'actual' && relation !== 'cop' ? modal(tree, child, status) : null;
      if (says) found ??= { status: says, words: { first: child, last: child + 1 } };
    } else if (relation === 'amod' || relation === 'compound') {
      const status = isEvent ? lists.beside.get(word) : undefined;
      if (status && status !== 'actual') found ??= { status, words: { first: child, last: child + 1 } };
    } else if (relation === 'mark' || relation === 'case') {
      const last =
        childrenOf(tree, child)
          .filter((c) => syntax.relation[c] === 'fixed')
          .at(-1) ?? child;
      const words = relation === 'case' ? prepositionOf(tree, node) : textBetween(tokens, child, last);
      const status = lists.before.get(words) ?? lists.before.get(word);
      if (status) found ??= { status, words: { first: child, last: last + 1 } };
    } else if (relation === 'advcl' && isCondition(tree, lists, child)) {
      const mark = childrenOf(tree, child)[0] ?? child;
      found ??= { status: 'hypothetical', words: { first: mark, last: mark + 1 } };
    }
  }
  return { found, negation };
}

/** "would have entered" and "could enter" tell of what was not; but "could see" and "used to" of what was. */
function modal(tree: Tree, aux: number, status: EventStatus): EventStatus | null {
  const word = tree.tokens.lower[aux]!;
  if (word === "'d" || word === '’d') {
    const next = tree.syntax.xpos[tree.syntax.head[aux]!];
    return next === 'VBN' ? null : status;
  }
  return status;
}

/** Auxiliaries of the verb with which a coordinated verb shares them: "will enter the town and protect it". */
function sharedAuxiliaries(tree: Tree, node: number): number[] {
  const { syntax } = tree;
  if (baseRelation(syntax.relation[node]!) !== 'conj') return [];
  const first = syntax.head[node]!;
  const bare = ['VB', 'VBN', 'VBG'].includes(syntax.xpos[node]!);
  const own = childrenOf(tree, node).some((c) =>
    ['aux', 'nsubj'].includes(baseRelation(syntax.relation[c]!)),
  );
  if (first < 0 || own || !bare) return [];
  return childrenOf(tree, first).filter((c) => baseRelation(syntax.relation[c]!) === 'aux');
}

function isCondition(tree: Tree, lists: Lists, clause: number): boolean {
  return childrenOf(tree, clause).some(
    (c) =>
      baseRelation(tree.syntax.relation[c]!) === 'mark' &&
      ['if', 'unless'].includes(tree.tokens.lower[c]!) &&
      lists.before.has(tree.tokens.lower[c]!),
  );
}

/** The word above; of a complement that the parser hung on the object, its verb: "accused | men | of killing". */
function governorOf(tree: Tree, node: number): number {
  const { syntax } = tree;
  const above = syntax.head[node]!;
  return isOfObject(tree, node) ? syntax.head[above]! : above;
}

function isOfObject(tree: Tree, node: number): boolean {
  const { syntax } = tree;
  const above = syntax.head[node]!;
  return (
    above >= 0 &&
    syntax.xpos[node] === 'VBG' &&
    syntax.relation[node] === 'acl' &&
    /^(?:obj|nsubj:pass)$/.test(syntax.relation[above]!) &&
    COMPLEMENT_PREPOSITIONS.has(markOrCase(tree, node))
  );
}

/** What the word above says of the event below it. */
function governedBy(tree: Tree, lists: Lists, node: number, above: number): Factuality | null {
  const { syntax, tokens } = tree;
  const relation = above === syntax.head[node] ? baseRelation(syntax.relation[node]!) : 'advcl';
  const words = { first: above, last: above + 1 };
  const tied = markOrCase(tree, node);
  const lemma = syntax.lemma[above]!;
  const governor =
    (tied ? lists.over.get(`${lemma} ${tied}`) : undefined) ??
    lists.over.get(lemma) ??
    lists.over.get(tokens.lower[above]!);
  const infinitive = childrenOf(tree, node).find(
    (c) => baseRelation(syntax.relation[c]!) === 'mark' && tokens.lower[c] === 'to',
  );
  if (relation === 'xcomp' || (relation === 'acl' && infinitive !== undefined)) {
    return governor ? { status: governor.infinitive, words } : null;
  }
  if (relation === 'ccomp' || relation === 'csubj') {
    if (infinitive !== undefined) return governor ? { status: governor.infinitive, words } : null;
    return governor ? { status: governor.clause, words } : null;
  }
  if (relation === 'acl') {
    // "Reports that …" are hearsay; "a report that …" need not be.
    const told = lists.over.get(tokens.lower[above]!) ?? governor;
    return told && UPOS[syntax.upos[above]!] === 'NOUN' ? { status: told.clause, words } : null;
  }
  if (relation === 'advcl' && infinitive !== undefined)
    // A purpose is not yet a deed.
    return { status: 'planned', words: { first: infinitive, last: infinitive + 1 } };
  // "accused of killing", "prevented from entering".
  if (relation === 'advcl' && governor && COMPLEMENT_PREPOSITIONS.has(tied))
    return { status: governor.noun, words };
  if (relation === 'obj' || relation === 'nsubj' || relation === 'obl' || relation === 'nmod') {
    const passive = syntax.relation[node] === 'nsubj:pass';
    if (relation === 'nsubj' && !passive) {
      // "their aim is to establish": the predicate is told of its subject.
      return null;
    }
    if (!governor) return null;
    const preposition = prepositionOf(tree, node);
    if (relation === 'obl' && !COMPLEMENT_PREPOSITIONS.has(preposition)) return null;
    if (relation === 'nmod' && !COMPLEMENT_PREPOSITIONS.has(preposition)) return null;
    return { status: governor.noun, words };
  }
  if (relation === 'root') return null;
  return null;
}

/** Prepositions that tie what is feared, planned or prevented to the word that says so. */
const COMPLEMENT_PREPOSITIONS = new Set([
  'of',
  'for',
  'from',
  'to',
  'against',
  'at',
  'about',
  'on',
  'over',
  'with',
  'by',
]);

/** The conjunction or preposition that ties a node to what governs it, '' if none. */
const markOrCase = (tree: Tree, node: number) => {
  const mark = childrenOf(tree, node).find((c) => baseRelation(tree.syntax.relation[c]!) === 'mark');
  return mark === undefined ? prepositionOf(tree, node) : tree.tokens.lower[mark]!;
};

/** What a noun says: "the report | that they entered". */
const isContent = (tree: Tree, node: number) =>
  tree.syntax.relation[node] === 'acl' && markOrCase(tree, node) === 'that';

/** The negation of the word whose content or complement a clause is; null if there is none. */
function negatedAbove(tree: Tree, node: number, above: number): number | null {
  const relation = tree.syntax.relation[node]!;
  const at = relation === 'acl' || relation === 'advcl' ? negationAt(tree, above) : -1;
  return at < 0 ? null : at;
}

/** Whether what is said of the word above reaches down to the event. */
function transparent(tree: Tree, lists: Lists, node: number, above: number): boolean {
  const { syntax } = tree;
  const relation = baseRelation(syntax.relation[node]!);
  if (relation === 'xcomp' || relation === 'ccomp' || relation === 'csubj' || isContent(tree, node))
    return true;
  if (relation === 'conj')
    return (
      syntax.xpos[node]!.startsWith('V') === syntax.xpos[above]!.startsWith('V') &&
      !isFiniteBeside(tree, node, above)
    );
  // "will launch an attack" tells of the attack; "will investigate the attack" does not.
  if (relation === 'obj' || syntax.relation[node] === 'nsubj:pass')
    return lists.over.has(syntax.lemma[above]!);
  // "An attack could stop all trade" is as unreal as what it could do; "the attack could" is not.
  if (relation === 'nsubj' && isAny(tree, node) && hasModal(tree, above)) return true;
  if (relation === 'nsubj') return HAPPENS.has(syntax.lemma[above]!) || UPOS[syntax.upos[above]!] !== 'VERB';
  if (relation === 'acl' || relation === 'nmod')
    return ['of', 'to', ''].includes(prepositionOf(tree, node)) && relation === 'nmod';
  return false;
}

const isAny = (tree: Tree, noun: number) =>
  childrenOf(tree, noun).some((c) => /^an?$/.test(tree.tokens.lower[c]!));

const hasModal = (tree: Tree, verb: number) =>
  childrenOf(tree, verb).some((c) => tree.syntax.xpos[c] === 'MD');

/** "Would not sign and | sent troops": a finite verb shares no auxiliary with an infinitive. */
const isFiniteBeside = ({ syntax }: Tree, node: number, above: number) =>
  /^VB[DZP]$/.test(syntax.xpos[node]!) && syntax.xpos[above] === 'VB';

/** Verbs that say no more of their subject than that it happens: "an attack will take place". */
const HAPPENS = new Set([
  'happen',
  'occur',
  'take',
  'begin',
  'start',
  'continue',
  'follow',
  'come',
  'erupt',
  'break',
  'resume',
  'end',
]);

/** Present progressive, or what continues in the present. */
function ongoing(tree: Tree, event: number): Factuality | null {
  const { syntax, tokens } = tree;
  // "are being held", "were being held": what is told as under way.
  const being = childrenOf(tree, event).find((c) => tokens.lower[c] === 'being');
  if (being !== undefined && syntax.xpos[event] === 'VBN')
    return { status: 'ongoing', words: { first: being, last: event + 1 } };
  if (syntax.xpos[event] === 'VBG') {
    for (const child of childrenOf(tree, event))
      if (
        baseRelation(syntax.relation[child]!) === 'aux' &&
        ['is', 'are', 'am', "'s", "'re", '’s', '’re'].includes(tokens.lower[child]!)
      )
        return { status: 'ongoing', words: { first: child, last: event + 1 } };
  }
  const above = syntax.head[event]!;
  if (
    above >= 0 &&
    ['continue', 'keep', 'go'].includes(syntax.lemma[above]!) &&
    ['VBZ', 'VBP', 'VBG'].includes(syntax.xpos[above]!)
  ) {
    const relation = baseRelation(syntax.relation[event]!);
    if (['xcomp', 'obj', 'nsubj'].includes(relation) && syntax.lemma[above] !== 'go')
      return { status: 'ongoing', words: { first: above, last: above + 1 } };
  }
  return null;
}

/** Whether the event stands in a question: its sentence ends in "?" and it is not in a clause that is told as given. */
function isQuestion(tree: Tree, event: number): boolean {
  const { tokens, syntax } = tree;
  const s = tokens.sentence[event]!;
  let last = tokens.sentences[s + 1]! - 1;
  const first = tokens.sentences[s]!;
  while (last > first && /^["'”’)»\]]+$/.test(tokens.form[last]!)) last--;
  if (!tokens.form[last]!.includes('?')) return false;
  for (let node = event, step = 0; node >= 0 && step < HIGHEST; node = syntax.head[node]!, step++)
    if (['acl', 'nmod', 'obl', 'advcl'].includes(baseRelation(syntax.relation[node]!))) return false;
  return true;
}

const textBetween = (tokens: Tokens, first: number, last: number) =>
  tokens.lower.slice(first, last + 1).join(' ');
