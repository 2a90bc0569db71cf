/** Whether two sets of rows hold the same, whatever their order and the numbers that a database gave them. */
export function sameRows(a: readonly object[], b: readonly object[]): boolean {
  const forms = (rows: readonly object[]) =>
    rows
      .map((row) => {
        const entries = Object.entries(row).filter(([name]) => name !== 'n');
        return JSON.stringify(entries.sort(([x], [y]) => (x < y ? -1 : 1)));
      })
      .sort();
  return a.length === b.length && JSON.stringify(forms(a)) === JSON.stringify(forms(b));
}
