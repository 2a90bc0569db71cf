/**
 * Who a source is: the entity behind its words, what kind of source it makes, and one id for each.
 *
 * @module
 */
import type { Claim, Entity } from '../../record/reading.ts';
import type { Named } from '../layers.ts';
import { textOf, tokenAt } from '../tokens/types.ts';
import { type Clues, NOUN, PRON, PROPN } from './clues.ts';
import type { Stretch } from './contents.ts';
import { hashOf } from './features.ts';
import { inside, type Saying } from './sayings.ts';

export type Source = Claim['source'];

const DOCUMENT = hashOf('document');
const RELATIVES = new Set(['who', 'which', 'that', 'whom', 'whose']);
const SPEAKERS = new Set(['i', 'we', 'me', 'us', 'my', 'our']);
const THIRD = new Set([
  'he',
  'she',
  'they',
  'it',
  'his',
  'her',
  'their',
  'its',
  'him',
  'them',
  'himself',
  'herself',
]);
const HE = new Set(['he', 'his', 'him', 'himself']);
const SHE = new Set(['she', 'her', 'hers', 'herself']);
const DETERMINERS = /^(?:the|a|an|these|those|this|that|his|her|their|its|our)\s+/i;
/** How many paragraphs back the last speaker is still meant by "he". */
const MEMORY = 3;

/** Most places where one word of an office is remembered. */
const MOST_CALLED = 60;

/** An office or a name that an entity is called by. */
interface Called {
  readonly start: number;
  readonly words: readonly string[];
  readonly entity: number;
}

/** Gives each saying of one report its source. Sayings must come in the order of the text. */
export class Speakers {
  private readonly ids = new Map<string, string>();
  private readonly entityOfHead: Int32Array;
  /** For each saying already resolved, its source and the number of its entity. */
  private readonly resolved = new Map<Saying, { source: Source; entity: number }>();
  private readonly said: Saying[] = [];
  private readonly contents: Uint8Array;
  private called: Map<string, Called[]> | null = null;
  private readonly named = new Map<Entity, boolean>();
  private readonly genders = new Map<Entity, { male: boolean; female: boolean }>();

  constructor(
    private readonly doc: Named,
    private readonly clues: Clues,
    sayings: readonly Saying[],
  ) {
    this.entityOfHead = doc.names.entityAtHead;
    this.contents = new Uint8Array(clues.tokens.length);
    for (const { contents } of sayings)
      for (const { first, last } of contents) this.contents.fill(1, first, last + 1);
  }

  publisher(): Source {
    return {
      id: this.idOf('publisher'),
      kind: 'publisher',
      name: this.doc.report.publisher,
      entity: null,
      start: null,
      end: null,
      text: null,
    };
  }

  /** The source of a saying; `around` is the saying in whose content it stands, if any. */
  of(saying: Saying, around: Saying | null): Source {
    const known = this.resolved.get(saying);
    if (known) return known.source;
    const made = this.resolve(saying, around);
    this.resolved.set(saying, made);
    if (saying.source && !around) this.said.push(saying);
    return made.source;
  }

  private resolve(saying: Saying, around: Saying | null): { source: Source; entity: number } {
    const { source, carriesOn } = saying;
    if (!source) {
      const from = carriesOn ? this.resolved.get(carriesOn) : undefined;
      if (from) return from;
      if (carriesOn) {
        const source = this.of(carriesOn, null);
        return { source, entity: this.resolved.get(carriesOn)!.entity };
      }
      return { source: this.make(null, -1, 'unnamed', null, 'nobody'), entity: -1 };
    }
    const pronoun = this.pronoun(source, saying, around);
    const entity = pronoun?.entity ?? this.entityIn(source);
    if (pronoun && entity < 0 && pronoun.source) {
      const { id, kind, name } = pronoun.source;
      return { source: { ...this.place(source), id, kind, name, entity: pronoun.source.entity }, entity: -1 };
    }
    const { tokens, sourceWord, syntax } = this.clues;
    const words = textOf(tokens, source.first, source.last + 1);
    if (entity >= 0) {
      const found = this.doc.names.entities[entity]!;
      const named = this.isNamed(found);
      return {
        source: this.make(source, entity, named ? 'named' : 'unnamed', found.name, `entity ${found.id}`),
        entity,
      };
    }
    const bare = words.replace(DETERMINERS, '');
    const isPronoun = syntax.upos[source.head] === PRON;
    const kind =
      sourceWord[source.head] === DOCUMENT
        ? 'document'
        : syntax.upos[source.head] === PROPN
          ? 'named'
          : 'unnamed';
    const key = isPronoun ? `pronoun ${source.first}` : `words ${bare.toLowerCase()}`;
    return { source: this.make(source, -1, kind, isPronoun ? null : bare, key), entity: -1 };
  }

