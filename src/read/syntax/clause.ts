/**
 * A clause as its predicate sees it: who does what to whom, whatever the voice and however the subject is shared.
 *
 * @module
 */
import {
  baseRelation,
  childrenOf,
  conjunctsOf,
  dependentsBy,
  firstConjunct,
  prepositionOf,
  type Tree,
} from './dependents.ts';
import { antecedentOf, isRelativePronoun } from './relative.ts';
import { UPOS } from './types.ts';

/** A phrase that a preposition, or nothing, ties to its predicate ("in Homs", "last week"). */
export interface Oblique {
  /** "in", "because of"; '' for a bare phrase. */
  readonly preposition: string;
  /** Heads of the phrase and of those coordinated with it. */
  readonly heads: readonly number[];
}

export interface Complement {
  /** Head of the clause that completes the predicate. */
  readonly head: number;
  /** `clause`: with a subject of its own ("said that it fell"); `open`: without ("agreed to leave"). */
  readonly kind: 'clause' | 'open';
}

export interface Clause {
  /** The verb, or the noun or adjective that a copula makes a predicate. */
  readonly predicate: number;
  readonly voice: 'active' | 'passive' | 'copular';
  /**
   * Heads of the subject, coordinated ones too, -1s never: its own, or that of the clause it shares one with
   * ("came and saw", "ordered troops to fire", "the men who fled"). In a passive it undergoes.
   */
  readonly subjects: readonly number[];
  /** Whether the subject stands with this predicate, or is understood from another clause. */
  readonly subjectBasis: 'own' | 'shared' | 'none';
  /** The by-phrase of a passive. */
  readonly agents: readonly number[];
  readonly objects: readonly number[];
  readonly indirectObjects: readonly number[];
  readonly obliques: readonly Oblique[];
  readonly complement: Complement | null;
  /** Particle of a phrasal verb ("blew up"), -1 if none. */
  readonly particle: number;
  readonly negated: boolean;
  /** Lemma of the modal ("may"), or null. */
  readonly modal: string | null;
  readonly tense: 'past' | 'present' | 'future' | 'none';
  readonly perfect: boolean;
  readonly progressive: boolean;
  /** Whether the predicate is an infinitive with "to". */
  readonly infinitive: boolean;
}

const NEGATIONS = new Set(['not', "n't", 'n’t', 'never', 'nt', 'no']);
/** A by-phrase of these says by when, not by whom. */
const CALENDAR = new Set(
  'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december dawn noon dusk nightfall midnight'.split(
    ' ',
  ),
);
/** Verbs that share a phrase after them stand this near: nothing but a conjunction and an adverb between. */
const NEAR = 3;
/** How far a subject is sought through clauses that share it. */
const FARTHEST = 8;

/** Whether a token is the predicate of a clause. */
export function isPredicate(tree: Tree, token: number): boolean {
  const { syntax } = tree;
  if (UPOS[syntax.upos[token]!] === 'VERB') return baseRelation(syntax.relation[token]!) !== 'amod';
  return (
    dependentsBy(tree, token, 'cop').length > 0 || dependentsBy(tree, token, 'nsubj', 'csubj').length > 0
  );
}

/** Every clause of a tree, in the order of the predicates. */
export function clausesOf(tree: Tree): Clause[] {
  const clauses: Clause[] = [];
  for (let i = 0; i < tree.tokens.length; i++) if (isPredicate(tree, i)) clauses.push(clauseOf(tree, i));
  return clauses;
}

