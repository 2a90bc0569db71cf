import { describe, expect, it } from 'vitest';
import { loadResources } from '../../engine/resources.ts';
import { createLemmatizer } from './lemma.ts';

const frequent = ['the', 'plan', 'hope', 'change', 'attack', 'add', 'ad', 'bomb', 'make', 'shell', 'kidnap'];
const lemmatize = createLemmatizer(loadResources().knowledge, (word) => {
  const rank = frequent.indexOf(word);
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
});

describe('createLemmatizer', () => {
  it.each([
    ['attacked', 'VBD', 'attack'],
    ['planned', 'VBN', 'plan'],
    ['hoping', 'VBG', 'hope'],
    ['changed', 'VBD', 'change'],
    ['added', 'VBD', 'add'],
    ['making', 'VBG', 'make'],
    ['shelled', 'VBD', 'shell'],
    ['kidnapped', 'VBN', 'kidnap'],
    ['carried', 'VBD', 'carry'],
    ['fought', 'VBD', 'fight'],
    ['was', 'VBD', 'be'],
    ["n't", 'RB', 'not'],
    ['wo', 'MD', 'will'],
    ['cities', 'NNS', 'city'],
    ['clashes', 'NNS', 'clash'],
    ['gunmen', 'NNS', 'gunman'],
    ['larger', 'JJR', 'large'],
    ['Iraq', 'NNP', 'Iraq'],
    ['BAGHDAD', 'NNP', 'Baghdad'],
    ['NATO', 'NNP', 'NATO'],
    ['1,200', 'CD', '1200'],
    ['This', 'DT', 'this'],
  ])('gives for %s, %s: %s', (form, tag, lemma) => {
    expect(lemmatize(form, form.toLowerCase(), tag)).toBe(lemma);
  });

  it('leaves what is not inflected', () => {
    for (const word of ['bus', 'crisis', 'mass']) expect(lemmatize(word, word, 'NN')).toBe(word);
    expect(lemmatize('thing', 'thing', 'NN')).toBe('thing');
    expect(lemmatize('s', 's', 'NNS')).toBe('s');
    expect(lemmatize('', '', 'VBD')).toBe('');
  });
});
