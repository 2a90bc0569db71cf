/**
 * Reads the lists in `knowledge/`: tab-separated, one entry a line, `#` begins a comment line,
 * the first other line names the columns.
 *
 * @module
 */

/** Files of `knowledge/` by their path below it ("actors/armed-groups.tsv"), a user's own list laid over them. */
export type Knowledge = ReadonlyMap<string, string>;

/** A line of a list: its cells by column name ('' where empty), and its place for messages. */
export interface Row {
  readonly cells: Readonly<Record<string, string>>;
  readonly file: string;
  readonly line: number;
}

/** A list that cannot be read: `message` says file, line and what to do. */
export class KnowledgeError extends Error {
  override name = 'KnowledgeError';
  constructor(
    readonly file: string,
    readonly line: number,
    problem: string,
  ) {
    super(`knowledge/${file}:${line}: ${problem}`);
  }
}

/**
 * All rows of one list.
 *
 * @throws {KnowledgeError} when a line has more cells than the list has columns.
 */
export function parseTable(file: string, source: string): Row[] {
  const rows: Row[] = [];
  let columns: string[] | null = null;
  source.split('\n').forEach((text, index) => {
    const line = text.replace(/\r$/, '');
    if (line === '' || line.startsWith('#')) return;
    const values = line.split('\t').map((value) => value.trim());
    if (!columns) {
      columns = values;
      return;
    }
    if (values.length > columns.length)
      throw new KnowledgeError(file, index + 1, `${values.length} cells under ${columns.length} columns`);
    const cells: Record<string, string> = {};
    columns.forEach((column, i) => {
      cells[column] = values[i] ?? '';
    });
    rows.push({ cells, file, line: index + 1 });
  });
  return rows;
}

/** Rows of the list at `path` and, if that names a folder ("actors/"), of every list in it. Missing: no rows. */
export function tableOf(knowledge: Knowledge, path: string): Row[] {
  if (!path.endsWith('/')) return parseTable(path, knowledge.get(path) ?? '');
  return [...knowledge.keys()]
    .filter((file) => file.startsWith(path) && file.endsWith('.tsv'))
    .sort()
    .flatMap((file) => parseTable(file, knowledge.get(file)!));
}

/** The values of a cell that holds several, separated by `|`. */
export function several(cell: string): string[] {
  return cell
    .split('|')
    .map((value) => value.trim())
    .filter(Boolean);
}
