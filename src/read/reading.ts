import type { Claim, Entity, Range, Reading } from '../record/reading.ts';
import { version } from '../record/version.ts';
import { innermostClaims } from './attribution/innermost.ts';
import type { Analysis } from './layers.ts';
import type { Models } from './resources.ts';

/** Puts what the layers found into the form of the record. */
export function toReading(analysis: Analysis, engine: Reading['engine']): Reading {
  const { report, tokens, places, times } = analysis;
  const overlapping = <T extends Range>(found: readonly T[], range: Range | null | undefined) =>
    range ? found.find((x) => x.start < range.end && x.end > range.start) : undefined;
  const { dateline } = report;
  const sentences = Array.from({ length: tokens.sentences.length - 1 }, (_, s) => ({
    start: tokens.start[tokens.sentences[s]!]!,
    end: tokens.end[tokens.sentences[s + 1]! - 1]!,
  }));
  return {
    onrecord: '1',
    engine,
    report: {
      ...report,
      dateline: dateline && {
        start: dateline.start,
        end: dateline.end,
        text: dateline.text,
        place: overlapping(places, dateline.place)?.id ?? null,
        time: overlapping(times, dateline.date)?.id ?? null,
        agency: dateline.agency,
      },
      published: analysis.published,
    },
    sentences,
    times: [...times],
    places: [...places],
    entities: analysis.names.entities.map((entity) => withSources(entity, analysis.claims)),
    quantities: [...analysis.quantities],
    claims: [...analysis.claims],
    events: [...analysis.events],
  };
}

/** What makes readings of these models: the program's version, and the hash of each model's weights as its `manifest.json` states it. */
export function engineOf(models: Models): Reading['engine'] {
  const hashes: Record<string, string> = {};
  for (const [path, bytes] of models) {
    const model = /^([^/]+)\/manifest\.json$/.exec(path)?.[1];
    if (model) hashes[model] = JSON.parse(new TextDecoder().decode(bytes)).sha256;
  }
  return { version, models: hashes };
}

/** Labels found by the names layer, with the source on whose word each stands, which is known only now. */
function withSources(entity: Entity, claims: readonly Claim[]): Entity {
  if (entity.labels.length === 0) return entity;
  const labels = entity.labels.map((label) => ({
    ...label,
    source: innermostClaims(claims, label)[0]?.source.id ?? null,
  }));
  return { ...entity, labels };
}
