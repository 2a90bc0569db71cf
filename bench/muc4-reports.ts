/**
 * The wire reports of MUC-3 and MUC-4.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const MUC4 = '../shared/data/event/muc4';

/** The reports of a MUC-4 file: each begins with a line such as "DEV-MUC3-0001 (NOSC)". */
export function muc4Reports(file: string): { id: string; text: string }[] {
  const source = readFileSync(file, 'latin1');
  const heads = [...source.matchAll(/^((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*\n/gm)];
  return heads.map((head, i) => ({
    id: head[1]!,
    text: source.slice(head.index + head[0].length, heads[i + 1]?.index).trim(),
  }));
}

/** All reports of the development set and of TST1 and TST2. */
export function allMuc4Reports(folder = MUC4): { id: string; text: string }[] {
  const files = readdirSync(join(folder, 'dev')).filter((name) => name.startsWith('dev-muc3'));
  return [
    ...files.sort().map((name) => join(folder, 'dev', name)),
    `${folder}/tst1/tst1-muc3`,
    `${folder}/tst2/tst2-muc4`,
  ].flatMap(muc4Reports);
}
