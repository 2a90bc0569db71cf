/**
 * Derived codings: what other schemes would call an event, by tables a person can read and change.
 *
 * `knowledge/events/derived/SCHEME.tsv` is tried line by line; the first that fits gives the code.
 *
 * @module
 */
import { type Knowledge, KnowledgeError, several, tableOf } from '../../knowledge/table.ts';
import type { Event, Range } from '../../record/reading.ts';
import type { Analysis } from '../layers.ts';
import { tokenAt } from '../tokens/types.ts';
import { type Ground, groundOf, inClass } from './ground.ts';
import { CellError, type Condition, parseConditions } from './language.ts';
import { readLexicon } from './lexicon.ts';

export const SCHEMES = ['plover', 'plv', 'acled', 'ucdp', 'cameo', 'muc4'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface Rule {
  readonly code: string | null;
  readonly types: readonly string[];
  readonly modes: readonly string[];
  readonly statuses: readonly string[];
  readonly when: readonly Condition[];
  /** How much the code says of a whole passage. */
  readonly weight: number;
  readonly line: number;
}

/** For an analysis, a function from its events to their code in a scheme; null where the scheme has none. */
export type Coding = (analysis: Analysis) => (event: Event) => string | null;

function readRules(knowledge: Knowledge, scheme: Scheme): Rule[] {
  return tableOf(knowledge, `events/derived/${scheme}.tsv`).map(({ cells, file, line }): Rule => {
    try {
      return {
        code: cells.code === '-' ? null : cells.code!,
        types: several(cells.type!),
        modes: several(cells.mode!),
        statuses: several(cells.status ?? ''),
        when: parseConditions(cells.when!),
        weight: Number(cells.weight ?? 1),
        line,
      };
    } catch (error) {
      if (error instanceof CellError) throw new KnowledgeError(file, line, `when: ${error.message}`);
      throw error;
    }
  });
}

/** @throws {KnowledgeError} when the table cannot be read. */
export function createCoding(knowledge: Knowledge, scheme: Scheme): Coding {
  const coding = createWeightedCoding(knowledge, scheme);
  return (analysis) => {
    const { ofEvent } = coding(analysis);
    return (event) => ofEvent(event)?.code ?? null;
  };
}

/** The rules themselves: the first that fits an event, and those (type `*`) whose words stand in a sentence. */
export function createWeightedCoding(knowledge: Knowledge, scheme: Scheme) {
  const lexicon = readLexicon(knowledge);
  const rules = readRules(knowledge, scheme);
  const ofEvents = rules.filter((rule) => !rule.types.includes('*'));
  const ofWords = rules.filter((rule) => rule.types.includes('*'));
  return (analysis: Analysis) => {
    const ground = groundOf(analysis, lexicon);
    return {
      ofEvent: (event: Event): Rule | null => ofEvents.find((rule) => fits(ground, event, rule)) ?? null,
      ofSentence: (sentence: number): Rule[] =>
        ofWords.filter((rule) => rule.when.every((c) => c.not !== isNear(ground, sentence, c))),
    };
  };
}

function fits(ground: Ground, event: Event, { types, modes, statuses, when }: Rule): boolean {
  if (types.length > 0 && !types.includes(event.type)) return false;
  if (modes.length > 0 && !modes.includes(event.mode ?? '')) return false;
  if (statuses.length > 0 && !statuses.includes(event.status)) return false;
  return when.every((condition) => condition.not !== isThere(ground, event, condition));
}

function isThere(ground: Ground, event: Event, condition: Condition): boolean {
  const { tokens, syntax } = ground.doc;
  const fitsAt = (t: number) =>
    (condition.words.size === 0 && condition.classes.length === 0) ||
    condition.words.has(syntax.lemma[t]!.toLowerCase()) ||
    condition.words.has(tokens.lower[t]!) ||
    condition.classes.some((name) => inClass(ground, t, name));
  for (const slot of condition.slots) {
    if (slot === 'trigger') {
      if (
        condition.words.has(event.trigger.lemma.toLowerCase()) ||
        event.trigger.lemma
          .toLowerCase()
          .split(' ')
          .some((w) => condition.words.has(w)) ||
        tokensOf(ground, event.trigger).some(fitsAt)
      )
        return true;
    } else if (slot === 'near') {
      if (isNear(ground, tokens.sentence[tokenAt(tokens, event.trigger.start)]!, condition)) return true;
    } else if (event.participants.some((p) => p.role === slot && fitsAt(headOf(ground, p)))) return true;
  }
  return false;
}

function isNear(ground: Ground, sentence: number, condition: Condition): boolean {
  const near = ground.near(sentence);
  for (const word of condition.words) if (near.has(word)) return true;
  for (const name of condition.classes)
    for (const word of ground.lexicon.classes.get(name)?.words ?? []) if (near.has(word)) return true;
  return false;
}

function tokensOf({ doc }: Ground, range: Range): number[] {
  const found: number[] = [];
  for (
    let t = tokenAt(doc.tokens, range.start);
    t < doc.tokens.length && doc.tokens.start[t]! < range.end;
    t++
  )
    found.push(t);
  return found;
}

/** The token of a span on which the rest of the sentence hangs. */
export function headOf(ground: Ground, range: Range): number {
  const within = tokensOf(ground, range);
  const { head } = ground.doc.syntax;
  return (
    within.find((t) => head[t]! < within[0]! || head[t]! > within[within.length - 1]!) ??
    within[within.length - 1] ??
    0
  );
}
