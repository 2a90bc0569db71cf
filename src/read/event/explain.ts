/**
 * Why an event is on record as it is: its sentence and tree, the rule, what filled each role, what was rejected.
 *
 * @module
 */
import type { Range } from '../../record/reading.ts';
import type { Analysis } from '../layers.ts';
import type { Resources } from '../resources.ts';
import { textOf, tokenAt } from '../tokens/types.ts';
import { findEvents, toolsOf } from './event.ts';
import { groundOf } from './ground.ts';
import { readLexicon } from './lexicon.ts';
import type { Rejected } from './trigger.ts';

export interface TreeRow {
  readonly word: string;
  readonly lemma: string;
  readonly tag: string;
  readonly relation: string;
  /** The word that it hangs on; '' for the root. */
  readonly head: string;
  /** Steps from the root, for setting the tree. */
  readonly depth: number;
}

export interface Explanation {
  readonly event: string;
  readonly sentence: Range & { readonly text: string };
  readonly tree: readonly TreeRow[];
  /** The sense that matched and its line in the lexicon. */
  readonly rule: string;
  readonly roles: readonly { readonly role: string; readonly text: string; readonly because: string }[];
  readonly status: { readonly status: string; readonly because: string };
  readonly place: readonly { readonly text: string; readonly chance: number }[];
  /** Arguments that fill no role, and senses that were tried and did not hold. */
  readonly rejected: readonly { readonly text: string; readonly because: string }[];
}

/**
 * Makes the function that explains the events of an analysis. Reads the report's events once more, keeping what the
 * layer throws away.
 *
 * @returns null for an id that is no event of the analysis.
 */
export function createExplain({
  knowledge,
  models,
}: Resources): (analysis: Analysis, id: string) => Explanation | null {
  const lexicon = readLexicon(knowledge);
  const tools = toolsOf(knowledge, models);
  return (analysis, id) => {
    const ground = groundOf(analysis, lexicon);
    const senses: Rejected[] = [];
    const found = findEvents(ground, tools, senses)[Number(id.slice(1)) - 1];
    if (!/^v\d+$/.test(id) || !found) return null;
    const { tokens, syntax } = analysis;
    const { token } = found.match.predicate;
    const s = tokens.sentence[token]!;
    const [first, last] = [tokens.sentences[s]!, tokens.sentences[s + 1]!];
    const depthOf = (t: number) => {
      let depth = 0;
      for (let at = syntax.head[t]!; at >= 0 && depth < 64; at = syntax.head[at]!) depth++;
      return depth;
    };
    return {
      event: id,
      sentence: {
        start: tokens.start[first]!,
        end: tokens.end[last - 1]!,
        text: textOf(tokens, first, last),
      },
      tree: Array.from({ length: last - first }, (_, i) => first + i).map((t) => ({
        word: tokens.form[t]!,
        lemma: syntax.lemma[t]!,
        tag: syntax.xpos[t]!,
        relation: syntax.relation[t]!,
        head: syntax.head[t]! < 0 ? '' : tokens.form[syntax.head[t]!]!,
        depth: depthOf(t),
      })),
      rule: found.match.sense.name,
      roles: found.fillers.map(({ role, token: t, by }) => ({ role, text: tokens.form[t]!, because: by })),
      status: {
        status: found.standing.status,
        because: found.standing.word ? `"${found.standing.word}"` : 'told as a fact',
      },
      place: tools.places.judge(ground, token).map(({ first, last, chance }) => ({
        text: textOf(tokens, first, last),
        chance: Math.round(chance * 100) / 100,
      })),
      rejected: [
        ...found.unfilled.map(({ token: t, why }) => ({ text: tokens.form[t]!, because: why })),
        ...senses
          .filter((r) => tokens.sentence[r.token] === s)
          .map((r) => ({ text: tokens.form[r.token]!, because: `${r.sense.name}: ${r.why}` })),
      ],
    };
  };
}

/** The event of an analysis at an offset of its text, for a reader who points at a word; null if none is there. */
export function eventAt({ events, tokens }: Analysis, offset: number): string | null {
  const sentence = tokens.sentence[Math.min(tokenAt(tokens, offset), tokens.length - 1)];
  const on = events.find((e) => e.trigger.start <= offset && e.trigger.end > offset);
  return (
    (on ?? events.find((e) => tokens.sentence[tokenAt(tokens, e.trigger.start)] === sentence))?.id ?? null
  );
}
