/**
 * An index from 32-bit keys to the numbers put under them, in flat arrays: tens of millions fit into memory.
 *
 * @module
 */

const EMPTY = -1;

export class Postings {
  /** Open addressing: a key and the newest posting under it. */
  #keys = new Uint32Array(1 << 12);
  #heads = new Int32Array(1 << 12).fill(EMPTY);
  #distinct = 0;
  /** Postings, newest first: a number and the posting before it under the same key. */
  #numbers = new Int32Array(1 << 12);
  #before = new Int32Array(1 << 12);
  #count = 0;

  add(key: number, number: number): void {
    if (this.#distinct * 2 >= this.#keys.length) this.#rehash();
    if (this.#count === this.#numbers.length) this.#grow();
    const slot = this.#slot(key);
    if (this.#heads[slot] === EMPTY) {
      this.#keys[slot] = key;
      this.#distinct++;
    }
    this.#numbers[this.#count] = number;
    this.#before[this.#count] = this.#heads[slot]!;
    this.#heads[slot] = this.#count++;
  }

  /** Calls `visit` with the numbers under a key, newest first, at most `limit` of them. */
  each(key: number, limit: number, visit: (number: number) => void): void {
    let posting = this.#heads[this.#slot(key)]!;
    for (let left = limit; posting !== EMPTY && left > 0; left--) {
      visit(this.#numbers[posting]!);
      posting = this.#before[posting]!;
    }
  }

  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = Math.imul(key, 0x9e3779b1) & mask;
    while (this.#heads[slot] !== EMPTY && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #rehash(): void {
    const keys = this.#keys;
    const heads = this.#heads;
    this.#keys = new Uint32Array(keys.length * 2);
    this.#heads = new Int32Array(keys.length * 2).fill(EMPTY);
    for (let i = 0; i < keys.length; i++) {
      if (heads[i] === EMPTY) continue;
      const slot = this.#slot(keys[i]!);
      this.#keys[slot] = keys[i]!;
      this.#heads[slot] = heads[i]!;
    }
  }

  #grow(): void {
    const longer = (old: Int32Array) => {
      const array = new Int32Array(old.length * 2);
      array.set(old);
      return array;
    };
    this.#numbers = longer(this.#numbers);
    this.#before = longer(this.#before);
  }
}
