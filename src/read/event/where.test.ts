import { describe, expect, it } from 'vitest';
import { createReader, loadResources } from '../../index.ts';
import { createPlaceOfWord } from './event.ts';
import { PlaceModel } from './place-model.ts';

const resources = loadResources();
const reader = createReader(resources);
const placesOf = createPlaceOfWord(resources);

/** The words of the places where what `word` tells of happened, likeliest first. */
function placesOfWord(text: string, word: string): string[] {
  const analysis = reader.analyse({ text });
  const places = placesOf(analysis, analysis.tokens.form.indexOf(word));
  return places.map(({ start, end }) => analysis.tokens.text.slice(start, end));
}

describe('where the event of a word was', () => {
  it.each([
    ['A bomb exploded on Monday near a bakery in Aleppo, police said.', 'exploded', ['Aleppo']],
    ['Troops shelled the villages of Zorbaniya and Hamasha on Friday.', 'shelled', ['Hamasha', 'Zorbaniya']],
    ['Thousands marched through Nairobi on Sunday against higher taxes.', 'marched', ['Nairobi']],
  ])('%s', (text, word, places) => {
    expect(placesOfWord(text, word).sort()).toEqual(places);
  });

  it('is likeliest its own place, not where somebody spoke', () => {
    const [place] = placesOfWord(
      'Police in Damascus said that gunmen had killed two farmers in Idlib.',
      'killed',
    );
    expect(place).toBe('Idlib');
  });

  it.each([
    ['Syrian soldiers killed three gunmen on Friday, the Russian minister said.', 'killed'],
    ['At least nine people were wounded when the mine exploded.', 'wounded'],
    ['Mohamed Hassan was arrested on Tuesday by the police.', 'arrested'],
  ])('is not told: %s', (text, word) => {
    expect(placesOfWord(text, word)).toEqual([]);
  });

  it('is read from a model that is whole', () => {
    const models = new Map(resources.models);
    models.set('event-place/weights.bin', models.get('event-place/weights.bin')!.slice(0, -5000));
    expect(() => PlaceModel.open(models)).toThrow('damaged');
    models.set('event-place/manifest.json', new TextEncoder().encode('{"format":1}'));
    expect(() => PlaceModel.open(models)).toThrow('format 1');
  });
});
