/**
 * PLOVER gold records: does the reading hold an event of the record's type, and one with its actor and recipient?
 *
 * A triple is type, country code of an actor, country code of a recipient ('' for none); every pair of a record's
 * actors and recipients is one. Records of the early draft name some types otherwise (FIGHT, DEMAND, DISAPPROVE, INVESTIGATE).
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { createReader, loadResources } from '../../src/index.ts';
import { tableOf } from '../../src/knowledge/table.ts';
import { createCoding } from '../../src/read/event/derived.ts';
import type { Analysis } from '../../src/read/layers.ts';
import type { Event } from '../../src/record/reading.ts';
import { f1, perCent, type Scorer } from '../scorer.ts';

interface GoldRecord {
  text: string;
  date?: string;
  event: string | string[];
  source?: { code?: string }[] | string;
  target?: { code?: string }[] | string;
}

const RENAMED: Readonly<Record<string, string>> = {
  FIGHT: 'ASSAULT',
  DEMAND: 'REQUEST',
  DISAPPROVE: 'ACCUSE',
  INVESTIGATE: 'ACCUSE',
  YIELD: 'CONCEDE',
};
const AT_HOME = new Set(['person', 'people', 'government', 'armed-group']);
const GENERIC = new Set(['IGO', 'NGO', 'IMG', 'MNC', 'ISM']);

/** Codes of the early draft that are no ISO codes, and the generic ones, brought to one form. */
const codeOf = (code: string | undefined) =>
  !code || /^\*+$/.test(code) ? '' : ({ UNO: 'IGO', EUR: 'IGO', JAP: 'JPN' }[code] ?? code);

export const scorer: Scorer = {
  gold: '../shared/data/event/plover/gsr-dev.json',
  score(path, { errors }) {
    const records = JSON.parse(readFileSync(path, 'utf8')) as GoldRecord[];
    const resources = loadResources();
    const reader = createReader(resources);
    const alpha3 = new Map(
      tableOf(resources.knowledge, 'events/derived/iso3166.tsv').map((r) => [
        r.cells.alpha2!,
        r.cells.alpha3!,
      ]),
    );
    const coding = createCoding(resources.knowledge, 'plover');
    const byText = new Map<string, GoldRecord[]>();
    for (const r of records) byText.set(r.text, [...(byText.get(r.text) ?? []), r]);
    let [types, right, found, gold, words] = [0, 0, 0, 0, 0];
    for (const [text, group] of byText) {
      const analysis = reader.analyse({ text, published: group[0]!.date ?? null });
      words += analysis.tokens.length;
      const codeOf = coding(analysis);
      const coded = analysis.events.flatMap((event) => {
        const type = codeOf(event);
        return type ? [{ event, type }] : [];
      });
      // The format codes dyads of coded actors: an event without a code on either side is none in it.
      const predicted = new Set(
        coded
          .flatMap(({ event, type }) => triplesOf(analysis, event, type, alpha3))
          .filter((triple) => !triple.endsWith('||')),
      );
      const wanted = new Set<string>();
      for (const record of group) {
        const names = [record.event].flat().map((name) => RENAMED[name] ?? name);
        const hit = names.some((name) => coded.some((e) => e.type === name));
        if (hit) types++;
        for (const name of names)
          for (const t of product(name, codes(record.source), codes(record.target))) wanted.add(t);
        if (errors && !hit)
          console.error(
            `${names.join('/')} missed; has ${analysis.events.map((e) => `${e.type}:${e.trigger.text}`).join(' ') || 'nothing'}: ${text}`,
          );
      }
      const hits = [...predicted].filter((t) => wanted.has(t)).length;
      if (errors && hits < wanted.size)
        console.error(`  want ${[...wanted].join(' ')} got ${[...predicted].join(' ')}: ${text}`);
      right += hits;
      found += predicted.size;
      gold += wanted.size;
    }
    const triples = f1(right, found, gold);
    return {
      items: records.length,
      words,
      scores: {
        type_recall: perCent(types / records.length),
        triple_f1: triples.f1,
        triple_precision: triples.precision,
        triple_recall: triples.recall,
      },
    };
  },
};

const codes = (side: GoldRecord['source']) => (Array.isArray(side) ? side.map((a) => codeOf(a.code)) : []);

function product(type: string, actors: string[], recipients: string[]): string[] {
  // An actor without a code beside others that have one adds nothing.
  const [a, b] = [actors, recipients].map((side) =>
    [...new Set(side)].filter((code, _, all) => code || all.length === 1),
  );
  return (a!.length ? a! : ['']).flatMap((x) => (b!.length ? b! : ['']).map((y) => `${type}|${x}|${y}`));
}

/** Done at home, by those at home, unless another nation is named: the records code both sides as of one country. */
const DOMESTIC = new Set(['PROTEST', 'COERCE', 'CONCEDE']);

/**
 * Type, actor's and recipient's country. Somebody of whom the report gives no nation ("students", "a deputy governor")
 * is of the country where the event happened; who protests, and names nobody else, does so against their own rulers.
 */
function triplesOf(analysis: Analysis, event: Event, type: string, alpha3: Map<string, string>): string[] {
  const codeOf = (country: string | null | undefined) => (country ? (alpha3.get(country) ?? country) : '');
  const where = analysis.places.find(({ id }) => id === event.place.ref);
  const home = event.place.basis === 'explicit' ? codeOf(where?.country) : '';
  const side = (role: string) =>
    event.participants
      .filter((p) => p.role === role)
      .flatMap((p) => {
        const entity = analysis.names.entities.find((e) => e.id === p.entity);
        if (entity?.country) return [codeOf(entity.country)];
        if (entity?.sector && GENERIC.has(entity.sector)) return [entity.sector];
        // "Chilean and Peruvian officials" are of both.
        const named = analysis.places.filter((x) => x.start < p.end && x.end > p.start);
        if (named.length > 0) return named.map(({ country }) => codeOf(country));
        return [entity && AT_HOME.has(entity.kind) ? home : ''];
      });
  const [actors, recipients] = [side('actor'), side('recipient')];
  if (DOMESTIC.has(type) && actors.length > 0) {
    const [doers, others] = [actors.filter(Boolean), recipients.filter(Boolean)];
    if (others.length === 0) return doers.map((country) => `${type}|${country}|${country}`);
    if (doers.length === 0) return others.map((country) => `${type}|${country}|${country}`);
  }
  return product(type, actors, recipients);
}