  private make(
    stretch: Stretch | null,
    entity: number,
    kind: Source['kind'],
    name: string | null,
    key: string,
  ): Source {
    return {
      id: this.idOf(key),
      kind,
      name,
      entity: entity < 0 ? null : this.doc.names.entities[entity]!.id,
      ...this.place(stretch),
    };
  }

  private place(stretch: Stretch | null): Pick<Source, 'start' | 'end' | 'text'> {
    if (!stretch) return { start: null, end: null, text: null };
    const { tokens } = this.clues;
    return {
      start: tokens.start[stretch.first]!,
      end: tokens.end[stretch.last]!,
      text: textOf(tokens, stretch.first, stretch.last + 1),
    };
  }

  private idOf(key: string): string {
    const id = this.ids.get(key) ?? `s${this.ids.size + 1}`;
    this.ids.set(key, id);
    return id;
  }

  /** Whether an entity is called by a name somewhere in the report. */
  private isNamed(entity: Entity): boolean {
    const { tokens, syntax } = this.clues;
    let named = this.named.get(entity);
    if (named === undefined) {
      named = entity.mentions.some(({ head }) => syntax.upos[tokenAt(tokens, head.start)] === PROPN);
      this.named.set(entity, named);
    }
    return named;
  }

  /** The entity that the words of a source mean: that of its head, of its apposition, of the office it names. */
  private entityIn(source: NonNullable<Saying['source']>): number {
    const { syntax, tokens, sourceWord } = this.clues;
    const { head, first, last } = source;
    if (this.entityOfHead[head]! >= 0) return this.entityOfHead[head]!;
    if (sourceWord[head] === DOCUMENT) return -1;
    for (let t = first; t <= last; t++) {
      const relation = syntax.relation[t]!;
      const tied =
        syntax.head[t] === head && (relation === 'appos' || relation === 'flat' || relation === 'compound');
      if (tied && relation !== 'compound' && this.entityOfHead[t]! >= 0) return this.entityOfHead[t]!;
    }
    return syntax.upos[head] === NOUN || syntax.upos[head] === PROPN
      ? this.byOffice(source, tokens.lower[head]!)
      : -1;
  }

  /**
   * "The governor", "the ministry", "Latakia governor": the one who holds that office or bears that word in its name,
   * before these words, else (in a headline) after. Any place or body that the words name must be in the office too.
   */
  private byOffice(source: Stretch, noun: string): number {
    const { tokens, syntax } = this.clues;
    if (/^(?:a|an|another|some|several|many|two|three)$/.test(tokens.lower[source.first]!)) return -1;
    const qualifiers: string[] = [];
    for (let t = source.first; t <= source.last; t++)
      if (syntax.upos[t] === PROPN && tokens.lower[t] !== noun) qualifiers.push(tokens.lower[t]!);
    const at = tokens.start[source.first]!;
    let before = -1;
    for (const { start, words, entity } of this.offices().get(noun) ?? []) {
      if (!qualifiers.every((q) => words.includes(q))) continue;
      if (start >= at && before < 0) return entity;
      if (start < at) before = entity;
      else break;
    }
    return before;
  }

