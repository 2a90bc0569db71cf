import { describe, expect, it } from 'vitest';
import { createReader, loadResources } from '../../index.ts';

const reader = createReader(loadResources());
// Published on a Thursday.
const read = (text: string) => reader.read({ text, published: '2021-09-16' });
const events = (text: string) => read(text).events;
type Found = ReturnType<typeof events>[number];
const who = (event: Found | undefined, role: string) =>
  event?.participants.filter((p) => p.role === role).map((p) => p.text) ?? [];
const by = (text: string, trigger: string) => events(text).find((e) => e.trigger.text.startsWith(trigger));

describe('who did what to whom in news English', () => {
  it.each([
    ['A caretaker was found strangled in the cellar.', 'strangled', '', 'caretaker'],
    ['Two sailors lay wounded on the quay.', 'wounded', '', 'Two sailors'],
    ['The mayor accused guards of beating prisoners.', 'beating', 'guards', 'prisoners'],
    ['Prosecutors charged the colonel with killing a witness.', 'killing', 'colonel', 'witness'],
    ['The union blamed riot police for injuring a porter.', 'injuring', 'riot police', 'porter'],
    ['The guards left the hall after beating prisoners.', 'beating', 'guards', 'prisoners'],
    ['Thirty squatters were evicted and four bailiffs wounded.', 'wounded', '', 'four bailiffs'],
    [
      'He said the brigade had repelled the raid, and accused Zambia of arming the rebels.',
      'accused',
      '',
      'Zambia',
    ],
    ['The forces, who had held the pass, withdrew at night.', 'withdrew', 'forces', ''],
    ['They accused a clerk of having shot two guards.', 'shot', 'clerk', 'two guards'],
    ['The lawyer said the widow planned to sue the city.', 'sue', 'widow', 'city'],
    ['Prisoners have been shot at Burgos.', 'shot', '', 'Prisoners'],
    ['Two patients were evacuated to Beira.', 'evacuated', '', 'Two patients'],
    ['Gunmen shot at a bus.', 'shot at', 'Gunmen', 'bus'],
    ['A gunman killed at least nine shoppers.', 'killed', 'gunman', 'at least nine shoppers'],
    ['Norway contributed 5 million euros.', 'contributed', 'Norway', ''],
    ['A Turkish strike killed two drivers near the border.', 'killed', 'Turkish', 'two drivers'],
    [
      'Police fired on men who tried to enter the hall, killing two students.',
      'killing',
      'Police',
      'two students',
    ],
    ['Ana Ruiz, leader of the strike, accused the firm of spying.', 'accused', 'Ana Ruiz', 'firm'],
    ['Rebels have freed 34 government soldiers at a crossing.', 'freed', 'Rebels', '34 government soldiers'],
    ['The army was deployed to the border.', 'deployed', 'army', ''],
    ['Portugal sent tents to 400 families.', 'sent', 'Portugal', '400 families'],
    ["The judge's murder shocked the town.", 'murder', '', 'judge'],
    ["The militia's murder of two teachers shocked the town.", 'murder', 'militia', 'two teachers'],
    ['They spoke of the case of Eva Lind, who was shot in May.', 'shot', '', 'Eva Lind'],
  ])('%s', (text, trigger, actor, recipient) => {
    const found = by(text, trigger);
    expect(who(found, 'actor').join()).toBe(actor);
    expect(who(found, 'recipient').join()).toBe(recipient);
  });

  it('takes no time from under a picture for what the story tells', () => {
    const text =
      'Clerks walked out.\n\nA rally in Lima on April 30. Photo: EFE\n\nPolice arrested 500 people.';
    expect(by(text, 'arrested')!.time.basis).toBe('unknown');
    expect(by(text, 'rally')!.time.edtf).toBe('2021-04-30');
  });

  it.each([
    'A crowded launch capsized on the lake, drowning nine people and injuring six.',
    'Four pupils were killed when their bus overturned on a mountain road.',
    'Eleven people were hurt in a tram collision.',
    'There were no reports of casualties after the tremor.',
    'The mountain search and rescue service said the path was closed.',
    'She told the hall that she would stand again.',
    'Firefighters were called to a flat in Mill Street.',
  ])('reads nothing done to anybody in "%s"', (text) => {
    expect(events(text).map((e) => e.type)).toEqual([]);
  });

  it('still reads what was done on purpose where something crashed', () => {
    const found = by(
      'The helicopter crashed after it was hit by a missile, killing four marines.',
      'killing',
    );
    expect(who(found, 'recipient')).toEqual(['four marines']);
  });

  it.each([
    ['China did not condemn the coup.', 'coup', 'actual'],
    ['Drivers to strike for two days\n\nDrivers said on Monday that pay was low.', 'strike', 'planned'],
    ['The farmers threatened to leave unless the price was raised.', 'threatened', 'actual'],
  ])('%s', (text, trigger, status) => {
    expect(by(text, trigger)?.status).toBe(status);
  });

  it('takes "would not" in what is said for a refusal', () => {
    expect(by('The premier said the cabinet would not withdraw the bill.', 'withdraw')?.status).toBe(
      'denied',
    );
  });
});

