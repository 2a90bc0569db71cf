/**
 * An incident as one neutral sentence: "The Syrian army is reported to have broken the siege of Nubl between 1 and 7
 * February 2016 (TASS; 2 other origins)." Its own words come from `incidents/wording.tsv` and
 * `incidents/vocabulary.tsv`; all others are names and words of the record. It is never more certain than what it is
 * made of: everything is "reported", on the word of those who say it, denied where it is denied.
 *
 * @module
 */
import type { IncidentRecord, Wording } from '../archive/incidents-record.ts';
import type { Knowledge } from '../knowledge/table.ts';
import type { CountSummary } from '../record/incident.ts';
import { edtfInWords } from './edtf-words.ts';
import { type Phrase, readPhrases } from './incident-wording.ts';
import { oneLine } from './sentence.ts';

/** What a sentence needs of an incident. */
export type Stated = Pick<
  IncidentRecord,
  | 'type'
  | 'mode'
  | 'status'
  | 'when'
  | 'dateDoubtful'
  | 'place'
  | 'actors'
  | 'recipients'
  | 'counts'
  | 'origins'
  | 'contradictions'
  | 'wording'
>;

export type IncidentSentence = (incident: Stated) => string;

/** Names that are listed; of more it is said that there are others. */
const MOST_NAMES = 2;

/** Reads the lists once, for any number of sentences. */
export function createIncidentSentence(knowledge: Knowledge): IncidentSentence {
  const phraseOf = readPhrases(knowledge);
  return (incident) => {
    const { type, mode, wording, place, when, dateDoubtful } = incident;
    const phrase = phraseOf(type, mode, wording.lemma);
    const said = clauseOf(incident, phrase);
    const where = place && !said.includes(place.name) ? ` in ${oneLine(place.name)}` : '';
    const day = when === null ? '' : ` ${edtfInWords(when)}${dateDoubtful ? ' (?)' : ''}`;
    const counts = incident.counts.map(countInWords).filter(Boolean);
    const tolls = counts.length ? `: ${counts.join(', ')}` : '';
    return capital(
      `${said}${where}${day}${tolls}${accordingTo(wording)}${denial(wording)}${outletsOf(incident)}.`,
    );
  };
}

/** Who is reported to have done what to whom; or what is reported, where nobody is said to have done it. */
function clauseOf({ status, wording, counts }: Stated, phrase: Phrase): string {
  const actors = listed(wording.actors);
  // Whoever is counted is told with the count.
  const others = wording.recipients.filter(({ name }) => !(counts.length > 0 && COUNTED.test(name)));
  const recipients = listed(others);
  const { verb, object } = phrase;
  // "Rebels are reported to have supported" says less than "Support by rebels is reported".
  if (actors && verb && (recipients || object !== '')) {
    const to = recipients && object !== null ? ` ${[object, recipients].filter(Boolean).join(' ')}` : '';
    return `${actors} ${isPlural(wording.actors) ? 'are' : 'is'} ${STATUS_OF_VERB[status](verb)}${to}`;
  }
  if (recipients && verb && object === '')
    return `${recipients} ${isPlural(others) ? 'are' : 'is'} ${STATUS_OF_PASSIVE[status](verb.participle)}`;
  const to = recipients && phrase.towards ? ` ${phrase.towards} ${recipients}` : '';
  const by = actors ? ` by ${actors}` : '';
  return `${phrase.noun}${to}${by} ${PLURAL_NOUN.test(phrase.noun) ? 'are' : 'is'} ${STATUS_OF_NOUN[status]}`;
}

/** "deaths", "negotiations", "crowd control measures"; not "a movement of forces". */
const PLURAL_NOUN = /^(?!an? ).*[^s]s$/;

type Verb = NonNullable<Phrase['verb']>;

const STATUS_OF_VERB: Record<Stated['status'], (verb: Verb) => string> = {
  actual: ({ participle }) => `reported to have ${participle}`,
  ongoing: ({ ing }) => `reported to be ${ing}`,
  planned: ({ base }) => `reported to plan to ${base}`,
  possible: ({ participle }) => `reported to have possibly ${participle}`,
  hypothetical: ({ participle }) => `reported to have possibly ${participle}`,
  denied: ({ participle }) => `reported not to have ${participle}`,
};

