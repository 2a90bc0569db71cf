/**
 * Keys under which a place name is found, whatever way it was put into the Latin alphabet.
 *
 * The *fine* key forgets capitals, diacritics, apostrophes and hyphens ("Dayr az-Zawr" is "dayr az zawr"). The
 * *skeleton* forgets what systems of romanisation disagree on: articles, q/k/g, kh/h, ou/oo/u/o, e/i/y between
 * consonants, doubled letters and a final -ah/-eh/-a ("Nubel" and "Nubl" are both "nubl"). Names with the same fine
 * key have the same skeleton.
 *
 * @module
 */

/** Letters that Unicode does not decompose. */
const LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ə: 'a',
  ħ: 'h',
  ŋ: 'n',
};

/** Words that are written short as often as in full. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['saint', 'st'],
  ['sainte', 'ste'],
  ['mount', 'mt'],
  ['fort', 'ft'],
]);

/** Arabic and Persian articles in their assimilated forms, and "the". */
const ARTICLES: ReadonlySet<string> = new Set(
  'al el il ul ad ed ud ar er ur as es us ash esh ush at et an en az ez uz adh edh ath eth the'.split(' '),
);

/** The fine key of a name: lower case, plain letters and digits, single spaces. Empty when no letter is Latin. */
export function fineKey(name: string): string {
  let plain = '';
  let gap = false;
  let ascii = true;
  for (let i = 0; i < name.length; i++)
    if (name.charCodeAt(i) > 127) {
      ascii = false;
      break;
    }
  const text = ascii ? name.toLowerCase() : name.toLowerCase().normalize('NFD');
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
      if (gap && plain) plain += ' ';
      gap = false;
      plain += text[i];
    } else if (
      code === 32 ||
      code === 10 ||
      code === 45 ||
      code === 0xa0 ||
      code === 47 ||
      (code >= 0x2010 && code <= 0x2015)
    )
      gap = true;
    else if (code > 127) {
      const letter = LETTERS[text[i]!];
      if (letter) {
        if (gap && plain) plain += ' ';
        gap = false;
        plain += letter;
      } else if (/\p{L}/u.test(text[i]!)) return '';
    }
  }
  if (!SHORTENED.test(plain)) return plain;
  return plain
    .split(' ')
    .map((word) => SHORT.get(word) ?? word)
    .join(' ');
}
const SHORTENED = /\b(?:sainte?|mount|fort)\b/;

/** The skeleton of a fine key; the fine key itself where too little would be left to know a name by. */
export function skeletonOf(fine: string): string {
  let words = fine.split(' ');
  if (words.length > 1) {
    const kept = words.filter((word) => !isArticle(word));
    if (kept.length > 0) words = kept;
  }
  let all = '';
  for (const word of words) all += bare(word);
  return all.length >= SHORTEST ? all : fine;
}

/** Letters below which a skeleton says too little. */
export const SHORTEST = 3;

/** Whether a skeleton leaves out a word of a fine key, unless the name has no other. */
export const isArticle = (word: string): boolean => ARTICLES.has(word);

/** One word of a fine key without what romanisations disagree on. */
export function bare(word: string): string {
  let out = '';
  let last = '';
  let i = 0;
  // A final -ah, -eh, -a, -e says nothing: "Raqqah", "Raqqa".
  let end = word.length;
  if (end > 3 && word[end - 1] === 'h' && (word[end - 2] === 'a' || word[end - 2] === 'e')) end -= 2;
  else while (end > 3 && (word[end - 1] === 'a' || word[end - 1] === 'e')) end--;
  while (i < end) {
    const c = word[i]!;
    const next = i + 1 < end ? word[i + 1]! : '';
    let unit = c;
    let step = 1;
    if (next === 'h' && PAIRS[c] !== undefined) {
      unit = PAIRS[c]!;
      step = 2;
    } else if (c === 'd' && next === 'j') {
      unit = 'j';
      step = 2;
    } else if (c === 'c' && next === 'k') {
      unit = 'k';
      step = 2;
    } else if (c === 'q' || c === 'g') unit = 'k';
    else if (c === 'w') unit = 'v';
    else if (c === 'o' || c === 'u') {
      unit = 'u';
      while (i + step < end && (word[i + step] === 'o' || word[i + step] === 'u')) step++;
    } else if (c === 'e' || c === 'i' || c === 'y') unit = out === '' ? 'i' : '';
    else if (c === 'a' && (next === 'i' || next === 'y' || next === 'e')) {
      unit = out === '' ? 'a' : '';
      step = 2;
    }
    if (unit !== last) {
      out += unit;
      if (unit) last = unit;
      else last = '';
    }
    i += step;
  }
  return out;
}
const PAIRS: Readonly<Record<string, string>> = { k: 'h', g: 'k', d: 'd', t: 't', p: 'f', z: 'j' };

/** FNV-1a over the code units, mixed at the end; unsigned 32 bits. */
export const hashOf = (key: string, seed = HASH_SEED): number => mixed(extended(seed, key));

/** What a hash begins with. */
export const HASH_SEED = 0x811c9dc5;

/** The hash, not yet `mixed`, of a key that goes on with `more`. */
export function extended(state: number, more: string): number {
  let hash = state;
  for (let i = 0; i < more.length; i++) hash = Math.imul(hash ^ more.charCodeAt(i), 0x01000193);
  return hash;
}

export function mixed(state: number): number {
  let hash = state ^ (state >>> 16);
  hash = Math.imul(hash, 0x7feb352d);
  hash ^= hash >>> 15;
  return hash >>> 0;
}

/** 16 bits that tell apart the fine keys that share a skeleton. */
export const fineCheck = (fine: string): number => hashOf(fine, 0x9747b28c) & 0xffff;
