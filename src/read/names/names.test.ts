import { describe, expect, it } from 'vitest';
import { loadResources } from '../../engine/resources.ts';
import { createStructure } from '../../report/structure.ts';
import { createParser } from '../syntax/syntax.ts';
import { createTokenizer } from '../tokens/tokens.ts';
import { textOf } from '../tokens/types.ts';
import { createNames } from './names.ts';

const { knowledge, models } = loadResources();
const structure = createStructure(knowledge);
const tokenize = createTokenizer(knowledge);
const parse = createParser(knowledge, models);
const findNames = createNames(knowledge, models);

function read(text: string) {
  const structured = { report: structure({ text }) };
  const tokenized = { ...structured, tokens: tokenize(structured) };
  const doc = { ...tokenized, syntax: parse(tokenized) };
  const names = findNames(doc);
  const entity = (name: RegExp) => names.entities.find((e) => name.test(e.name));
  const spans = (type: string) =>
    names.spans.filter((s) => s.type === type).map((s) => textOf(doc.tokens, s.first, s.last));
  const mentions = (name: RegExp) => entity(name)?.mentions.map((m) => m.text) ?? [];
  return { ...doc, names, entity, spans, mentions };
}

describe('names', () => {
  it('finds people, organizations and places', () => {
    const { spans } = read('Maria Petrova of the Helsinki Institute met farmers near Voronezh on Tuesday.');
    expect(spans('person')).toContain('Maria Petrova');
    expect(spans('location')).toContain('Voronezh');
  });

  it('says whose a described group is', () => {
    const { entity } = read(
      'Rebels in Chad met Hamas militants. Chilean and Peruvian officials met Iraqi Kurds and a United Nations envoy.',
    );
    expect(entity(/Rebels/)?.country).toBe('TD');
    expect(entity(/Hamas militants/)?.country).toBe('PS');
    expect(entity(/Chilean and Peruvian officials/)?.country).toBeNull();
    expect(entity(/Kurds/)?.country).toBe('IQ');
    expect(entity(/envoy/)?.sector).toBe('IGO');
  });

  it('begins a group with its number', () => {
    const { names } = read('A blast killed at least 158 people. At most 20 miners were hurt.');
    expect(names.entities.map(({ name }) => name)).toEqual(['158 people', '20 miners']);
  });

  it('takes "it" for the body that is speaking', () => {
    const { mentions } = read('Switzerland said on Monday that it had expelled two diplomats.');
    expect(mentions(/Switzerland/)).toEqual(['Switzerland', 'it']);
    const other = read('The mayor said that it had rained.');
    expect(other.mentions(/mayor/)).not.toContain('it');
  });

  it('reads a text all of capitals', () => {
    const { spans, entity } = read(
      'PRESIDENT ALFREDO CRISTIANI SAID IN SAN SALVADOR THAT THE FMLN KILLED TWO SOLDIERS.',
    );
    expect(spans('person').join()).toContain('CRISTIANI');
    expect(spans('location')).toContain('SAN SALVADOR');
    expect(entity(/Farabundo Marti/)?.kind).toBe('armed-group');
    expect(entity(/TWO SOLDIERS/)?.kind).toBe('military');
  });

  it('does not take words for acronyms in a text all of capitals', () => {
    const { names } = read(
      'THE CAR THAT HIT THEM IS HERE AND WHO DROVE IT IS NOT KNOWN TO THE LOCAL POLICE.',
    );
    expect(names.spans).toEqual([]);
  });

  it('knows armed groups, and does not take their names for places', () => {
    const { spans, entity } = read(
      'Fighters of the Islamic State shelled the town, while the Jordan Times cited the Homs governor.',
    );
    expect(entity(/Islamic State/)?.kind).toBe('armed-group');
    expect(spans('location')).not.toContain('Islamic State');
    expect(spans('location')).not.toContain('Jordan');
  });

  it('knows a name in any spelling of its list', () => {
    for (const text of ['Jabhat al-Nusra', 'Jabhat Al Nusra', 'al-Nusra Front', 'Nusra Front'])
      expect(read(`A commander of ${text} was seen in the town.`).entity(/Jabhat al-Nusra/)?.country).toBe(
        'SY',
      );
  });

  it('takes no date for the movement that is called by it', () => {
    const { names } = read(
      'BEIRUT, March 14, 2009 (AP) - Two trucks burned. It was so on November 17 as well.',
    );
    expect(names.entities.filter(({ kind }) => kind === 'organization' || kind === 'armed-group')).toEqual(
      [],
    );
    expect(read('The March 14 coalition won the vote.').entity(/March 14 Alliance/)).toBeDefined();
  });
});