/** The clause of one predicate. */
export function clauseOf(tree: Tree, predicate: number): Clause {
  const { syntax, tokens } = tree;
  const voice = voiceOf(tree, predicate);
  const subjects = subjectsOf(tree, predicate, FARTHEST);
  const auxiliaries = auxiliariesOf(tree, predicate);
  const complement = dependentsBy(tree, predicate, 'ccomp')[0];
  const open = dependentsBy(tree, predicate, 'xcomp')[0];
  return {
    predicate,
    voice,
    subjects: subjects.heads,
    subjectBasis: subjects.basis,
    agents: agentsOf(tree, predicate, voice),
    objects: objectsOf(tree, predicate),
    indirectObjects: spread(tree, dependentsBy(tree, predicate, 'iobj')),
    obliques: obliquesOf(tree, predicate),
    complement:
      complement !== undefined
        ? { head: complement, kind: 'clause' }
        : open !== undefined
          ? { head: open, kind: 'open' }
          : null,
    particle: dependentsBy(tree, predicate, 'compound:prt')[0] ?? -1,
    negated: isNegated(tree, predicate),
    ...tenseOf(tree, predicate, auxiliaries),
    infinitive: dependentsBy(tree, predicate, 'mark').some(
      (m) => tokens.lower[m] === 'to' && syntax.xpos[m] === 'TO',
    ),
  };
}

const spread = (tree: Tree, heads: number[]) =>
  heads.flatMap((head) => conjunctsOf(tree, head)).map((head) => referent(tree, head));

/** A relative pronoun stands for its antecedent. */
function referent(tree: Tree, token: number): number {
  if (!isRelativePronoun(tree, token)) return token;
  const antecedent = antecedentOf(tree, token);
  return antecedent < 0 ? token : antecedent;
}

/**
 * Penn tag of a verb; after its noun ("the men wounded there") or completing another verb ("was found wounded"), and
 * without a subject, no verb is a finite past.
 */
function formOf(tree: Tree, predicate: number): string {
  const { syntax } = tree;
  const tag = syntax.xpos[predicate]!;
  const participle =
    tag === 'VBD' && /^(?:acl|xcomp)$/.test(syntax.relation[predicate]!) && !isMain(tree, predicate);
  return participle && dependentsBy(tree, predicate, 'nsubj').length === 0 ? 'VBN' : tag;
}

/** A finite verb that the parser hung on its subject: "Ana Ruiz, leader of the strike, | accused the firm …". */
function isMain(tree: Tree, predicate: number): boolean {
  const { syntax } = tree;
  const subject = syntax.head[predicate]!;
  return (
    syntax.relation[predicate] === 'acl' &&
    subject >= 0 &&
    syntax.head[subject]! < 0 &&
    dependentsBy(tree, predicate, 'obj', 'ccomp').length > 0
  );
}

function voiceOf(tree: Tree, predicate: number): Clause['voice'] {
  const { syntax } = tree;
  if (dependentsBy(tree, predicate, 'cop').length > 0) return 'copular';
  if (UPOS[syntax.upos[predicate]!] !== 'VERB') return 'copular';
  if (dependentsBy(tree, predicate, 'nsubj:pass', 'aux:pass', 'csubj:pass').length > 0) return 'passive';
  if (formOf(tree, predicate) !== 'VBN') return 'active';
  if (dependentsBy(tree, predicate, 'obl:agent').length > 0) return 'passive';
  const relation = baseRelation(syntax.relation[predicate]!);
  const bare = auxiliariesOf(tree, predicate).length === 0;
  if (!bare) return 'active';
  // "were killed and wounded": a participle alone shares the auxiliary of the one that it is coordinated with.
  if (relation === 'conj') {
    const first = firstConjunct(tree, predicate);
    return first === predicate || dependentsBy(tree, predicate, 'obj').length > 0
      ? 'active'
      : voiceOf(tree, first);
  }
  return BARE_PASSIVE.has(relation) ? 'passive' : 'active';
}

/** Where a participle without an auxiliary is a passive: "was found stabbed", "wounded by a shell, he …". */
const BARE_PASSIVE = new Set(['acl', 'advcl', 'xcomp', 'amod', 'root']);

const auxiliariesOf = (tree: Tree, predicate: number) => dependentsBy(tree, predicate, 'aux', 'cop');

/** Predicates coordinated with one, itself left out: they share phrases that stand before the first or after the last. */
const besides = (tree: Tree, predicate: number) =>
  conjunctsOf(tree, firstConjunct(tree, predicate)).filter((other) => other !== predicate);

/** Whether the phrase of another predicate stands after both: "bombed and shelled the town". */
const standsAfter = (phrase: number, predicate: number, other: number) =>
  phrase > predicate && phrase > other;

