/**
 * Who and what a report speaks of: names, described groups, and which mentions are the same.
 *
 * The recogniser finds names by words and surroundings, the lists of `knowledge/names/` by knowing them; both are merged.
 * Nouns that stand for someone join them, mentions are brought together into entities, labels are kept aside.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Parsed } from '../layers.ts';
import type { Models } from '../resources.ts';
import { createActing } from './acting.ts';
import { findDescribed, spanByToken } from './described.ts';
import { buildEntities } from './entities.ts';
import { createNameFinder } from './find.ts';
import { findLabels } from './labels.ts';
import type { Names } from './types.ts';

/** Makes the layer that finds names and says which mentions are the same. */
export function createNames(knowledge: Knowledge, models: Models): (doc: Parsed) => Names {
  const finder = createNameFinder(knowledge, models);
  const isActing = createActing(knowledge);

  return (doc) => {
    const { tokens } = doc;
    const { lexicon, vocabulary } = finder;
    const found = finder.find(tokens);
    const spanAt = spanByToken(tokens, found);
    const countryOf = found.map(({ form }) => form?.entry.country ?? null);
    const isOfStates = found.map(({ form }) => form?.entry.sector === 'IGO');
    const described = findDescribed(doc, vocabulary, { spanAt, spans: found, countryOf, isOfStates });
    const nominals = described.filter(({ role }) => role.sense !== 'area');
    const areas = described
      .filter(({ role }) => role.sense === 'area')
      .map(({ first, last, head }) => ({ first, last, head }));
    const inName = (token: number) => spanAt[token]! >= 0 && found[spanAt[token]!]!.type !== 'people';
    const labels = findLabels(tokens, vocabulary, inName);
    const built = buildEntities(doc, { lexicon, vocabulary, found, spanAt, nominals, labels, isActing });
    const spans = found.map(({ form: _, ...span }) => span);
    return { spans, ...built, areas, labels };
  };
}
