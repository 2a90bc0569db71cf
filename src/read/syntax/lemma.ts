/**
 * Lemmas by rule: the irregular forms of `knowledge/syntax/irregular.tsv`, then English inflection undone.
 *
 * @module
 */
import { type Knowledge, tableOf } from '../../knowledge/table.ts';

/** Gives the lemma of a word from its form and Penn tag. */
export type Lemmatizer = (form: string, lower: string, xpos: string) => string;

/** Place of a word in order of frequency; infinite for one that is not known. */
export type Rank = (word: string) => number;

/**
 * Makes a lemmatizer.
 *
 * @param rank settles "hoping" (hope) against "hopping" (hop), and "changed" (change, though Chang is a name).
 */
export function createLemmatizer(knowledge: Knowledge, rank: Rank): Lemmatizer {
  const irregular = new Map<string, string>();
  for (const { cells } of tableOf(knowledge, 'syntax/irregular.tsv'))
    irregular.set(`${cells['tag']} ${cells['form']}`, cells['lemma']!);
  return (form, lower, xpos) => {
    if (xpos === 'CD') return lower.replace(/(?<=\d),(?=\d)/g, '');
    const mark = MARKS.get(lower);
    if (mark) return mark;
    const known = irregular.get(`${xpos} ${lower}`) ?? irregular.get(`${xpos[0]} ${lower}`);
    if (known) return known;
    switch (xpos) {
      case 'VBD':
      case 'VBN':
        return withoutEnding(lower, 'ed', rank);
      case 'VBG':
        return withoutEnding(lower, 'ing', rank);
      case 'VBZ':
        return withoutS(lower);
      case 'NNS':
        return withoutS(lower);
      case 'JJR':
      case 'RBR':
        return withoutEnding(lower, 'er', rank);
      case 'JJS':
      case 'RBS':
        return withoutEnding(lower, 'est', rank);
      case 'NNP':
        return properName(form);
      case 'NNPS':
        return properName(/[^s]s$/i.test(form) ? form.slice(0, -1) : form);
      default:
        return lower;
    }
  };
}

/** Typeset marks have the lemma of the typed ones. */
// A map: a plain object would also have "constructor".
const MARKS: ReadonlyMap<string, string> = new Map([
  ['“', '"'],
  ['”', '"'],
  ["''", '"'],
  ['‘', "'"],
  ['–', '-'],
  ['—', '—'],
]);

/** "IRAQ" and "Iraq" have one lemma; short names all in capitals are taken for acronyms. */
function properName(form: string): string {
  if (form.length > 4 && /^\p{Lu}+$/u.test(form)) return form[0]! + form.slice(1).toLowerCase();
  return form;
}

function withoutS(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:sses|shes|ches|xes|zzes|oes)$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

const VOWEL = /[aeiou]/;

/** The word without -ed, -ing, -er or -est: a doubled letter undone, a lost e or y put back. */
function withoutEnding(word: string, ending: string, rank: Rank): string {
  if (!word.endsWith(ending)) return word;
  const stem = word.slice(0, -ending.length);
  if (stem.length < 2 || !/[aeiouy]/.test(stem)) return word;
  if (ending !== 'ing' && stem.endsWith('i')) return `${stem.slice(0, -1)}y`;
  const last = stem.at(-1)!;
  const before = stem.at(-2)!;
  const doubled = last === before && !VOWEL.test(last);
  if (doubled) {
    const single = stem.slice(0, -1);
    const [bare, cut] = [rank(stem), rank(single)];
    if (bare !== cut) return bare < cut ? stem : single;
    return /[lsz]/.test(last) ? stem : single;
  }
  const withE = `${stem}e`;
  const [bare, silent] = [rank(stem), rank(withE)];
  if (bare !== silent) return bare < silent ? stem : withE;
  return losesE(stem) ? withE : stem;
}

/** Whether a stem that no list knows is one that lost its e, by its last letters. */
function losesE(stem: string): boolean {
  if (/(?:[cgsuvz]|[^aeiou]l|[^aeiour][aeiou]r|[^aeiouy]iz|at|[aeiou]s|dg|rg|ng[a-z])$/.test(stem))
    return !/(?:ing|ang|ong|ss|ers|els|ens)$/.test(stem) && !/(?:er|or|ar)$/.test(stem);
  // One vowel and one consonant after one consonant or none at all ("hop", "us"): the e is lost, not doubled.
  return /^(?:[^aeiou]*|.*[^aeiou])[aeiou][bdfkmnpt]$/.test(stem) && stem.length <= 4;
}