const isByWhen = ({ tokens, syntax }: Tree, phrase: number) =>
  CALENDAR.has(tokens.lower[phrase]!) || syntax.xpos[phrase] === 'CD';

function agentsOf(tree: Tree, predicate: number, voice: Clause['voice']): number[] {
  const agentPhrases = (of: number) =>
    dependentsBy(tree, of, 'obl:agent').filter((phrase) => !isByWhen(tree, phrase));
  const own = agentPhrases(predicate);
  if (own.length > 0 || voice !== 'passive') return spread(tree, own);
  const shared = besides(tree, predicate)
    .filter((other) => Math.abs(other - predicate) <= NEAR)
    .flatMap((other) => agentPhrases(other).filter((agent) => standsAfter(agent, predicate, other)));
  return spread(tree, shared);
}

interface Subjects {
  heads: number[];
  basis: Clause['subjectBasis'];
}

function subjectsOf(tree: Tree, predicate: number, depth: number): Subjects {
  const { syntax } = tree;
  const own = ownSubjects(tree, predicate);
  if (own.length > 0) return { heads: spread(tree, own), basis: 'own' };
  const head = syntax.head[predicate]!;
  if (head < 0 || depth === 0) return { heads: [], basis: 'none' };
  const shared = (heads: number[]): Subjects => ({ heads, basis: heads.length > 0 ? 'shared' : 'none' });
  switch (syntax.relation[predicate]) {
    case 'conj':
      return shared(gappedSubject(tree, predicate) ?? subjectsOf(tree, head, depth - 1).heads);
    case 'xcomp': {
      const objects = [...dependentsBy(tree, head, 'obj', 'iobj'), ...askedOf(tree, head)];
      return shared(objects.length > 0 ? spread(tree, objects) : subjectsOf(tree, head, depth - 1).heads);
    }
    case 'acl': {
      // "rebels fighting in Homs", "soldiers killed there"; not "a plan to fire".
      const form = formOf(tree, predicate);
      return shared(form === 'VBG' || form === 'VBN' || isMain(tree, predicate) ? [head] : []);
    }
    case 'advcl': {
      const outer = outOfRelative(tree, predicate);
      if (outer >= 0) return shared(subjectsOf(tree, outer, depth - 1).heads);
      const controllers = controlsByObject(tree, predicate) ? objectsOf(tree, head) : [];
      if (controllers.length > 0) return shared(controllers);
      const heads = subjectsOf(tree, head, depth - 1).heads;
      // "A blast tore through the port, | killing 50, the minister said": who only says it stands behind.
      const before = heads.filter((subject) => subject < predicate);
      return shared(predicate < head && before.length > 0 ? before : heads);
    }
    case 'ccomp':
      return shared(strandedSubject(tree, predicate));
    default:
      return { heads: [], basis: 'none' };
  }
}

/** Subjects that stand with a predicate: those that belong to what it says, and nouns before another, left out. */
function ownSubjects(tree: Tree, predicate: number): number[] {
  const all = dependentsBy(tree, predicate, 'nsubj', 'csubj').filter(
    (s) => tree.syntax.relation[s] !== 'nsubj:outer',
  );
  // "government | troops"
  const whole = all.filter((s) => !all.includes(s + 1));
  const [said] = dependentsBy(tree, predicate, 'ccomp');
  if (said === undefined || said < predicate) return whole;
  const before = whole.filter((s) => s < predicate);
  return before.length > 0 ? before : whole;
}

/**
 * The subject of a clause that is said, which the parser hung on the verb that says it ("The guards | beat him,
 * | the report | said") or took for that of a participle ("Landslides triggered by rain | killed two, he said").
 */
function strandedSubject(tree: Tree, predicate: number): number[] {
  const { syntax } = tree;
  const says = syntax.head[predicate]!;
  const before = dependentsBy(tree, says, 'nsubj').filter((s) => s < predicate);
  // "The lawyer said | the family | planned a suit": the second subject of a verb of saying.
  if (says < predicate)
    return before[0]! < says
      ? spread(
          tree,
          before.filter((s) => s > says),
        )
      : [];
  if (before.length > 0) return spread(tree, before.slice(-1));
  const described = dependentsBy(tree, says, 'ccomp')
    .filter((c) => c < predicate && syntax.xpos[c] === 'VBN' && auxiliariesOf(tree, c).length === 0)
    .at(-1);
  return described === undefined ? [] : spread(tree, dependentsBy(tree, described, 'nsubj'));
}

