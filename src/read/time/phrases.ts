/**
 * Phrases of several words, found at one place in one look-up a word.
 *
 * @module
 */
import type { Words } from './words.ts';

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  value: T | null;
}

export class Phrases<T> {
  readonly #root: Node<T> = { next: new Map(), value: null };

  /** Cuts a phrase as `wordsOf` cuts a text: letters, digits, single marks. */
  static units(phrase: string): string[] {
    return phrase.toLowerCase().match(/\p{L}+|\d+|[^\s\p{L}\d]/gu) ?? [];
  }

  add(phrase: string, value: T): void {
    let node = this.#root;
    for (const unit of Phrases.units(phrase)) {
      let next = node.next.get(unit);
      if (!next) {
        next = { next: new Map(), value: null };
        node.next.set(unit, next);
      }
      node = next;
    }
    node.value = value;
  }

  /** The longest phrase that begins at unit `i`, or null. */
  at(w: Words, i: number): { last: number; value: T } | null {
    let node = this.#root;
    let best: { last: number; value: T } | null = null;
    const stop = w.stop[i] ?? 0;
    for (let k = i; k < stop; k++) {
      // A typewriter's apostrophe stands for a printer's.
      const form = w.lower[k] === '’' ? "'" : w.lower[k]!;
      const next = node.next.get(form);
      if (!next) break;
      node = next;
      if (node.value !== null) best = { last: k + 1, value: node.value };
    }
    return best;
  }

  /** The longest phrase that ends before unit `end`, or null. */
  before(w: Words, end: number, longest = 4): { first: number; value: T } | null {
    for (let first = Math.max(0, end - longest); first < end; first++) {
      const phrase = this.at(w, first);
      if (phrase?.last === end) return { first, value: phrase.value };
    }
    return null;
  }
}
