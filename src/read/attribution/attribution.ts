/**
 * On whose word each statement stands: sources, cues and contents, over sentences and paragraphs.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Claim } from '../../record/reading.ts';
import type { Counted } from '../layers.ts';
import type { Models } from '../resources.ts';
import { baseRelation } from '../syntax/dependents.ts';
import type { Syntax } from '../syntax/types.ts';
import { toClaims } from './claims.ts';
import { type Clues, createClues } from './clues.ts';
import { Decisions } from './decisions.ts';
import { isDeed } from './deeds.ts';
import { headlineSayings, transcriptSayings } from './headline.ts';
import { createLexicon } from './lexicon.ts';
import { runningSayings } from './running.ts';
import { coverage, type Saying } from './sayings.ts';

export { createFactuality, type Factuality } from './factuality.ts';
export { innermostClaims } from './innermost.ts';

/** Verbs by which somebody who reports names his own source. */
const CITING = new Set(['cite', 'quote']);

/** Relations in which a verb shares the subject of the one it hangs on. */
const SHARING = new Set(['advcl', 'conj', 'xcomp']);

/** Makes the layer that says on whose word each statement stands. The first claim is the publisher's own voice. */
export function createAttribution(knowledge: Knowledge, models: Models): (doc: Counted) => readonly Claim[] {
  const lexicon = createLexicon(knowledge);
  const lookAt = createClues(lexicon);
  const decisions = Decisions.fromModels(models);

  return (doc) => {
    const clues = lookAt(doc);
    const found: Saying[] = decisions
      .all(clues)
      .map((attribution) => ({ ...attribution, carriesOn: null }))
      .filter((saying) => !isDeed(clues, doc.names, lexicon, saying))
      .map((saying) => unbroken(clues, saying));
    const sayings = cited(clues, shared(clues, found));
    const covered = coverage(sayings, clues.tokens.length);
    for (const saying of [...headlineSayings(clues), ...transcriptSayings(clues)])
      if (!covered[saying.contents[0]!.first] || !covered[saying.contents[0]!.last]) sayings.push(saying);
    sayings.push(...runningSayings(clues, sayings));
    return toClaims(doc, clues, sayings);
  };
}

function objectOf(syntax: Syntax, verb: number): number {
  for (let child = syntax.firstChild[verb]!; child >= 0; child = syntax.nextSibling[child]!)
    if (syntax.relation[child] === 'obj') return child;
  return -1;
}

/** The last token of a phrase that is no mark; "the Observatory, that a commander …": no phrase goes on past a comma and "that". */
function lastWord({ tokens, syntax }: Clues, head: number): number {
  const { lower } = tokens;
  let last = head;
  while (last + 1 < syntax.subtreeEnd[head]! && !(lower[last + 1] === ',' && lower[last + 2] === 'that'))
    last++;
  while (last > head && !/[\p{L}\p{N}]/u.test(tokens.form[last]!)) last--;
  return last;
}

/** A quotation that runs over paragraphs is one content, whichever of its paragraphs the cue stands beside. */
function unbroken({ quotations }: Clues, saying: Saying): Saying {
  const { cue, contents } = saying;
  if (!cue || quotations.depth[cue.head]! > 0) return saying;
  const whole = contents.map((content) => {
    const quotation = quotations.all[quotations.outer[content.first]!];
    if (!quotation?.running || quotations.outer[content.last] !== quotations.outer[content.first])
      return content;
    return { first: quotation.first, last: quotation.last - 1 };
  });
  return { ...saying, contents: whole };
}

/** "…, he said, adding that …": a cue without a source of its own has that of the cue it hangs on. */
function shared(clues: Clues, found: readonly Saying[]): Saying[] {
  const { syntax } = clues;
  const byHead = new Map(found.map((saying) => [saying.cue?.head, saying]));
  const passive = (i: number) => {
    for (let child = syntax.firstChild[i]!; child >= 0; child = syntax.nextSibling[child]!)
      if (syntax.relation[child] === 'aux:pass' || syntax.relation[child] === 'nsubj:pass') return true;
    return false;
  };
  return found.map((saying) => {
    const { cue, source } = saying;
    if (!cue || source || passive(cue.head)) return saying;
    let at = cue.head;
    for (let step = 0; step < 3; step++) {
      if (!SHARING.has(baseRelation(syntax.relation[at]!)) || syntax.head[at]! < 0) break;
      at = syntax.head[at]!;
      const other = byHead.get(at);
      if (other?.source) return { ...saying, carriesOn: other };
    }
    return saying;
  });
}

/** "Reuters reported, citing the Observatory, that …": what Reuters reported is the Observatory's word. */
function cited(clues: Clues, found: readonly Saying[]): Saying[] {
  const { syntax, word } = clues;
  const byHead = new Map(found.map((saying) => [saying.cue?.head, saying]));
  return found.map((saying) => {
    const { cue } = saying;
    if (!cue || !CITING.has(word[cue.head]?.word ?? '') || syntax.xpos[cue.head] !== 'VBG') return saying;
    const reporter = byHead.get(syntax.head[cue.head]!);
    const head = objectOf(syntax, cue.head);
    if (!reporter || head < 0) return saying;
    const source = { head, first: syntax.subtreeStart[head]!, last: lastWord(clues, head) };
    return { ...saying, source, contents: reporter.contents, through: reporter };
  });
}
