/**
 * One line at the foot of the page that says what was done, with a way to take it back: undo instead of "are you sure?".
 *
 * @module
 */
export interface Notice {
  words: string;
  /** Takes it back. */
  undo?: () => void | Promise<void>;
  failed?: boolean;
}

class Notices {
  current = $state.raw<Notice | null>(null);
  /** What can be taken back, latest last: undoing again goes further back. */
  #undos: NonNullable<Notice['undo']>[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows a notice; one that can be undone stays until the next, any other for ten seconds. */
  say(notice: Notice) {
    clearTimeout(this.#timer);
    this.current = notice;
    if (notice.undo) this.#undos.push(notice.undo);
    else if (!notice.failed) this.#timer = setTimeout(() => this.clear(), 10_000);
  }

  /** Takes back the latest that was not taken back yet. */
  async undo() {
    const latest = this.#undos.pop();
    this.clear();
    await latest?.();
  }

  /** What was never done cannot be undone. */
  forget(undo: Notice['undo']) {
    this.#undos = this.#undos.filter((one) => one !== undo);
  }

  clear() {
    clearTimeout(this.#timer);
    this.current = null;
  }
}

export const notices = new Notices();
