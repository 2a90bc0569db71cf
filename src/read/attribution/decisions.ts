/**
 * The decisions that make an attribution, each scored by its network: is it a cue, how far does it reach,
 * who is its source, what is its content. All weights are in `models/attribution/`.
 *
 * @module
 */
import type { Models } from '../resources.ts';
import { modelFile } from '../resources.ts';
import type { Clues } from './clues.ts';
import { type Anchor, contentEdgeFeatures, contentEdges, contentFeatures, type Stretch } from './contents.ts';
import { cueEdgeFeatures, cueFeatures, cueFirsts, cueLasts, mayBeCue } from './cues.ts';
import type { Features } from './features.ts';
import { type Network, type NetworkShape, unpackNetworks } from './network.ts';
import {
  type CueSpan,
  sourceEdgeFeatures,
  sourceFeatures,
  sourceFirsts,
  sourceHeads,
  sourceLasts,
} from './sources.ts';

/** The networks, in the order in which `weights.bin` holds them. */
export const SHAPES = [
  { name: 'cue', bits: 15, hidden: 16 },
  { name: 'cueFirst', bits: 13, hidden: 8 },
  { name: 'cueLast', bits: 14, hidden: 8 },
  { name: 'source', bits: 14, hidden: 8 },
  { name: 'sourceFirst', bits: 13, hidden: 8 },
  { name: 'sourceLast', bits: 14, hidden: 8 },
  { name: 'contentFirst', bits: 15, hidden: 8 },
  { name: 'contentLast', bits: 15, hidden: 8 },
  { name: 'content', bits: 14, hidden: 8 },
  { name: 'more', bits: 13, hidden: 8 },
] as const satisfies readonly NetworkShape[];

export type Decision = (typeof SHAPES)[number]['name'];

/** A cue with all that it gives. */
export interface Attribution extends Anchor {
  /** One stretch, or two where the cue interrupts its content. */
  readonly contents: readonly Stretch[];
  /** How sure the cue is, 0 to 1. */
  readonly score: number;
}

/** How many first and last tokens of a content are tried in pairs. */
export const PAIRED = 5;
/** A token is taken as a cue above this probability: best F1 on PolNeAR's development set. */
const CUE_THRESHOLD = 0.6;

export class Decisions {
  readonly networks: Map<Decision, Network>;

  /** @param networks in the order of `SHAPES`; none for decisions that are yet to be taught. */
  constructor(networks: readonly Network[]) {
    this.networks = new Map(networks.map((network, k) => [SHAPES[k]!.name, network]));
  }

  static fromModels(models: Models): Decisions {
    return new Decisions(unpackNetworks(modelFile(models, 'attribution/weights.bin'), SHAPES));
  }

  /** Scores one candidate: `fill` writes its features. */
  score(decision: Decision, fill: (f: Features) => void): number {
    const network = this.networks.get(decision)!;
    fill(network.features);
    return network.score();
  }

  /** Probability that token `i` is the head of a cue. */
  cueProbability(clues: Clues, i: number): number {
    return 1 / (1 + Math.exp(-this.score('cue', (f) => cueFeatures(clues, i, f))));
  }

  cueSpan(clues: Clues, head: number): CueSpan {
    const first = this.best('cueFirst', cueFirsts(clues, head), (t, f) =>
      cueEdgeFeatures(clues, head, t, 0, f),
    );
    const last = this.best('cueLast', cueLasts(clues, head), (t, f) => cueEdgeFeatures(clues, head, t, 1, f));
    return { head, first, last };
  }

  source(clues: Clues, cue: CueSpan): Anchor['source'] {
    const head = this.best('source', [-1, ...sourceHeads(clues, cue)], (h, f) =>
      sourceFeatures(clues, cue, h, f),
    );
    if (head < 0) return null;
    const first = this.best('sourceFirst', sourceFirsts(clues, head), (t, f) =>
      sourceEdgeFeatures(clues, cue, head, t, 0, f),
    );
    const last = this.best('sourceLast', sourceLasts(clues, head), (t, f) =>
      sourceEdgeFeatures(clues, cue, head, t, 1, f),
    );
    return { head, first, last };
  }

