/** A filter that cannot be understood: `field` and what to write. */
export class FilterError extends Error {
  override name = 'FilterError';
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
  }
}
