/**
 * The words that a MUC-4 key would give for a filler: a noun with what belongs to its name, a person without titles.
 *
 * @module
 */
import { type Ground, groundOf } from '../../src/read/event/ground.ts';
import type { Lexicon } from '../../src/read/event/lexicon.ts';
import type { Analysis } from '../../src/read/layers.ts';
import type { NameSpan } from '../../src/read/names/types.ts';
import { childrenOf, prepositionOf } from '../../src/read/syntax/dependents.ts';
import { UPOS } from '../../src/read/syntax/types.ts';
import { type Tokens, textOf } from '../../src/read/tokens/types.ts';

const LEFT = new Set(['compound', 'amod', 'flat']);
const NUM = UPOS.indexOf('NUM');

/** Words before a noun that count, order or doubt, and name nothing. */
const LOOSE = new Set(
  'several some many other others various numerous first second third last same another alleged suspected presumed supposed so-called nearby entire whole new more most such own today yesterday moving passing parked empty local'.split(
    ' ',
  ),
);

/** Nouns that name nobody without what is behind them: "offices of the union", "members of the front". */
const OPEN = new Set(
  'member office headquarters branch group building home house residence column unit leader facility embassy station commando band gang number agency installation ministry charge stick'.split(
    ' ',
  ),
);

/** Things told by whose they are: "Ruiz's car". */
const OWNED = new Set('car vehicle truck jeep farm ranch'.split(' '));

/** A report as its layers read it, with the span of a name by each of its tokens. */
export interface Scene {
  readonly ground: Ground;
  readonly nameAt: ReadonlyMap<number, NameSpan>;
}

export function sceneOf(analysis: Analysis, lexicon: Lexicon): Scene {
  const nameAt = new Map<number, NameSpan>();
  for (const span of analysis.names.spans) for (let t = span.first; t < span.last; t++) nameAt.set(t, span);
  return { ground: groundOf(analysis, lexicon), nameAt };
}

/** The tokens of a sentence; none where the report has no such sentence. */
export function tokensOf({ ground: { doc } }: Scene, sentence: number): number[] {
  const [first, last] = [doc.tokens.sentences[sentence], doc.tokens.sentences[sentence + 1]];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first }, (_, i) => first + i);
}

/** Words of the text in one line, wherever the report broke it: so that names told twice are equal. */
export const inLine = (tokens: Tokens, first: number, last: number) =>
  textOf(tokens, first, last).replace(/\s+/g, ' ');

/** A noun with the words before it that belong to its name, without articles, counts and doubts. */
export function phrase(scene: Scene, head: number): string {
  const { ground, nameAt } = scene;
  const { doc } = ground;
  let first = head;
  for (const c of childrenOf(doc, head))
    if (c < head && LEFT.has(doc.syntax.relation[c]!) && doc.syntax.subtreeStart[c]! < first)
      first = doc.syntax.subtreeStart[c]!;
  // "FMLN guerrillas": the group has a slot of its own.
  const open = OPEN.has(doc.syntax.lemma[head]!.toLowerCase());
  while (first < head && (isLoose(ground, first) || (!open && isSideName(scene, first)))) first++;
  if ((open || OWNED.has(doc.syntax.lemma[head]!.toLowerCase())) && first === head)
    for (const c of childrenOf(doc, head))
      if (doc.syntax.relation[c] === 'nmod:poss' && nameAt.has(c)) first = doc.syntax.subtreeStart[c]!;
  let last = head + 1;
  if (open)
    for (const c of childrenOf(doc, head))
      if (c > head && doc.syntax.relation[c] === 'nmod' && prepositionOf(doc, c) === 'of')
        last = nameEnd(scene, c);
  return inLine(doc.tokens, first, last);
}

const isLoose = ({ doc, timeAt }: Ground, token: number) =>
  LOOSE.has(doc.tokens.lower[token]!) ||
  doc.syntax.upos[token] === NUM ||
  timeAt[token]! >= 0 ||
  !/[\p{L}\d]/u.test(doc.tokens.lower[token]!);

const isSideName = ({ ground: { doc }, nameAt }: Scene, token: number) => {
  const name = nameAt.get(token);
  return name?.type === 'organization' && name.last - name.first < 4 && doc.syntax.relation[token] !== 'amod';
};

/** The end of what is named behind a noun, without the clauses and phrases behind it: "newspaper El Espectador". */
function nameEnd({ nameAt }: Scene, head: number): number {
  const last = nameAt.get(head)?.last ?? head + 1;
  const next = nameAt.get(last);
  return next && next.first === last ? next.last : last;
}

/** The longest name that the report gives a person, without titles before it. */
export function fullName({ ground }: Scene, name: NameSpan): string {
  const own = bareName(ground, name);
  const words = own.toLowerCase().split(/\s+/);
  let best = own;
  for (const span of ground.doc.names.spans) {
    if (span.type !== 'person' || span.last - span.first <= words.length) continue;
    const other = bareName(ground, span);
    const all = other.toLowerCase().split(/\s+/);
    if (all.length <= best.split(/\s+/).length || all.length > 5) continue;
    if (words.every((word) => all.includes(word))) best = other;
  }
  return best;
}

/** A person's name without the titles before it, with the surnames that the recogniser left behind it. */
function bareName(ground: Ground, span: NameSpan): string {
  const { tokens, syntax } = ground.doc;
  const { first } = span;
  let { last } = span;
  while (
    last < tokens.length &&
    syntax.xpos[last] === 'NNP' &&
    syntax.relation[last]!.startsWith('flat') &&
    syntax.head[last]! >= first &&
    syntax.head[last]! < last
  )
    last++;
  let t = first;
  while (t < last - 1 && isTitle(ground, t)) t++;
  return inLine(tokens, t, last);
}

const isTitle = ({ doc, lexicon }: Ground, token: number) => {
  const word = doc.tokens.lower[token]!.replace('.', '');
  return TITLES.has(word) || (lexicon.classes.get('people')?.words.has(word) ?? false);
};

const TITLES = new Set(
  'mr mrs ms miss dr doctor col gen lt maj capt sgt cpl corporal private father monsignor msgr archbishop reverend sister don dona prof engineer attorney newsman newswoman cameraman photographer councilman representative congressman agent detective inspector secretary director former ex u.s us american spaniard frenchman salvadoran colombian and'.split(
    ' ',
  ),
);
