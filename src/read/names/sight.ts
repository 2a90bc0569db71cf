/**
 * What the recogniser sees of each word: the word itself, its beginning and end, its capitals, its clusters, the lists it is in.
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';
import { type Embedding, hashOf, spell } from './embedding.ts';
import { createLexemes, type Lexeme, SHAPES } from './lexemes.ts';
import type { Match } from './lexicon.ts';
import { phraseAt, type Vocabulary } from './vocabulary.ts';

/** Parallel arrays over the tokens of a text. */
export interface Sight {
  readonly word: Int32Array;
  readonly prefix2: Int32Array;
  readonly prefix3: Int32Array;
  readonly suffix2: Int32Array;
  readonly suffix3: Int32Array;
  readonly suffix4: Int32Array;
  /** Capitals and figures: one of `SHAPES`. */
  readonly shape: Int32Array;
  /** As `shape`, with the order of its letters ("Xx-X"), hashed. */
  readonly pattern: Int32Array;
  /** Row of the embedding, -1 for a word it does not know. */
  readonly row: Int32Array;
  readonly coarse: Int32Array;
  readonly fine: Int32Array;
  /** Which list knows the word and where in the name it stands. */
  readonly list: Int32Array;
  /** Given name, title, role noun: bits. */
  readonly kind: Int32Array;
  /** Place of the word in a name of the gazetteer: alone, first, inside. */
  readonly place: Int32Array;
  /** First and last token of the run of capitalised words that each token is part of, or -1. */
  readonly runFirst: Int32Array;
  readonly runLast: Int32Array;
  /** How the same word is written elsewhere in the text. */
  readonly elsewhere: Int32Array;
  /** Case of the whole sentence: mixed, all capitals, no capitals, capitals at nearly every word. */
  readonly sentenceCase: Int32Array;
}

const LIST = {
  person: 1,
  organization: 2,
  location: 3,
  people: 4,
  equipment: 5,
  event: 6,
  other: 7,
} as const;
enum Case {
  mixed,
  upper,
  lower,
  title,
}

function caseOf(tokens: Tokens, from: number, to: number): Case {
  let words = 0;
  let upper = 0;
  let capital = 0;
  for (let i = from; i < to; i++) {
    const form = tokens.form[i]!;
    if (form.length < 2 || form.toUpperCase() === tokens.lower[i]) continue;
    words++;
    if (form === form.toUpperCase()) upper++;
    else if (form !== tokens.lower[i]) capital++;
    else if (form.length < 4) words--;
  }
  if (words >= 2 && upper >= words * 0.8) return Case.upper;
  if (!upper && !capital) return Case.lower;
  return words >= 3 && capital + upper >= words * 0.8 ? Case.title : Case.mixed;
}

/** Makes the function that looks at a text; `matches` are what the lists know of it. */
export function createLook(
  vocabulary: Vocabulary,
  embedding: Embedding,
): (tokens: Tokens, matches: readonly Match[]) => Sight {
  const lexemeOf = createLexemes(vocabulary, embedding);
  return (tokens, matches) => look(tokens, matches, vocabulary, embedding, lexemeOf);
}

function look(
  tokens: Tokens,
  matches: readonly Match[],
  vocabulary: Vocabulary,
  embedding: Embedding,
  lexemeOf: (form: string, lower: string) => Lexeme,
): Sight {
  const ints = () => new Int32Array(tokens.length);
  const sight = {
    word: ints(),
    prefix2: ints(),
    prefix3: ints(),
    suffix2: ints(),
    suffix3: ints(),
    suffix4: ints(),
    shape: ints(),
    pattern: ints(),
    row: ints(),
    coarse: ints(),
    fine: ints(),
    list: ints(),
    kind: ints(),
    place: ints(),
    runFirst: ints().fill(-1),
    runLast: ints().fill(-1),
    elsewhere: ints(),
    sentenceCase: ints(),
  };
  const spelled = ints();
  /** Of words that may begin a title or a role: whether they do where they first stand. */
  const kinds = new Map<string, number>();
  const kindAt = (i: number) => {
    const lower = tokens.lower[i]!;
    let kind = kinds.get(lower);
    if (kind === undefined) {
      const title = phraseAt(vocabulary.titles, tokens.lower, i);
      const role = phraseAt(vocabulary.roles, tokens.lower, i);
      kind = (title ? 2 : 0) | (role ? 4 : 0);
      kinds.set(lower, kind);
    }
    return kind;
  };
  for (let s = 0; s + 1 < tokens.sentences.length; s++) {
    const [from, to] = [tokens.sentences[s]!, tokens.sentences[s + 1]!];
    const sentenceCase = caseOf(tokens, from, to);
    const isUpper = sentenceCase === Case.upper;
    for (let i = from; i < to; i++) {
      const seen = lexemeOf(tokens.form[i]!, tokens.lower[i]!);
      const { shape } = seen;
      sight.sentenceCase[i] = sentenceCase;
      sight.shape[i] =
        isUpper && (shape === SHAPES.upper || shape === SHAPES.initial) ? SHAPES.shouted : shape;
      sight.pattern[i] = isUpper ? 1 : seen.pattern;
      sight.word[i] = seen.word;
      sight.prefix2[i] = seen.prefix2;
      sight.prefix3[i] = seen.prefix3;
      sight.suffix2[i] = seen.suffix2;
      sight.suffix3[i] = seen.suffix3;
      sight.suffix4[i] = seen.suffix4;
      sight.row[i] = seen.row;
      sight.coarse[i] = seen.coarse;
      sight.fine[i] = seen.fine;
      sight.kind[i] = seen.given | (seen.beginsPhrase ? kindAt(i) : 0);
      spelled[i] = seen.spelled;
    }
  }
  for (const { first, last, forms } of matches) {
    const form = forms[0]!;
    const type = form.use === 'adjective' || form.use === 'people' ? LIST.people : LIST[form.entry.type];
    for (let t = first; t < last; t++)
      sight.list[t] = type * 4 + (last - first === 1 ? 3 : t === first ? 1 : 2);
  }
  findPlaces(tokens, sight, spelled, embedding);
  findRuns(tokens, sight);
  seeElsewhere(tokens, sight);
  return sight;
}

