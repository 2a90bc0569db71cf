/**
 * Scores the place layer end to end: which words are toponyms, and how far off the found ones are put.
 *
 * Follows "A Pragmatic Guide to Geoparsing Evaluation" (Gritta, Pilehvar and Collier 2020). Geotagging counts a toponym
 * as right when its first and last character are; geocoding is measured on the right ones that have gold coordinates:
 * the share within 161 km, the area under the curve of ln(1 + error in km) (0 is best, 1 is the antipode), and the
 * median error. A toponym that is found and given no coordinates counts as the largest error there is.
 *
 * A set that marks demonyms ("Syrian", "Americans") hardly ever leaves them out by its guideline: they are then neither
 * right nor wrong. In GeoWebNews, non-toponyms and expressions are not gold, and demonyms, homonyms and languages have
 * no coordinates.
 *
 * @module
 */
import { createReader, loadResources } from '../../src/index.ts';
import { kilometres } from '../../src/read/place/distance.ts';
import type { Place } from '../../src/record/reading.ts';
import { f1, perCent, type Score, type ScoreOptions, type Scorer } from '../scorer.ts';
import { type GoldArticle, readGold } from './place-gold.ts';

/** Half the circumference of the earth, kilometres. */
const FARTHEST = 20039;

export const scorer: Scorer = {
  gold: '../shared/data/place/lgl/lgl.xml',
  score(gold, options) {
    const articles = readGold(gold);
    const reader = createReader(loadResources());
    const found = articles.map(({ text, url }) => {
      const { places, tokens } = reader.analyse({ text, url, published: null });
      return { places, words: tokens.length };
    });
    return scorePlaces(articles, found, options);
  },
};

/** Scores what was found in each article; `found` runs parallel to `articles`. */
export function scorePlaces(
  articles: readonly GoldArticle[],
  found: readonly { places: readonly Place[]; words: number }[],
  options: ScoreOptions,
): Score {
  const demonyms = countsDemonyms(articles, found);
  let right = 0;
  let guessed = 0;
  let expected = 0;
  const errors: number[] = [];
  articles.forEach((article, i) => {
    const places = found[i]!.places.filter(({ use }) => demonyms || use !== 'demonym');
    const byStart = new Map(places.map((place) => [place.start, place]));
    guessed += places.length;
    expected += article.toponyms.length;
    for (const toponym of article.toponyms) {
      const place = byStart.get(toponym.start);
      if (place?.end !== toponym.end) continue;
      right++;
      if (toponym.lat === null || toponym.lon === null) continue;
      errors.push(
        place.lat === null || place.lon === null
          ? FARTHEST
          : kilometres(place.lat, place.lon, toponym.lat, toponym.lon),
      );
    }
    if (options.errors) report(article, places);
  });
  errors.sort((a, b) => a - b);
  const sum = errors.reduce((total, error) => total + Math.log(1 + error) / Math.log(1 + FARTHEST), 0);
  return {
    items: expected,
    words: found.reduce((total, { words }) => total + words, 0),
    scores: {
      ...f1(right, guessed, expected),
      acc161: perCent(errors.filter((error) => error <= 161).length / (errors.length || 1)),
      auc: perCent(sum / (errors.length || 1)),
      median_km: Math.round((errors[errors.length >> 1] ?? FARTHEST) * 10) / 10,
    },
  };
}

/** Whether the set's guideline has demonyms as toponyms: it marks at least one in twenty of those that were found. */
function countsDemonyms(articles: readonly GoldArticle[], found: readonly { places: readonly Place[] }[]) {
  let all = 0;
  let marked = 0;
  articles.forEach(({ toponyms }, i) => {
    for (const place of found[i]!.places) {
      if (place.use !== 'demonym') continue;
      all++;
      if (toponyms.some(({ start, end }) => start === place.start && end === place.end)) marked++;
    }
  });
  return marked * 20 >= all;
}

/** One line an error: missed, spurious, or far off. */
function report(article: GoldArticle, places: readonly Place[]) {
  const around = (start: number, end: number) =>
    `${article.text.slice(Math.max(0, start - 40), start)}[${article.text.slice(start, end)}]${article.text.slice(end, end + 40)}`.replace(
      /\s+/g,
      ' ',
    );
  for (const { start, end, lat, lon, kind } of article.toponyms) {
    const same = places.find((place) => place.start === start && place.end === end);
    const overlapping = places.find((place) => place.start < end && place.end > start);
    if (!same)
      console.error(
        `${overlapping ? `other words (${overlapping.text})` : 'missed'}\t${kind}\t${article.text.slice(start, end)}\t${around(start, end)}`,
      );
    else if (lat !== null && lon !== null) {
      const error =
        same.lat === null || same.lon === null ? FARTHEST : kilometres(same.lat, same.lon, lat, lon);
      if (error > 161)
        console.error(
          `far\t${Math.round(error)}\t${same.text} = ${same.name}, ${same.admin1 ?? ''}, ${same.country ?? ''} ${same.feature ?? ''}; gold ${lat},${lon}\t${around(start, end)}\t${article.url ?? ''}`,
        );
      else if (error > 20)
        console.error(`off\t${Math.round(error)}\t${same.text} = ${same.name} ${same.feature}`);
    }
  }
  for (const place of places)
    if (!article.toponyms.some(({ start, end }) => place.start < end && place.end > start))
      console.error(`spurious\t${place.use}\t${place.text}\t${around(place.start, place.end)}`);
}
