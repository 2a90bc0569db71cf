/**
 * Which of the places of a sentence an event was at: a log-linear model over the tree between them.
 *
 * Weights: `models/event-place/weights.json`, made by `npm run train -- event-place`; a feature that is not there counts 0.
 *
 * @module
 */
import { baseRelation, childrenOf, prepositionOf } from '../syntax/dependents.ts';
import { UPOS } from '../syntax/types.ts';
import { inSentence, near, pathUp } from './circumstance.ts';
import { entityAt, type Ground } from './ground.ts';

export interface PlaceModel {
  readonly weights: ReadonlyMap<string, number>;
  /** The probability from which on a place is taken. */
  readonly threshold: number;
}

export interface PlaceCandidate {
  /** Number in `doc.places`, or -1 for a name in the place of one that no gazetteer has. */
  readonly number: number;
  /** First token of its words, and the one after the last. */
  readonly first: number;
  readonly last: number;
  readonly head: number;
  readonly features: readonly string[];
}

/** Reads the weights. */
export function readPlaceModel(bytes: Uint8Array): PlaceModel {
  const { threshold, weights } = JSON.parse(new TextDecoder().decode(bytes)) as {
    threshold: number;
    weights: Record<string, number>;
  };
  return { threshold, weights: new Map(Object.entries(weights)) };
}

/** The places of an event word's sentence, each with what speaks for and against it. */
export function placeCandidates(ground: Ground, event: number): PlaceCandidate[] {
  const candidates = spansAround(ground, event);
  if (candidates.length === 0) return [];
  const up = pathUp(ground.doc.syntax.head, event);
  return candidates.map((candidate, i) => ({
    ...candidate,
    features: featuresOf(ground, event, up, candidates, i),
  }));
}

/** Probability that the event was there. */
export function probability(model: PlaceModel, candidate: PlaceCandidate): number {
  let sum = 0;
  for (const feature of candidate.features) sum += model.weights.get(feature) ?? 0;
  return 1 / (1 + Math.exp(-sum));
}

function featuresOf(
  ground: Ground,
  event: number,
  up: readonly number[],
  candidates: readonly Span[],
  index: number,
): string[] {
  const { doc } = ground;
  const { syntax, tokens } = doc;
  const { number, head } = candidates[index]!;
  const place = doc.places[number] ?? UNLISTED;
  const down = pathUp(syntax.head, head);
  const meet = down.findIndex((token) => up.includes(token));
  const steps = meet < 0 ? -1 : up.indexOf(down[meet]!);
  const relations = (path: readonly number[], length: number) =>
    path.slice(0, Math.min(length, 4)).map((t) => baseRelation(syntax.relation[t]!));
  const preposition = prepositionOf(doc, head) || wordBefore(ground, head);
  const relation = baseRelation(syntax.relation[head]!);
  const governor = syntax.head[head]!;
  const verbs = verbsBetween(ground, event, head);
  const side = head < event ? 'before' : 'after';
  const far = Math.min(5, Math.floor(Math.log2(Math.abs(head - event) + 1)));
  const pathDown = meet < 0 ? 'apart' : relations(down, meet).join('<');
  const pathUpwards = meet < 0 ? 'apart' : relations(up, steps).join('>');
  const kind = governor < 0 ? 'none' : governor === event ? 'event' : UPOS[syntax.upos[governor]!]!;
  const lemma = syntax.lemma[event]!.toLowerCase();
  const features = [
    'bias',
    `path ${pathUpwards}^${pathDown}`,
    `down ${pathDown}`,
    `up ${pathUpwards}`,
    `prep ${preposition}`,
    `rel ${relation}`,
    `prep ${preposition} ${kind}`,
    `rel ${relation} ${kind}`,
    `kind ${kind} ${side}`,
    `far ${side} ${far}`,
    `verbs ${Math.min(verbs, 3)} ${side}`,
    `verbs ${Math.min(verbs, 3)} ${preposition}`,
    `precision ${place.precision}`,
    `use ${place.use}`,
    `use ${place.use} ${relation}`,
    `precision ${place.precision} ${preposition}`,
    `of ${Math.min(candidates.length, 4)}`,
    `score ${Math.floor(place.score * 4)}`,
    `steps ${steps < 0 ? 'apart' : Math.min(steps, 4)} ${Math.min(meet, 4)}`,
    `lemma ${lemma} ${governor === event ? `${relation} ${preposition}` : kind}`,
    `tag ${syntax.xpos[event]} ${side} ${verbs === 0 ? 'next' : 'far'}`,
  ];
  features.push(
    `x ${pathUpwards}^${pathDown} ${place.use}`,
    `x ${pathUpwards}^${pathDown} ${preposition}`,
    `x ${pathDown} ${side} ${Math.min(verbs, 3)} ${Math.min(candidates.length, 3)}`,
    `x ${lemma} ${pathDown}`,
    `x ${syntax.relation[event]} ${pathDown} ${preposition}`,
    `x ${relation} ${preposition} ${side} ${far} ${verbs === 0}`,
  );
  if (governor >= 0 && governor !== event) {
    features.push(`governor ${syntax.lemma[governor]!.toLowerCase()}`);
    const above = syntax.head[governor]!;
    features.push(
      `above ${above === event ? 'event' : above < 0 ? 'none' : UPOS[syntax.upos[above]!]} ${baseRelation(syntax.relation[governor]!)} ${relation}`,
    );
    const outer = prepositionOf(doc, governor);
    if (outer) features.push(`outer ${outer} ${relation} ${above === event}`);
  }
  const sameSide = candidates.filter((c, i) => i !== index && c.head < event === head < event);
  const nearer = sameSide.some((c) => Math.abs(c.head - event) < Math.abs(head - event));
  const finer = candidates.some(
    (c, i) => i !== index && FINE[(doc.places[c.number] ?? UNLISTED).precision] > FINE[place.precision],
  );
  features.push(`nearer ${nearer} ${side}`, `finer ${finer}`, `finer ${finer} nearer ${nearer} ${relation}`);
  const after = candidates[index + 1];
  const before = candidates[index - 1];
  if (before && tokens.lower[before.head + 1] === ',' && head - before.head <= 4)
    features.push(`chained behind ${before.head > event === head > event}`);
  if (after && tokens.lower[head + 1] === ',' && after.head - head <= 4) features.push('chained ahead');
  if (before && FINE[(doc.places[before.number] ?? UNLISTED).precision] > FINE[place.precision])
    features.push('finer before');
  if (childrenOf(doc, event).some((c) => syntax.relation[c] === 'nsubj:pass'))
    features.push(`passive ${side} ${preposition}`);
  if (tokens.sentences[tokens.sentence[head]!]! >= head - 2) features.push('opens the sentence');
  return features;
}

