/**
 * What a story goes on with: the time and place that the sentences before leave standing for an event that states none.
 *
 * Only events of its own kind hand them on: where talks were held is not where the fighting was, and what is only
 * planned does not say when something happened.
 *
 * @module
 */
import type { Event } from '../../record/reading.ts';
import type { Standing } from './status.ts';

type When = Event['time'];
type Where = Event['place'];

/** An event whose time or place was told, and where in the report. */
interface Told {
  readonly when: When | null;
  readonly where: Where | null;
  /** Talks, or deeds: neither is where the other was. */
  readonly talks: boolean;
  readonly ahead: boolean;
  readonly block: number;
  readonly sentence: number;
}

/** How far back a time or place stands: sentences, and paragraphs. */
const SENTENCES = 3;
const BLOCKS = 1;

/** Types that are words, said wherever one is: they have no place but one that is stated. */
export const WORDS: ReadonlySet<Event['type']> = new Set([
  'AGREE',
  'SUPPORT',
  'CONCEDE',
  'COOPERATE',
  'REQUEST',
  'ACCUSE',
  'REJECT',
  'THREATEN',
]);

/** The thread of a report, event by event in the order of the text. */
export class Story {
  private readonly told: Told[] = [];

  /** Time and place of the next event: its own, or those that it goes on with. */
  next(
    type: Event['type'],
    { status }: Standing,
    own: { when: When | null; where: Where | null },
    block: number,
    sentence: number,
  ): { time: When; place: Where } {
    const talks = type === 'CONSULT';
    const ahead = status === 'planned' || status === 'hypothetical';
    const before = (fits: (told: Told) => boolean) => {
      for (let i = this.told.length - 1; i >= 0; i--) {
        const told = this.told[i]!;
        if (block - told.block > BLOCKS || sentence - told.sentence > SENTENCES) return null;
        if (fits(told)) return told;
      }
      return null;
    };
    const when = before((told) => told.when !== null && told.ahead === ahead)?.when;
    const where = WORDS.has(type)
      ? null
      : before((told) => told.where !== null && told.talks === talks)?.where;
    // What was handed on is not handed on again: it reaches as far as the words that state it.
    if (own.when || own.where) {
      const where = WORDS.has(type) ? null : own.where;
      this.told.push({ when: isMoment(own.when) ? own.when : null, where, talks, ahead, block, sentence });
    }
    return this.apart({
      when: own.when ?? (when ? { ...when, basis: 'inherited' } : null),
      where: own.where ?? (where ? { ...where, basis: 'inherited' } : null),
    });
  }

  /** Time and place of an event that the story does not go on with. */
  apart({ when, where }: { when: When | null; where: Where | null }): { time: When; place: Where } {
    return {
      time: when ?? { edtf: null, ref: null, basis: 'unknown' },
      place: where ?? { ref: null, basis: 'unknown' },
    };
  }
}

/** "Since 2015" and "between 2001 and 2005" tell of a background; a week or a night is news. */
export const isMoment = (when: When | null) =>
  when === null || !when.edtf!.includes('/') || SPAN_OF_DAYS.test(when.edtf!);

const SPAN_OF_DAYS = /^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/;
