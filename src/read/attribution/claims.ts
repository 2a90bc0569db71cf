/**
 * Sayings as claims of the record.
 *
 * @module
 */
import type { Claim } from '../../record/reading.ts';
import type { Named } from '../layers.ts';
import { textOf } from '../tokens/types.ts';
import type { Clues } from './clues.ts';
import type { Stretch } from './contents.ts';
import { isSpeech } from './running.ts';
import { inside, type Saying } from './sayings.ts';
import { Speakers } from './speakers.ts';
import { stanceOf } from './stance.ts';

interface Draft {
  readonly saying: Saying;
  readonly content: Stretch;
  /** The draft in whose content this one's cue stands, or through which it was reached. */
  around: Draft | null;
}

/** Claims in the order of the text; the first is the publisher's own, over all its words. */
export function toClaims(doc: Named, clues: Clues, sayings: readonly Saying[]): Claim[] {
  const { tokens } = clues;
  const ordered = [...sayings].sort((a, b) => at(a) - at(b));
  const drafts: Draft[] = ordered.flatMap((saying) =>
    saying.contents.map((content) => ({ saying, content, around: null })),
  );
  drafts.sort((a, b) => a.content.first - b.content.first || b.content.last - a.content.last);
  nest(drafts);
  const speakers = new Speakers(doc, clues, ordered);
  const claims: Claim[] = [];
  const publisher = doc.report.blocks.filter(({ kind }) => kind !== 'boilerplate');
  if (publisher.length > 0) {
    const start = publisher[0]!.start;
    const end = publisher.at(-1)!.end;
    claims.push({
      id: 'c1',
      start,
      end,
      text: tokens.text.slice(start, end),
      mode: 'indirect',
      source: speakers.publisher(),
      cue: null,
      stance: 'asserts',
      via: null,
    });
  }
  const aroundOf = new Map<Saying, Saying | null>();
  for (const { saying, around } of drafts)
    if (!aroundOf.has(saying)) aroundOf.set(saying, around?.saying ?? null);
  for (const saying of ordered) speakers.of(saying, aroundOf.get(saying) ?? null);
  const ids = new Map<Draft, string>();
  const before = claims.length + 1;
  for (const [k, draft] of drafts.entries()) ids.set(draft, `c${k + before}`);
  for (const draft of drafts) {
    const { saying, content, around } = draft;
    const { cue } = saying;
    claims.push({
      id: ids.get(draft)!,
      start: tokens.start[content.first]!,
      end: tokens.end[content.last]!,
      text: textOf(tokens, content.first, content.last + 1),
      mode: modeOf(clues, content),
      source: speakers.of(saying, around?.saying ?? null),
      cue: cue && {
        start: tokens.start[cue.first]!,
        end: tokens.end[cue.last]!,
        text: textOf(tokens, cue.first, cue.last + 1),
      },
      stance: stanceOf(clues, saying),
      via: around ? ids.get(around)! : null,
    });
  }
  return claims;
}

/** Where a saying is heard: at its source, else its cue, else its content. */
const at = ({ source, cue, contents }: Saying) => source?.head ?? cue?.head ?? contents[0]!.first;

/** Finds for each draft the shortest content that its cue (or, without one, its content) stands in. */
function nest(drafts: readonly Draft[]): void {
  const open: Draft[] = [];
  const bySaying = new Map<Saying, Draft>();
  for (const draft of drafts) if (!bySaying.has(draft.saying)) bySaying.set(draft.saying, draft);
  const anchors = drafts.map((draft) => ({ draft, at: draft.saying.cue?.head ?? draft.content.first }));
  anchors.sort((a, b) => a.at - b.at);
  let next = 0;
  for (const { draft, at: token } of anchors) {
    while (next < drafts.length && drafts[next]!.content.first <= token) open.push(drafts[next++]!);
    for (let k = open.length - 1; k >= 0; k--) if (open[k]!.content.last < token) open.splice(k, 1);
    let best: Draft | null = null;
    for (const other of open) {
      if (other.saying === draft.saying) continue;
      const mutual = draft.saying.contents.some((c) => other.saying.cue && inside(other.saying.cue, c));
      if (mutual || (!draft.saying.cue && !longer(other.content, draft.content))) continue;
      // Of two as long, the one that was reached through the other.
      const through = best !== null && other.saying.through === best.saying;
      if (!best || longer(best.content, other.content) || through) best = other;
    }
    draft.around = best;
    if (draft.saying.through) draft.around = bySaying.get(draft.saying.through) ?? best;
  }
}

const longer = (a: Stretch, b: Stretch) => a.last - a.first > b.last - b.first;

/** All in quotation marks: direct; with quoted words among others: mixed. */
function modeOf(clues: Clues, content: Stretch): Claim['mode'] {
  const { quotations, tokens } = clues;
  let quoted = 0;
  let words = 0;
  for (let t = content.first; t <= content.last; t++) {
    if (!/[\p{L}\p{N}]/u.test(tokens.form[t]!)) continue;
    words++;
    if (quotations.depth[t]! > 0) quoted++;
  }
  if (words > 0 && quoted === words) return 'direct';
  if (quoted === 0) return 'indirect';
  // A name or title in quotation marks is nobody's wording.
  for (let t = content.first; t <= content.last; t++) {
    const quotation = quotations.all[quotations.outer[t]!];
    if (!quotation) continue;
    if (isSpeech(clues, quotation) || isFragment(clues, quotation)) return 'mixed';
    t = quotation.last - 1;
  }
  return quotations.depth[content.first]! > 0 && quotations.depth[content.last]! > 0 ? 'direct' : 'mixed';
}

/** A few words in quotation marks that are not written like a name or a title. */
const isFragment = ({ tokens }: Clues, { first, last }: Stretch) => {
  for (let t = first; t < last; t++) if (/^\p{Ll}/u.test(tokens.form[t]!)) return true;
  return false;
};
