/**
 * Whether a text is English.
 *
 * @module
 */
import type { eld as Detector } from 'eld';
import { NotAReport } from './types.ts';

/** Words that stand in every English text and in few others. */
const FUNCTION_WORDS = new Set([
  'the',
  'and',
  'of',
  'to',
  'that',
  'said',
  'were',
  'with',
  'from',
  'by',
  'at',
]);
/** How many letters are looked at. */
const SAMPLE = 3000;
/** With fewer words in Latin letters than this, nobody can tell. */
const FEW_WORDS = 6;

const NAMES = new Intl.DisplayNames(['en'], { type: 'language' });

let detector: Promise<typeof Detector> | undefined;

/**
 * Lets English text pass. Text in which one word in seven or more is an English function word is English;
 * for the rest the detector is asked (eld, small model; capitals are lowered, since wires once wrote in nothing else).
 *
 * @throws {NotAReport} `language` when it is another language, `no-text` when there are no words at all.
 */
export async function mustBeEnglish(text: string): Promise<void> {
  const sample = text.slice(0, SAMPLE).toLowerCase();
  const words = sample.match(/\p{L}+/gu) ?? [];
  if (words.length === 0) throw new NotAReport('no-text', 'no words in it', 'give the text of a report');
  const function_ = words.filter((word) => FUNCTION_WORDS.has(word)).length;
  if (function_ >= words.length / 7) return;
  if (words.length < FEW_WORDS && !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(sample))
    return;
  detector ??= import('eld/small').then(({ eld }) => eld);
  const { language, getScores } = (await detector).detect(sample);
  const scores = getScores();
  const english = scores['en'] ?? 0;
  // A short or name-laden text scores close in several languages: only a clear other language is refused.
  if (language === 'en' || language === '' || (function_ > 0 && english >= (scores[language] ?? 0) * 0.8))
    return;
  throw new NotAReport(
    'language',
    `not English but ${NAMES.of(language)}`,
    'Onrecord reads English: give a translation',
  );
}
