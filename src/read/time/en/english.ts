/**
 * English: its recognisers and refiners, in order.
 *
 * @module
 */
import type { Knowledge } from '../../../knowledge/table.ts';
import type { Language } from '../language.ts';
import { countFromEvents, startOfEvent } from './after-events.ts';
import { clockInFigures, clockInWords, partOfDay } from './clock.ts';
import { dayAlone, dayFirst, inFigures, monthFirst } from './dates.ts';
import { dayFromToday, feast, weekday } from './days.ts';
import { dropDoubtful } from './doubt.ts';
import { duration } from './durations.ts';
import { latestPeriod, yearEarlier, yearsPeriod } from './fiscal.ts';
import { joinNeighbours } from './join.ts';
import { readLexicon } from './lexicon.ts';
import { directedGranule, directedMonth, plainGranule, quarter, season, yearEnd } from './periods.ts';
import { shareYear } from './ranges.ts';
import { every, frequency, rate } from './sets.ts';
import { takeModifiers, takeStretch } from './stretch.ts';
import { vague } from './vague.ts';
import { century, decade, yearInFigures, yearOtherwise } from './years.ts';

export function createEnglish(knowledge: Knowledge): Language {
  const lexicon = readLexicon(knowledge);
  return {
    lexicon: lexicon.words,
    verbs: lexicon.verbs,
    recognisers: [
      inFigures,
      monthFirst,
      dayFirst,
      feast(lexicon),
      weekday,
      dayFromToday,
      partOfDay,
      clockInFigures,
      clockInWords,
      directedMonth,
      quarter,
      season,
      century,
      decade,
      yearInFigures(lexicon),
      yearOtherwise,
      yearsPeriod,
      latestPeriod,
      yearEarlier,
      every,
      frequency,
      rate,
      yearEnd,
      directedGranule,
      plainGranule,
      startOfEvent,
      duration,
      vague(lexicon),
      dayAlone,
    ],
    refiners: [
      joinNeighbours,
      takeStretch,
      takeModifiers(lexicon),
      countFromEvents,
      shareYear,
      dropDoubtful(lexicon),
    ],
  };
}