/** Those who are called on, or appealed to, to do what an open complement says. */
function askedOf(tree: Tree, verb: number): number[] {
  if (!/^(?:call|appeal|count|rely|depend|prevail)$/.test(tree.syntax.lemma[verb]!)) return [];
  return dependentsBy(tree, verb, 'obl').filter((o) => /^(?:on|upon|to)$/.test(prepositionOf(tree, o)));
}

/**
 * The verb that a participle behind a comma goes with, where the parser hung it inside a relative clause that no comma
 * opened: "Police fired on men who tried to enter, | killing two". -1 where it stays.
 */
function outOfRelative(tree: Tree, participle: number): number {
  const { syntax, tokens } = tree;
  const first = syntax.subtreeStart[participle]!;
  const isSetOff = tokens.lower[first] === ',' || tokens.lower[first - 1] === ',';
  if (!isSetOff || formOf(tree, participle) !== 'VBG') return -1;
  let at = syntax.head[participle]!;
  while (at >= 0 && /^(?:xcomp|conj)$/.test(syntax.relation[at]!)) at = syntax.head[at]!;
  // "The earthquake that killed ten, destroying a town" goes on with what it describes.
  const who =
    at >= 0 &&
    syntax.relation[at] === 'acl:relcl' &&
    childrenOf(tree, at).some((c) => tokens.lower[c] === 'who');
  if (!who) return -1;
  if (tokens.lower[syntax.subtreeStart[at]! - 1] === ',') return -1;
  while (at >= 0 && (UPOS[syntax.upos[at]!] !== 'VERB' || syntax.relation[at] === 'acl:relcl'))
    at = syntax.head[at]!;
  return at;
}

/** Verbs whose object does, or did, what a participle behind this preposition says. */
const OBJECT_DOES = new Map<string, ReadonlySet<string> | 'any'>([
  ['of', 'any'],
  ['into', 'any'],
  [
    'from',
    new Set(
      'ban bar block deter discourage dissuade exclude hinder keep prevent prohibit restrain stop'.split(' '),
    ),
  ],
  [
    'for',
    new Set(
      'arrest blame censure chide commend condemn criticise criticize denounce detain execute expel fault fine fire hang imprison indict jail praise prosecute punish rebuke sanction sentence slam sue suspend thank try'.split(
        ' ',
      ),
    ),
  ],
  ['with', new Set(['charge', 'credit', 'task'])],
]);

/** "accused police of beating", "charged him with killing", "stopped them from leaving": the object is the doer. */
function controlsByObject(tree: Tree, participle: number): boolean {
  const { syntax, tokens } = tree;
  const isGerund = (verb: number) => formOf(tree, verb) === 'VBG';
  // "suspected of having armed": the auxiliary is the participle.
  if (!isGerund(participle) && !auxiliariesOf(tree, participle).some(isGerund)) return false;
  const mark = dependentsBy(tree, participle, 'mark')[0];
  const verbs = mark === undefined ? undefined : OBJECT_DOES.get(tokens.lower[mark]!);
  return verbs === 'any' || (verbs?.has(syntax.lemma[syntax.head[participle]!]!) ?? false);
}

/** The noun before a participle that shares only the auxiliary: "ten were killed and | six officers | injured". */
function gappedSubject(tree: Tree, participle: number): number[] | null {
  const { syntax } = tree;
  const head = syntax.head[participle]!;
  if (formOf(tree, participle) !== 'VBN' || voiceOf(tree, head) !== 'passive') return null;
  let noun = participle - 1;
  while (noun > head && UPOS[syntax.upos[noun]!] === 'ADV') noun--;
  const free =
    /^(?:conj|nsubj|obj|dep|parataxis)/.test(syntax.relation[noun] ?? '') && syntax.head[noun] === head;
  return noun > head && free && NOMINAL.has(UPOS[syntax.upos[noun]!]!) ? [noun] : null;
}