const UNLISTED = { precision: 'unlisted', use: 'literal', score: 0 } as const;
const BEFORE = new Set([
  'in',
  'at',
  'near',
  'outside',
  'inside',
  'around',
  'into',
  'from',
  'to',
  'toward',
  'towards',
  'through',
  'throughout',
  'across',
  'over',
  'along',
]);
const KIND = new Set(
  'district province village town city area region island camp river valley mountain mountains township county governorate neighborhood neighbourhood suburb settlement department state municipality refugee road highway bridge airport airbase hospital university square market plant mosque crossing checkpoint quarter'.split(
    ' ',
  ),
);
const PROPN = UPOS.indexOf('PROPN');

interface Span {
  readonly number: number;
  readonly head: number;
  readonly first: number;
  readonly last: number;
}

/** The places of an event's sentence and the names that stand where places stand ("in Thanto district"). */
function spansAround(ground: Ground, event: number): Span[] {
  const { tokens, syntax } = ground.doc;
  const spans: Span[] = inSentence(ground, ground.placeAt, event).map(({ number, head, first }) => {
    let last = first;
    while (last < tokens.length && ground.placeAt[last] === number) last++;
    return { number, head, first, last };
  });
  const [begin, end] = near(ground, event);
  for (let t = begin; t < end; t++) {
    if (syntax.upos[t] !== PROPN || ground.placeAt[t]! >= 0) continue;
    const first = t;
    while (
      t + 1 < end &&
      ground.placeAt[t + 1]! < 0 &&
      (syntax.upos[t + 1] === PROPN || (tokens.lower[t + 1] === '-' && syntax.upos[t + 2] === PROPN))
    )
      t++;
    const last = t + 1;
    const next = tokens.lower[last] ?? '';
    const b = first - 1;
    const before = tokens.lower[b] === 'the' ? (tokens.lower[b - 1] ?? '') : (tokens.lower[b] ?? '');
    const named = KIND.has(next) || KIND.has(tokens.lower[last - 1]!);
    const kindOf = before === 'of' && KIND.has(tokens.lower[b - 1] ?? '');
    if (!named && !kindOf && !BEFORE.has(before)) continue;
    if (ground.timeAt[first]! >= 0 || isSomebody(ground, first, last)) continue;
    let head = last - 1;
    for (let i = first; i < last; i++) if (syntax.head[i]! < first || syntax.head[i]! >= last) head = i;
    spans.push({ number: -1, head, first, last });
  }
  return spans.sort((a, b) => a.first - b.first);
}

function isSomebody(ground: Ground, first: number, last: number): boolean {
  for (let t = first; t < last; t++) {
    const kind = entityAt(ground, t)?.kind;
    if (kind && kind !== 'other' && kind !== 'organization' && kind !== 'government') return true;
  }
  return ground.doc.names.spans.some(
    (s) =>
      s.first < last && s.last > first && (s.type === 'person' || s.type === 'people' || s.type === 'event'),
  );
}

const FINE = { exact: 5, settlement: 4, district: 3, region: 2, country: 1, unknown: 2, unlisted: 4 };

function wordBefore({ doc }: Ground, token: number): string {
  let t = token - 1;
  const first = doc.tokens.sentences[doc.tokens.sentence[token]!]!;
  while (t >= first && ['compound', 'amod', 'det', 'flat', 'punct'].includes(doc.syntax.relation[t]!)) t--;
  return t >= first && UPOS[doc.syntax.upos[t]!] === 'ADP' ? `~${doc.tokens.lower[t]}` : '';
}

function verbsBetween({ doc }: Ground, a: number, b: number): number {
  let verbs = 0;
  for (let t = Math.min(a, b) + 1; t < Math.max(a, b); t++) if (UPOS[doc.syntax.upos[t]!] === 'VERB') verbs++;
  return verbs;
}