describe('whom a word stands for', () => {
  it.each([
    ['Scores of houses were burned in Modena.', 'burned', 'Scores of houses'],
    ['Rebels captured 12 of the soldiers.', 'captured', '12 of the soldiers'],
    ['A mortar round killed two nurses and wounded 14.', 'wounded', '14'],
    ['Most of the jailed teachers had been beaten.', 'beaten', 'Most of the jailed teachers'],
    ['The houses of the convent were burned.', 'burned', 'houses'],
  ])('%s', (text, trigger, target) => {
    expect(who(by(text, trigger), 'recipient')[0]).toBe(target);
  });

  it('takes no number for a doer behind its verb', () => {
    expect(who(by('Members rejected the truce by nine to one.', 'rejected'), 'actor')).toEqual(['Members']);
  });

  it.each([
    ['"We shelled no village," said General Ana Ruiz.', 'shelled', 'We', 'Ana Ruiz'],
    ['The army in Togo says it has killed two smugglers.', 'killed', 'it', 'army'],
    ['Smugglers in Togo say they have killed two guards.', 'killed', 'they', 'Smugglers'],
  ])('knows the speaker in %s', (text, trigger, word, name) => {
    const { participants, entities } = { ...by(text, trigger)!, ...read(text) };
    const actor = participants.find(({ role }) => role === 'actor')!;
    expect([actor.text, entities.find(({ id }) => id === actor.entity)?.name]).toEqual([word, name]);
  });

  it('makes a person of no ministry', () => {
    expect(who(by('The ministry said he had bombed the mill.', 'bombed'), 'actor')).toEqual([]);
  });
});

describe('where and when a story goes on', () => {
  const place = (text: string, trigger: string) => {
    const reading = read(text);
    const event = reading.events.find((e) => e.trigger.text.startsWith(trigger));
    return reading.places.find((p) => p.id === event?.place.ref)?.name ?? null;
  };

  it.each([
    ['The African Union urged Sudan to free the editor.', 'urged', null],
    ['The army shelled two farms near Beni.', 'shelled', 'Beni'],
    [
      'Rebels attacked Beni on Monday. Talks in Nairobi went on. The rebels also burned a bridge.',
      'burned',
      'Beni',
    ],
  ])('%s', (text, trigger, name) => {
    expect(place(text, trigger)).toBe(name);
  });

  it('knows what was then from what was until then', () => {
    const text = 'The truce held until last month, when rebels attacked a convoy.';
    expect(by(text, 'attacked')?.time.edtf).toBe('2021-08');
    expect(by('Rebels attacked convoys until last month.', 'attacked')?.time.edtf).toBe('../2021-08');
  });

  it('takes no time from what is only planned', () => {
    const text = 'The court will sentence the colonel on 30 September. Gunmen killed a witness.';
    expect(by(text, 'killed')?.time.edtf).toBeNull();
  });
});

describe('the same event told again', () => {
  const links = (text: string) => events(text).map(({ trigger, sameAs }) => [trigger.text, sameAs !== null]);

  it('is one in headline, lead and body', () => {
    const text = `Bandits kill nine in raid on village

KADUNA, Sept 15 - Bandits on motorcycles attacked a village in Kaduna state on Tuesday, killing at least nine farmers, police said.

The attackers stormed the village at dawn on Tuesday, a teacher said.`;
    expect(links(text)).toEqual([
      ['kill', false],
      ['raid', true],
      ['attacked', true],
      ['killing', true],
      ['stormed', true],
    ]);
  });

  it('keeps different counts apart', () => {
    const [hit, killing, wounding] = links('A shell hit a school, killing seven people and wounding eleven.');
    expect([hit![1], killing![1], wounding![1]]).toEqual([false, true, false]);
  });

  it('keeps other places, days and sides apart', () => {
    const text =
      'Rebels attacked a convoy near Beni on Monday. On Tuesday, rebels attacked a convoy near Goma. Pirates attacked a tanker.';
    expect(links(text).map(([, same]) => same)).toEqual([false, false, false]);
  });
});