const STATUS_OF_PASSIVE: Record<Stated['status'], (participle: string) => string> = {
  actual: (participle) => `reported to have been ${participle}`,
  ongoing: (participle) => `reported to be being ${participle}`,
  planned: (participle) => `reported as planned to be ${participle}`,
  possible: (participle) => `reported to have possibly been ${participle}`,
  hypothetical: (participle) => `reported to have possibly been ${participle}`,
  denied: (participle) => `reported not to have been ${participle}`,
};

const STATUS_OF_NOUN: Record<Stated['status'], string> = {
  actual: 'reported',
  ongoing: 'reported to be going on',
  planned: 'reported to be planned',
  possible: 'reported to be possible',
  hypothetical: 'reported to be possible',
  denied: 'reported not to have happened',
};

const COUNTED =
  /\d|\b(?:dozens?|hundreds?|thousands?|scores|several|one|two|three|four|five|six|seven|eight|nine|ten|people|victims|casualties|killed|wounded|dead)\b/i;

type Names = Wording['actors'];

/** Names as a list; a label in quotation marks, with who applied it. */
function listed(names: Names): string {
  const shown = names.slice(0, MOST_NAMES).map(({ name, label, by }) => {
    const words = oneLine(name);
    if (!label) return words;
    return `“${words}”${by ? ` (so called by ${oneLine(by)})` : ''}`;
  });
  if (names.length > MOST_NAMES) return `${shown.join(', ')} and others`;
  return shown.join(' and ');
}

const PLURAL = /(?:[^su]s|people|police|troops|men|women|children|militia)$/i;
/** Names that end like a plural, of one. */
const ONE =
  /^(?:the )?(?:United (?:States|Nations|Arab Emirates)|Netherlands|Philippines|Honduras|Bahamas|Maldives|Congress|\p{Lu}+s?)$|(?:Congress|Reuters|Times|News|Headquarters)$/u;

/** Whether "are" follows: several, or the plural of one. A name in capitals, such as IS, is one. */
function isPlural(names: Names): boolean {
  const [first] = names;
  if (names.length > 1) return true;
  return first !== undefined && PLURAL.test(first.name) && !ONE.test(first.name);
}

/** "3 to 5 killed", "at least 3 killed", "at least 638 to 4,500 killed": each end as those who give it bound it. */
function countInWords({ measures, lowest, highest, latest }: CountSummary): string {
  if (measures === 'other' || (lowest === null && highest === null)) return '';
  const bound = (end: number) => {
    const given = latest.filter(({ low, high }) => low === end || high === end);
    const open = given.length > 0 && given.every(({ high }) => high === null);
    return `${open ? 'at least ' : ''}${figure(end)}`;
  };
  const from = bound(lowest ?? highest!);
  const to = bound(highest ?? lowest!);
  return `${from === to ? to : `${from} to ${to}`} ${measures}`;
}

/** With commas between thousands, whatever the machine's language. */
const figure = (value: number) => String(value).replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');

function accordingTo({ sources }: Wording): string {
  if (sources.length === 0) return '';
  const shown = sources.slice(0, MOST_NAMES).map(oneLine);
  return `, according to ${sources.length > MOST_NAMES ? `${shown.join(', ')} and others` : shown.join(' and ')}`;
}

function denial({ deniedBy }: Wording): string {
  if (deniedBy.length === 0) return '';
  const shown = deniedBy.slice(0, MOST_NAMES).map(oneLine);
  return `; denied by ${deniedBy.length > MOST_NAMES ? `${shown.join(', ')} and others` : shown.join(' and ')}`;
}

/** "(TASS; 2 other origins)" */
function outletsOf({ origins, wording: { outlets } }: Stated): string {
  const first = outlets[0] ? oneLine(outlets[0]) : 'outlet not named';
  const others = origins - 1;
  return ` (${first}${others ? `; ${others} other ${others === 1 ? 'origin' : 'origins'}` : ''})`;
}

/** Of what begins with a quotation mark the letter after it. */
const capital = (text: string) =>
  text.replace(/^(“?)(\p{Ll})/u, (_, mark: string, letter: string) => mark + letter.toUpperCase());
