/**
 * Event coreference on ECB+ with mentions given and no topics: a baseline. Documents are clustered by the words they
 * share (tf-idf, average link), and mentions of one cluster whose words have the same stem are taken for one event: the
 * noun of a light verb ("made an arrest"), else the head. What somebody says is an event of its own each time.
 *
 * `mentions_found` is the share of gold mentions whose head is a trigger of an event that `read` found in the raw text.
 *
 * @module
 */
import { createReader, loadResources } from '../../src/index.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';
import { bCubed, conll } from '../coreference-scores.ts';
import { type EcbDocument, readEcbPlus } from '../reconcile/ecbplus.ts';
import { perCent, type Scorer } from '../scorer.ts';

/** Mean likeness of two clusters above which they are one; names and numbers weigh more than other words. */
const LIKE = 0.19;
const NAME_WEIGHT = 4;

export const scorer: Scorer = {
  gold: '../shared/data/reconcile/ecbplus',
  score(folder) {
    const documents = readEcbPlus(folder);
    const reader = createReader(loadResources());
    const cluster = clustered(documents.map(weights));
    const gold: string[] = [];
    const found: string[] = [];
    let triggers = 0;
    for (const [d, document] of documents.entries()) {
      const { text, offset } = layOut(document);
      const { tokens, syntax, events, claims } = reader.analyse({ text });
      const cues = new Set(
        claims.flatMap(({ cue }) => (cue ? [tokenAt(tokens, cue.start), tokenAt(tokens, cue.end - 1)] : [])),
      );
      const starts = new Set(events.map(({ trigger }) => tokenAt(tokens, trigger.start)));
      for (const mention of document.mentions) {
        const inside = mention.words.map((word) => tokenAt(tokens, offset[word]!));
        const head = inside.find((t) => !inside.includes(syntax.head[t]!)) ?? inside[0]!;
        gold.push(mention.gold);
        const lemmas = inside.map((t) => syntax.lemma[t]!.toLowerCase());
        const told = lemmas.find((lemma) => lemma.length > 3 && !LIGHT.has(lemma));
        const word = stemOf(told ?? syntax.lemma[head]!.toLowerCase());
        found.push(cues.has(head) ? `said ${found.length}` : `${cluster[d]} ${word}`);
        if (starts.has(head)) triggers++;
      }
    }
    return {
      items: gold.length,
      words: documents.reduce((sum, { words }) => sum + words.length, 0),
      scores: {
        conll_f1: perCent(conll(gold, found)),
        bcubed_clusters: perCent(
          bCubed(
            documents.map(({ subtopic }) => subtopic),
            cluster,
          ).f1,
        ),
        mentions_found: perCent(triggers / gold.length),
      },
    };
  },
};

const LIGHT = new Set(['have', 'make', 'take', 'give', 'hold', 'carry']);

/** "shooting" and "shoot", "acquisition" and "acquire": what is left without an ending. */
const stemOf = (lemma: string) =>
  lemma.length > 5 ? lemma.replace(/(?:ing|ed|ion|ment|er|s|e)$/, '') : lemma;

/** The text of a document, a paragraph a sentence, and where each word stands in it. */
function layOut({ words, sentence }: EcbDocument) {
  let text = '';
  const offset = words.map((word, i) => {
    if (i > 0) text += sentence[i] === sentence[i - 1] ? ' ' : '\n\n';
    const at = text.length;
    text += word;
    return at;
  });
  return { text, offset };
}

/** How often each word stands in a document. The first sentence of an ECB+ document is the address of its page. */
function weights({ name, words, sentence }: EcbDocument): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [i, word] of words.entries()) {
    if ((name.includes('plus') && sentence[i] === 0) || !/[\p{L}\p{N}]/u.test(word)) continue;
    const opens = i === 0 || sentence[i] !== sentence[i - 1];
    const key = word.toLowerCase().replace(/(?:'s|s|ed|ing)$/, '');
    const weight = (/^\p{Lu}/u.test(word) && !opens) || /\d/.test(word) ? NAME_WEIGHT : 1;
    counts.set(key, (counts.get(key) ?? 0) + weight);
  }
  return counts;
}

/** Number of the cluster of each document: tf-idf, cosine, average link. */
function clustered(documents: Map<string, number>[]): number[] {
  const frequency = new Map<string, number>();
  for (const counts of documents)
    for (const word of counts.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const vectors = documents.map((counts) => {
    const vector = new Map<string, number>();
    for (const [word, count] of counts)
      vector.set(word, (1 + Math.log(count)) * Math.log(documents.length / frequency.get(word)!));
    const length = Math.hypot(...vector.values()) || 1;
    for (const [word, weight] of vector) vector.set(word, weight / length);
    return vector;
  });
  const likeness = vectors.map((a) =>
    Float64Array.from(vectors, (b) => {
      let sum = 0;
      for (const [word, weight] of a) sum += weight * (b.get(word) ?? 0);
      return sum;
    }),
  );
  const of = documents.map((_, i) => i);
  const size = documents.map(() => 1);
  let active = [...of];
  for (;;) {
    let most = LIKE;
    let pair: [number, number] | null = null;
    for (const i of active)
      for (const j of active)
        if (j < i && likeness[i]![j]! > most) {
          most = likeness[i]![j]!;
          pair = [j, i];
        }
    if (!pair) return of;
    const [into, from] = pair;
    for (const k of active) {
      const mean =
        (size[into]! * likeness[into]![k]! + size[from]! * likeness[from]![k]!) / (size[into]! + size[from]!);
      likeness[into]![k] = mean;
      likeness[k]![into] = mean;
    }
    size[into]! += size[from]!;
    active = active.filter((k) => k !== from);
    for (const [k, cluster] of of.entries()) if (cluster === from) of[k] = into;
  }
}