const NOMINAL = new Set<string | undefined>(['NOUN', 'PROPN', 'NUM']);

function hasRelativePronoun(tree: Tree, predicate: number): boolean {
  return childrenOf(tree, predicate).some((c) => isRelativePronoun(tree, c));
}

/** A verb has one object: a noun right before another belongs to it ("government | soldiers"), and "east of" is none. */
function onlyObject(tree: Tree, objects: number[]): number[] {
  if (objects.length < 2) return objects;
  const things = objects.filter(
    (o) => !/^(?:north|south)?(?:east|west)$|^(?:north|south)$/.test(tree.tokens.lower[o]!),
  );
  return things.filter((o) => !things.includes(o + 1));
}

function objectsOf(tree: Tree, predicate: number): number[] {
  const { syntax } = tree;
  const own = spread(tree, onlyObject(tree, dependentsBy(tree, predicate, 'obj')));
  if (own.length > 0) return own;
  // "bombed and shelled the village": the tree ties the object to one of the two verbs, in the treebanks the first.
  if (voiceOf(tree, predicate) === 'active') {
    const shared = besides(tree, predicate)
      .filter((other) => Math.abs(other - predicate) <= NEAR && voiceOf(tree, other) === 'active')
      .flatMap((other) =>
        dependentsBy(tree, other, 'obj').filter((object) => standsAfter(object, predicate, other)),
      );
    if (shared.length > 0) return spread(tree, shared);
  }
  // "the village they shelled": the object of a relative clause without a pronoun is its antecedent.
  if (
    syntax.relation[predicate] === 'acl:relcl' &&
    voiceOf(tree, predicate) === 'active' &&
    !hasRelativePronoun(tree, predicate) &&
    dependentsBy(tree, predicate, 'nsubj').length > 0 &&
    dependentsBy(tree, predicate, 'ccomp', 'xcomp').length === 0
  )
    return [syntax.head[predicate]!];
  return [];
}

function obliquesOf(tree: Tree, predicate: number): Oblique[] {
  return dependentsBy(tree, predicate, 'obl')
    .filter((o) => tree.syntax.relation[o] !== 'obl:agent' || isByWhen(tree, o))
    .map((o) => ({ preposition: prepositionOf(tree, o), heads: spread(tree, [o]) }));
}

function isNegated(tree: Tree, predicate: number): boolean {
  const { lower } = tree.tokens;
  return dependentsBy(tree, predicate, 'advmod', 'cc:preconj').some((a) => NEGATIONS.has(lower[a]!));
}

function tenseOf(
  tree: Tree,
  predicate: number,
  auxiliaries: number[],
): Pick<Clause, 'tense' | 'modal' | 'perfect' | 'progressive'> {
  const { syntax } = tree;
  let shared = auxiliaries;
  const form = formOf(tree, predicate);
  // A coordinated verb without a tense of its own has that of the first: "has bombed and shelled".
  if (shared.length === 0 && baseRelation(syntax.relation[predicate]!) === 'conj' && /^VB[NG]?$/.test(form))
    shared = auxiliariesOf(tree, firstConjunct(tree, predicate));
  let modal: string | null = null;
  let tense: Clause['tense'] = 'none';
  let perfect = false;
  let progressive = form === 'VBG' && shared.length > 0;
  for (const a of shared) {
    const tag = syntax.xpos[a]!;
    const lemma = syntax.lemma[a]!;
    if (tag === 'MD') {
      if (lemma === 'will' || lemma === 'shall') tense = 'future';
      else modal = lemma;
    } else if (tense === 'none' && modal === null) {
      if (tag === 'VBD') tense = 'past';
      else if (tag === 'VBZ' || tag === 'VBP') tense = 'present';
    }
    if (lemma === 'have') perfect = true;
    if (tag === 'VBG') progressive = true;
  }
  if (tense === 'none' && modal === null) {
    if (form === 'VBD') tense = 'past';
    else if (form === 'VBZ' || form === 'VBP') tense = 'present';
  }
  return { tense, modal, perfect, progressive };
}
