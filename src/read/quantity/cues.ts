/**
 * The words that say what a count measures: `knowledge/quantity/measures.tsv` and `classes.tsv`, compiled.
 *
 * @module
 */
import { type Knowledge, KnowledgeError, several, tableOf } from '../../knowledge/table.ts';
import type { Measure } from '../../record/reading.ts';
import { MEASURES } from '../../record/vocabulary.ts';

/** patient, agent: of a verb; itself: the counted noun or what is said of it; of: "the arrest of 50"; toll: a sum. */
export type CueRole = 'patient' | 'agent' | 'itself' | 'of' | 'toll';

interface Cue {
  readonly role: CueRole;
  readonly measures: Measure;
  /** Class that the counted noun must be of; '' for any. */
  readonly of: string;
}

export interface Cues {
  /** What a count measures that stands in `role` to the word `form` (in lower case), or null. */
  measure(
    pos: 'verb' | 'noun' | 'adjective',
    form: string,
    role: CueRole,
    counted: string | null,
  ): Measure | null;
  /** True if some measure may hang on the word, in any role. */
  isCue(form: string): boolean;
  /** True if `lemma` is a noun of the class ("people", "munition"). */
  isOf(lemma: string, kind: string): boolean;
}

/** @throws {KnowledgeError} when a line names no measure of the record. */
export function compileCues(knowledge: Knowledge): Cues {
  const cues = new Map<string, Cue[]>();
  const forms = new Set<string>();
  for (const row of tableOf(knowledge, 'quantity/measures.tsv')) {
    const { pos = '', role = '', measures = '', of = '' } = row.cells;
    if (!(MEASURES as readonly string[]).includes(measures))
      throw new KnowledgeError(row.file, row.line, `measures must be one of ${MEASURES.join(', ')}`);
    for (const form of several(row.cells.forms ?? '')) {
      const key = `${pos} ${form}`;
      const cue = { role: role as CueRole, measures: measures as Measure, of };
      cues.set(key, [...(cues.get(key) ?? []), cue]);
      forms.add(form);
    }
  }
  const classes = new Map<string, Set<string>>();
  for (const { cells } of tableOf(knowledge, 'quantity/classes.tsv')) {
    const kind = cells['class'] ?? '';
    classes.set(kind, (classes.get(kind) ?? new Set()).add(cells.noun ?? ''));
  }
  const isOf = (lemma: string, kind: string) => classes.get(kind)?.has(lemma) ?? false;
  return {
    isOf,
    isCue: (form) => forms.has(form),
    measure(pos, form, role, counted) {
      if (!forms.has(form)) return null;
      for (const cue of cues.get(`${pos} ${form}`) ?? [])
        if (cue.role === role && (!cue.of || (counted !== null && isOf(counted, cue.of))))
          return cue.measures;
      return null;
    },
  };
}
