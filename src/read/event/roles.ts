/**
 * Who plays which role: the links of a frame, laid over the arguments that are there.
 *
 * @module
 */
import type { Participant, Range } from '../../record/reading.ts';
import { childrenOf, firstConjunct, prepositionOf } from '../syntax/dependents.ts';
import type { Argument } from './arguments.ts';
import { entityAt, type Ground, inClass, isNoun, isPronoun } from './ground.ts';
import type { Link, Role } from './language.ts';
import { isSide, otherSide, SIDES } from './other-side.ts';
import type { Match } from './trigger.ts';
import { countedFrom, isNumber, wholeOf } from './whole.ts';

/** A participant before it is put into the form of the record. */
export interface Filler {
  readonly role: Role;
  readonly token: number;
  /** "subj=actor of the verb", for `why`. */
  readonly by: string;
}

/** What stood in a slot and fills no role, and why. */
export interface Unfilled {
  readonly token: number;
  readonly why: string;
}

/** Fills the roles of one event. `isEvent` says which tokens are event words themselves. */
export function fillRoles(
  ground: Ground,
  match: Match,
  isEvent: (token: number) => boolean,
  unfilled: Unfilled[],
): Filler[] {
  const fillers: Filler[] = [];
  const own = new Set(match.words);
  const lay = (links: readonly Link<Role>[], args: readonly Argument[], where: string) => {
    for (const { slot, to } of links)
      for (const given of args) {
        const arg = {
          ...given,
          token: wholeOf(ground, whoIsMeant(ground, match.predicate.token, given.token)),
        };
        if (arg.slot !== slot || own.has(arg.token) || fillers.some((f) => f.token === arg.token)) continue;
        const refused = refuses(ground, match, arg, to, isEvent);
        if (refused) unfilled.push({ token: arg.token, why: refused });
        else {
          const suffers = isRuined(ground, match, arg) || isOwnMurder(ground, match, arg);
          const role = suffers ? 'recipient' : roleOf(ground, match, arg.token, to);
          fillers.push({ role, token: arg.token, by: `${slot}${where}` });
        }
      }
  };
  const { predicate, sense } = match;
  lay(sense.frame, predicate.args, '');
  const { carrier } = predicate;
  if (carrier) {
    const has = (role: Role) => fillers.some((f) => f.role === role);
    const missing = carrier.entry.frame.filter((link) => !has(link.to));
    lay(missing, carrier.args, ` of "${ground.doc.tokens.lower[carrier.verb]}"`);
  }
  addOwners(ground, fillers);
  leaveGoods(ground, match, fillers);
  // "The army was deployed": those who are moved are who moves.
  if (sense.type === 'MOBILIZE' && !fillers.some(({ role }) => role === 'actor'))
    for (const { slot, token } of predicate.args)
      if (slot === 'obj' && inClass(ground, token, 'troops') && !fillers.some((f) => f.token === token))
        fillers.push({ role: 'actor', token, by: 'obj, who are deployed' });
  if (!fillers.some((f) => f.role === 'recipient' && isSide(ground, f.token)))
    for (const token of otherSide(
      ground,
      match,
      fillers.map((f) => f.token),
    ))
      fillers.push({ role: 'recipient', token, by: 'the other side, named in what is said' });
  return fillers;
}

/** "Who" is a person: in "the case of Ana Ruiz, who was shot" not the case, on which the parser hung the clause. */
function whoIsMeant(ground: Ground, verb: number, token: number): number {
  const { doc } = ground;
  const { syntax, tokens } = doc;
  if (syntax.relation[verb] !== 'acl:relcl' || syntax.head[verb] !== token) return token;
  const isSomebody = (t: number) =>
    inClass(ground, t, 'people') || SIDES.has(entityAt(ground, t)?.kind ?? '');
  const opening = syntax.subtreeStart[verb]!;
  if (!tokens.lower.slice(opening, opening + 2).includes('who') || isSomebody(token)) return token;
  let noun = token;
  for (;;) {
    const next = childrenOf(doc, noun).findLast(
      (c) => c > noun && c < verb && /^nmod/.test(syntax.relation[c]!),
    );
    if (next === undefined) return token;
    if (isSomebody(next)) return next;
    noun = next;
  }
}

