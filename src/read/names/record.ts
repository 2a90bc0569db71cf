/**
 * Entities in the form of the record, with the labels that stand on them.
 *
 * @module
 */
import type { Entity } from '../../record/reading.ts';
import type { Parsed } from '../layers.ts';
import { textOf } from '../tokens/types.ts';
import type { Draft, Drafts } from './drafts.ts';
import type { Findings } from './findings.ts';
import type { LabelSpan, Names } from './types.ts';

/** How far before a label the names it is said of may stand. */
const REACH = 24;

/**
 * A label belongs to the mention it is part of and to the names right before it ("Al-Qaeda and Hamas terrorist groups"), or,
 * if it is part of none, to the mention right after it ("so-called Islamic State").
 */
export function attachLabels(
  { tokens }: Parsed,
  { labels, spanAt, found }: Findings,
  drafts: Drafts,
  draftOfSpan: (span: number) => Draft | null,
): void {
  for (const label of labels) {
    if (label.on !== 'entity') continue;
    const targets = new Set<Draft>();
    const own = drafts.covering(label.first) ?? drafts.beginningAt(label.last);
    if (own) targets.add(own);
    let afterName = false;
    for (let t = label.first - 1; t >= 0 && t >= label.first - REACH; ) {
      const span = spanAt[t]!;
      const named = span >= 0 && found[span]!.type === 'organization' ? draftOfSpan(span) : null;
      if (named) {
        targets.add(named);
        afterName = true;
        t = found[span]!.first - 1;
      } else if (
        afterName &&
        (tokens.lower[t] === 'and' || tokens.lower[t] === ',' || tokens.lower[t] === 'the')
      )
        t--;
      else break;
    }
    for (const draft of targets) add(draft, label);
  }
}

function add(draft: Draft, label: LabelSpan) {
  if (!draft.labels.some((known) => known.first === label.first)) draft.labels.push(label);
}

export function toEntities(
  { tokens }: Parsed,
  drafts: Drafts,
): Pick<Names, 'entities' | 'entityAtHead' | 'equipment'> {
  const first = (draft: Draft) =>
    draft.mentions.reduce((least, mention) => Math.min(least, mention.first), tokens.length);
  const order = drafts.all
    .filter((draft) => draft.mentions.length)
    .map((draft) => ({ draft, first: first(draft) }))
    .sort((a, b) => a.first - b.first || a.draft.number - b.draft.number)
    .map(({ draft }) => draft);
  const place = new Map(order.map((draft, i) => [draft, i]));
  const span = (from: number, to: number) => ({
    start: tokens.start[from]!,
    end: tokens.end[to - 1]!,
    text: textOf(tokens, from, to),
  });
  const entities = order.map(
    (draft, i): Entity => ({
      id: `e${i + 1}`,
      name: draft.name,
      kind: draft.kind,
      country: draft.country,
      sector: draft.sector,
      wikidata: null,
      mentions: draft.mentions
        .sort((a, b) => a.first - b.first || a.last - b.last)
        .map((m) => ({
          ...span(m.first, m.last),
          head: { start: tokens.start[m.head]!, end: tokens.end[m.head]! },
        })),
      labels: draft.labels.map((label) => ({ ...span(label.first, label.last), source: null })),
      roles: draft.roles.map((role) => span(role.first, role.last)),
    }),
  );
  const entityAtHead = new Int32Array(tokens.length);
  for (let t = 0; t < tokens.length; t++) {
    const draft = drafts.atHead(t);
    entityAtHead[t] = draft ? (place.get(draft) ?? -1) : -1;
  }
  return { entities, entityAtHead, equipment: order.map((draft) => draft.equipment) };
}