  /** The likeliest contents, with the scores of their edges, in no order. */
  contentPairs(clues: Clues, anchor: Anchor): (Stretch & { score: number })[] {
    const firsts = this.top('contentFirst', contentEdges(clues, anchor, 0), (t, f) =>
      contentEdgeFeatures(clues, anchor, t, 0, f),
    );
    const lasts = this.top('contentLast', contentEdges(clues, anchor, 1), (t, f) =>
      contentEdgeFeatures(clues, anchor, t, 1, f),
    );
    const pairs: (Stretch & { score: number })[] = [];
    for (const first of firsts)
      for (const last of lasts)
        if (first.at <= last.at && !straddles(anchor, first.at, last.at))
          pairs.push({ first: first.at, last: last.at, score: first.score + last.score });
    return pairs;
  }

  contents(clues: Clues, anchor: Anchor): Stretch[] {
    const pairs = this.contentPairs(clues, anchor);
    let best: Stretch | null = null;
    let bestScore = -Infinity;
    for (const pair of pairs) {
      const score = pair.score + this.score('content', (f) => contentFeatures(clues, anchor, pair, null, f));
      if (score > bestScore) {
        best = pair;
        bestScore = score;
      }
    }
    if (!best) return [];
    const given = best;
    let more: Stretch | null = null;
    let moreScore = 0;
    for (const pair of pairs) {
      if (pair.first <= given.last && pair.last >= given.first) continue;
      const score = this.score('more', (f) => contentFeatures(clues, anchor, pair, given, f));
      if (score > moreScore) {
        more = pair;
        moreScore = score;
      }
    }
    return more ? [given, more].sort((a, b) => a.first - b.first) : [given];
  }

  /** Every attribution of a report, in the order of the heads of their cues; one may stand within another's content. */
  all(clues: Clues, threshold = CUE_THRESHOLD): Attribution[] {
    const found: { head: number; score: number }[] = [];
    for (let i = 0; i < clues.tokens.length; i++) {
      if (!mayBeCue(clues, i)) continue;
      const score = this.cueProbability(clues, i);
      if (score > threshold) found.push({ head: i, score });
    }
    found.sort((a, b) => b.score - a.score || a.head - b.head);
    const taken = new Uint8Array(clues.tokens.length);
    const attributions: Attribution[] = [];
    for (const { head, score } of found) {
      if (taken[head]) continue;
      const cue = this.cueSpan(clues, head);
      if (taken.subarray(cue.first, cue.last + 1).includes(1)) continue;
      taken.fill(1, cue.first, cue.last + 1);
      const source = this.source(clues, cue);
      const contents = this.contents(clues, { cue, source });
      if (contents.length > 0) attributions.push({ cue, source, contents, score });
    }
    return attributions.sort((a, b) => a.cue.head - b.cue.head);
  }

  private best(
    decision: Decision,
    candidates: readonly number[],
    fill: (t: number, f: Features) => void,
  ): number {
    let best = candidates[0]!;
    if (candidates.length === 1) return best;
    let bestScore = -Infinity;
    for (const candidate of candidates) {
      const score = this.score(decision, (f) => fill(candidate, f));
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  private top(decision: Decision, candidates: readonly number[], fill: (t: number, f: Features) => void) {
    const scored = candidates.map((at) => ({ at, score: this.score(decision, (f) => fill(at, f)) }));
    scored.sort((a, b) => b.score - a.score || a.at - b.at);
    return scored.slice(0, PAIRED);
  }
}

/** Whether a stretch would hold part of the cue or source but not all that it reaches into. */
function straddles({ cue, source }: Anchor, first: number, last: number): boolean {
  const cuts = (span: Stretch) =>
    first <= span.last && last >= span.first && !(first <= span.first && last >= span.last);
  return cuts(cue) || (source !== null && cuts(source));
}
