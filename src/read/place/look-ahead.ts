/**
 * Tells in advance which stretches of words cannot be a name that the gazetteers have, without putting their words
 * together: the hash of a name goes on from word to word. In text that is all in capitals every word could begin a name,
 * and nearly none does.
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';
import type { Clues } from './clues.ts';
import { MATCH } from './gazetteer/gazetteer.ts';
import {
  bare,
  extended,
  fineKey,
  HASH_SEED,
  hashOf,
  isArticle,
  mixed,
  SHORTEST,
  skeletonOf,
} from './gazetteer/keys.ts';
import type { World } from './world.ts';

/** What is known of a word before those beside it are looked at. */
export interface Word {
  readonly fine: string;
  /** Its part of a skeleton; null when the words around it decide what that is. */
  readonly bare: string | null;
  /** Whether it is in a gazetteer by itself. */
  readonly alone: boolean;
  readonly article: boolean;
  /** Whether a demonym or a short form begins with it. */
  readonly opens: boolean;
  /** Whether it stands in lower case inside names. */
  readonly connects: boolean;
  /** Whether it is a common word, no connector, that no name without it is known for. */
  readonly common: boolean;
  /** Of common words and connectors: whether a place bears it as its own name. */
  readonly own: boolean;
}

/** Lower-case words inside a name. */
const CONNECTORS: ReadonlySet<string> = new Set(
  "of the de la las los le les del da do dos das di du des el al an as ash ar ad az at ez es en ed et upon on sur by bei am der and y e l d - ' ’ .".split(
    ' ',
  ),
);

const REMEMBERED = 50_000;

export interface LookAhead {
  /** What is known of each word of a text. */
  words(tokens: Tokens): Word[];
  /**
   * For stretches that begin at token `first`: bit `n - 1` is set when that of `n` tokens may be in a gazetteer, for all
   * that end before `limit`, 30 tokens at most.
   */
  inGazetteer(tokens: Tokens, words: readonly Word[], first: number, limit: number): number;
}

export function createLookAhead(world: World, clues: Clues): LookAhead {
  const openers = new Set<string>();
  for (const form of [...world.demonyms.keys(), ...world.shortForms.keys()])
    openers.add(firstLetters(form.toLowerCase()));
  let remembered = new Map<string, Word>();

  const isHeld = (fine: string) => world.holds(hashOf(skeletonOf(fine)));
  const wordOf = (lower: string): Word => {
    let word = remembered.get(lower);
    if (!word) {
      const fine = fineKey(lower);
      const single = fine !== '' && !fine.includes(' ');
      const alone = isHeld(fine);
      const connects = CONNECTORS.has(lower);
      const common = !connects && clues.commonWords.has(lower);
      word = {
        fine,
        bare: single ? bare(fine) : null,
        alone,
        article: isArticle(fine),
        opens: openers.has(firstLetters(lower)),
        connects,
        common,
        own: alone && (connects || common) && world.find(fine).some(({ match }) => match === MATCH.own),
      };
      if (remembered.size >= REMEMBERED) remembered = new Map();
      remembered.set(lower, word);
    }
    return word;
  };

  return {
    words: ({ lower }) => lower.map(wordOf),
    inGazetteer({ start, end }, words, first, limit) {
      let bits = 0;
      let state = HASH_SEED;
      let letters = 0;
      for (let i = first; i < limit; i++) {
        const word = words[i]!;
        const rest = -1 << (i - first);
        if (word.bare === null || (i > first && start[i] === end[i - 1])) return bits | rest;
        if (!word.article) {
          state = extended(state, word.bare);
          letters += word.bare.length;
        }
        const may =
          i === first
            ? word.alone
            : letters >= SHORTEST
              ? world.holds(mixed(state))
              : isHeld(fineOf(words, first, i + 1));
        if (may) bits |= 1 << (i - first);
      }
      return bits;
    },
  };
}

function fineOf(words: readonly Word[], first: number, last: number): string {
  let fine = words[first]!.fine;
  for (let i = first + 1; i < last; i++) fine += ` ${words[i]!.fine}`;
  return fine;
}

const firstLetters = (form: string) => /[\p{L}\p{N}]+/u.exec(form)?.[0] ?? form;
