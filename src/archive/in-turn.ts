/**
 * The rows of a table in the order of one of its columns, so that but one page of them is in memory.
 *
 * @module
 */

/**
 * Yields page after page.
 *
 * @param first less than all values of the column.
 * @param page the next rows after a value of the column; none at the end.
 * @param columnOf a row's value of the column.
 */
export async function* pagesInTurn<Row, Value>(
  first: Value,
  page: (after: Value) => Promise<Row[]>,
  columnOf: (row: Row) => Value,
): AsyncGenerator<Row[]> {
  let rows = await page(first);
  while (rows.length > 0) {
    yield rows;
    rows = await page(columnOf(rows.at(-1)!));
  }
}

/** Yields row after row; for the parameters see `pagesInTurn`. */
export async function* inTurn<Row, Value>(
  ...of: Parameters<typeof pagesInTurn<Row, Value>>
): AsyncGenerator<Row> {
  for await (const rows of pagesInTurn(...of)) yield* rows;
}
