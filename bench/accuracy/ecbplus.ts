/**
 * Event coreference on ECB+ without topics, by `src/reconcile/coreference`.
 *
 * `conll_f1`, `bcubed_clusters`: mentions given. `mentions_found`: the share of gold mentions whose head is a trigger of an
 * event that `read` found in the raw text; `mentions_found_or_said` counts cues of claims too, which `read` gives as who
 * says what. `found_conll_f1` scores these found mentions alone, clustered among all that was found;
 * `end_to_end_conll_f1` counts against it what was not found, and what was found in the sentences that have mentions and
 * is none.
 *
 * @module
 */
import { createReader, loadResources } from '../../src/index.ts';
import type { Analysis } from '../../src/read/layers.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';
import { createCoreference } from '../../src/reconcile/coreference/coreference.ts';
import { headOf } from '../../src/reconcile/coreference/mention.ts';
import { bCubed, type Clustering, conll } from '../coreference-scores.ts';
import { readEcbPlus, tell } from '../reconcile/ecbplus.ts';
import { perCent, type Scorer } from '../scorer.ts';
import { printErrors } from './ecbplus-errors.ts';

export const scorer: Scorer = {
  gold: '../shared/data/reconcile/ecbplus',
  score(folder, { errors }) {
    const resources = loadResources();
    const reader = createReader(resources);
    const coreference = createCoreference(resources);
    const documents = readEcbPlus(folder);
    const told = documents.map((document) => tell(document, reader));
    const gold = documents.flatMap(({ mentions }) => mentions.map((mention) => mention.gold));
    const { documents: clusters, events } = coreference(told);
    if (errors) printErrors(told, gold, events);

    const heads = told.map(({ analysis, mentions }) =>
      mentions.map((own) => headOf(analysis.syntax.head, own)),
    );
    const found = told.map(({ analysis }, d) => foundIn(analysis, heads[d]!));
    const raw = coreference(
      told.map(({ analysis }, d) => ({ analysis, mentions: [...found[d]!.keys()].map((token) => [token]) })),
    ).events;
    const { answer, key } = align(
      documents.map(({ mentions }) => mentions.map((m) => m.gold)),
      heads,
      found,
      raw,
    );
    const both = answer.flatMap((event, i) => (event !== null && key[i] !== null ? [i] : []));
    const isTrigger = heads.flatMap((own, d) => own.map((head) => found[d]!.get(head)));
    return {
      items: gold.length,
      words: documents.reduce((sum, { words }) => sum + words.length, 0),
      scores: {
        conll_f1: perCent(conll(gold, events)),
        bcubed_clusters: perCent(
          bCubed(
            documents.map(({ subtopic }) => subtopic),
            clusters,
          ).f1,
        ),
        mentions_found: perCent(isTrigger.filter((kind) => kind === 'event').length / gold.length),
        mentions_found_or_said: perCent(isTrigger.filter(Boolean).length / gold.length),
        found_conll_f1: perCent(
          conll(
            both.map((i) => key[i]!),
            both.map((i) => answer[i]!),
          ),
        ),
        end_to_end_conll_f1: perCent(conll(key, answer)),
      },
    };
  },
};

type Found = ReadonlyMap<number, 'event' | 'saying'>;

/** What `read` found in the sentences that have mentions: the tokens of triggers and cues. */
function foundIn({ tokens, events, claims }: Analysis, heads: readonly number[]): Found {
  const sentences = new Set(heads.map((head) => tokens.sentence[head]));
  const found = new Map<number, 'event' | 'saying'>();
  const take = (offset: number, kind: 'event' | 'saying') => {
    const token = tokenAt(tokens, offset);
    if (sentences.has(tokens.sentence[token])) found.set(token, kind);
  };
  for (const { cue } of claims) if (cue) take(cue.start, 'saying');
  for (const { trigger } of events) take(trigger.start, 'event');
  return new Map([...found].sort(([a], [b]) => a - b));
}

/** All mentions of either side, with the gold cluster and the found one. */
function align(
  gold: readonly (readonly string[])[],
  heads: readonly (readonly number[])[],
  found: readonly Found[],
  events: readonly number[],
) {
  const key: Clustering[number][] = [];
  const answer: Clustering[number][] = [];
  let next = 0;
  for (const [d, own] of found.entries()) {
    const eventAt = new Map([...own.keys()].map((token) => [token, events[next++]!]));
    for (const [m, head] of heads[d]!.entries()) {
      key.push(gold[d]![m]!);
      answer.push(eventAt.get(head) ?? null);
      eventAt.delete(head);
    }
    for (const event of eventAt.values()) {
      key.push(null);
      answer.push(event);
    }
  }
  return { key, answer };
}
