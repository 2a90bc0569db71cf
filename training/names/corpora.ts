/**
 * The sets that the recogniser learns from, as sentences of words with labels.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { LABELS, TYPES } from '../../src/read/names/model.ts';

export type NameType = (typeof TYPES)[number];
export interface GoldSpan {
  first: number;
  last: number;
  type: NameType;
}
export interface Sentence {
  words: string[];
  spans: GoldSpan[];
}
/** A text: what may be seen elsewhere in it counts as known. */
export interface Document {
  sentences: Sentence[];
  /** How much an error in it counts. */
  weight: number;
}

/** Spans of B-/I- (and E-, S-) tags; `typeOf` maps the set's types to ours, null for none. */
export function spansOf(tags: readonly string[], typeOf: (type: string) => NameType | null): GoldSpan[] {
  const spans: GoldSpan[] = [];
  let open: { first: number; type: string } | null = null;
  const close = (last: number) => {
    const type = open && typeOf(open.type);
    if (open && type) spans.push({ first: open.first, last, type });
    open = null;
  };
  tags.forEach((tag, i) => {
    const [position, type] = [tag[0]!, tag.slice(2)];
    const goes: boolean =
      open !== null && (position === 'I' || position === 'E') && (open as { type: string }).type === type;
    if (!goes) {
      close(i);
      if (type && position !== 'O') open = { first: i, type };
    }
    if (position === 'E' || position === 'S') close(i + 1);
  });
  close(tags.length);
  return spans;
}

export function labelsOf(sentence: Sentence): Uint8Array {
  const labels = new Uint8Array(sentence.words.length);
  for (const { first, last, type } of sentence.spans) {
    const base = 1 + 4 * TYPES.indexOf(type);
    if (last - first === 1) labels[first] = base + 3;
    else {
      labels.fill(base + 1, first, last);
      labels[first] = base;
      labels[last - 1] = base + 2;
    }
  }
  if (labels.some((label) => label >= LABELS)) throw new Error('label out of range');
  return labels;
}

const UNER: Record<string, NameType> = { PER: 'person', ORG: 'organization', LOC: 'location' };
const WNUT: Record<string, NameType> = {
  person: 'person',
  location: 'location',
  corporation: 'organization',
  group: 'organization',
};

/** Universal NER: number TAB word TAB tag, a blank line between sentences, "# newdoc" before a text. */
export function readUner(file: string): Document[] {
  const documents: Document[] = [];
  let words: string[] = [];
  let tags: string[] = [];
  const close = () => {
    if (words.length)
      documents[documents.length - 1]!.sentences.push({
        words,
        spans: spansOf(tags, (t) => UNER[t] ?? null),
      });
    words = [];
    tags = [];
  };
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('# newdoc') || !documents.length) {
      close();
      documents.push({ sentences: [], weight: 1 });
    }
    const cells = line.split('\t');
    if (line.startsWith('#')) continue;
    if (cells.length < 3) close();
    else {
      words.push(cells[1]!);
      tags.push(cells[2]!);
    }
  }
  close();
  return documents;
}

/** Word TAB tag, a blank line between sentences; each sentence is a text of its own. */
export function readWnut(file: string): Document[] {
  return readFileSync(file, 'utf8')
    .split(/\n\s*\n/)
    .map((block) =>
      block
        .split('\n')
        .map((line) => line.split('\t'))
        .filter((cells) => cells.length === 2 && cells[0]!.trim()),
    )
    .filter((rows) => rows.length)
    .map((rows) => ({
      sentences: [
        {
          words: rows.map((r) => r[0]!.trim()),
          spans: spansOf(
            rows.map((r) => r[1]!.trim()),
            (t) => WNUT[t] ?? null,
          ),
        },
      ],
      weight: 0.5,
    }));
}

const GUM: Record<string, NameType> = { person: 'person', organization: 'organization', place: 'location' };
const INSIDE = new Set([
  'of',
  'the',
  'and',
  '&',
  'for',
  '-',
  "'s",
  '’s',
  'de',
  'la',
  'al',
  'del',
  'von',
  'van',
  '.',
  'on',
]);
const COURTESY =
  /^(mr|mrs|ms|dr|prof|professor|president|senator|sir|king|queen|pope|st|gen|col|capt|governor|minister|sen|rep|judge|justice|captain|father|lord|lady)\.?$/i;

/**
 * GUM: the mentions in its last column that are names. A mention there is a whole phrase ("the University of Oslo in Norway");
 * the name is the run of capitalised words around its head.
 */
export function readGum(file: string): Document[] {
  const documents: Document[] = [];
  let rows: string[][] = [];
  let open: { id: string; type: string; head: number[]; first: number; named: boolean }[] = [];
  const close = () => {
    if (!rows.length) return;
    const words = rows.map((r) => r[1]!);
    const spans: GoldSpan[] = [];
    rows.forEach((row, i) => {
      const entity = /(?:^|\|)Entity=([^|]*)/.exec(row[9]!)?.[1] ?? '';
      for (const [, opened, single, closed] of entity.matchAll(/\(([^()]+)(\))?|(\d+)(?:\[[^\]]*\])?\)/g)) {
        if (opened) {
          const [id, type, , , , head, , ...identity] = opened.split('-');
          const mention = {
            id: id!,
            type: type!,
            head: (head ?? '1').split(',').map((n) => i + Number(n) - 1),
            first: i,
            named: identity.length > 0,
          };
          if (single) keep(mention, i + 1);
          else open.push(mention);
        } else if (closed) {
          const at = open.findLastIndex((m) => m.id === closed);
          if (at >= 0) keep(open.splice(at, 1)[0]!, i + 1);
        }
      }
    });
    function keep(mention: (typeof open)[number], end: number) {
      const type = GUM[mention.type];
      const head = mention.head[0]!;
      if (!type || head >= rows.length || rows[head]![3] !== 'PROPN' || !/^\p{Lu}/u.test(words[head]!))
        return;
      const fits = (t: number) => /^\p{Lu}/u.test(words[t]!) && rows[t]![3] !== 'DET';
      let first = head;
      while (
        first > mention.first &&
        (fits(first - 1) || (INSIDE.has(words[first - 1]!) && first - 1 > mention.first && fits(first - 2)))
      )
        first--;
      let last = head + 1;
      while (
        last < end &&
        (fits(last) ||
          (INSIDE.has(words[last]!) &&
            last + 1 < end &&
            (fits(last + 1) || (INSIDE.has(words[last + 1]!) && last + 2 < end && fits(last + 2)))))
      )
        last++;
      if (type === 'person') while (first < last - 1 && COURTESY.test(words[first]!)) first++;
      if (type !== 'organization' && first < last - 1 && rows[first]![3] === 'ADJ') first++;
      spans.push({ first, last, type });
    }
    const outer = spans.filter(
      (a) =>
        !spans.some(
          (b) => b !== a && b.first <= a.first && b.last >= a.last && b.last - b.first > a.last - a.first,
        ),
    );
    const distinct = outer.filter(
      (a, i) => outer.findIndex((b) => b.first < a.last && a.first < b.last) === i,
    );
    documents[documents.length - 1]!.sentences.push({
      words,
      spans: distinct.sort((a, b) => a.first - b.first),
    });
    rows = [];
    open = [];
  };
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('# newdoc')) documents.push({ sentences: [], weight: 0.7 });
    if (line.startsWith('#')) continue;
    if (!line) close();
    else if (/^\d+\t/.test(line)) rows.push(line.split('\t'));
  }
  close();
  return documents;
}
