/**
 * Names against a gold set, by whole spans and types as conlleval counts them: a name counts only if its first word, its last
 * word and its type are right. The gold set's own words are tagged, so that no cutting into words enters the score.
 *
 * PATH is an IOB2 file (Universal NER: PER, ORG, LOC; other types there are not names) or a folder of files with a word, a
 * tab and a B/I/E/S tag a line, an article a file. In a folder, NORP (peoples, faiths, parties as adjectives) counts as a
 * location, as the set's published three-type scores have it; `f1_without_NORP` leaves it out on both sides.
 *
 * @module
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadResources } from '../../src/engine/resources.ts';
import { createNameFinder } from '../../src/read/names/find.ts';
import { assemble } from '../../src/read/tokens/tokens.ts';
import { f1, type Scorer } from '../scorer.ts';

interface Span {
  first: number;
  last: number;
  type: string;
}
interface Article {
  sentences: string[][];
  gold: Span[];
}

const TYPE: Record<string, string> = {
  per: 'person',
  person: 'person',
  org: 'organization',
  organization: 'organization',
  loc: 'location',
  location: 'location',
  norp: 'NORP',
};

/** Lines to sentences and spans; a line gives a word and a tag, or null where a sentence ends. */
function article(lines: readonly ({ word: string; tag: string } | null)[]): Article {
  const sentences: string[][] = [[]];
  const gold: Span[] = [];
  let token = 0;
  let open: Span | null = null;
  const close = () => {
    if (open) gold.push(open);
    open = null;
  };
  for (const line of lines) {
    if (!line) {
      close();
      if (sentences[sentences.length - 1]!.length) sentences.push([]);
      continue;
    }
    const [position, name] = [line.tag[0]!, TYPE[line.tag.slice(2).toLowerCase()] ?? ''];
    const goesOn: boolean =
      (position === 'I' || position === 'E') && open !== null && (open as Span).type === name;
    if (!goesOn) {
      close();
      if (name && position !== 'O') open = { first: token, last: token + 1, type: name };
    } else (open as unknown as Span).last = token + 1;
    sentences[sentences.length - 1]!.push(line.word);
    token++;
  }
  close();
  return { sentences: sentences.filter((s) => s.length), gold };
}

function readUner(file: string): Article[] {
  const articles: Article[] = [];
  for (const text of readFileSync(file, 'utf8').split(/^# newdoc.*$/m)) {
    const lines = text.split('\n').filter((line) => !line.startsWith('#'));
    articles.push(
      article(
        lines.map((line) => {
          const cells = line.split('\t');
          return cells.length > 2 ? { word: cells[1]!, tag: cells[2]! } : null;
        }),
      ),
    );
  }
  return articles.filter((a) => a.sentences.length);
}

function readFolder(folder: string): Article[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n');
      return article(
        lines.map((line) => {
          const cells = line.trimEnd().split('\t');
          // The first lines of a file may hold its number and address: no tag.
          return cells.length === 2 && /^(O|[BIES]-\S+)\s*$/.test(cells[1]!) && cells[0]
            ? { word: cells[0]!, tag: cells[1]!.trim() }
            : null;
        }),
      );
    });
}

