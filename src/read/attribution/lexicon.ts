/**
 * The lists of `knowledge/attribution/`, ready to be asked about every token.
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../../knowledge/table.ts';
import type { Claim } from '../../record/reading.ts';
import { hashOf } from './features.ts';

export type Stance = Claim['stance'];
/** What a word for a source makes of it: see `knowledge/attribution/sources.tsv`. */
export type SourceWord = 'unnamed' | 'office' | 'group' | 'document' | 'media' | 'pronoun';

/** A word that gives something to somebody. */
export interface CueWord {
  /** Dictionary form. */
  readonly word: string;
  readonly classes: readonly string[];
  readonly frames: readonly string[];
  readonly stance: Stance;
  /** Number of this entry, and of its first class, for features. */
  readonly code: number;
  readonly classCode: number;
}

export interface Phrase {
  readonly words: readonly string[];
  readonly class: string;
  readonly stance: Stance;
  readonly code: number;
}

export interface Lexicon {
  /** By every inflected form, in lower case. */
  readonly verbs: ReadonlyMap<string, CueWord>;
  readonly nouns: ReadonlyMap<string, CueWord>;
  readonly adjectives: ReadonlyMap<string, CueWord>;
  readonly adverbs: ReadonlyMap<string, CueWord>;
  readonly sources: ReadonlyMap<string, SourceWord>;
  /** Class of a closed-class word. */
  readonly functionWords: ReadonlyMap<string, string>;
  /** Verbs that tell of deeds as well as of words, by base form; nouns for those who do them, by every form. */
  readonly deeds: ReadonlySet<string>;
  readonly doers: ReadonlySet<string>;
  /** By first word (a verb in its base form), longest first. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
}

const stances: readonly string[] = ['asserts', 'denies', 'doubts', 'promises', 'demands'];
const stanceOf = (cell: string): Stance => (stances.includes(cell) ? (cell as Stance) : 'asserts');

/** Reads the lists of words by which a report gives a statement to somebody. */
export function createLexicon(knowledge: Knowledge): Lexicon {
  const functionWords = new Map<string, string>();
  for (const { cells } of rows(knowledge, 'function-words'))
    functionWords.set(cells['word']!, cells['class']!);
  const sources = new Map<string, SourceWord>();
  for (const { cells } of rows(knowledge, 'sources')) {
    const kind = cells['kind'] as SourceWord;
    for (const form of kind === 'pronoun' ? [cells['word']!] : nounForms(cells['word']!))
      if (!sources.has(form)) sources.set(form, kind);
  }
  const deeds = new Set<string>();
  const doers = new Set<string>();
  for (const { cells } of rows(knowledge, 'deeds')) {
    if (cells['as'] === 'deed') deeds.add(cells['word']!);
    else for (const form of nounForms(cells['word']!)) doers.add(form);
  }
  const phrases = new Map<string, Phrase[]>();
  for (const { cells } of rows(knowledge, 'phrases')) {
    const words = cells['phrase']!.split(' ');
    const phrase = {
      words,
      class: cells['class']!,
      stance: stanceOf(cells['stance']!),
      code: hashOf(`phrase:${cells['phrase']}`),
    };
    const known = phrases.get(words[0]!);
    if (known) known.push(phrase);
    else phrases.set(words[0]!, [phrase]);
  }
  for (const known of phrases.values()) known.sort((a, b) => b.words.length - a.words.length);
  return {
    verbs: words(knowledge, 'verb', verbForms),
    nouns: words(knowledge, 'noun', nounForms),
    adjectives: words(knowledge, 'adjective', (word) => [word]),
    adverbs: words(knowledge, 'adverb', (word) => [word]),
    sources,
    functionWords,
    deeds,
    doers,
    phrases,
  };
}

const rows = (knowledge: Knowledge, list: string) => tableOf(knowledge, `attribution/${list}.tsv`);

function words(
  knowledge: Knowledge,
  column: string,
  forms: (word: string, irregular: string[]) => string[],
): Map<string, CueWord> {
  const found = new Map<string, CueWord>();
  const entries = rows(knowledge, `${column}s`).map(({ cells }) => {
    const classes = several(cells['classes']!);
    const word = cells[column]!;
    return {
      entry: {
        word,
        classes,
        frames: several(cells['frames'] ?? ''),
        stance: stanceOf(cells['stance']!),
        code: hashOf(`${column}:${word}`),
        classCode: hashOf(`class:${classes[0] ?? ''}`),
      },
      forms: forms(word, several(cells['forms'] ?? '')),
    };
  });
  // A form that is some word's dictionary form is that word's before it is another's past.
  for (const { entry } of entries) found.set(entry.word, entry);
  for (const { entry, forms: all } of entries)
    for (const form of all) if (!found.has(form)) found.set(form, entry);
  return found;
}

const VOWEL = /[aeiou]/;

/** Inflected forms of a verb; where the doubling of its last letter depends on stress, both. */
function verbForms(verb: string, irregular: string[]): string[] {
  const forms = [verb, ...irregular];
  const last = verb.at(-1)!;
  if (/(?:s|x|z|ch|sh|o)$/.test(verb)) forms.push(`${verb}es`);
  else if (last === 'y' && !VOWEL.test(verb.at(-2) ?? 'a')) forms.push(`${verb.slice(0, -1)}ies`);
  else forms.push(`${verb}s`);
  if (last === 'e') {
    forms.push(`${verb}d`, verb.endsWith('ee') ? `${verb}ing` : `${verb.slice(0, -1)}ing`);
  } else if (last === 'y' && !VOWEL.test(verb.at(-2) ?? 'a')) {
    forms.push(`${verb.slice(0, -1)}ied`, `${verb}ing`);
  } else {
    forms.push(`${verb}ed`, `${verb}ing`);
    if (/[^aeiou][aeiou][bdgklmnprtv]$/.test(verb)) forms.push(`${verb}${last}ed`, `${verb}${last}ing`);
  }
  return forms;
}

function nounForms(noun: string): string[] {
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return [noun, `${noun}es`];
  if (/[^aeiou]y$/.test(noun)) return [noun, `${noun.slice(0, -1)}ies`];
  if (noun.endsWith('man')) return [noun, `${noun.slice(0, -3)}men`];
  if (noun === 'person') return [noun, 'people', 'persons'];
  if (noun === 'child') return [noun, 'children'];
  if (noun === 'wife') return [noun, 'wives'];
  return [noun, `${noun}s`];
}
