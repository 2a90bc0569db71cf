/**
 * Mentions without a name: "government troops", "hundreds of militiamen", "the governor", "two tanks".
 *
 * A noun that the list of roles knows is a mention, with the adjectives, nouns and names before it; what stands
 * before it may say whose it is ("Syrian", "Russia's") and of what kind ("rebel forces").
 *
 * @module
 */
import type { Parsed } from '../layers.ts';
import { UPOS } from '../syntax/types.ts';
import type { Tokens } from '../tokens/types.ts';
import type { Described, NameSpan } from './types.ts';
import { phraseAt, type Role, type Vocabulary } from './vocabulary.ts';

export interface Nominal extends Described {
  /** Without its article. */
  readonly first: number;
  readonly last: number;
  /** The noun (its last word, where it has several). */
  readonly head: number;
  /** "hundreds" in "hundreds of militiamen", else the head. */
  readonly outerHead: number;
  readonly role: Role;
  /** What stands before the noun, lower case, without numbers and articles. */
  readonly modifiers: readonly string[];
  /** "two", "hundreds", or null. */
  readonly number: string | null;
  readonly article: 'definite' | 'indefinite' | null;
}

const tag = (name: (typeof UPOS)[number]) => UPOS.indexOf(name);
const [ADJ, NOUN, PROPN, NUM, VERB, AUX, ADV] = (
  ['ADJ', 'NOUN', 'PROPN', 'NUM', 'VERB', 'AUX', 'ADV'] as const
).map(tag) as [number, number, number, number, number, number, number];

const DEFINITE = new Set(['the', 'this', 'that', 'these', 'those', 'his', 'her', 'its', 'their', 'our']);
const INDEFINITE = new Set(['a', 'an', 'some', 'any', 'another', 'several', 'many', 'other']);
const VAGUE = new Set([
  'dozens',
  'scores',
  'hundreds',
  'thousands',
  'millions',
  'tens',
  'number',
  'group',
  'groups',
]);

/** Sectors whose office-holders, several together, are a government. */
const GOVERNING = new Set(['GOV', 'LEG', 'JUD']);
/** Names that say of which country somebody is. */
const NATIONS: ReadonlySet<string> = new Set(['people', 'location']);
/** Sectors whose people act in their own country. */
const AT_HOME = new Set(['GOV', 'LEG', 'JUD', 'COP', 'REB', 'OPP', 'SPY']);
/** Longest mention that is looked for, in words before its noun. */
const LONGEST = 14;

/** What the lists say of the words before a role noun. */
export interface Surroundings {
  /** Number in `spans` of the name that holds each token, or -1. */
  readonly spanAt: Int32Array;
  readonly spans: readonly NameSpan[];
  /** Country that a name stands for ("Syrian", "Syria"), by span. */
  readonly countryOf: readonly (string | null)[];
  /** Whether a name is a body of states ("UN"), by span. */
  readonly isOfStates: readonly boolean[];
}

export function findDescribed(doc: Parsed, vocabulary: Vocabulary, around: Surroundings): Nominal[] {
  const { tokens, syntax } = doc;
  const found: Nominal[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (around.spanAt[i]! >= 0 && !NATIONS.has(around.spans[around.spanAt[i]!]!.type)) continue;
    const phrase = phraseAt(vocabulary.roles, tokens.lower, i);
    if (!phrase) continue;
    const head = i + phrase.length - 1;
    if (tokens.sentence[head] !== tokens.sentence[i]) continue;
    if (!isHeadNoun(vocabulary, around, head)) continue;
    found.push(nominal(doc, vocabulary, around, i, head, phrase.value));
    i = head;
  }
  return found;

  function isHeadNoun(v: Vocabulary, a: Surroundings, head: number): boolean {
    const pos = syntax.upos[head]!;
    if (pos === VERB || pos === AUX || pos === ADV) return false;
    if (pos !== NOUN && pos !== PROPN && pos !== ADJ) return false;
    const relation = syntax.relation[head]!;
    if (relation.startsWith('compound') && syntax.head[head]! > head) return false;
    if (pos === ADJ && relation === 'amod') return false;
    const next = head + 1;
    if (next >= tokens.length || tokens.sentence[next] !== tokens.sentence[head]) return true;
    if (a.spanAt[next]! >= 0 && a.spans[a.spanAt[next]!]!.type === 'person') return false;
    if (phraseAt(v.roles, tokens.lower, next) && isNominal(next)) return false;
    return !(
      tokens.form[next] === '-' &&
      tokens.end[head] === tokens.start[next] &&
      next + 1 < tokens.length &&
      tokens.start[next + 1] === tokens.end[next]
    );
  }

  function isNominal(i: number) {
    const pos = syntax.upos[i]!;
    return pos === NOUN || pos === PROPN;
  }
}

