/**
 * Ordinary news reports, read whole: which events are found, which are made up, and how many of their fields are right.
 *
 * The reports and what they say were written for this project (`test/reports/`): no set from elsewhere has every event
 * of a modern report with all its fields. An event is found if one of its type stands on its trigger word, with more of
 * the same in the order of the text.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReader, loadResources } from '../../src/index.ts';
import { parseTable, type Row } from '../../src/knowledge/table.ts';
import type { Event, Reading } from '../../src/record/reading.ts';
import { f1, perCent, type Scorer } from '../scorer.ts';

/** When all of them were published. */
const PUBLISHED = '2024-03-17';
const FIELDS = ['status', 'actor', 'target', 'place', 'time', 'counts', 'speaker'] as const;
type Field = (typeof FIELDS)[number];

export const scorer: Scorer = {
  gold: 'test/reports',
  score(folder, { errors }) {
    const byReport = new Map<string, Row['cells'][]>();
    for (const { cells } of parseTable('events.tsv', readFileSync(join(folder, 'events.tsv'), 'utf8')))
      byReport.set(cells.report!, [...(byReport.get(cells.report!) ?? []), cells]);
    const reader = createReader(loadResources());
    const say = (words: string) => errors && console.error(words);
    let [right, found, wanted, words] = [0, 0, 0, 0];
    const fields = new Map<Field, { right: number; all: number }>(
      FIELDS.map((f) => [f, { right: 0, all: 0 }]),
    );
    for (const [report, rows] of byReport) {
      const text = readFileSync(join(folder, `${report}.txt`), 'utf8');
      const reading = reader.read({ text, published: PUBLISHED });
      words += text.split(/\s+/).length;
      const left = [...reading.events];
      for (const row of rows) {
        const isOptional = row.type!.startsWith('?');
        const type = row.type!.replace('?', '');
        const at = left.findIndex((e) => e.type === type && e.trigger.text === row.trigger);
        if (!isOptional) wanted++;
        if (at < 0) {
          if (!isOptional) say(`${report}: not read: ${type} ${row.trigger}`);
          continue;
        }
        const [event] = left.splice(at, 1);
        if (isOptional) continue;
        right++;
        found++;
        for (const field of FIELDS) {
          if (!row[field]) continue;
          const [is, should] = [fieldOf(reading, event!, field), row[field]];
          const score = fields.get(field)!;
          score.all++;
          if (is.includes(should) || (should !== '-' && field === 'time' && is[0]!.startsWith(should)))
            score.right++;
          else say(`${report}: ${type} ${row.trigger}: ${field} is ${is.join(' or ')}, not ${should}`);
        }
      }
      found += left.length;
      for (const event of left) say(`${report}: made up: ${event.type} ${event.trigger.text}`);
    }
    const shares = FIELDS.map((f) => [f, perCent(fields.get(f)!.right / fields.get(f)!.all)] as const);
    return { items: wanted, words, scores: { ...f1(right, found, wanted), ...Object.fromEntries(shares) } };
  },
};

/** What a reading says in a field: the report's words, and the name that they stand for. */
function fieldOf(reading: Reading, event: Event, field: Field): string[] {
  const all = (items: string[]) => [items.length > 0 ? items.join(' + ') : '-'];
  const party = (role: Event['participants'][number]['role']) => {
    const parties = event.participants.filter((p) => p.role === role);
    const name = (id: string | null) => reading.entities.find((e) => e.id === id)?.name;
    return [...all(parties.map((p) => p.text)), ...all(parties.map((p) => name(p.entity) ?? p.text))];
  };
  switch (field) {
    case 'status':
      return [event.status];
    case 'actor':
      return party('actor');
    case 'target':
      return party('recipient');
    case 'place':
      return [reading.places.find(({ id }) => id === event.place.ref)?.name ?? '-'];
    case 'time':
      return [event.time.edtf ?? '-'];
    case 'counts':
      return all(
        event.quantities
          .map((id) => reading.quantities.find((q) => q.id === id)!)
          .filter(({ measures }) => measures !== 'other')
          .map(({ text, measures }) => `${text} ${measures}`),
      );
    case 'speaker': {
      const told = event.claims
        .map((id) => reading.claims.find((c) => c.id === id)!.source)
        .filter(({ kind }) => kind !== 'publisher');
      return told.length > 0 ? told.map(({ name, text }) => name ?? text ?? '?') : ['-'];
    }
  }
}