/** What is given is no recipient where somebody gets it, nor ever money and goods as aid: "delivered | tents | to 400 families". */
function leaveGoods(ground: Ground, { sense }: Match, fillers: Filler[]): void {
  const isGot = fillers.some(({ role, by }) => role === 'recipient' && /^(?:to|iobj)\b/.test(by));
  if (!isGot && sense.type !== 'AID') return;
  const goods = fillers.filter(
    ({ role, by, token }) =>
      role === 'recipient' &&
      by.startsWith('obj') &&
      !inClass(ground, token, 'people') &&
      inClass(ground, token, 'goods'),
  );
  for (const filler of goods) fillers.splice(fillers.indexOf(filler), 1);
}

/** What is done by or to a side's things is done by or to that side: "four ships of the navy", "the militants' positions". */
function addOwners(ground: Ground, fillers: Filler[]): void {
  const { doc } = ground;
  for (const { role, token } of [...fillers]) {
    if (role !== 'actor' && role !== 'recipient') continue;
    const entity = entityAt(ground, token);
    if (entity && entity.kind !== 'equipment' && entity.kind !== 'other') continue;
    for (const owner of childrenOf(doc, token)) {
      const relation = doc.syntax.relation[owner]!;
      if (relation !== 'nmod:poss' && !(relation === 'nmod' && prepositionOf(doc, owner) === 'of')) continue;
      for (const side of [owner, ...childrenOf(doc, owner)]) {
        if (!SIDES.has(entityAt(ground, side)?.kind ?? '') || fillers.some((f) => f.token === side)) continue;
        fillers.push({ role, token: side, by: `owner of "${doc.tokens.form[token]}"` });
      }
    }
  }
}

/** "The house burned down": a building that is the subject of a verb of destruction without an object suffers it. */
function isRuined(ground: Ground, { sense, predicate }: Match, { slot, token }: Argument): boolean {
  return (
    sense.mode === 'destroy' &&
    slot === 'subj' &&
    predicate.clause !== null &&
    !predicate.args.some((arg) => arg.slot === 'obj') &&
    inClass(ground, token, 'building')
  );
}

/** "The judge's murder", "his abduction": the person whose it is suffers it, unless it is said of whom it was. */
function isOwnMurder(ground: Ground, { sense, predicate }: Match, { slot, token }: Argument): boolean {
  if (slot !== 'poss' || sense.type !== 'ASSAULT' || !/^(?:targeted|abduct)$/.test(sense.mode ?? ''))
    return false;
  const { xpos } = ground.doc.syntax;
  if (xpos[predicate.token] === 'NNS' || predicate.args.some((arg) => arg.slot === 'of')) return false;
  const kind = entityAt(ground, token)?.kind;
  return (
    kind === 'person' ||
    (!SIDES.has(kind ?? '') && inClass(ground, token, 'people') && !inClass(ground, token, 'troops'))
  );
}

/** A weapon acts for nobody: where it stands as the doer it is the instrument. */
function roleOf(ground: Ground, match: Match, token: number, to: Role): Role {
  // "fired tear gas | and rubber bullets": beside a weapon that the sense names stands another.
  if (to === 'recipient' && inClass(ground, token, 'weapon'))
    return match.words.includes(firstConjunct(ground.doc, token)) ? 'instrument' : to;
  if (to !== 'actor') return to;
  // A crewed vessel or aircraft acts for those aboard.
  if (inClass(ground, token, 'vehicle') || inClass(ground, token, 'aircraft')) return 'actor';
  const entity = entityAt(ground, token);
  if (entity?.kind === 'equipment' || (!entity && inClass(ground, token, 'weapon'))) return 'instrument';
  return to;
}

