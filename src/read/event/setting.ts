/**
 * The settings in which words of violence tell of none: fiction, sport, drills, history, nature.
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../../knowledge/table.ts';
import { baseRelation, childrenOf, dependentsBy, prepositionOf } from '../syntax/dependents.ts';
import { type Ground, inClass, isVerb } from './ground.ts';
import type { Match } from './trigger.ts';

interface Words {
  readonly setting: string;
  readonly words: ReadonlySet<string>;
  readonly classes: readonly string[];
}

export type Settings = ReadonlyMap<string, readonly Words[]>;

/** The setting of a match and the word that shows it. */
export interface Setting {
  readonly setting: string;
  readonly word: string;
}

const WITHIN = new Set(['in', 'during', 'of', 'at', 'throughout', 'at the']);
/** How far above the event a setting is sought. */
const HIGHEST = 6;
/** Years that lie so far back are history. */
const LONG_AGO = 60;

export function readSettings(knowledge: Knowledge): Settings {
  const settings = new Map<string, Words[]>();
  for (const { cells } of tableOf(knowledge, 'events/settings.tsv')) {
    const all = several(cells.words!).map((word) => word.replaceAll('_', ' '));
    const entry = {
      setting: cells.setting!,
      words: new Set(all.filter((word) => !word.startsWith('@'))),
      classes: all.filter((word) => word.startsWith('@')).map((word) => word.slice(1)),
    };
    settings.set(cells.where!, [...(settings.get(cells.where!) ?? []), entry]);
  }
  return settings;
}

/** The setting that takes an event out of what is reported, or null. */
export function settingOf(ground: Ground, settings: Settings, match: Match): Setting | null {
  const found = settingAround(ground, settings, match);
  return found && isTakenBack(ground, settings, match, found.setting) ? null : found;
}

/** Whether the sentence has words that the setting does not go with, or names one who did it. */
function isTakenBack(ground: Ground, settings: Settings, match: Match, setting: string): boolean {
  const back = (settings.get('unless') ?? []).find((entry) => entry.setting === setting);
  if (!back) return false;
  const near = ground.near(ground.doc.tokens.sentence[match.predicate.token]!);
  for (const word of back.words) if (near.has(word)) return true;
  return match.predicate.args.some(
    ({ slot, token }) =>
      slot === 'subj' &&
      match.sense.frame.some((link) => link.slot === slot && link.to === 'actor') &&
      (inClass(ground, token, 'people') || inClass(ground, token, 'troops')),
  );
}

function settingAround(ground: Ground, settings: Settings, match: Match): Setting | null {
  const { doc } = ground;
  const { syntax, tokens } = doc;
  const event = match.predicate.token;
  const lemma = (t: number) => syntax.lemma[t]!.toLowerCase();
  const find = (where: string, t: number): Setting | null => {
    for (const { setting, words, classes } of settings.get(where) ?? [])
      if (
        words.has(lemma(t)) ||
        words.has(tokens.lower[t]!) ||
        classes.some((name) => inClass(ground, t, name))
      )
        return { setting, word: tokens.lower[t]! };
    return null;
  };
  for (const { slot, token } of [...match.predicate.args, ...(match.predicate.carrier?.args ?? [])]) {
    const found = slot === 'subj' ? find('agent', token) : slot === 'mod' ? find('mod', token) : null;
    if (found) return found;
    if (slot !== 'subj')
      for (const c of childrenOf(doc, token)) {
        const told = syntax.relation[c] === 'amod' ? find('mod', c) : null;
        if (told) return told;
      }
  }
  for (let at = event, step = 0; at >= 0 && step < HIGHEST; at = syntax.head[at]!, step++) {
    for (const c of childrenOf(doc, at)) {
      const relation = baseRelation(syntax.relation[c]!);
      const found =
        (relation === 'obl' || relation === 'nmod') &&
        WITHIN.has(prepositionOf(doc, c)) &&
        !(relation === 'nmod' && at !== event)
          ? find('within', c)
          : relation === 'nsubj' && at !== event
            ? find('teller', c)
            : null;
      if (found) return found;
    }
    if (step < 3) {
      const mishap = befalls(ground, settings, event, at);
      if (mishap) return mishap;
    }
    if (at !== event) {
      const verb = overVerb(ground, settings, at);
      if (verb) return verb;
    }
  }
  return nearby(ground, settings, event) ?? longAgo(ground, event);
}

/** A verb without an object that the event follows from: above it, or in a clause beside it ("died when the bus overturned"). */
function befalls(ground: Ground, settings: Settings, event: number, at: number): Setting | null {
  const { doc } = ground;
  const clauses = childrenOf(doc, at).filter((c) => baseRelation(doc.syntax.relation[c]!) === 'advcl');
  for (const verb of [at, ...clauses]) {
    if (verb === event || !isVerb(ground, verb) || dependentsBy(doc, verb, 'obj', 'nsubj:pass').length > 0)
      continue;
    for (const { setting, words } of settings.get('befalls') ?? [])
      if (words.has(doc.syntax.lemma[verb]!.toLowerCase())) return { setting, word: doc.tokens.lower[verb]! };
  }
  return null;
}

/** A verb above the event: "simulated an attack", "the actor plays a man who …". */
function overVerb(ground: Ground, settings: Settings, at: number): Setting | null {
  const { syntax, tokens } = ground.doc;
  const lemma = syntax.lemma[at]!.toLowerCase();
  for (const { setting, words } of settings.get('verb') ?? [])
    for (const entry of words) {
      const [verb, subject] = entry.split('@');
      if (verb !== lemma) continue;
      if (!subject) return { setting, word: tokens.lower[at]! };
      if (
        childrenOf(ground.doc, at).some((c) => syntax.relation[c] === 'nsubj' && inClass(ground, c, subject))
      )
        return { setting, word: tokens.lower[at]! };
    }
  return null;
}

function nearby(ground: Ground, settings: Settings, event: number): Setting | null {
  const near = ground.near(ground.doc.tokens.sentence[event]!);
  for (const { setting, words, classes } of settings.get('near') ?? []) {
    for (const word of words) if (near.has(word)) return { setting, word };
    for (const name of classes) {
      const known = ground.lexicon.classes.get(name);
      let hits = 0;
      for (const word of near)
        if (known?.words.has(word)) {
          hits += known.weak.has(word) ? 1 : 2;
          if (hits >= 2) return { setting, word };
        }
    }
  }
  return null;
}

/** A year long past in the sentence: what it dates is history, not news. */
function longAgo({ doc, timeAt }: Ground, event: number): Setting | null {
  const { tokens, times, published } = doc;
  if (published.value === null) return null;
  const now = Number(published.value.slice(0, 4));
  const s = tokens.sentence[event]!;
  let old: Setting | null = null;
  for (let t = tokens.sentences[s]!; t < tokens.sentences[s + 1]!; t++) {
    const time = timeAt[t]! >= 0 ? times[timeAt[t]!]! : null;
    if (time?.type !== 'DATE' || !time.edtf) continue;
    const year = Number(/^\d{4}/.exec(time.edtf)?.[0] ?? 'NaN');
    // A second, newer date tells that the sentence is about today as well.
    if (year > now - LONG_AGO) return null;
    if (year <= now - LONG_AGO) old = { setting: 'history', word: time.text };
  }
  return old;
}
