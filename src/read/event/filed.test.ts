import { describe, expect, it } from 'vitest';
import { createReader, loadResources } from '../../index.ts';

const reader = createReader(loadResources());

/** The place of what `trigger` tells, and on what it rests. */
function placeOf(text: string, trigger: string): [name: string | null, basis: string] {
  const { events, places } = reader.read({ text });
  const event = events.find((e) => e.trigger.text === trigger)!;
  return [places.find(({ id }) => id === event.place.ref)?.name ?? null, event.place.basis];
}

describe('the place of the dateline', () => {
  it.each([
    ['HOMS, Syria, May 6, 2019 (Reuters) - Three engineers were killed on Monday, the army said.', 'killed'],
    ['HOMS (AP) — Syrian police said they arrested nine bakers. The men were not named.', 'arrested'],
    ['HOMS, May 6 (AP) - The siege of the Acacia mall is over. Two bakers were killed.', 'killed'],
    ['Bakers held\n\nHOMS, Syria - Police searched a mill. Nine bakers were arrested.', 'arrested'],
  ])('is that of what the lead tells without one: %s', (text, trigger) => {
    expect(placeOf(text, trigger)).toEqual(['Homs', 'dateline']);
  });

  it('is that of talks, wherever they are held', () => {
    const text = 'GENEVA, May 6 (AP) - The two foreign ministers met on Monday.';
    expect(placeOf(text, 'met')).toEqual(['Genève', 'dateline']);
  });

  it.each([
    [
      'a desk far away',
      'GENEVA, May 6 (AP) - Three aid workers were killed on Monday, officials said.',
      'killed',
    ],
    ['another country', 'BEIRUT, May 6 (AP) - Syrian troops killed three men on Monday.', 'killed'],
    ['another town', 'HOMS, May 6 (AP) - Three men were killed, a doctor in Hama said.', 'killed'],
    ['a village', 'HOMS, May 6 (AP) - A mine killed three men on a road to their village.', 'killed'],
    ['a war', 'HOMS, May 6 (AP) - The war has killed 90,000 people.', 'killed'],
    ['a plan', 'HOMS, May 6 (AP) - The mayor said they would arrest nine bakers.', 'arrest'],
    ['a word', 'HOMS, May 6 (AP) - The mayor accused the bakers of greed.', 'accused'],
    ['a headline', 'Three die in Hama\n\nHOMS, May 6 (AP) - Three men were killed on Monday.', 'killed'],
    [
      'what was told of elsewhere before',
      'HOMS, May 6 (AP) - A mayor in Jordan spoke of bread. Three men were killed, he said.',
      'killed',
    ],
  ])('is not that of %s', (_, text, trigger) => {
    expect(placeOf(text, trigger)[1]).not.toBe('dateline');
  });

  it('gives way to a place that is told', () => {
    const text = 'HOMS, Syria, May 6, 2019 (Reuters) - Three engineers were killed in Hama on Monday.';
    expect(placeOf(text, 'killed')[1]).toBe('explicit');
  });
});
