/**
 * The lists of `knowledge/names/`, made ready for search: a trie over folded words.
 *
 * @module
 */
import { type Knowledge, type Row, several, tableOf } from '../../knowledge/table.ts';
import type { EntityKind } from '../../record/reading.ts';
import type { Tokens } from '../tokens/types.ts';
import { type Chunks, chunksOf } from './chunks.ts';
import type { Described, EquipmentClass, NameType } from './types.ts';

/** What a form of an entry is: its name, an adjective of nation ("Syrian"), its people, or the seat of a government. */
export type FormUse = 'name' | 'adjective' | 'people' | 'seat';

/** One line of a list that names something. */
export interface Entry extends Described {
  readonly name: string;
  readonly type: NameType;
  /** "actors/forces.tsv:12". */
  readonly line: string;
  /** Of equipment: weapon, platform or vehicle. */
  readonly class: EquipmentClass | null;
}

/** One way to write an entry. */
export interface Form {
  readonly entry: Entry;
  readonly use: FormUse;
  readonly text: string;
  /** Letters all upper case, five at most: matched as written only. */
  readonly acronym: boolean;
  /** Begins with a capital, and so must the text. */
  readonly capital: boolean;
}

export interface Match {
  readonly first: number;
  readonly last: number;
  readonly forms: readonly Form[];
}

interface Node {
  next: Map<string, Node> | null;
  forms: Form[] | null;
}

export interface Lexicon {
  readonly entries: readonly Entry[];
  /** The longest name in the lists at each place of the text, left to right, without overlap. */
  match(tokens: Tokens, chunks: Chunks, upperCase: Uint8Array): Match[];
  /** All forms that are written with exactly these words. */
  lookup(text: string): readonly Form[];
}

const TYPE_OF_KIND: Record<EntityKind, NameType> = {
  person: 'person',
  organization: 'organization',
  military: 'organization',
  'armed-group': 'organization',
  government: 'organization',
  people: 'people',
  equipment: 'equipment',
  other: 'other',
};

/** Words that are upper-case acronyms only in mixed text: in a text all of capitals they are ordinary words. */
const isAcronym = (text: string) => /^[\p{Lu}\p{N}&/.-]{2,8}$/u.test(text) && /\p{Lu}/u.test(text);

/** "LeT", "JeM": to be taken as written. */
const isMixedAcronym = (text: string) =>
  text.length < 5 && /^\p{L}+$/u.test(text) && /\p{Ll}.*\p{Lu}/u.test(text);

