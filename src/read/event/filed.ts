/**
 * The place where a report was filed, for what its lead tells to have happened and says of no other place.
 *
 * A reporter is where the news is, so a lead need not say it: "HOMS (Reuters) - Two soldiers were killed." It is the
 * weakest of grounds, and stands only as long as neither the headline nor the lead speaks of elsewhere.
 *
 * @module
 */
import { type Knowledge, tableOf } from '../../knowledge/table.ts';
import type { Place, Range } from '../../record/reading.ts';
import { headOf } from '../syntax/tree.ts';
import { tokenAt } from '../tokens/types.ts';
import type { FoundEvent } from './found.ts';
import type { Ground } from './ground.ts';
import { isMoment, WORDS } from './story.ts';

/** Sentences of the body that are the lead. */
const LEAD = 3;
const HEADLINES = new Set(['title', 'deck']);

/** Cities where news of elsewhere is filed, in lower case: `knowledge/report/desks.tsv`. */
export const readDesks = (knowledge: Knowledge): ReadonlySet<string> =>
  new Set(tableOf(knowledge, 'report/desks.tsv').map(({ cells }) => cells.city!.toLowerCase()));

/** Gives the events of the lead that are without a place that of the dateline, where it may be theirs. */
export function placeByDateline(
  ground: Ground,
  desks: ReadonlySet<string>,
  found: readonly FoundEvent[],
): readonly FoundEvent[] {
  const { report, tokens, places } = ground.doc;
  const range = report.dateline?.place;
  const filed = range && placesIn(places, range)[0];
  if (!filed || filed.precision === 'country') return found;
  const end = endOfLead(ground, filed);
  const isDesk = desks.has(tokens.text.slice(range.start, range.end).split(/[,(]/)[0]!.trim().toLowerCase());
  return found.map((event) => {
    const { predicate, sense } = event.match;
    const isThere =
      event.place.ref === null &&
      tokens.sentence[predicate.token]! < end &&
      happened(event) &&
      (!isDesk || sense.type === 'CONSULT');
    return isThere ? { ...event, place: { ref: filed.id, basis: 'dateline' } } : event;
  });
}

/** Whether an event is told as something done, there and then: no noun in passing, no word spoken, no years of it. */
const happened = ({ match: { predicate, sense }, standing: { status }, time }: FoundEvent) =>
  predicate.clause &&
  (status === 'actual' || status === 'ongoing') &&
  !WORDS.has(sense.type!) &&
  (time.edtf === null || isMoment(time));

/** The sentence with which the lead ends, or begins to speak of elsewhere; 0 where the headline does. */
function endOfLead(ground: Ground, filed: Place): number {
  const { report, tokens, places } = ground.doc;
  const isOther = (part: Range) => placesIn(places, part).some((place) => isElsewhere(place, filed));
  if (report.blocks.some((block) => HEADLINES.has(block.kind) && isOther(block))) return 0;
  const body = tokens.sentence[tokenAt(tokens, report.dateline!.end)] ?? 0;
  const end = Math.min(body + LEAD, tokens.sentences.length - 1);
  for (let s = body; s < end; s++) if (speaksOfElsewhere(ground, s, filed)) return s;
  return end;
}

/**
 * Whether a sentence names another place, one too that no gazetteer has, or tells of more than a town or of a village:
 * "the war has killed 90,000 people", "a raid near the border".
 */
function speaksOfElsewhere({ doc, lexicon, placeAt, near }: Ground, s: number, filed: Place): boolean {
  const { sentence, sentences } = doc.tokens;
  for (let t = sentences[s]!; t < sentences[s + 1]!; t++)
    if (placeAt[t]! >= 0 && isElsewhere(doc.places[placeAt[t]!]!, filed)) return true;
  for (const { type, first, last } of doc.names.spans)
    if (type === 'location' && sentence[first] === s && placeAt[first]! < 0 && !isSpot(doc, first, last))
      return true;
  const words = lexicon.classes.get('beyond')!.words;
  return [...near(s)].some((word) => words.has(word));
}

/** "The Acacia mall": what has a noun behind its name may stand in any town. */
const isSpot = ({ syntax }: Ground['doc'], first: number, last: number) =>
  syntax.relation[headOf(syntax.head, first, last)] === 'compound';

/** Whether the dateline's place does not lie in a place: its country, however it is named, says nothing else. */
const isElsewhere = (place: Place, filed: Place): boolean =>
  place.name !== filed.name && !(place.precision === 'country' && place.country === filed.country);

const placesIn = (places: readonly Place[], { start, end }: Range) =>
  places.filter((place) => place.start < end && place.end > start);
