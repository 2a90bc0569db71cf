/**
 * The layer that finds time expressions and says what they mean, and when the report was published.
 *
 * Recognisers read the words, refiners join and narrow what they found, the resolver counts (`docs/method/time.md`).
 *
 * @module
 */

import { type Knowledge, tableOf } from '../../knowledge/table.ts';
import { edtfDay } from '../../record/edtf.ts';
import type { Published, Time } from '../../record/reading.ts';
import type { Named } from '../layers.ts';
import { createEnglish } from './en/english.ts';
import { datedEvents } from './events.ts';
import { edtfOf } from './interval.ts';
import type { Verbs } from './language.ts';
import type { Found } from './meaning.ts';
import { timexOf } from './moment.ts';
import { inferPublication, type KnownPublication } from './published.ts';
import { recognise } from './recognise.ts';
import { resolve } from './resolve.ts';
import type { Resolved } from './story.ts';
import { isToldAsPast, tenseAt } from './tense.ts';
import { type Words, wordsOf } from './words.ts';

/** Makes the layer that finds time expressions and says what they mean. */
export function createTimes(
  knowledge: Knowledge,
): (doc: Named) => { times: readonly Time[]; published: Published } {
  const english = createEnglish(knowledge);
  const bodies = new Set(
    tableOf(knowledge, 'names/roles.tsv').flatMap(({ cells }) =>
      cells.sense === 'group' ? [cells.noun!] : [],
    ),
  );
  return (doc) => {
    const words = wordsOf(doc.tokens, doc.syntax.upos, english.lexicon);
    const found = outsideNames(recognise(words, english), doc, words, bodies);
    const tense = tenses(doc, words, english.verbs);
    const publication = publicationOf(doc, words, found, tense);
    const resolved = resolve(found, {
      published: publication.day,
      publishedClock: publication.clock,
      narrative: isNarrative(doc, found, publication),
      tense,
      toldAsPast: (f) => {
        const before = f.first > 0 ? words.entry[f.first - 1]!.role : '';
        return (
          before !== 'to' &&
          before !== 'until' &&
          before !== 'by' &&
          isToldAsPast(doc.syntax, words.token[f.first]!, words.token[f.last - 1]! + 1)
        );
      },
      datedEvent: datedEvents(doc, words, found, english.verbs.happenings),
      sentence: (f) => doc.tokens.sentence[words.token[f.first]!]!,
      paragraph: (f) => doc.tokens.block[doc.tokens.sentence[words.token[f.first]!]!]!,
    });
    // What names no time that the text gives ("the start of the strike") is left out.
    let count = 0;
    const ids = resolved.map((r) => (r.moment || r.value !== '' ? `t${++count}` : null));
    const times = found.flatMap((f, n) => (ids[n] ? [timeOf(words, f, resolved[n]!, ids[n], ids)] : []));
    return { times, published: publication.published };
  };
}

/** Drops what is part of a name: a month in a person's ("April Jones"), a day in a body's ("the March 23 Movement"). */
function outsideNames(
  found: Found[],
  { names, syntax, tokens }: Named,
  words: Words,
  bodies: ReadonlySet<string>,
): Found[] {
  const people = names.spans.filter(({ type, first, last }) => type === 'person' && last - first > 1);
  let n = 0;
  return found.filter((f) => {
    const { meaning: m } = f;
    if (m.kind !== 'calendar' || m.year !== null || m.month === null) return true;
    const first = words.token[f.first]!;
    const last = words.token[f.last - 1]! + 1;
    if (m.granularity === 'day') {
      const body = syntax.head[last - 1]!;
      return !(body >= last && bodies.has(tokens.lower[body]!) && isCapitalised(tokens.form[last]!));
    }
    while (n < people.length && people[n]!.last <= first) n++;
    const person = people[n];
    return !(m.granularity === 'month' && person && person.first <= first && person.last >= last);
  });
}

/** Not of a word all in capitals, which says nothing. */
const isCapitalised = (form: string) => /^\p{Lu}\p{Ll}/u.test(form);

function tenses({ tokens, syntax }: Named, words: Words, verbs: Verbs) {
  return (f: Found) => {
    const tense = tenseAt(tokens, syntax, verbs, words.token[f.first]!, words.token[f.last - 1]! + 1);
    const before = f.first > 0 ? words.entry[f.first - 1]!.role : '';
    // "by Friday", "until Friday" look ahead unless what is told is over.
    return tense !== 'past' && (before === 'by' || before === 'until') ? 'future' : tense;
  };
}

function publicationOf(
  { report }: Named,
  words: Words,
  found: readonly Found[],
  tense: (f: Found) => ReturnType<typeof tenseAt>,
): KnownPublication {
  const dated = found.map((f) => ({
    found: f,
    start: words.start[f.first]!,
    end: words.end[f.last - 1]!,
    get future() {
      return tense(f) === 'future';
    },
  }));
  return inferPublication({
    metadata: report.published,
    doubt: report.publishedDoubt ?? null,
    datelineDate: report.dateline?.date ?? null,
    blocks: report.blocks,
    text: report.text,
    dated,
  });
}

/**
 * Whether a text tells history rather than news: it names years before last far more often than it points at days
 * from the day of publication. Where that day is not known, it is news if it has a dateline or mostly points at days.
 */
function isNarrative(
  { report }: Named,
  found: readonly Found[],
  { day, published }: KnownPublication,
): boolean {
  const thisYear = day === null ? null : Number(published.value!.slice(0, 4));
  let told = 0;
  let pointed = 0;
  for (const { meaning: m } of found) {
    if (m.kind === 'calendar') {
      if (m.year !== null) told += thisYear === null || m.year < thisYear - 1 ? 1 : 0;
      else if (m.weekday !== null && m.month === null) pointed++;
    } else if (m.kind === 'shift' && m.from === 'published') pointed++;
  }
  return day === null ? !report.dateline && told >= pointed : told >= 4 && told > pointed * 2;
}

function timeOf(words: Words, f: Found, r: Resolved, id: string, ids: readonly (string | null)[]): Time {
  const start = words.start[f.first]!;
  // A date counted from an event takes the event in: "three days after the attack".
  const event = f.meaning.kind === 'shift' && r.moment ? f.meaning.event : null;
  const end = words.end[event ? event.noun : f.last - 1]!;
  return {
    id,
    start,
    end,
    text: words.text.slice(start, end),
    type: r.type,
    value: r.moment ? timexOf(r.moment) : r.value,
    mod: f.mod,
    edtf: r.moment ? edtfOf(r.moment, f.mod) : r.reach && `${edtfDay(r.reach[0])}/${edtfDay(r.reach[1])}`,
    anchor: typeof r.anchor === 'number' ? ids[r.anchor]! : r.anchor,
  };
}
