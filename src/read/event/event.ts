/**
 * What happened: who did what to whom, where, when, how many, and on whose word.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Event, Range } from '../../record/reading.ts';
import { createFactuality } from '../attribution/factuality.ts';
import type { Attributed } from '../layers.ts';
import type { Models, Resources } from '../resources.ts';
import { near } from './circumstance.ts';
import { countsOf } from './counted.ts';
import { placeByDateline, readDesks } from './filed.ts';
import type { FoundEvent } from './found.ts';
import { type Ground, groundOf, inClass } from './ground.ts';
import { readLexicon } from './lexicon.ts';
import { offsetOf, timeAtOffset } from './offset.ts';
import { PlaceModel } from './place-model.ts';
import { type Filler, fillRoles, participantOf, type Unfilled } from './roles.ts';
import { linkSame } from './same.ts';
import { readSettings, type Settings, settingOf } from './setting.ts';
import { type HowTold, standingOf } from './status.ts';
import { Story } from './story.ts';
import { shareStated } from './together.ts';
import { findMatches, type Match, type Rejected } from './trigger.ts';
import { timeInSentence } from './when.ts';
import { placeInSentence, placeOfArgument, placeSpansOf } from './where.ts';
import { whyOf } from './why.ts';

/** What is read once and used for every report. */
export interface Tools {
  readonly places: PlaceModel;
  readonly told: HowTold;
  readonly settings: Settings;
  /** Cities where news of elsewhere is filed. */
  readonly desks: ReadonlySet<string>;
}

export const toolsOf = (knowledge: Knowledge, models: Models): Tools => ({
  places: PlaceModel.open(models),
  told: createFactuality(knowledge),
  settings: readSettings(knowledge),
  desks: readDesks(knowledge),
});

/** Makes the layer that says who did what to whom. */
export function createEvents(knowledge: Knowledge, models: Models): (doc: Attributed) => readonly Event[] {
  const lexicon = readLexicon(knowledge);
  const tools = toolsOf(knowledge, models);
  return (doc) => {
    const ground = groundOf(doc, lexicon);
    const found = findEvents(ground, tools);
    const same = linkSame(ground, found);
    const placed = placeByDateline(ground, tools.desks, shareStated(found, same));
    return placed.map((event, i) => recordOf(ground, event, i, same[i]!));
  };
}

/** For any word of a report, an event of the lexicon or not, the spans of the places where what it tells happened. */
export function createPlaceOfWord({
  knowledge,
  models,
}: Resources): (doc: Attributed, token: number) => Range[] {
  const lexicon = readLexicon(knowledge);
  const model = PlaceModel.open(models);
  return (doc, token) => placeSpansOf(groundOf(doc, lexicon), model, token);
}

/** The other events of an event's sentence, as far as they are near; `tokens` in the order of the text. */
function othersNear(ground: Ground, tokens: readonly number[], event: number): Set<number> {
  const [from, to] = near(ground, tokens[event]!);
  const others = new Set<number>();
  for (let i = event - 1; i >= 0 && tokens[i]! >= from; i--) others.add(tokens[i]!);
  for (let i = event + 1; i < tokens.length && tokens[i]! < to; i++) others.add(tokens[i]!);
  others.delete(tokens[event]!);
  return others;
}

/** All events of a report with their arguments, times and places. `rejected` collects the senses that did not hold. */
export function findEvents(ground: Ground, tools: Tools, rejected?: Rejected[]): FoundEvent[] {
  const { doc } = ground;
  const matches = findMatches(ground, rejected).filter(
    (m) => isRead(ground, m.predicate.token) && isMeant(ground, tools, m, rejected),
  );
  const heads = new Set(matches.map((m) => m.predicate.token));
  const found: FoundEvent[] = [];
  const story = new Story();
  const deeds = new Map<number, readonly Filler[]>();
  const inOrder = matches.map((m) => m.predicate.token);
  for (const [i, match] of matches.entries()) {
    const { token } = match.predicate;
    const sentence = doc.tokens.sentence[token]!;
    const block = doc.tokens.block[sentence]!;
    const others = othersNear(ground, inOrder, i);
    const unfilled: Unfilled[] = [];
    const fillers = fillRoles(ground, match, (t) => t !== token && heads.has(t), unfilled);
    if (match.sense.type === 'ASSAULT') fillers.push(...doersOf(ground, match, fillers, deeds));
    deeds.set(token, fillers);
    const standing = standingOf(ground, match, tools.told);
    const { own, scene } = circumstancesOf(ground, tools, match, fillers, others);
    // What stands under a picture is no part of the story.
    const isCaption = doc.report.blocks[block]!.kind === 'caption';
    const inStory = isCaption
      ? story.apart(own)
      : story.next(match.sense.type!, standing, scene, block, sentence);
    const { time, place } = own === scene && !isLasting(ground, match) ? inStory : story.apart(own);
    found.push({
      match,
      fillers,
      unfilled,
      standing,
      time,
      place,
      quantities: countsOf(ground, match, fillers),
    });
  }
  return found;
}

