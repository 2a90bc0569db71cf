/**
 * Tells in advance which stretches of words cannot be a name that the gazetteers have, without putting their words
 * together: the hash of a name goes on from word to word. In text that is all in capitals every word could begin a name,
 * and nearly none does.
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';
import { bare, extended, fineKey, HASH_SEED, isArticle, mixed, SHORTEST } from './gazetteer/keys.ts';
import type { World } from './world.ts';

/** What the look-ahead needs to know of a word. */
interface Word {
  /** Its part of a skeleton; null when the words around it decide what that is. */
  readonly bare: string | null;
  readonly article: boolean;
  /** Whether a demonym or a short form begins with it. */
  readonly opens: boolean;
}

const REMEMBERED = 50_000;

export interface LookAhead {
  /**
   * For stretches that begin at token `first`: bit `n - 1` is set when that of `n` tokens may be in a gazetteer, for all
   * that end before `limit`, 30 tokens at most.
   */
  inGazetteer(tokens: Tokens, first: number, limit: number): number;
  /** Whether a demonym or short form may begin with this word. */
  opensForm(lower: string): boolean;
}

export function createLookAhead(world: World): LookAhead {
  const openers = new Set<string>();
  for (const form of [...world.demonyms.keys(), ...world.shortForms.keys()])
    openers.add(firstLetters(form.toLowerCase()));
  let words = new Map<string, Word>();

  const wordOf = (lower: string): Word => {
    let word = words.get(lower);
    if (!word) {
      const fine = fineKey(lower);
      const alone = fine !== '' && !fine.includes(' ');
      word = {
        bare: alone ? bare(fine) : null,
        article: isArticle(fine),
        opens: openers.has(firstLetters(lower)),
      };
      if (words.size >= REMEMBERED) words = new Map();
      words.set(lower, word);
    }
    return word;
  };

  return {
    opensForm: (lower) => wordOf(lower).opens,
    inGazetteer(tokens, first, limit) {
      const { start, end, lower } = tokens;
      let bits = 0;
      let state = HASH_SEED;
      let letters = 0;
      for (let i = first; i < limit; i++) {
        const word = wordOf(lower[i]!);
        const rest = -1 << (i - first);
        if (word.bare === null || (i > first && start[i] === end[i - 1])) return bits | rest;
        if (i === first) {
          if (word.bare.length < SHORTEST || world.holds(mixed(extended(state, word.bare)))) bits |= 1;
        }
        if (!word.article) {
          state = extended(state, word.bare);
          letters += word.bare.length;
        }
        if (i > first && (letters < SHORTEST || world.holds(mixed(state)))) bits |= 1 << (i - first);
      }
      return bits;
    },
  };
}

const firstLetters = (form: string) => /[\p{L}\p{N}]+/u.exec(form)?.[0] ?? form;
