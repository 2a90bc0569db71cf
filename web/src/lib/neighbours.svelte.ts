/**
 * The list that the reader came from, so that `[` and `]` go on in it.
 *
 * @module
 */
class Neighbours {
  #ids: readonly string[] = $state.raw([]);

  /** A list of incidents (or of reports) that is on screen. */
  remember(ids: readonly string[]) {
    this.#ids = ids;
  }

  of(id: string): { previous: string | null; next: string | null } {
    const at = this.#ids.indexOf(id);
    return at < 0
      ? { previous: null, next: null }
      : { previous: this.#ids[at - 1] ?? null, next: this.#ids[at + 1] ?? null };
  }
}

export const neighbours = new Neighbours();