/** Why an argument cannot play a role, or null if it can. */
function refuses(
  ground: Ground,
  { predicate }: Match,
  { token, slot, how }: Argument,
  to: Role,
  isEvent: (token: number) => boolean,
): string | null {
  const { doc, timeAt, placeAt } = ground;
  if (timeAt[token]! >= 0) return 'a time';
  const entity = entityAt(ground, token);
  // "Injuring 18"; "some threw stones"; but "by nine to one".
  const counts = isNumber(ground, token) && (slot === 'obj' || (slot === 'subj' && token < predicate.token));
  // "Was shot at Leith", "were flown to Goma": where it was, or where to.
  const place = doc.places[placeAt[token]!];
  if (
    to === 'recipient' &&
    /^(?:at|to)$/.test(slot) &&
    place?.use === 'literal' &&
    place.precision !== 'country'
  )
    if (predicate.args.some((a) => a.slot === 'obj' && inClass(ground, wholeOf(ground, a.token), 'people')))
      return 'a place';
  if (isPronoun(ground, token) && !entity && !counts) return 'a pronoun that refers to nothing found';
  if (entity)
    return to === 'instrument' && entity.kind !== 'equipment' && entity.kind !== 'other'
      ? `${entity.kind}, no instrument`
      : null;
  if (isEvent(token)) return 'itself an event';
  if (to === 'actor' || to === 'beneficiary') {
    if (placeAt[token]! >= 0 && doc.places[placeAt[token]!]!.use === 'literal' && slot !== 'subj')
      return 'a place';
    if (slot === 'mod')
      return inClass(ground, token, 'troops') ||
        inClass(ground, token, 'weapon') ||
        demonym(ground, token) ||
        isDoerInHeadline(ground, token)
        ? null
        : 'a word that only describes';
    if (!isNoun(ground, token) && !counts) return 'no noun';
    if (inClass(ground, token, 'restriction')) return 'a measure, nobody';
    if (
      ABSTRACT.test(doc.syntax.lemma[token]!.toLowerCase()) &&
      !inClass(ground, token, 'people') &&
      !inClass(ground, token, 'state')
    )
      return 'an abstract noun';
    return null;
  }
  if (to === 'instrument') {
    if (inClass(ground, token, 'people') && !inClass(ground, token, 'troops') && how !== 'own')
      return 'a person';
    return inClass(ground, token, 'weapon') ||
      inClass(ground, token, 'vehicle') ||
      inClass(ground, token, 'troops') ||
      slot === 'obj'
      ? null
      : 'no weapon or means';
  }
  if (!isNoun(ground, token) && !counts) return 'no noun';
  return null;
}

const demonym = ({ doc, placeAt }: Ground, token: number) =>
  placeAt[token]! >= 0 && doc.places[placeAt[token]!]!.use !== 'literal';

/** "Thousands march": a plural in front of what may be a verb that the tagger took for a noun. */
const isDoerInHeadline = (ground: Ground, token: number) =>
  ground.doc.syntax.xpos[token] === 'NNS' && inClass(ground, token, 'protester');

/** Nouns by their ending that name no one. */
const ABSTRACT = /(?:ness|ity|ism|tion|ment|ence|ance|ing)$/;

const LEFT = new Set(['compound', 'amod', 'nummod', 'flat', 'nmod:poss', 'advmod', 'goeswith']);

/** A participant in the form of the record: its mention, or the noun with the words before it, and the number that counts it. */
export function participantOf(ground: Ground, { role, token }: Filler): Participant {
  const { tokens } = ground.doc;
  const number = countedFrom(ground, token);
  const entity = entityAt(ground, token) ?? entityAt(ground, number);
  const mention = entity?.mentions.find(
    ({ head }) => tokens.start[token]! >= head.start && tokens.end[token]! <= head.end,
  );
  const phrase = phraseOf(ground, token);
  const { start: named, end } = mention ?? phrase;
  // A mention may leave out the "at" of "at least 19 people".
  const from = /^at (?:least|most) /i.test(tokens.text.slice(phrase.start, phrase.end))
    ? phrase.start
    : named;
  const start = number < 0 ? from : Math.min(from, phraseOf(ground, number).start);
  return { role, entity: entity?.id ?? null, start, end, text: tokens.text.slice(start, end) };
}

/** A noun with the words before it that describe or count it. */
function phraseOf({ doc }: Ground, token: number): Range {
  const { tokens, syntax } = doc;
  let first = token;
  let last = token;
  for (const c of childrenOf(doc, token)) {
    if (!LEFT.has(syntax.relation[c]!.replace(/(?<!nmod):.*$/, '')) && syntax.relation[c] !== 'nmod:poss')
      continue;
    if (c < token && syntax.subtreeStart[c]! < first) first = syntax.subtreeStart[c]!;
    if (c > token && syntax.relation[c]!.startsWith('flat') && syntax.subtreeEnd[c]! - 1 > last)
      last = syntax.subtreeEnd[c]! - 1;
  }
  return { start: tokens.start[first]!, end: tokens.end[last]! };
}