/** Whether the text has the same word with a capital inside a sentence, or without a capital. */
function seeElsewhere(
  tokens: Tokens,
  sight: { word: Int32Array; shape: Int32Array; sentenceCase: Int32Array; elsewhere: Int32Array },
): void {
  const seen = new Map<number, number>();
  for (let i = 0; i < tokens.length; i++) {
    if (sight.sentenceCase[i] !== Case.mixed) continue;
    const shape = sight.shape[i]!;
    const begins = i === tokens.sentences[tokens.sentence[i]!];
    const bit =
      shape === SHAPES.lower
        ? 1
        : begins
          ? 0
          : shape === SHAPES.capital || shape === SHAPES.upper || shape === SHAPES.mixed
            ? 2
            : 0;
    if (bit) seen.set(sight.word[i]!, (seen.get(sight.word[i]!) ?? 0) | bit);
  }
  for (let i = 0; i < tokens.length; i++) sight.elsewhere[i] = seen.get(sight.word[i]!) ?? 0;
}

/** The commonest words are no places when they stand without a capital: "of", "police", "split". */
const COMMON = 4000;

/** The longest name of the gazetteer, three words at most, that begins at each word. */
function findPlaces(
  tokens: Tokens,
  sight: { shape: Int32Array; place: Int32Array; row: Int32Array },
  spelled: Int32Array,
  embedding: Embedding,
): void {
  const mayBegin = (i: number) => {
    const shape = sight.shape[i]!;
    if (shape === SHAPES.lower) return sight.row[i]! < 0 || sight.row[i]! >= COMMON;
    return shape === SHAPES.capital || shape === SHAPES.shouted || shape === SHAPES.mixed;
  };
  for (let i = 0; i < tokens.length; i++) {
    if (sight.place[i]) continue;
    let name = spelled[i]!;
    let length = mayBegin(i) && embedding.isPlace(hashOf(name)) ? 1 : 0;
    if (sight.shape[i] === SHAPES.figure || sight.shape[i] === SHAPES.sign) continue;
    for (let n = 1; n < 3 && i + n < tokens.length; n++) {
      name = spell(tokens.lower[i + n]!, spell(' ', name));
      if (embedding.isPlace(hashOf(name))) length = n + 1;
    }
    for (let t = 0; t < length; t++) sight.place[i + t] = length === 1 ? 1 : t === 0 ? 2 : 3;
  }
}

/** Words that may stand between the capitalised words of one name. */
const JOINING = new Set([
  'of',
  'for',
  'the',
  '&',
  '-',
  'de',
  'del',
  'la',
  'al',
  'el',
  'bin',
  'van',
  'von',
  'da',
  'dos',
]);

/** Runs of capitalised words with what may join them; none where capitals say nothing. */
function findRuns(
  tokens: Tokens,
  sight: { shape: Int32Array; sentenceCase: Int32Array; runFirst: Int32Array; runLast: Int32Array },
): void {
  const isCapital = (i: number) => {
    const shape = sight.shape[i]!;
    return (
      shape === SHAPES.capital || shape === SHAPES.upper || shape === SHAPES.initial || shape === SHAPES.mixed
    );
  };
  for (let i = 0; i < tokens.length; ) {
    if (sight.sentenceCase[i] !== Case.mixed || !isCapital(i)) {
      i++;
      continue;
    }
    const end = tokens.sentences[tokens.sentence[i]! + 1]!;
    let last = i;
    for (let t = i + 1; t < end && t - last < 3; t++) {
      if (isCapital(t)) last = t;
      else if (!JOINING.has(tokens.lower[t]!)) break;
    }
    for (let t = i; t <= last; t++) {
      sight.runFirst[t] = i;
      sight.runLast[t] = last;
    }
    i = last + 1;
  }
}