function nominal(
  doc: Parsed,
  vocabulary: Vocabulary,
  around: Surroundings,
  first: number,
  head: number,
  role: Role,
): Nominal {
  const { tokens, syntax } = doc;
  const { lower } = tokens;
  const begin = tokens.sentences[tokens.sentence[head]!]!;
  let start = first;
  let country: string | null = null;
  let number: string | null = null;
  let article: Nominal['article'] = null;
  let { kind, sector } = role;
  const modifiers: string[] = [];

  const nameBefore = (i: number) => (i >= begin ? around.spanAt[i]! : -1);
  for (let i = first - 1; i >= begin && i > first - LONGEST; ) {
    const span = nameBefore(i);
    if (span >= 0) {
      const nation = around.countryOf[span]!;
      if (around.isOfStates[span]) sector = 'IGO';
      const { first: from, last } = around.spans[span]!;
      for (let t = last - 1; t >= from; t--) modifiers.push(lower[t]!);
      start = from;
      const other = lower[from - 1] === 'and' ? nameBefore(from - 2) : -1;
      // "Chilean and Peruvian officials" are of two countries: of neither alone.
      if (
        nation &&
        other >= 0 &&
        NATIONS.has(around.spans[other]!.type) &&
        around.countryOf[other] !== nation
      ) {
        start = around.spans[other]!.first;
        break;
      }
      country ??= nation;
      i = from - 1;
      continue;
    }
    const word = lower[i]!;
    const pos = syntax.upos[i]!;
    // "at least | nine porters"
    if (lower[i - 1] === 'at' && (word === 'least' || word === 'most')) break;
    if (DEFINITE.has(word) || INDEFINITE.has(word)) {
      article = DEFINITE.has(word) ? 'definite' : 'indefinite';
      break;
    }
    const owner = nameBefore(i - 1);
    if ((word === "'s" || word === '’s' || word === "'" || word === '’') && owner >= 0) {
      country ??= around.countryOf[owner]!;
      start = around.spans[owner]!.first;
      for (let t = around.spans[owner]!.last - 1; t >= start; t--) modifiers.push(lower[t]!);
      article = 'definite';
      break;
    }
    const chain = hyphenated(i);
    if (chain < i) {
      for (let t = i; t >= chain; t--) if (lower[t] !== '-') modifiers.push(lower[t]!);
      start = chain;
      i = chain - 1;
      continue;
    }
    const known = vocabulary.modifiers.get(word);
    if (pos !== ADJ && pos !== NOUN && pos !== PROPN && pos !== NUM && !known) break;
    if (pos === NUM) number ??= word;
    else {
      modifiers.push(word);
      if (known && role.kind !== 'equipment' && role.kind !== 'other') {
        sector = known.sector ?? sector;
        if (role.kind !== 'person' && role.kind !== 'government') kind = known.kind ?? kind;
      }
    }
    start = i;
    i--;
  }
  /** First token of the hyphened word that ends at `i` ("state-of-the-art"). */
  function hyphenated(i: number): number {
    let t = i;
    while (
      t - 2 >= begin &&
      lower[t - 1] === '-' &&
      tokens.start[t] === tokens.end[t - 1] &&
      tokens.end[t - 2] === tokens.start[t - 1]
    )
      t -= 2;
    return t;
  }

  if (role.sense === 'office' && role.plural) kind = GOVERNING.has(sector ?? '') ? 'government' : 'people';
  // "hundreds of militiamen", "a group of rebels"
  let outerHead = head;
  if (lower[start - 1] === 'of' && start - 2 >= begin && VAGUE.has(lower[start - 2]!)) {
    outerHead = start - 2;
    if (lower[outerHead] !== 'number') {
      number = lower[outerHead]!;
      start = outerHead;
    }
  }
  // "the government of Iraq"
  let last = head + 1;
  if (role.sense === 'group' && lower[last] === 'of') {
    const at = lower[last + 1] === 'the' ? last + 2 : last + 1;
    const span = around.spanAt[at] ?? -1;
    if (
      span >= 0 &&
      around.countryOf[span] &&
      around.spans[span]!.type === 'location' &&
      around.spans[span]!.first === at
    ) {
      country ??= around.countryOf[span]!;
      last = around.spans[span]!.last;
    }
  }
  country ??= countryAround(last);
  /** "rebels in Chad", "authorities in Chile": whose they are, unless it is soldiers, who are sent abroad. */
  function countryAround(after: number): string | null {
    if (!AT_HOME.has(sector ?? '') || lower[after] !== 'in') return null;
    const span = around.spanAt[lower[after + 1] === 'the' ? after + 2 : after + 1] ?? -1;
    return span >= 0 && around.spans[span]!.type === 'location' ? around.countryOf[span]! : null;
  }
  return {
    first: start,
    last,
    head,
    outerHead,
    role,
    modifiers: modifiers.reverse(),
    number,
    article,
    kind,
    country,
    sector,
  };
}

/** Names by token, for quick look-up. */
export function spanByToken(tokens: Tokens, spans: readonly NameSpan[]): Int32Array {
  const at = new Int32Array(tokens.length).fill(-1);
  spans.forEach((span, number) => {
    at.fill(number, span.first, span.last);
  });
  return at;
}
