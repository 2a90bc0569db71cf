/**
 * Groups that grow by joining (union-find). A group is named by its lowest member, so that the outcome does not depend
 * on the order in which its members were joined.
 *
 * @module
 */
export class Groups {
  readonly #parent: number[] = [];

  /** Adds a member that is a group by itself; its number is the next one. */
  add(): number {
    return this.#parent.push(this.#parent.length) - 1;
  }

  /** The lowest member of the group that `member` is in. */
  of(member: number): number {
    let root = member;
    while (this.#parent[root] !== root) root = this.#parent[root]!;
    for (let at = member; at !== root; ) {
      const next = this.#parent[at]!;
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  /** Makes one group of two; gives its lowest member. */
  join(a: number, b: number): number {
    const low = Math.min(this.of(a), this.of(b));
    const high = Math.max(this.of(a), this.of(b));
    this.#parent[high] = low;
    return low;
  }
}
