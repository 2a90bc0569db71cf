/**
 * What a passage tells of as a whole, in ACLED-style sub-event types: the code with the most weight among its events
 * and words.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Analysis } from '../layers.ts';
import { tokenAt } from '../tokens/types.ts';
import { createWeightedCoding } from './derived.ts';

/** The code of a passage and the rule that gave it. */
export interface PassageCode {
  readonly code: string;
  readonly why: string;
}

/** What the later sentences of a passage count for, against its first. */
const LATER = 0.85;
const UNREAL = new Set(['denied', 'hypothetical', 'planned', 'possible']);

/** `OTHER` where nothing fits. */
export function createSnippetType(knowledge: Knowledge): (analysis: Analysis) => PassageCode {
  const coding = createWeightedCoding(knowledge, 'acled');
  return (analysis) => {
    const { ofEvent, ofSentence } = coding(analysis);
    const total = new Map<string, { weight: number; why: string }>();
    const vote = (code: string, weight: number, why: string) => {
      const known = total.get(code);
      // A second mention adds a little, so that two clashes outweigh one arrest.
      if (!known) total.set(code, { weight, why });
      else
        total.set(code, {
          weight: Math.max(known.weight, weight) + 0.5,
          why: known.weight >= weight ? known.why : why,
        });
    };
    for (const event of analysis.events) {
      const found = ofEvent(event);
      if (!found?.code) continue;
      const sentence = analysis.tokens.sentence[tokenAt(analysis.tokens, event.trigger.start)]!;
      const weight = found.weight * (UNREAL.has(event.status) ? 0.6 : 1) * (sentence === 0 ? 1 : LATER);
      vote(found.code, weight, `${event.trigger.text} (line ${found.line})`);
    }
    for (let s = 0; s < analysis.tokens.sentences.length - 1; s++)
      for (const { code, weight, line } of ofSentence(s))
        vote(code!, weight * (s === 0 ? 1 : LATER), `words (line ${line})`);
    let best: PassageCode = { code: 'OTHER', why: 'nothing fits' };
    let high = 0;
    for (const [code, { weight, why }] of total) if (weight > high) [high, best] = [weight, { code, why }];
    return best;
  };
}