export function createLexicon(knowledge: Knowledge): Lexicon {
  const root: Node = { next: null, forms: null };
  const entries: Entry[] = [];
  const words = new Set(tableOf(knowledge, 'names/words.tsv').map((row) => row.cells.word!));

  function add(entry: Entry, use: FormUse, text: string) {
    let node = root;
    const chunks = chunksOf(text);
    if (!chunks.length) return;
    for (const word of chunks) {
      node.next ??= new Map();
      let next = node.next.get(word);
      if (!next) {
        next = { next: null, forms: null };
        node.next.set(word, next);
      }
      node = next;
    }
    const acronym = isAcronym(text);
    const form = { entry, use, text, acronym, capital: /^[^\p{L}]*\p{Lu}/u.test(text) };
    node.forms ??= [];
    node.forms.push(form);
  }

  function enter(
    row: Row,
    type: NameType,
    described: Described,
    equipmentClass: EquipmentClass | null = null,
  ): Entry {
    const line = `${row.file.replace(/^names\//, '')}:${row.line}`;
    const entry = { name: row.cells.name!, type, line, class: equipmentClass, ...described };
    entries.push(entry);
    return entry;
  }

  for (const row of tableOf(knowledge, 'names/countries.tsv')) {
    const c = row.cells;
    const entry = enter(row, 'location', { kind: 'government', country: c.code!, sector: 'GOV' });
    for (const text of [c.name!, ...several(c.other!)]) add(entry, 'name', text);
    for (const text of several(c.adjective!)) add(entry, 'adjective', text);
    for (const text of several(c.people!)) add(entry, 'people', text);
    for (const text of several(c.seats!)) add(entry, 'seat', text);
  }
  for (const row of tableOf(knowledge, 'names/peoples.tsv')) {
    const c = row.cells;
    const entry = enter(row, 'people', {
      kind: 'people',
      country: c.country || null,
      sector: c.sector || null,
    });
    add(entry, 'adjective', c.name!);
    for (const text of several(c.other!)) add(entry, text.endsWith('s') ? 'people' : 'adjective', text);
  }
  for (const row of tableOf(knowledge, 'names/actors/')) {
    const c = row.cells;
    const kind = c.kind as EntityKind;
    const entry = enter(row, TYPE_OF_KIND[kind] ?? 'other', {
      kind,
      country: c.country || null,
      sector: c.sector || null,
    });
    for (const text of [c.name!, ...several(c.other!)]) add(entry, 'name', text);
  }
  for (const row of tableOf(knowledge, 'names/equipment/')) {
    const c = row.cells;
    const described = { kind: 'equipment' as const, country: c.country || null, sector: 'MIL' };
    const entry = enter(row, 'equipment', described, (c.class || null) as EquipmentClass | null);
    for (const text of [c.name!, ...several(c.other!)]) add(entry, 'name', text);
  }

  /** A country without its capital, as people write in haste, where the word is no other ("turkey"). */
  const isSmallCountry = (form: Form, tokens: Tokens, first: number, last: number) =>
    form.use === 'name' &&
    form.entry.type === 'location' &&
    last - first === 1 &&
    form.text.length > 4 &&
    tokens.form[first] === tokens.lower[first] &&
    !words.has(tokens.lower[first]!);

  /** Whether the words of the text may be this form: capitals where the list has capitals. */
  function fits(form: Form, tokens: Tokens, first: number, last: number, upperCase: Uint8Array): boolean {
    if (upperCase[tokens.sentence[first]!])
      return !(
        last - first === 1 &&
        (form.acronym || form.text.length < 5) &&
        words.has(tokens.lower[first]!)
      );
    if (last - first === 1 && isMixedAcronym(form.text)) return tokens.form[first] === form.text;
    if (form.acronym && last - first === 1)
      return tokens.form[first] === form.text || isAcronym(tokens.form[first]!);
    if (isSmallCountry(form, tokens, first, last)) return true;
    return (
      !form.capital ||
      /^[^\p{L}]*\p{Lu}/u.test(tokens.form[first]!) ||
      /^\p{Ll}+[-'’]\p{Lu}/u.test(tokens.form[first]!)
    );
  }

  function match(tokens: Tokens, chunks: Chunks, upperCase: Uint8Array): Match[] {
    const found: Match[] = [];
    for (let i = 0; i < tokens.length; ) {
      let best: Match | null = null;
      let node = chunks.ofToken[i]! < chunks.ofToken[i + 1]! ? root : null;
      for (let c = chunks.ofToken[i]!; node && c < chunks.length; c++) {
        if (tokens.sentence[chunks.token[c]!] !== tokens.sentence[i]) break;
        node = node.next?.get(chunks.word[c]!) ?? null;
        const last = chunks.token[c]! + 1;
        if (!node?.forms || chunks.ofToken[last]! !== c + 1) continue;
        const forms = node.forms.filter((form) => fits(form, tokens, i, last, upperCase));
        if (forms.length) best = { first: i, last, forms };
      }
      if (best) found.push(best);
      i = best ? best.last : i + 1;
    }
    return found;
  }

  function lookup(text: string): readonly Form[] {
    let node: Node | null = root;
    for (const word of chunksOf(text)) node = node?.next?.get(word) ?? null;
    return node?.forms ?? [];
  }

  return { entries, match, lookup };
}
