import type { Range, Reading } from '../record/reading.ts';
import { version } from '../record/version.ts';
import type { Analysis } from './layers.ts';
import type { Resources } from './resources.ts';

/** Puts what the layers found into the form of the record. */
export function toReading(analysis: Analysis, { models }: Resources): Reading {
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
    engine: { version, models: manifestHashes(models) },
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
    entities: [...analysis.names.entities],
    quantities: [...analysis.quantities],
    claims: [...analysis.claims],
    events: [...analysis.events],
  };
}

/** Hash of the weights of each model, as its `manifest.json` states it. */
function manifestHashes(models: Resources['models']): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const [path, bytes] of models) {
    const model = /^([^/]+)\/manifest\.json$/.exec(path)?.[1];
    if (model) hashes[model] = JSON.parse(new TextDecoder().decode(bytes)).sha256;
  }
  return hashes;
}