  /** By each word of them, the offices and names that entities are called by, in the order of the text. */
  private offices(): ReadonlyMap<string, readonly Called[]> {
    if (this.called) return this.called;
    const { tokens, syntax } = this.clues;
    const all: Called[] = [];
    this.doc.names.entities.forEach((entity, number) => {
      const proper = entity.mentions.filter(({ head }) => syntax.upos[tokenAt(tokens, head.start)] === PROPN);
      for (const { text, start } of [...entity.roles, ...proper])
        all.push({ start, words: text.toLowerCase().split(/\s+/), entity: number });
    });
    all.sort((a, b) => a.start - b.start);
    this.called = new Map();
    for (const called of all)
      for (const word of new Set(called.words)) {
        const known = this.called.get(word);
        if (!known) this.called.set(word, [called]);
        // Names that come again and again bring nothing new.
        else if (known.length < MOST_CALLED) known.push(called);
      }
    return this.called;
  }

  /** Whom a pronoun means; null when the head is none. */
  private pronoun(
    source: NonNullable<Saying['source']>,
    saying: Saying,
    around: Saying | null,
  ): { entity: number; source: Source | null } | null {
    const { tokens, syntax } = this.clues;
    const { head } = source;
    const word = tokens.lower[head]!;
    const from = (other: Saying | null | undefined) => {
      const known = other ? this.resolved.get(other) : undefined;
      return known ? { entity: known.entity, source: known.source } : null;
    };
    if (SPEAKERS.has(word) && around) return from(around);
    if (RELATIVES.has(word)) {
      let verb = syntax.head[head]!;
      for (let step = 0; verb >= 0 && step < 4 && !syntax.relation[verb]!.startsWith('acl'); step++)
        verb = syntax.head[verb]!;
      const antecedent = verb >= 0 ? syntax.head[verb]! : -1;
      return { entity: antecedent < 0 ? -1 : this.entityOfHead[antecedent]!, source: null };
    }
    if (!THIRD.has(word)) return null;
    const told = this.entityOfHead[head]!;
    // Who was last heard is meant by "he said", unless the report itself has named another since.
    const speaker = around ? null : this.lastSpeaker(saying);
    const before = told < 0 ? -1 : this.mentionBefore(told, head);
    const speakerAt = speaker?.source ? speaker.source.head : -1;
    if (told >= 0 && (!speaker || before > speakerAt || this.resolved.get(speaker)!.entity === told))
      if (!(this.contents[before] && speaker && word !== 'it')) return { entity: told, source: null };
    if (!speaker) return told >= 0 ? { entity: told, source: null } : null;
    const known = this.resolved.get(speaker)!;
    if (known.entity >= 0 && !this.fits(this.doc.names.entities[known.entity]!, word))
      return told >= 0 ? { entity: told, source: null } : null;
    return { entity: known.entity, source: known.source };
  }

  private fits(entity: Entity, word: string): boolean {
    const person = entity.kind === 'person';
    if (HE.has(word)) return person && (!this.gender(entity).female || this.gender(entity).male);
    if (SHE.has(word)) return person && (!this.gender(entity).male || this.gender(entity).female);
    return word === 'they' || word === 'their' || word === 'them' || !person;
  }

  private gender(entity: Entity): { male: boolean; female: boolean } {
    let gender = this.genders.get(entity);
    if (!gender) {
      const called = entity.mentions.map(({ text }) => text.toLowerCase());
      gender = {
        male: called.some((text) => HE.has(text) || /^mr\b/.test(text)),
        female: called.some((text) => SHE.has(text) || /^(?:mrs|ms)\b/.test(text)),
      };
      this.genders.set(entity, gender);
    }
    return gender;
  }

  /** The saying of the last paragraphs, in no other's content, whose source was heard last. */
  private lastSpeaker(saying: Saying): Saying | null {
    const { tokens } = this.clues;
    const here = tokens.block[tokens.sentence[saying.source!.head]!]!;
    for (let k = this.said.length - 1; k >= 0; k--) {
      const other = this.said[k]!;
      if (other === saying || other.source!.head >= saying.source!.head) continue;
      if (inside(other.source!, saying.source!)) continue;
      const block = tokens.block[tokens.sentence[other.source!.head]!]!;
      return here - block <= MEMORY ? other : null;
    }
    return null;
  }

  /** The head of the last mention of an entity before a token, -1 if there is none. */
  private mentionBefore(entity: number, token: number): number {
    for (let t = token - 1; t >= 0 && t > token - 400; t--) if (this.entityOfHead[t] === entity) return t;
    return -1;
  }
}