describe('one event, told in pieces', () => {
  it('gives the headline the day and town of the lead', () => {
    const [headline] = events(
      'Shelling kills four\n\nShelling killed four people in Goma on Tuesday, doctors said.',
    );
    expect(headline?.time).toMatchObject({ edtf: '2021-09-14', basis: 'inherited' });
    expect(headline?.place.basis).toBe('inherited');
  });

  it.each([
    ['Crowds met on Saturday, four days after the blast that killed two nurses.', 'killed', '2021-09-07'],
    ['Divers found bodies on Tuesday, a day after a mine killed six sailors.', 'killed', '2021-09-13'],
    ['The judge resigned on Monday, two weeks before the raid on Gulu.', 'raid', '2021-09-27'],
  ])('counts from the day in front: %s', (text, trigger, day) => {
    expect(by(text, trigger)?.time.edtf).toBe(day);
  });

  it.each([
    ['Nine nuns were killed when soldiers stormed a school on Monday.', 'killed', '2021-09-13'],
    ['A cook was killed and two were wounded in Kono on Monday.', 'killed', '2021-09-13'],
    ['Police on Wednesday arrested two men suspected of robbing a bank on Monday.', 'arrested', '2021-09-15'],
  ])('dates both clauses: %s', (text, trigger, day) => {
    expect(by(text, trigger)?.time.edtf).toBe(day);
  });

  it('does not date a deed by when it was condemned', () => {
    const deed = by('The bishop condemned the murder of two nuns on Tuesday.', 'murder');
    expect(deed?.time.basis).not.toBe('explicit');
  });

  it('takes neither day nor square of what came days later', () => {
    const blast = by('Crowds met in Nairobi on Saturday, six days after the blast.', 'blast');
    expect(blast?.time.edtf).toBe('2021-09-05');
    expect(blast?.place.ref).toBeNull();
  });

  it('takes a second weapon for a weapon', () => {
    const fired = by('Police fired tear gas and rubber bullets at the crowd.', 'fired');
    expect(who(fired, 'recipient')).toEqual(['crowd']);
    expect(who(fired, 'instrument')).toEqual(['rubber bullets']);
  });

  it('does not date a whole war by the peace that ended it', () => {
    const killed = by('Both sides signed a treaty in Kono on Monday. The war killed 9,000 people.', 'killed');
    expect(killed?.time.edtf).toBeNull();
    expect(killed?.place.ref).toBeNull();
  });

  it('takes who marches along for a marcher', () => {
    const march = by('Ana Ruiz protested in the capital with her supporters.', 'protested');
    expect(who(march, 'actor')).toEqual(['Ana Ruiz', 'supporters']);
    expect(who(march, 'recipient')).toEqual([]);
  });

  it('is not where somebody was taken afterwards', () => {
    expect(by('Two nuns were wounded and flown to Nairobi.', 'wounded')?.place.ref).toBeNull();
  });

  it.each([
    ['Police surrounded the cathedral.', 'COERCE'],
    ['Students surrounded the parliament.', 'PROTEST'],
    ['Rebels shot down a helicopter near the border.', 'ASSAULT'],
  ])('%s: %s', (text, type) => {
    expect(events(text).map((e) => e.type)).toEqual([type]);
  });

  it('takes a building that burns down for what suffers it', () => {
    expect(who(by('The school burned down on Friday.', 'burned'), 'recipient')).toEqual(['school']);
  });

  it('is not where it was felt', () => {
    expect(by('The blast broke windows and was felt in Cyprus.', 'blast')?.place.ref).toBeNull();
  });

  it.each([
    ['A mortar killed two and wounded more than 30 in Herat.', 'wounded', 'more than 30'],
    ['An explosion at the port killed at least nine dockers.', 'killed', 'at least nine'],
    ['Divers wept after an explosion killed two guards.', 'killed', 'two'],
  ])('counts whom it hit: %s', (text, trigger, count) => {
    const { events: all, quantities } = read(text);
    const event = all.find((e) => e.trigger.text === trigger);
    expect(event?.quantities.map((id) => quantities.find((q) => q.id === id)?.text)).toEqual([count]);
  });

  it('makes no doer of who only says it', () => {
    const text = 'A blast ripped through a mill on Monday, killing nine, Governor Ana Ruiz said.';
    expect(who(by(text, 'killing'), 'actor')).toEqual([]);
  });
});
