/**
 * How many victims an incident has, person by person and group by group, as the slot HUM TGT: NUMBER of MUC-4 wants it.
 *
 * @module
 */

import type { Knowledge } from '../../src/knowledge/table.ts';
import { tableOf } from '../../src/knowledge/table.ts';
import type { Analysis } from '../../src/read/layers.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';
import type { Participant, Quantity } from '../../src/record/reading.ts';
import type { Incident } from './incidents.ts';

export interface FoundFill {
  /** In the form of the keys: "7", "10-", "-26", "~30", "5-7", "PLURAL". */
  number: string;
  /** The words of the victims in lower case; '' where the noun is left out. */
  words: string;
}

const PERSONAL = new Set(['killed', 'wounded', 'missing', 'captured', 'arrested', 'displaced']);

/** A quantity in the form of the keys. */
export function keyForm({ operator, value, low, high }: Quantity): string {
  if (operator === 'between') return `${low}-${high}`;
  if (value === null) return 'PLURAL';
  if (operator === 'more-than' || operator === 'at-least') return `${value}-`;
  if (operator === 'less-than' || operator === 'at-most') return `-${value}`;
  return operator === 'about' ? `~${value}` : `${value}`;
}

export function createVictimNumbers(
  knowledge: Knowledge,
): (analysis: Analysis, incident: Incident) => FoundFill[] {
  const people = new Set(
    tableOf(knowledge, 'quantity/classes.tsv')
      .filter((row) => row.cells['class'] === 'people')
      .map((row) => row.cells.noun ?? ''),
  );
  return (analysis, incident) => {
    const { tokens, syntax, quantities, names } = analysis;
    const { entities } = names;
    const found = new Map<string, FoundFill>();
    const put = (key: string, fill: FoundFill) => {
      const known = found.get(key);
      if (!known || known.number === 'PLURAL') found.set(key, fill);
    };
    const persons = names.spans.filter((span) => span.type === 'person');
    const used = new Set<string>();
    const sentenceAt = (offset: number) => tokens.sentence[tokenAt(tokens, offset)];

    function recipient(p: Participant): void {
      let last = tokenAt(tokens, p.end - 1);
      const first = tokenAt(tokens, p.start);
      const entity = p.entity ? entities[Number(p.entity.slice(1)) - 1] : undefined;
      const person = persons.find((span) => span.first < last + 1 && span.last > first);
      if (!person && entity?.kind !== 'person') {
        const of = syntax.upos.subarray(first, last + 1).indexOf(ADP);
        if (of > 0) last = first + of - 1;
      }
      const lemma = syntax.lemma[last]!.toLowerCase();
      if (syntax.xpos[last]!.startsWith('PRP') || syntax.xpos[last]!.startsWith('W')) return;
      // The participant may be its head alone: its number stands a few words before, with the same noun as unit.
      const counted = quantities.find(
        (q) =>
          (q.start < p.end && q.end > p.start) ||
          (q.unit === lemma &&
            q.end <= p.start &&
            tokenAt(tokens, q.start) >= first - 6 &&
            tokens.sentence[tokenAt(tokens, q.start)] === tokens.sentence[first]),
      );
      const countable = counted && (PERSONAL.has(counted.measures) || people.has(counted.unit ?? ''));
      if (
        !person &&
        entity?.kind !== 'person' &&
        entity?.kind !== 'people' &&
        !people.has(lemma) &&
        !countable
      )
        return;
      if (counted) used.add(counted.id);
      const plural = syntax.xpos[last] === 'NNS' || syntax.xpos[last] === 'NNPS';
      const number = countable ? keyForm(counted) : plural ? 'PLURAL' : '1';
      const named = person ? tokens.lower[person.last - 1]! : null;
      const words = entity?.kind === 'person' ? `${p.text} ${entity.name}` : p.text;
      put(named ?? (entity?.kind === 'person' ? entity.id : lemma), { number, words: words.toLowerCase() });
    }

    for (const event of incident.events) {
      for (const p of event.participants) if (p.role === 'recipient') recipient(p);
    }
    for (const event of incident.events)
      for (const q of quantities) {
        if (
          !(event.quantities.includes(q.id) || sentenceAt(q.start) === sentenceAt(event.trigger.start)) ||
          used.has(q.id) ||
          !PERSONAL.has(q.measures) ||
          q.value === 0
        )
          continue;
        used.add(q.id);
        put(q.unit && q.unit !== 'person' ? q.unit : `${q.measures} ${q.value}`, {
          number: keyForm(q),
          words: q.unit ?? '',
        });
      }
    // Those whom only a list of the hurt names.
    for (const name of incident.slots.Victim) {
      const words = name.toLowerCase();
      const last = words.split(' ').at(-1)!;
      if (![...found.values()].some((fill) => fill.words.includes(last))) put(last, { number: '1', words });
    }
    return named([...found.values()]);
  };
}

const ADP = 1;

/** Leaves out a group of which every member is there by name: the keys list them one by one. */
function named(fills: FoundFill[]): FoundFill[] {
  const singles = fills.filter((fill) => fill.number === '1').length;
  return fills.filter(({ number }) => !(Number(number) > 1 && Number(number) <= singles));
}
