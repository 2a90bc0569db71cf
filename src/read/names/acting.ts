/**
 * When the name of a country or capital stands for its government: "Russia increased …", "Damascus said".
 *
 * @module
 */
import { type Knowledge, tableOf } from '../../knowledge/table.ts';
import type { Parsed } from '../layers.ts';
import { headOf } from '../syntax/tree.ts';
import type { FoundName } from './merge.ts';

const AGAINST = new Set(['by', 'with', 'against', 'between', 'on']);

export function createActing(knowledge: Knowledge): (doc: Parsed, name: FoundName) => boolean {
  const subjects = new Set<string>();
  const objects = new Set<string>();
  for (const { cells } of tableOf(knowledge, 'names/government-verbs.tsv')) {
    if (cells.as !== 'object') subjects.add(cells.verb!);
    if (cells.as !== 'subject') objects.add(cells.verb!);
  }
  return (doc, name) => {
    const { syntax, tokens } = doc;
    const head = headOf(doc.syntax.head, name.first, name.last);
    const relation = syntax.relation[head]!;
    const governor = syntax.head[head]!;
    if (governor < 0) return false;
    if (name.form?.use === 'seat') return relation === 'nsubj' && subjects.has(syntax.lemma[governor]!);
    if (relation === 'nsubj' || relation === 'nmod:poss') return true;
    if (relation === 'obj' || relation === 'iobj' || relation === 'nsubj:pass')
      return objects.has(syntax.lemma[governor]!);
    if (relation === 'conj') {
      return syntax.relation[governor] === 'nsubj';
    }
    if (relation === 'obl' || relation === 'obl:agent' || relation === 'nmod') {
      const before = tokens.lower[name.first - 1] === 'the' ? name.first - 2 : name.first - 1;
      return before >= 0 && AGAINST.has(tokens.lower[before]!);
    }
    return false;
  };
}
