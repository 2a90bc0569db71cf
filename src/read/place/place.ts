/**
 * Finds toponyms and says where on earth they are, or that it does not know.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Place } from '../../record/reading.ts';
import type { Timed } from '../layers.ts';
import type { Models } from '../resources.ts';
import { readClues } from './clues.ts';
import { createLookAhead } from './look-ahead.ts';
import type { Mention } from './mention.ts';
import type { Name } from './name.ts';
import { precisionOf } from './precision.ts';
import { recognise } from './recognise.ts';
import { resolve } from './resolve.ts';
import { useOf } from './use.ts';
import { type Candidate, createWorld, type World } from './world.ts';

/**
 * Makes the layer that says where on earth the toponyms are.
 *
 * @throws {Error} when the gazetteer is missing or damaged.
 */
export function createPlaces(knowledge: Knowledge, models: Models): (doc: Timed) => readonly Place[] {
  const world = createWorld(knowledge, models);
  const clues = readClues(knowledge);
  const ahead = createLookAhead(world, clues);
  return (doc) => {
    const mentions = recognise(doc, { world, clues, ahead });
    const nameOf = resolve(mentions, doc.tokens, doc.report, world);
    return mentions.map((mention, i) => toPlace(mention, nameOf.get(mention)!, i + 1, doc, world));
  };
}

function toPlace(mention: Mention, name: Name, number: number, doc: Timed, world: World): Place {
  const { tokens } = doc;
  const start = tokens.start[mention.first]! + mention.skip;
  const end = tokens.end[mention.last - 1]!;
  const text = tokens.text.slice(start, end);
  const chosen = name.candidates[name.choice];
  const shared = { id: `p${number}`, start, end, text, use: useOf(mention, chosen, doc) };
  if (!chosen) return { ...shared, ...unknownPlace(text, mention, name.area, world) };
  return {
    ...shared,
    name: chosen.name,
    geonames: chosen.id || null,
    feature: chosen.feature || null,
    lat: chosen.lat,
    lon: chosen.lon,
    country: chosen.country || null,
    admin1: world.admin1Name(chosen.admin1),
    precision: precisionOf(chosen.feature),
    score: confidence(mention, name),
  };
}

/** How sure a report's area for a name can be: that it is right, not where in it the place lies. */
const AREA_SCORE = 0.5;

/** A place of which only the area is known, or not even that. The name is as written. */
function unknownPlace(text: string, { feature }: Mention, area: Candidate | null, world: World) {
  return {
    name: text,
    geonames: null,
    feature: feature?.kind ?? null,
    lat: area?.lat ?? null,
    lon: area?.lon ?? null,
    country: area?.country || null,
    admin1: area ? world.admin1Name(area.admin1) : null,
    precision: area ? precisionOf(area.feature) : ('unknown' as const),
    score: area ? AREA_SCORE : 0,
  };
}

/** How sure the layer is, 0 to 1: that it is a toponym, and that it is this place and not the next best. */
function confidence(mention: Mention, name: Name): number {
  const best = name.scores[name.choice]!;
  let second = Number.NEGATIVE_INFINITY;
  name.scores.forEach((score, i) => {
    if (i !== name.choice && score > second) second = score;
  });
  const chosen = 1 / (1 + Math.exp(Math.max(-20, second - best)));
  const toponym = 1 / (1 + Math.exp(-mention.score));
  return Math.round(chosen * toponym * 100) / 100;
}
