/**
 * Reads CoNLL-U treebanks (universaldependencies.org/format.html).
 *
 * @module
 */
import { readFileSync } from 'node:fs';

/** Syntactic words of a sentence, as parallel arrays; `head` counts from 0, -1 for the root. */
export interface GoldSentence {
  readonly form: string[];
  readonly lemma: string[];
  readonly upos: string[];
  readonly xpos: string[];
  readonly feats: string[];
  readonly head: number[];
  readonly relation: string[];
  /** Whether white space follows the surface token that each word is of, or ends. */
  readonly spaceAfter: boolean[];
  /** Surface tokens: first word and the one after the last, and the letters. */
  readonly surface: { first: number; last: number; form: string }[];
  readonly text: string;
  readonly opensParagraph: boolean;
  readonly opensDocument: boolean;
}

export function readConllu(path: string): GoldSentence[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n\r?\n/)
    .filter((block) => block.trim())
    .map((block) => readSentence(block, path));
}

function readSentence(block: string, path: string): GoldSentence {
  const s = {
    form: [] as string[],
    lemma: [] as string[],
    upos: [] as string[],
    xpos: [] as string[],
    feats: [] as string[],
    head: [] as number[],
    relation: [] as string[],
    spaceAfter: [] as boolean[],
    surface: [] as { first: number; last: number; form: string }[],
    text: '',
    opensParagraph: false,
    opensDocument: false,
  };
  let inside = 0;
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith('# newdoc')) s.opensDocument = true;
    else if (line.startsWith('# newpar')) s.opensParagraph = true;
    else if (line.startsWith('# text =')) s.text = line.slice(8).trim();
    if (!line || line.startsWith('#')) continue;
    const cells = line.split('\t');
    if (cells.length < 10) throw new Error(`${path}: not a line of CoNLL-U: ${line}`);
    const [id, form, lemma, upos, xpos, feats, head, relation, , misc] = cells as string[];
    if (id!.includes('.')) continue;
    const spaced = !/(?:^|\|)SpaceAfter=No/.test(misc!);
    if (id!.includes('-')) {
      const [from, to] = id!.split('-').map(Number) as [number, number];
      s.surface.push({ first: from - 1, last: to, form: form! });
      inside = to;
      for (let i = from; i <= to; i++) s.spaceAfter[i - 1] = i === to && spaced;
      continue;
    }
    const at = s.form.length;
    if (at + 1 > inside) {
      s.surface.push({ first: at, last: at + 1, form: form! });
      s.spaceAfter[at] = spaced;
    }
    s.form.push(form!);
    s.lemma.push(lemma!);
    s.upos.push(upos!);
    s.xpos.push(xpos!);
    s.feats.push(feats!);
    s.head.push(Number(head) - 1);
    s.relation.push(relation!);
  }
  return s;
}