describe('reference', () => {
  it('leads a surname back to the full name, with the role', () => {
    const { mentions, entity } = read(
      'Homs Governor Talal Barazi spoke to reporters. "The road is open," Barazi said. The governor left soon after.',
    );
    expect(mentions(/Talal Barazi/)).toEqual(expect.arrayContaining(['Talal Barazi', 'Barazi', 'governor']));
    expect(entity(/Talal Barazi/)?.roles.map((r) => r.text)).toEqual(['Homs Governor']);
    expect(entity(/Talal Barazi/)?.sector).toBe('GOV');
  });

  it('takes a role in apposition', () => {
    const { entity } = read('Lena Hartmann, the mayor of Kassel, opened the bridge.');
    expect(entity(/Hartmann/)?.roles[0]?.text).toContain('mayor');
  });

  it('reads an acronym in brackets', () => {
    const { mentions } = read(
      'The Committee of Southern Farmers (CSF) protested. Police arrested members of the CSF.',
    );
    expect(mentions(/Southern Farmers/).length).toBeGreaterThanOrEqual(2);
  });

  it('resolves he and she only where gender allows', () => {
    const { mentions } = read('Fatima Said spoke first. She thanked the doctors.');
    expect(mentions(/Fatima/)).toContain('She');
    expect(read('Fatima Said spoke first. He thanked the doctors.').mentions(/Fatima/)).not.toContain('He');
  });

  it('keeps other names of equipment as mentions', () => {
    const { mentions, entity } = read(
      'The ship fired two Kalibr cruise missiles (NATO codename Sizzler) on Monday.',
    );
    expect(entity(/Kalibr/)?.kind).toBe('equipment');
    expect(mentions(/Kalibr/)).toContain('Sizzler');
  });

  it('joins described groups by noun, nation and modifiers, and nothing else', () => {
    const { names } = read(
      'Syrian government troops entered the town. Turkish troops stayed behind. Two soldiers died; three soldiers fled.',
    );
    const named = names.entities.map((e) => e.name);
    expect(named).toEqual(
      expect.arrayContaining([
        'Syrian government troops',
        'Turkish troops',
        'Two soldiers',
        'three soldiers',
      ]),
    );
  });

  it('takes a country for its government only where it acts', () => {
    const { entity, spans } = read('Russia increased the number of flights. People in Norway slept.');
    expect(entity(/^Russia$/)?.kind).toBe('government');
    expect(entity(/^Norway$/)).toBeUndefined();
    expect(spans('location')).toEqual(['Russia', 'Norway']);
  });

  it('gives the entity of every head, the innermost first', () => {
    const { names, tokens } = read('Hundreds of militiamen attacked the base.');
    const at = (word: string) => names.entityAtHead[tokens.form.indexOf(word)]!;
    expect(at('militiamen')).toBeGreaterThanOrEqual(0);
    expect(at('Hundreds')).toBe(at('militiamen'));
  });
});

describe('labels', () => {
  it('keeps a label with its words on the entity, the source left open', () => {
    const { entity } = read('The minister said the terrorists had fled.');
    expect(entity(/terrorists/)?.labels).toEqual([
      expect.objectContaining({ text: 'terrorists', source: null }),
    ]);
  });

  it('gives a label to the names right before it', () => {
    const { entity } = read('They banned the Boko Haram and Hamas terrorist organizations.');
    for (const name of [/Boko Haram/, /Hamas/])
      expect(entity(name)?.labels.map((l) => l.text)).toContain('terrorist');
  });

  it('does not take part of a name for a label', () => {
    const { entity } = read('The Free Syrian Army and the Revolutionary United Front met.');
    expect(entity(/Free Syrian Army/)?.labels).toEqual([]);
  });
});

describe('bad input', () => {
  it.each(['', ' ', '\n\n', '.', '((((', '\u0000\uffff', '😀 😀', "'s 's 's", '- - -', 'é'.repeat(50)])(
    'stands %j',
    (text) => {
      const { names, report } = read(text);
      for (const e of names.entities)
        for (const m of e.mentions) expect(report.text.slice(m.start, m.end)).toBe(m.text);
    },
  );

  it('takes time in line with the length', () => {
    const time = (n: number) => {
      const text = 'Ali Haddad said the army of Syria and he met rebel groups ('.repeat(n);
      const begin = performance.now();
      read(text);
      return performance.now() - begin;
    };
    time(50);
    const [short, long] = [time(100), time(800)];
    expect(long / short).toBeLessThan(40);
  });
});
