/**
 * Which mentions of events in many documents tell of one event, from their words alone: documents are clustered by what
 * they are about, then the mentions of a cluster by a trained model of pairs and average link.
 *
 * Nothing is asked of a mention but its place in the text; dates and places need not be known. Weights:
 * `models/coreference`, made by `npm run train -- coreference`; how, and what it gives: `docs/method/reconcile.md`.
 *
 * @module
 */
import type { Analysis } from '../../read/layers.ts';
import { modelFile, type Resources } from '../../read/resources.ts';
import { clusterDocuments, type Documents, vectorOf } from './documents.ts';
import { averageLink } from './link.ts';
import { type Mention, mentionsOf } from './mention.ts';
import { FEATURES, type Placed, type Standing, writeFeatures } from './pair.ts';
import { probabilityOf, readTrees, scoreOf } from './trees.ts';
import { createWords, type Words } from './words.ts';

/** A document with the tokens of each of its mentions. */
export interface Told {
  readonly analysis: Analysis;
  readonly mentions: readonly (readonly number[])[];
}

/** What is compared: the documents, and all mentions, those of one document after those of the one before it. */
export interface Gathered {
  readonly documents: Documents;
  readonly mentions: readonly Placed[];
  /** Numbers of the mentions of each cluster of documents. */
  readonly clusters: readonly (readonly number[])[];
}

/** Gives the cluster of each document, and the event of each mention, in the order in which they were given. */
export type Coreference = (told: readonly Told[]) => { documents: readonly number[]; events: number[] };

export function createCoreference(resources: Resources): Coreference {
  const words = createWords(resources);
  const model = readTrees(modelFile(resources.models, 'coreference/weights.json'), FEATURES);
  return (told) => {
    const gathered = gather(told, words);
    const probability = (features: Float32Array) => probabilityOf(scoreOf(model, features));
    return {
      documents: gathered.documents.cluster,
      events: clusterMentions(gathered, words, probability, model.threshold),
    };
  };
}

export function gather(told: readonly Told[], words: Words): Gathered {
  const documents = clusterDocuments(told.map(({ analysis }) => vectorOf(analysis, words)));
  const mentions = told.flatMap(({ analysis, mentions }, d) => mentionsOf(analysis, d, mentions, words));
  const clusters = new Map<number, number[]>();
  for (const [i, { document }] of mentions.entries()) {
    const members = clusters.get(documents.cluster[document]!);
    if (members) members.push(i);
    else clusters.set(documents.cluster[document]!, [i]);
  }
  const placed: Placed[] = [];
  for (const members of clusters.values())
    for (const [k, standing] of standings(members.map((i) => mentions[i]!)).entries())
      placed[members[k]!] = { mention: mentions[members[k]!]!, standing };
  return { documents, mentions: placed, clusters: [...clusters.values()] };
}

function standings(mentions: readonly Mention[]): Standing[] {
  const counts = new Map<string, Map<number, number>>();
  for (const { stem, document } of mentions) {
    const documents = counts.get(stem) ?? new Map<number, number>();
    counts.set(stem, documents);
    documents.set(document, (documents.get(document) ?? 0) + 1);
  }
  const all = new Set(mentions.map(({ document }) => document)).size;
  return mentions.map(({ stem, document }) => {
    const documents = counts.get(stem)!;
    return { documents: documents.size, share: documents.size / all, told: documents.get(document)! };
  });
}

/** Calls `visit` with the features of each pair of one cluster; `i` and `j` are numbers within it. */
export function eachPair(
  { mentions, documents }: Gathered,
  members: readonly number[],
  words: Words,
  visit: (i: number, j: number, features: Float32Array) => void,
): void {
  const features = new Float32Array(FEATURES.length);
  for (let i = 0; i < members.length; i++)
    for (let j = 0; j < i; j++) {
      const [{ mention: a, standing: one }, { mention: b, standing: other }] = [
        mentions[members[i]!]!,
        mentions[members[j]!]!,
      ];
      const likeness = documents.likeness(a.document, b.document);
      writeFeatures({ a, b, one, other, likeness, words }, features);
      visit(i, j, features);
    }
}

/** The event of each mention, named by the number of one of its mentions. */
export function clusterMentions(
  gathered: Gathered,
  words: Words,
  probability: (features: Float32Array) => number,
  threshold: number,
): number[] {
  const events: number[] = [];
  for (const members of gathered.clusters) {
    const likeness = members.map(() => new Float64Array(members.length));
    eachPair(gathered, members, words, (i, j, features) => {
      likeness[i]![j] = likeness[j]![i] = probability(features);
    });
    for (const [i, of] of averageLink(likeness, threshold).entries()) events[members[i]!] = members[of]!;
  }
  return events;
}