export const scorer: Scorer = {
  gold: '../shared/data/names/uner-ewt/en_ewt-ud-dev.iob2',
  score(path, { types = ['person', 'organization', 'location'], errors }) {
    const isFolder = statSync(path).isDirectory();
    const articles = isFolder ? readFolder(path) : readUner(path);
    const { knowledge, models } = loadResources();
    const finder = createNameFinder(knowledge, models);
    const count: Record<string, [number, number, number]> = {};
    const causes = new Map<string, number>();
    let words = 0;
    const add = (type: string, right: number, found: number, gold: number) => {
      const c = count[type] ?? [0, 0, 0];
      count[type] = c;
      c[0] += right;
      c[1] += found;
      c[2] += gold;
    };
    for (const { sentences, gold } of articles) {
      const { tokens, flat } = tokensOf(sentences);
      words += flat.length;
      const found: Span[] = finder.find(tokens).map((name) => ({
        first: name.first,
        last: name.last,
        type: name.type === 'people' ? (isFolder ? 'NORP' : 'people') : name.type,
      }));
      const wanted = (s: Span) =>
        types.includes(s.type) || (isFolder && s.type === 'NORP' && types.includes('location'));
      const merged = (s: Span) => (s.type === 'NORP' ? 'location' : s.type);
      const ours = found.filter(wanted);
      const theirs = gold.filter(wanted);
      for (const [suffix, of] of [
        ['', merged],
        ['/plain', (s: Span) => s.type],
      ] as const) {
        const key = (s: Span) => `${s.first}:${s.last}:${of(s)}`;
        const goldKeys = new Set(theirs.map(key));
        for (const s of ours) add(of(s) + suffix, goldKeys.has(key(s)) ? 1 : 0, 1, 0);
        for (const s of theirs) add(of(s) + suffix, 0, 0, 1);
      }
      if (errors) tell(ours, theirs, merged, flat, causes);
    }
    const total = (of: string[]): [number, number, number] => {
      const sum: [number, number, number] = [0, 0, 0];
      for (const type of of) for (const i of [0, 1, 2] as const) sum[i] += count[type]?.[i] ?? 0;
      return sum;
    };
    const all = f1(...total(types));
    const one = (type: string) => f1(...total([type])).f1;
    const scores: Record<string, number> = {
      f1: all.f1,
      precision: all.precision,
      recall: all.recall,
      f1_PER: one('person'),
      f1_ORG: one('organization'),
      f1_LOC: one('location'),
    };
    if (isFolder) scores.f1_without_NORP = f1(...total(types.map((type) => `${type}/plain`))).f1;
    if (errors)
      for (const [cause, n] of [...causes].sort((a, b) => b[1] - a[1])) console.error(`${n}\t${cause}`);
    return { items: total(types)[2], words, scores };
  },
};

/** The gold set's words as the program's tokens, a blank between two. */
function tokensOf(sentences: readonly string[][]) {
  const flat = sentences.flat();
  let at = 0;
  const start = flat.map((word) => {
    const from = at;
    at += word.length + 1;
    return from;
  });
  const firsts: number[] = [];
  let count = 0;
  for (const sentence of sentences) {
    firsts.push(count);
    count += sentence.length;
  }
  const end = start.map((from, i) => from + flat[i]!.length);
  return {
    flat,
    tokens: assemble(
      flat.join(' '),
      start,
      end,
      firsts,
      firsts.map(() => 0),
    ),
  };
}

function tell(
  ours: Span[],
  theirs: Span[],
  type: (s: Span) => string,
  words: string[],
  causes: Map<string, number>,
) {
  const say = (cause: string, s: Span, other?: Span) => {
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
    const text = (x: Span) => words.slice(x.first, x.last).join(' ');
    console.error(
      `${cause}\t${words.slice(Math.max(0, s.first - 3), s.first).join(' ')} [${text(s)}] ${words.slice(s.last, s.last + 3).join(' ')}${other ? `\t${type(other)}: ${text(other)}` : ''}`,
    );
  };
  const overlaps = (a: Span, b: Span) => a.first < b.last && b.first < a.last;
  for (const s of theirs) {
    const rival = ours.find((o) => overlaps(o, s));
    if (!rival) say(`missed ${type(s)}`, s);
    else if (rival.first !== s.first || rival.last !== s.last) say(`bounds of ${type(s)}`, s, rival);
    else if (type(rival) !== type(s)) say(`${type(s)} taken for ${type(rival)}`, s);
  }
  for (const o of ours) if (!theirs.some((s) => overlaps(o, s))) say(`no name: ${type(o)}`, o);
}
