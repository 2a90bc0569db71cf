/**
 * Progress on standard error: a line that is written over on a terminal, a line in ten seconds elsewhere.
 *
 * @module
 */

const TERMINAL_EVERY = 100;
const ELSEWHERE_EVERY = 10_000;

export class Progress {
  #count = 0;
  #failed = 0;
  readonly #begun = performance.now();
  #shown: number;
  #width = 0;

  /**
   * @param quiet shows nothing.
   * @param total how many there will be, if that is known, for the time that is left.
   */
  constructor(
    readonly quiet: boolean,
    readonly total: number | null,
    readonly stream: NodeJS.WriteStream = process.stderr,
  ) {
    this.#shown = this.#begun;
  }

  step(failed: boolean): void {
    this.#count++;
    if (failed) this.#failed++;
    const now = performance.now();
    if (this.quiet || now - this.#shown < (this.stream.isTTY ? TERMINAL_EVERY : ELSEWHERE_EVERY)) return;
    this.#shown = now;
    const line = this.#line(now);
    if (!this.stream.isTTY) this.stream.write(`${line}\n`);
    else {
      this.stream.write(`\r${line.padEnd(this.#width)}`);
      this.#width = line.length;
    }
  }

  /** Clears the line of a terminal, so that what is said next stands alone. */
  end(): void {
    if (this.#width) this.stream.write(`\r${' '.repeat(this.#width)}\r`);
    this.#width = 0;
  }

  #line(now: number): string {
    const seconds = (now - this.#begun) / 1000;
    const rate = this.#count / seconds;
    const of = this.total === null ? '' : ` of ${this.total}`;
    const failed = this.#failed ? `, ${this.#failed} could not be read` : '';
    const left =
      this.total === null || this.#count >= this.total
        ? ''
        : `, ${duration((this.total - this.#count) / rate)} left`;
    return `${this.#count}${of} reports, ${rate.toFixed(rate < 10 ? 1 : 0)} a second${left}${failed}`;
  }
}

/** "12 s", "3 min", "2 h 5 min" */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
