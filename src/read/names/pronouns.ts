/**
 * He, she, it and they, where it is clear whom they mean.
 *
 * @module
 */
import type { Parsed } from '../layers.ts';
import { dependentsBy } from '../syntax/dependents.ts';
import type { Draft, Drafts } from './drafts.ts';

const MALE = new Set(['he', 'him', 'his', 'himself']);
const FEMALE = new Set(['she', 'her', 'hers', 'herself']);
/** What "it" and "they" both may mean. */
const BODIES = new Set(['government', 'organization', 'military', 'armed-group']);
/** How many clauses up a speaker is sought. */
const DEEPEST = 3;
/** How many words back a pronoun may look. */
const REACH = 120;

/**
 * Adds pronouns to the entities they refer to.
 *
 * "He" and "she": the nearest subject before, else the nearest person, in this sentence or the one before it;
 * nothing when gender speaks against it. "It" and "they": who is said to say so ("Chile said it had agreed"); else "they"
 * is the subject of the sentence before, if it is several people or a body.
 */
export function resolvePronouns(doc: Parsed, drafts: Drafts): void {
  const { tokens, syntax } = doc;
  const quoted = quotedTokens(tokens);
  const isSubject = (token: number) => syntax.relation[token]!.startsWith('nsubj');
  for (let i = 0; i < tokens.length; i++) {
    const word = tokens.lower[i]!;
    const gender = MALE.has(word) ? 'm' : FEMALE.has(word) ? 'f' : null;
    if (!gender && word !== 'they' && word !== 'it') continue;
    const sentence = tokens.sentence[i]!;
    const from = Math.max(tokens.sentences[Math.max(0, sentence - 1)]!, i - REACH);
    const meant = gender
      ? nearest(i, from, gender)
      : isSubject(i)
        ? (speaker(i, word === 'they') ??
          (word === 'they' && sentence > 0 ? subjectBefore(sentence, from) : null))
        : null;
    if (meant) drafts.mention(meant, i, i + 1, i);
  }

  function nearest(before: number, from: number, gender: 'm' | 'f'): Draft | null {
    let any: Draft | null = null;
    for (let t = before - 1; t >= from; t--) {
      // '"Free Amal Said," she told them': whoever speaks is not whom they speak of.
      if (quoted[t] && !quoted[before]) continue;
      const draft = drafts.atHead(t);
      if (draft?.kind !== 'person' || draft.plural || (draft.gender && draft.gender !== gender)) continue;
      any ??= draft;
      if (isSubject(t)) {
        any = draft;
        break;
      }
    }
    if (any) any.gender ??= gender;
    return any;
  }

  /** The subject of the clause that a pronoun's clause completes. */
  function speaker(pronoun: number, several: boolean): Draft | null {
    for (let verb = syntax.head[pronoun]!, deep = 0; verb >= 0 && deep < DEEPEST; deep++) {
      const relation = syntax.relation[verb]!;
      const above = syntax.head[verb]!;
      if (relation !== 'ccomp' && relation !== 'conj' && relation !== 'parataxis') return null;
      if (relation !== 'conj')
        for (let c = above < 0 ? -1 : syntax.firstChild[above]!; c >= 0; c = syntax.nextSibling[c]!) {
          const draft = isSubject(c) ? drafts.atHead(c) : null;
          if (draft) return BODIES.has(draft.kind) || (several && draft.plural) ? draft : null;
        }
      verb = above;
    }
    return null;
  }

  function subjectBefore(sentence: number, from: number): Draft | null {
    for (let t = tokens.sentences[sentence]! - 1; t >= from; t--) {
      const governor = syntax.head[t]!;
      if (!isSubject(t) || governor < 0 || syntax.head[governor]! >= 0) continue;
      const draft = drafts.atHead(toldSubject(t, governor));
      return draft && (draft.plural || draft.kind === 'armed-group' || draft.kind === 'military')
        ? draft
        : null;
    }
    return null;
  }

  /** Who did what is told, where who tells it stands behind: "Gunmen | stormed a school, | residents said". */
  function toldSubject(subject: number, saying: number): number {
    const told = dependentsBy(doc, saying, 'ccomp').filter((clause) => clause < subject);
    return told.flatMap((clause) => dependentsBy(doc, clause, 'nsubj'))[0] ?? subject;
  }
}

/** 1 for each token inside quotation marks of its paragraph. */
function quotedTokens(tokens: Parsed['tokens']): Uint8Array {
  const quoted = new Uint8Array(tokens.length);
  let inside = false;
  let block = -1;
  for (let t = 0; t < tokens.length; t++) {
    const here = tokens.block[tokens.sentence[t]!]!;
    if (here !== block) inside = false;
    block = here;
    const form = tokens.form[t]!;
    if (form === '"') inside = !inside;
    else if (form === '“') inside = true;
    else if (form === '”') inside = false;
    else if (inside) quoted[t] = 1;
  }
  return quoted;
}