/** When and where its sentence says that an event was, and when and where the story is that goes on after it. */
function circumstancesOf(
  ground: Ground,
  tools: Tools,
  match: Match,
  fillers: readonly Filler[],
  others: ReadonlySet<number>,
) {
  const { token } = match.predicate;
  const offset = offsetOf(ground, token);
  const where =
    placeInSentence(ground, tools.places, token, sidesOnly(match, fillers), offset?.link) ??
    placeOfArgument(ground, match, fillers);
  if (!offset) {
    const own = { when: timeInSentence(ground, token, others), where };
    return { own, scene: own };
  }
  const scene = {
    when: timeInSentence(ground, offset.told, others),
    where: placeInSentence(ground, tools.places, offset.told, new Set()),
  };
  return { own: { when: timeAtOffset(ground, offset, scene.when), where }, scene };
}

/** "The war killed 220,000": not on the day, nor in the town, that the sentence before tells of. */
const isLasting = (ground: Ground, { predicate }: Match) =>
  predicate.args.some(({ slot, token }) => slot === 'subj' && inClass(ground, token, 'lasting'));

/** Who takes part is not where it was: "The union urged Georgia …"; but a town that is attacked or visited is. */
function sidesOnly(match: Match, fillers: readonly Filler[]): Set<number> {
  const done = isDone(match) || match.sense.type === 'CONSULT';
  return new Set(
    fillers
      .filter(
        ({ role, by }) => role === 'actor' || (role === 'recipient' && !done && /^(?:i?obj|with)\b/.test(by)),
      )
      .map(({ token }) => token),
  );
}

/** Who did the deed that is said to have done this: "an Israeli strike | hit a car, | killing three". */
function doersOf(
  ground: Ground,
  { predicate, sense }: Match,
  fillers: readonly Filler[],
  deeds: ReadonlyMap<number, readonly Filler[]>,
): Filler[] {
  if (fillers.some(({ role }) => role === 'actor')) return [];
  const subject = predicate.args.find(
    ({ slot, token }) =>
      deeds.has(token) && sense.frame.some((link) => link.slot === slot && link.to === 'actor'),
  );
  if (!subject) return [];
  return deeds
    .get(subject.token)!
    .filter(({ role, token }) => role === 'actor' && !fillers.some((f) => f.token === token))
    .map(({ role, token }) => ({
      role,
      token,
      by: `who did the "${ground.doc.tokens.form[subject.token]}"`,
    }));
}

const isDone = ({ sense }: Match) => sense.type === 'ASSAULT' || sense.type === 'COERCE';

/** Violence is left out where its setting shows that none is told of. */
function isMeant(ground: Ground, tools: Tools, match: Match, rejected?: Rejected[]): boolean {
  if (match.sense.type !== 'ASSAULT') return true;
  const setting = settingOf(ground, tools.settings, match);
  if (setting)
    rejected?.push({
      token: match.predicate.token,
      sense: match.sense,
      why: `${setting.setting}, by "${setting.word}"`,
    });
  return setting === null;
}

const UNREAD = new Set(['boilerplate', 'byline', 'dateline']);

function isRead({ doc }: Ground, token: number): boolean {
  return !UNREAD.has(doc.report.blocks[doc.tokens.block[doc.tokens.sentence[token]!]!]?.kind ?? '');
}

function recordOf(ground: Ground, event: FoundEvent, number: number, sameAs: number): Event {
  const { tokens, syntax, claims } = ground.doc;
  const { match, fillers } = event;
  const { sense, words } = match;
  const { token } = match.predicate;
  const [first, last] = [words[0]!, words[words.length - 1]!];
  // A trigger that is broken up is shown by its head: spans are of one piece.
  const [from, to] = last - first === words.length - 1 ? [first, last] : [token, token];
  const range = { start: tokens.start[from]!, end: tokens.end[to]! };
  const participants = fillers.map((f) => participantOf(ground, f));
  const all = [range, ...participants];
  return {
    id: `v${number + 1}`,
    start: Math.min(...all.map((x) => x.start)),
    end: Math.max(...all.map((x) => x.end)),
    trigger: {
      ...range,
      text: tokens.text.slice(range.start, range.end),
      lemma: words.map((w) => syntax.lemma[w]!).join(' '),
    },
    type: sense.type!,
    mode: sense.mode,
    context: [...sense.context],
    status: event.standing.status,
    participants,
    time: event.time,
    place: event.place,
    quantities: [...event.quantities],
    claims: claimsOver(claims, range),
    sameAs: sameAs < 0 ? null : `v${sameAs + 1}`,
    why: whyOf(ground, event),
  };
}

/** The claims that hold an event, innermost first. */
function claimsOver(claims: Ground['doc']['claims'], range: { start: number; end: number }): string[] {
  return claims
    .filter((c) => c.start <= range.start && c.end >= range.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start))
    .map((c) => c.id);
}
